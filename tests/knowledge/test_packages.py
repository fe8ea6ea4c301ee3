"""Alpine's names of Debian's packages."""

from __future__ import annotations

import pytest

from slimmer.knowledge.packages import alpine_names


@pytest.mark.parametrize(
    ("debian", "names", "status", "sure"),
    [
        ("libpq-dev", ("libpq-dev",), "verified", True),
        ("build-essential", ("build-base",), "verified", True),
        ("gcc", ("gcc", "musl-dev"), "verified", True),
        ("apt-transport-https", (), "not-needed", True),
        ("openjdk-17-jdk", ("openjdk17-jdk",), "unverified", False),
        ("python", ("python3",), "different", False),
        ("wkhtmltopdf", (), "missing", False),
    ],
)
def test_names(debian: str, names: tuple[str, ...], status: str, sure: bool) -> None:
    found = alpine_names(debian)
    assert found is not None
    assert (found.names, found.status, found.is_sure) == (names, status, sure)
    assert found.source.date


def test_an_unknown_package() -> None:
    assert alpine_names("no-such-package") is None
