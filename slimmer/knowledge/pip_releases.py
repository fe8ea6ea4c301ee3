"""Which pip knows `--no-cache-dir`, and which images have one that does not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from slimmer.knowledge.files import load

Version = tuple[int, int, int]


def knows_no_cache_dir(version: Version) -> bool:
    """Whether a release of pip has the option."""
    return version >= _versions("option", "since")[0]


def fails_with_no_cache_dir(version: Version) -> bool:
    """Whether a release of pip has it and ends with an error when it is given."""
    return version in _versions("option", "fails")


def brings_old_pip(virtualenv: Version) -> bool:
    """Whether a release of virtualenv makes environments with a pip that does not have it."""
    return virtualenv < _versions("virtualenv", "since")[0]


def has_old_pip(name: str, version: str, releases: Iterable[str], alpine: tuple[int, int] | None) -> bool:
    """Whether the pip of a distribution's image is too old.

    Args:
        name: of the image, such as `debian`.
        version: its tag.
        releases: words that tell the release: a suite, or a name with a number (`ubuntu14.04`).
        alpine: the release of Alpine it is, or None.
    """
    table = _table()
    others, of_debian = table["others"], table["releases"]
    if alpine is not None and alpine <= _pair(others["alpine"]):
        return True
    if re.match(others["references"], f"{name}:{version}"):
        return True
    ubuntu = of_debian["ubuntu"].split()
    old = {*of_debian["suites"].split(), *ubuntu, *(f"ubuntu{each}" for each in ubuntu)}
    return (name == "debian" and version[:1] in of_debian["debian"].split()) or not old.isdisjoint(releases)


def is_old_python(minor: tuple[int, int], patch: int) -> bool:
    """Whether the image of a release of Python has a pip that is too old."""
    last: dict[str, int] = _table()["python"]["last"]
    return patch <= last.get(f"{minor[0]}.{minor[1]}", -1)


def may_fail_python(version: str) -> bool:
    """Whether the image of Python with this tag may have a pip that fails when the option is given."""
    return re.search(_table()["python"]["fails"], version) is not None


def has_new_pip(reference: str, name: str, releases: Iterable[str]) -> bool:
    """Whether an image is known to have a pip that knows the option, unless it is known to have an older one.

    Args:
        reference: of the image, without its digest.
        name: the last part of its repository.
        releases: words that tell the release, as above.
    """
    table = _table()["new"]
    known = name in table["distributions"].split() or not set(table["words"].split()).isdisjoint(releases)
    return known or re.match(table["references"].strip(), reference) is not None


@lru_cache(maxsize=1)
def newer_options() -> frozenset[str]:
    """The options that only such releases of pip know as know `--no-cache-dir`."""
    return frozenset(_table()["newer"]["options"].split())


def _pair(text: str) -> tuple[int, int]:
    major, _, minor = text.partition(".")
    return int(major), int(minor)


@lru_cache(maxsize=4)
def _versions(group: str, key: str) -> tuple[Version, ...]:
    found = (text.split(".") for text in _table()[group][key].split())
    return tuple((int(major), int(minor), int(patch)) for major, minor, patch in found)


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load("pip.json")
    return table
