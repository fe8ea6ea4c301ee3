"""What a Go program needs when it runs, by the modules and functions it uses."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from slimmer.knowledge.files import load


def module_needing(kind: str, path: str) -> str | None:
    """The module of this kind that an import path, or a module's path, belongs to; None when there is none.

    Args:
        kind: "c", "toolchain", "files", "home", "temporary", "certificates" or "zones".
        path: of a module or a package.
    """
    known: list[str] = _table()["module"][kind]
    return next((each for each in known if path == each or path.startswith(each + "/")), None)


def program_of(path: str) -> str | None:
    """What the module of an import path starts ("ffmpeg"); None when it is not known to start anything."""
    return _of_module("programs", path)


def file_of(path: str) -> str | None:
    """The file that the module of an import path reads when it is told no other; None when there is none."""
    return _of_module("reads", path)


def _of_module(kind: str, path: str) -> str | None:
    known: dict[str, str] = _table()["module"][kind]
    return next((what for each, what in known.items() if path == each or path.startswith(each + "/")), None)


def position(kind: str, package: str, name: str) -> int | str | None:
    """Where a function's argument of this kind stands: a number from 0, "*" for all; None when it has none.

    Args:
        kind: "reads", "writes", "addresses", "runs", "temporary", "home" or "types".
        package: its import path; "" for a method.
        name: of the function.
    """
    found: int | str | None = _table()["function"][kind].get(package, {}).get(name)
    return found


def system_paths(kind: str) -> tuple[str, ...]:
    """Paths of the base image.

    Args:
        kind: "given" (an engine brings them, or nobody), "files" (small ones of /etc), "held" (the image has them) or
            "parents" (folders it has, in which others may be made).
    """
    return tuple(_table()["system"][kind])


def system_folder(path: str) -> tuple[str, str] | None:
    """The folder of the base image that a path is in, as the path names it and where it really is; None for others."""
    known: dict[str, str] = _table()["system"]["folders"]
    return next((each for each in known.items() if path == each[0] or path.startswith(each[0] + "/")), None)


def only_for_builds(package: str) -> bool:
    """Whether a package of the distribution serves the build, or a person, and no program that runs."""
    return package in _packages()


@lru_cache(maxsize=1)
def _packages() -> frozenset[str]:
    return frozenset(_table()["packages"]["build"])


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load("go_needs.json")
    return table
