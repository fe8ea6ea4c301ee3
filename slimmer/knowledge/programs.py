"""Look up programs and caches by the names scripts use."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from slimmer.knowledge.commands import Program
from slimmer.knowledge.files import load
from slimmer.knowledge.reading import read_cache, read_program, read_sources
from slimmer.knowledge.vocabulary import Cache, Source


def program(name: str) -> Program | None:
    """Find a program by the word a script calls it with: a name, an alias, a versioned name, a path to it."""
    base = name.rsplit("/", 1)[-1]
    canonical = _canonical(base)
    return None if canonical is None else _program(canonical)


def cache(name: str) -> Cache | None:
    """Find a cache by its name in the tables ("apt-lists")."""
    family = _index()["caches"].get(name)
    return None if family is None else _cache(name, family)


def names() -> tuple[str, ...]:
    """Give the canonical names of all programs, sorted."""
    return tuple(sorted(_index()["programs"]))


def caches() -> Mapping[str, Cache]:
    """Give all caches by name."""
    return MappingProxyType({name: _cache(name, family) for name, family in _index()["caches"].items()})


def fillers(name: str) -> tuple[str, ...]:
    """Give the names and aliases of the programs that fill a cache; "*" stands for a version ("pip3.*")."""
    return tuple(_index()["fillers"].get(name, ()))


@lru_cache(maxsize=1)
def _index() -> dict[str, dict[str, Any]]:
    index: dict[str, dict[str, Any]] = load("index.json")
    return index


@lru_cache(maxsize=64)
def _family(name: str) -> dict[str, Any]:
    table: dict[str, Any] = load(f"{name}.json")
    return table


@lru_cache(maxsize=4096)
def _canonical(base: str) -> str | None:
    index = _index()
    if base in index["programs"]:
        return base
    if base in index["aliases"]:
        return str(index["aliases"][base])
    alike = (each for each in index["patterns"].items() if base.startswith(each[0].partition("*")[0]))
    return next((name for pattern, name in alike if fnmatchcase(base, pattern)), None)


@lru_cache(maxsize=512)
def _program(name: str) -> Program:
    family = _index()["programs"][name]
    return read_program(name, family, _family(family)["program"][name], _sources(family))


@lru_cache(maxsize=512)
def _cache(name: str, family: str) -> Cache:
    return read_cache(name, family, _family(family)["cache"][name], _sources(family))


@lru_cache(maxsize=64)
def _sources(family: str) -> Mapping[str, Source]:
    return MappingProxyType(read_sources(_family(family)["sources"]))
