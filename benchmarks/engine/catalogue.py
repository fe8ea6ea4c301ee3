"""The stand-ins that can be built, from recipes/images.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.engine.errors import EngineError
from benchmarks.engine.files import RECIPES, SOURCES


@dataclass(frozen=True, slots=True)
class Image:
    """One stand-in.

    Args:
        family: the public image's name without registry and tag, such as `python`.
        recipe: its Dockerfile's name in recipes/, without the ending.
        tags: full names people write in FROM; `{full}` stands for the whole version.
        on: a tag of the image it is built on; empty for none.
        files: what fetches its files, a name in SOURCES; empty for none.
        version: the version that its files are asked for in; empty for none.
        arguments: build arguments.
        target: the stage to build; empty for the last.
        root: whether it begins at scratch.
        note: how it differs from the public image.
    """

    family: str
    recipe: str
    tags: tuple[str, ...]
    on: str = ""
    files: str = ""
    version: str = ""
    arguments: tuple[tuple[str, str], ...] = ()
    target: str = ""
    root: bool = False
    note: str = ""

    @property
    def name(self) -> str:
        """The tag it is called by in messages."""
        return self.tags[0]

    @property
    def dockerfile(self) -> Path:
        """Where its recipe lies."""
        return RECIPES / f"{self.recipe}.Dockerfile"

    def all_tags(self) -> tuple[str, ...]:
        """Its tags with the whole version filled in.

        Raises:
            EngineError: the machine has nothing to make that version from.
        """
        full = SOURCES[self.files].full(self.version) if self.files else ""
        return tuple(dict.fromkeys(each.replace("{full}", full) for each in self.tags))


@cache
def images() -> tuple[Image, ...]:
    """All of them, each after the one it is built on."""
    tables = tomllib.loads((RECIPES / "images.toml").read_text())["image"]
    return tuple(each for table in tables for each in _of(table))


def _of(table: dict[str, object]) -> Iterable[Image]:
    rest = dict(table)
    versions, tags, newest = rest.pop("versions", [""]), rest.pop("tags"), rest.pop("newest", [])
    arguments = rest.pop("arguments", {})
    assert isinstance(versions, list)
    assert isinstance(tags, list)
    assert isinstance(newest, list)
    assert isinstance(arguments, dict)
    for version in versions:
        # People write node:20 and golang:1.22: the version to its first part that a new release would change.
        parts = version.split(".")
        short = parts[0] if rest["family"] == "node" else ".".join(parts[:2])
        names = [*tags, *newest] if version == versions[-1] else tags
        yield Image(
            **rest,  # type: ignore[arg-type]  # the table's keys are the fields; another is an error at once
            tags=tuple(each.replace("{version}", short) for each in names),
            version=version,
            arguments=tuple(sorted(arguments.items())),
        )


def chosen(names: Iterable[str]) -> tuple[Image, ...]:
    """The images of families or tags, with those they are built on, each after the one it needs.

    Args:
        names: families (`python`), tags (`python:3.12-slim`) or `all`.

    Raises:
        EngineError: a name that no stand-in has.
    """
    wanted: dict[Image, None] = {}
    for name in names:
        found = [each for each in images() if name in ("all", each.family) or normal(name) in map(normal, each.tags)]
        # A whole version: only the machine knows which of them it has.
        found = found or [each for each in images() if _has_full(each, name)]
        if not found:
            known = ", ".join(dict.fromkeys(each.family for each in images()))
            raise EngineError(f"no stand-in for {name}; there are: {known} (or a tag of them, or all)")
        for each in found:
            wanted |= dict.fromkeys((*_below(each), each))
    return tuple(each for each in images() if each in wanted)


def normal(name: str) -> str:
    """A tag as Docker completes it: `latest` where there is none."""
    return name if ":" in name.rpartition("/")[2] else f"{name}:latest"


def _has_full(image: Image, name: str) -> bool:
    if not any("{full}" in each for each in image.tags) or name.partition(":")[0] != image.family:
        return False
    try:
        return name in image.all_tags()
    except EngineError:
        return False


def _below(image: Image) -> tuple[Image, ...]:
    if not image.on:
        return ()
    base = next(each for each in images() if image.on in each.tags)
    return (*_below(base), base)
