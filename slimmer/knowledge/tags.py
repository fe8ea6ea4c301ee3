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
        versions: the versions there are with an ending, by ending; each between blanks.
        suites: the suite of tags that do not name it.
        unlike: full tags whose slim one is, or may be, of another version or suite.
    """

    versions: Mapping[str, str]
    suites: Mapping[str, str]
    unlike: frozenset[str]

    @classmethod
    def read(cls, entry: Mapping[str, Any]) -> Tags:
        """Read a family of the compiled table."""
        found: dict[str, str] = {}
        for versions, endings in entry["tags"]:
            for ending in endings.split():
                found[ending] = f"{found.get(ending, '')} {versions} "
        suites = {tag: suite for suite, tags in entry.get("suites", {}).items() for tag in tags.split()}
        return cls(found, suites, frozenset(entry.get("unlike", "").split()))

    def __contains__(self, tag: object) -> bool:
        if not isinstance(tag, str) or _BARE in tag or " " in tag:
            return False
        splits = ((tag[:at] or _BARE, tag[at:] or _BARE) for at in range(len(tag) + 1))
        return any(f" {version} " in self.versions.get(ending, "") for version, ending in splits)

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
