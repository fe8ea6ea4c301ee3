"""What Python packages need of an image beside the interpreter."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from slimmer.knowledge.files import load
from slimmer.records import dataclass


@dataclass(frozen=True, slots=True)
class PythonNeeds:
    """What a package needs to be installed and imported.

    Attributes:
        build: Debian packages, each with its alternatives, that compile it; none where a wheel does.
        runtime: Debian packages, each with its alternatives, that it loads or calls.
        is_built: whether a wheel of it holds, or requires, what was compiled for one platform.
    """

    build: tuple[tuple[str, ...], ...] = ()
    runtime: tuple[tuple[str, ...], ...] = ()
    is_built: bool = False


def python_needs(name: str, at_most: str | None, python: str) -> PythonNeeds | str:
    """Tell what a package needs.

    Args:
        name: as PyPI compares names: "psycopg2-binary".
        at_most: the newest version that may be installed; None for the newest there is.
        python: the interpreter's minor version ("3.12"), "" where it is not known.

    Returns:
        A clause that says why that is not known, where it is not.
    """
    table = _table()
    if name in _names("pure") or name in _names("optional"):
        return PythonNeeds()
    entry = table["needs"]["package"].get(name)
    if entry is not None:
        return PythonNeeds(_groups(entry.get("build", "")), _groups(entry.get("runtime", "")), True)
    if name not in _names("wheels"):
        return f"nothing is known of what the Python package {name} needs"
    if at_most is None:
        return PythonNeeds(is_built=True)
    since = table["wheels"]["since"].get(name, {}).get(python)
    if since is None or _version(at_most) < _version(since):
        return f"{name} {at_most} may have no wheel for Python {python or 'of the tag'} and be compiled"
    return PythonNeeds(is_built=True)


def has_wheels_for_arm(python: str) -> bool:
    """Whether packages have wheels of 64-bit ARM for a Python: "2.7", or "2" and "latest" for the newest of those."""
    is_newest = python == "3" or not python[:1].isdecimal()
    return is_newest or _version(python) >= _version(_table()["arm"]["since"])


def modules_of_full_images() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Modules that fail to be imported on slim images of python, and the Debian packages one of which mends that."""
    table = _table()["modules"]
    return tuple(table["names"].split()), tuple(table["packages"].split())


def compilers_at_run_time() -> tuple[tuple[str, ...], str]:
    """Modules that call a compiler of C while they run, and a regular expression of the calls that do."""
    table = _table()["compilers"]
    return tuple(table["modules"].split()), table["calls"]


def _groups(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group.split("|")) for group in text.split())


def _version(text: str) -> tuple[int, ...]:
    digits = (part for part in text.split("."))
    return tuple(int(part) if part.isdecimal() else 0 for part in digits)


@lru_cache(maxsize=4)
def _names(key: str) -> frozenset[str]:
    return frozenset(_table()[key]["names"].split())


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load("python_packages.json")
    return table
