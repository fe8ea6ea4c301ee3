"""What packages of one distribution are called in another."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from slimmer.knowledge.files import load
from slimmer.knowledge.vocabulary import Source
from slimmer.records import dataclass


@dataclass(frozen=True, slots=True)
class AlpineNames:
    """What Alpine has for a package of Debian.

    Attributes:
        names: to give to `apk add`; none where nothing is needed, or nothing is there.
        status: "verified" (seen in use), "unverified", "different" (another program, or a part of it), "not-needed" or
            "missing".
        note: what else to know.
    """

    names: tuple[str, ...]
    status: str
    note: str
    source: Source

    @property
    def is_sure(self) -> bool:
        """Whether the names may stand in place of Debian's without a person looking at it."""
        return self.status in {"verified", "not-needed"}


def alpine_names(package: str) -> AlpineNames | None:
    """Find Alpine's packages for one of Debian's by its name ("libpq-dev"); None when nothing is known of it."""
    table = _table()
    entry = table["package"].get(package)
    if entry is None:
        return None
    source = Source(**table["sources"]["uses"])
    return AlpineNames(tuple(entry["alpine"]), entry["status"], entry.get("note", ""), source)


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load("alpine_names.json")
    return table
