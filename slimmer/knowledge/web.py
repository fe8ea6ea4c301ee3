"""Folders whose files web servers hand out, and where the images of such servers begin."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from slimmer.knowledge.files import load
from slimmer.records import dataclass


@dataclass(frozen=True, slots=True)
class WebImage:
    """What an image of a web server hands out.

    Attributes:
        workdir: the folder it begins in; "" where that is not known.
        served: folders whose files it hands out.
    """

    workdir: str
    served: tuple[str, ...]


def served_folders() -> tuple[str, ...]:
    """Folders that servers hand out as they are usually set up."""
    return tuple(_table()["folders"]["served"])


def web_image(name: str, tag: str) -> WebImage | None:
    """The image of a web server; None for one that is none, as far as its name tells.

    Args:
        name: with its registry, unless that is Docker Hub's.
        tag: as it is pulled.
    """
    entry = _table()["image"].get(name)
    if entry is None:
        known = _WORD.findall(f"{name.lower()} {tag.lower()}")
        return None if _words().isdisjoint(known) else WebImage("", ())
    tags = entry.get("tags", "").split()
    workdir = entry["workdir"] if not tags or not _is_without(tag, tags) else entry["other"]
    return WebImage(workdir, (*served_folders(), *entry.get("served", ())))


def _is_without(tag: str, words: list[str]) -> bool:
    return not any(each in words for each in tag.split("-"))


_WORD = re.compile("[a-z0-9]+")


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(_table()["words"]["names"].split())


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load("web.json")
    return table
