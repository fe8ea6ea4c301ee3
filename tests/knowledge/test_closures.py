"""What packages weigh with all they need: sets, not sums."""

from __future__ import annotations

import pytest

from slimmer.knowledge.closures import RELEASES, Closure, closure, suite_named
from slimmer.knowledge.images import image


def found(*packages: str, **how: object) -> Closure:
    known = closure(packages, "bookworm", **how)  # type: ignore[arg-type]  # made from what a test gives
    assert known is not None
    return known


@pytest.mark.parametrize(
    ("package", "with_recommended", "without"),
    [
        ("curl", 15.8, 12.0),
        ("git", 124.0, 109.0),
        ("build-essential", 402.0, 323.0),
        ("python3-pip", 477.0, 47.9),
        ("nodejs", 117.0, 99.0),
        ("ca-certificates", 8.955, 8.955),
        ("cron", 20.1, 0.325),
        ("chromium", 951.0, 738.0),
        ("default-jdk", 665.0, 594.0),
    ],
)
def test_sizes_are_those_apt_itself_told(package: str, with_recommended: float, without: float) -> None:
    """MB measured with apt in a minimal root of bookworm, 2026-11-23."""
    assert found(package).size / 1e6 == pytest.approx(with_recommended, rel=0.03, abs=0.05)
    assert found(package, recommends=False).size / 1e6 == pytest.approx(without, rel=0.03, abs=0.05)


def test_what_two_packages_share_is_counted_once() -> None:
    both, gcc, make = found("gcc", "g++"), found("gcc"), found("g++")
    assert max(gcc.size, make.size) <= both.size < gcc.size + make.size
    assert both.packages == gcc.packages | make.packages


def test_what_is_there_adds_nothing_and_brings_nothing() -> None:
    full = image("python:3.12-bookworm")
    assert full is not None
    assert found("git", "curl", "gcc", present=full.packages).size == 0
    assert found("apt", "tar").packages == frozenset()


def test_recommended_packages_are_told_apart() -> None:
    curl = found("curl")
    assert curl.recommended == curl.size - found("curl", recommends=False).size
    assert found("curl", recommends=False).recommended == 0


def test_what_something_needs_is_not_called_recommended() -> None:
    """wget recommends ca-certificates and the list of public suffixes."""
    alone, with_both = found("wget"), found("wget", "ca-certificates")
    assert alone.recommended > with_both.recommended


def test_unknown_packages_are_named() -> None:
    some = found("curl", "no-such-package", "no-such-package")
    assert some.unknown == ("no-such-package",)
    assert some.size == found("curl").size


def test_an_unknown_release() -> None:
    assert closure(("curl",), "buster") is None
    assert closure(("curl",), "") is None


@pytest.mark.parametrize("release", RELEASES)
def test_each_release_has_a_table(release: str) -> None:
    known = closure(("curl", "git", "build-essential", "python3", "libpq-dev"), release)
    assert known is not None
    assert known.unknown == ()
    assert 200_000_000 < known.size < 800_000_000
    assert release in known.source.title
    assert known.source.date == "2026-11-28"


@pytest.mark.parametrize(
    ("reference", "suite"),
    [
        ("company/base:ubuntu-24-04", "noble"),
        ("company/ubuntu16.04", "xenial"),
        ("company/web:focal-2", "focal"),
        ("company/debian-stretch", "stretch"),
        ("company/stretch-api:2", ""),
        ("company/base", ""),
        ("company/ubuntu:12.04", ""),
    ],
)
def test_a_reference_tells_its_release(reference: str, suite: str) -> None:
    assert suite_named(reference) == suite
