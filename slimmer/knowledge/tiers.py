"""The Debian packages that base images are made of, tier by tier, and the commands these bring."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from slimmer.knowledge.files import load, load_lines


def debian_packages(command: str) -> tuple[str, ...]:
    """The Debian packages that bring a command, of different releases as a rule; none when not known."""
    return _packages_by_command().get(command, ())


def commands_of(package: str) -> tuple[str, ...]:
    """The commands a Debian package brings, as far as the tables hold it."""
    return _commands_by_package().get(package, ())


@lru_cache(maxsize=64)
def packages_added(suite: str, tier: str) -> frozenset[str]:
    """The packages a tier ("full", "slim") of a suite has; of the suite nearest to it where it was not measured."""
    table = load_images()["packages"]
    name = f"{suite}-{tier}" if f"{suite}-{tier}" in table else f"bookworm-{tier}"
    found: set[str] = set()
    while name:
        found.update(table[name]["kilobytes"])
        name = table[name]["adds_to"]
    return frozenset(found)


@lru_cache(maxsize=64)
def commands_beside(suite: str | None) -> frozenset[str]:
    """Commands of a suite's full images that its slim ones lack, beside those of the tiers; none of newer suites."""
    more = load_bases()["more"]
    return frozenset(more["commands"].split()) if suite in more["suites"].split() else frozenset()


@lru_cache(maxsize=256)
def installing_program(name: str) -> str | None:
    """The program an image starts by itself that installs packages with the lists in it; None where none is known.

    Args:
        name: of the image, with its registry unless that is Docker Hub's, without tag and digest.
    """
    some = load_bases()["installing"].values()
    found = (each["program"] for each in some if any(fnmatchcase(name, one) for one in each["names"].split()))
    return next(found, None)


def load_bases() -> dict[str, Any]:
    """The table of facts about families, kinds and commands."""
    return load_table("bases")


def load_images() -> dict[str, Any]:
    """The table of the packages images are made of."""
    return load_table("images")


@lru_cache(maxsize=64)
def published(family: str) -> dict[str, Any] | None:
    """The tags, suites and sizes of a family of images; None where they are not known."""
    text = published_families().get(family)
    return None if text is None else json.loads(text)


@lru_cache(maxsize=1)
def published_families() -> dict[str, bytes]:
    """The families of images whose tags are known, each with the text that says them."""
    return load_lines("images.family.lines")


@lru_cache(maxsize=2)
def load_table(name: str) -> dict[str, Any]:
    """One of the two, parsed once."""
    table: dict[str, Any] = load(f"{name}.json")
    return table


@lru_cache(maxsize=1)
def _packages_by_command() -> dict[str, tuple[str, ...]]:
    table = load_bases()
    found: dict[str, tuple[str, ...]] = {command: (package,) for command, package in table["elsewhere"].items()}
    for package, commands in table["commands"].items():
        for command in commands.split():
            found[command] = (*found.get(command, ()), package)
    return found


@lru_cache(maxsize=1)
def _commands_by_package() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for command, packages in _packages_by_command().items():
        for package in packages:
            found[package] = (*found.get(package, ()), command)
    return found
