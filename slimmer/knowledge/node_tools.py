"""What programs and packages of npm do when a project runs or is built."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import lru_cache
from typing import Any

from slimmer.knowledge.files import load
from slimmer.records import dataclass

SOURCES = (".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx", ".vue", ".svelte")
"""Endings of files that hold JavaScript, or what compiles to it."""


def packages_with(program: str) -> tuple[str, ...]:
    """Give the packages that may bring a program whose name is not theirs ("tsc")."""
    return tuple(_table()["bins"]["packages"].get(program, ()))


def is_loader(name: str) -> bool:
    """Tell whether a module or program makes others load what only settings name ("@babel/register")."""
    return name in _table()["loaders"]["names"]


def is_file_server(program: str) -> bool:
    """Tell whether a program hands out files and loads no package of the project ("serve")."""
    return program in _table()["servers"]["names"]


def serves_what_was_built(program: str, subcommand: str) -> bool:
    """Tell whether a framework's subcommand serves what an earlier one built ("next", "start")."""
    return subcommand in _table()["serving"]["subcommands"].get(program, ())


def compiles_while_it_runs(module: str) -> bool:
    """Tell whether a module compiles a project when it is loaded, unless NODE_ENV is production ("next")."""
    return module in _table()["compilers"]["names"]


def is_tooling(package: str) -> bool:
    """Tell whether an optional peer only helps to develop ("typescript", "@types/node")."""
    return package.startswith("@types/") or package in _table()["tooling"]["names"]


def is_helper(package: str) -> bool:
    """Tell whether compilers have their output require a package that no source names ("tslib")."""
    return package in _table()["helpers"]["names"]


def may_need_peer(package: str, peer: str) -> bool:
    """Tell whether a package needs a peer, by their names: for lock files that say nothing of it."""
    return package != peer and any(part in package for part in _table()["peers"]["packages"].get(peer, ()))


def engines_of(packages: Container[str]) -> tuple[str, ...]:
    """Give the engines that load views by their ending, which is also the engine's name ("pug")."""
    table = _table()["engines"]
    return tuple(table["endings"]) if any(user in packages for user in table["users"]) else ()


def drivers_of(packages: Container[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the packages that load others by what they are told when they run, each with those ("knex": "pg", ...)."""
    for name, entry in _table()["drivers"].items():
        if name != "source":
            yield from ((user, tuple(entry["loaded"])) for user in entry["users"] if user in packages)


def takes_value(launcher: str, option: str) -> bool:
    """Tell whether an option of a program that runs other commands takes the next word ("nodemon", "--ext")."""
    return option in _table()["launchers"]["valued"][launcher]


def migrates(program: str) -> bool:
    """Tell whether a program runs migrations, and loads TypeScript where something for it is there ("knex")."""
    return program in _table()["migrators"]["names"]


def maker_of(package: str) -> str | None:
    """Give the package whose program makes files of this one when it is installed ("@prisma/client")."""
    found: str | None = _table()["made_by"]["packages"].get(package)
    return found


@dataclass(frozen=True, slots=True)
class Manager:
    """How a package manager leaves development dependencies out.

    Attributes:
        name: of its program.
        flag: of an install.
        old_flag: the same for versions that do not know `flag`, "" where all do.
        lifecycle: entries of package.json's `scripts` that an install runs.
        dropped: those it no longer runs with `flag`.
        prune: its words for removing them from an installed project, "" where that cannot be done exactly.
        restores: whether that also undoes what was changed inside the packages that stay.
        carried: flags of the install that it needs, too; "all" for whatever the install was given.
    """

    name: str
    flag: str
    old_flag: str
    lifecycle: tuple[str, ...]
    dropped: tuple[str, ...]
    prune: str
    restores: bool
    carried: tuple[str, ...]


@lru_cache(maxsize=8)
def manager(name: str) -> Manager | None:
    """Find a package manager by the name of its program; None for what is none."""
    entry = _table()["managers"].get(name)
    if entry is None:
        return None
    lifecycle, dropped, carried = (tuple(entry.get(key, ())) for key in ("lifecycle", "dropped", "carried"))
    flag, old_flag, prune = (entry.get(key, "") for key in ("flag", "old_flag", "prune"))
    return Manager(name, flag, old_flag, lifecycle, dropped, prune, bool(entry.get("restores")), carried)


def release_of_node(tag: str) -> int | None:
    """Give the major version of a tag of the official image: "18-alpine", "lts-gallium"; None for a moving one."""
    parts = tag.split("-")
    number = parts[0].partition(".")[0].removeprefix("v")
    if number.isdecimal():
        return int(number)
    named = _table()["releases"]["names"]
    return next((named[part] for part in parts if part in named), None)


def npm_of(release: int) -> int:
    """Give the npm that a major version of Node.js comes with: 7, 5 or 0 for these and all up to the next."""
    first = _table()["releases"]["npm"]
    return max((int(npm) for npm, node in first.items() if release >= node), default=0)


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load("node_tools.json")
    return table
