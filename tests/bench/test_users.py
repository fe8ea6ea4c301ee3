from __future__ import annotations

import pytest

from slimmer.bench.hardening import _users


@pytest.mark.parametrize(
    ("own", "users"),
    [
        ("", ["65532:65532", "0:0"]),
        ("node", ["65532:65532", "node"]),
        ("1000:1000", ["65532:65532", "1000:1000"]),
        ("65532", ["65532:65532"]),
        ("a b; rm -rf /", ["65532:65532"]),
        ("a\x1b[2J", ["65532:65532"]),
    ],
)
def test_an_image_of_a_user_is_never_run_as_root(own: str, users: list[str]) -> None:
    assert list(_users(own)) == users
