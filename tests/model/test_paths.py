"""Paths by their text alone."""

from __future__ import annotations

import pytest

from slimmer.model.paths import absolute, is_below, upwards


def test_paths() -> None:
    assert is_below("/a/b", "/a")
    assert is_below("/a", "/")
    assert not is_below("/ab", "/a")
    assert absolute("x", "/app") == "/app/x"
    assert absolute("//x/./y/", None) == "/x/y"
    assert absolute("x", None) is None


@pytest.mark.parametrize(
    ("path", "folders"),
    [
        ("/a/b", ["/a/b", "/a", "/"]),
        ("/", ["/"]),
        ("a/b/c", ["a/b/c", "a/b", "a"]),
        ("a", ["a"]),
        ("", []),
    ],
)
def test_path_and_what_is_above_it(path: str, folders: list[str]) -> None:
    assert list(upwards(path)) == folders
