"""Tags of a family of images, and which of them name the same version."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from slimmer.records import dataclass

SUITES = (
    *("wheezy", "jessie", "stretch", "buster", "bullseye", "bookworm", "trixie", "forky", "sid"),
    *("trusty", "xenial", "bionic", "focal", "jammy", "noble", "resolute"),
)
"""Releases of Debian and Ubuntu as tags name them."""

_BARE = "="


@dataclass(frozen=True, slots=True, eq=False)
class Tags:
    """All tags of a family that are known to exist, or to have existed.

    Attributes:
        all: the tags.
        suites: the suite of tags that do not name it.
        unlike: full tags whose slim one is, or may be, of another version or suite.
    """

    all: frozenset[str]
    suites: Mapping[str, str]
    unlike: frozenset[str]

    @classmethod
    def read(cls, entry: Mapping[str, Any]) -> Tags:
        """Read a family of the compiled table."""
        found = {
            version.replace(_BARE, "") + ending.replace(_BARE, "")
            for versions, endings in entry["tags"]
            for version in versions.split()
            for ending in endings.split()
        }
        suites = {tag: suite for suite, tags in entry.get("suites", {}).items() for tag in tags.split()}
        return cls(frozenset(found), suites, frozenset(entry.get("unlike", "").split()))

    def __contains__(self, tag: object) -> bool:
        return tag in self.all

    def suite(self, tag: str) -> str:
        """The release of its distribution a tag was built on last; "" where not known."""
        return suite_of(tag) or self.suites.get(tag) or self.suites.get(full_name(tag), "")


def suite_of(text: str) -> str:
    """The suite a tag, or a folder, names; "" where it names none."""
    return next((part for part in re.split(r"[-/,]", text) if part in SUITES), "")


def slim_names(tag: str) -> tuple[str, ...]:
    """The names the slim sibling of a full tag may have: `slim` stands somewhere among its parts."""
    if tag == "latest":
        return ("slim",)
    parts = tag.split("-")
    if "slim" in parts:
        return ()
    return tuple("-".join((*parts[:at], "slim", *parts[at:])) for at in range(len(parts) + 1))


def full_name(tag: str) -> str:
    """The name of a slim tag's full sibling."""
    return "-".join(part for part in tag.split("-") if part != "slim") or "latest"
