"""Which pip knows `--no-cache-dir` and does the same with it, and which images have one that does not."""

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
    return _has_before(minor, patch, "last")


def builds_alike(version: Version) -> bool:
    """Whether a release of pip builds wheels with the option as it does without it."""
    return version >= _versions("alike", "since")[0]


def python_builds_alike(tag: str) -> bool:
    """Whether the image of Python with this tag has a pip that does, as far as it is known."""
    found = re.match(r"(\d+)\.(\d+)(?:\.(\d+))?", tag)
    # A tag without a patch release is the last one of its Python.
    minor, patch = ((int(found[1]), int(found[2])), int(found[3] or 98)) if found else ((99, 0), 0)
    return not _has_before(minor, patch, "differs") and re.search(_table()["python"]["tags"], tag) is None


def _has_before(minor: tuple[int, int], patch: int, bound: str) -> bool:
    last: dict[str, int] = _table()["python"][bound]
    return patch <= last.get(f"{minor[0]}.{minor[1]}", -1)


def image_builds_alike(reference: str, releases: Iterable[str], alpine: tuple[int, int] | None) -> bool:
    """Whether an image is known to have a pip that does.

    Args:
        reference: its name and tag, "@" in place of a tag that only a digest tells.
        releases: words that tell the release, as above.
        alpine: the release of Alpine it is, or None.
    """
    table = _table()["new"]
    if alpine is not None:
        return alpine >= _pair(table["alpine"])
    known = reference in table["newest"].split()
    known = known or not set(table["words"].split()).isdisjoint(releases)
    return known or re.match(table["references"].strip(), reference) is not None


@lru_cache(maxsize=1)
def options_of_alike() -> frozenset[str]:
    """The options that no release knows which builds other than that."""
    return frozenset(_table()["alike"]["options"].split())


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
