"""What slim images leave out, and which packages and programs cannot do without it."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from slimmer.knowledge.files import load


def folders_left_out() -> tuple[str, ...]:
    """Folders of a full image whose files a slim one has not."""
    return tuple(_table()["folders"]["left_out"])


def needs_left_out(package: str) -> bool:
    """Whether a Debian package is of no use where manuals, translations and documents are left out."""
    patterns = _table()["packages"]
    return any(fnmatchcase(package, each) for kind in ("manuals", "read_documents") for each in patterns[kind].split())


def links_manuals(package: str) -> bool:
    """Whether a Debian package cannot be installed where the folder of manuals is missing."""
    return package.startswith(tuple(_table()["links"]["beginnings"]))


def looks_like_java(package: str) -> bool:
    """Whether a package that no index knows is, by its name, a Java or brings one."""
    return re.search(_table()["links"]["java"], package) is not None


@lru_cache(maxsize=1)
def runners() -> frozenset[str]:
    """Programs that start others, which files name that nobody reads here, or that are mounted later."""
    return frozenset(name for kind, names in _table()["runners"].items() if kind != "source" for name in names.split())


def watcher_flags(program: str) -> tuple[str, ...] | None:
    """The flags with which a program of npm asks `ps` for processes; none: with any. None: it does not."""
    table = _table()["watchers"]
    flags: str | None = table["flags"].get(program)
    if flags is not None:
        return tuple(flags.split())
    return () if program in table["names"].split() else None


def certified() -> frozenset[str]:
    """Packages of programs that check certificates by those of the system."""
    return frozenset(_table()["certified"]["packages"].split())


def has_prompt(program: str) -> bool:
    """Whether a program waits for what a person types where it is given nothing to run ("python3.12")."""
    return program.rstrip("0123456789.") in _table()["prompts"]["names"].split()


def service_program(program: str, word: str) -> str | None:
    """What `service NAME start` and its kin start, with a word of the call; None where the program starts none."""
    services = _table()["services"]
    if program not in services["starters"].split():
        return None
    name = word.removesuffix(".service")
    return str(services["names"].get(name, name))


def installs_unread(program: str, subcommand: str) -> str | None:
    """What is to be said of a program that installs or compiles what no file names that is read; None for others."""
    subcommands = _table()["installers"]["subcommands"]
    if subcommand in subcommands["harmless"].split() and program not in subcommands["installing"].split():
        return None
    return _installers().get(program)


@lru_cache(maxsize=1)
def _installers() -> dict[str, str]:
    names: dict[str, str] = _table()["installers"]["names"]
    return {name: why for why, listed in names.items() for name in listed.split()}


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load("slim.json")
    return table
