"""What packages of npm need of an image beside Node.js."""

from __future__ import annotations

from functools import lru_cache

from slimmer.knowledge.files import load


def bare_needs(name: str) -> str | None:
    """Why a package may not do on an image without a compiler and libraries; None where nothing is known of it."""
    if name in _names("bare"):
        return f"{name} is compiled, or loads libraries that a slim image lacks"
    return f"{name} loads OpenSSL, which a slim image lacks" if name in _names("openssl") else None


def is_known_tool(name: str) -> bool:
    """Whether a package is known to do without."""
    return name in _names("fine")


def program_started(name: str) -> str | None:
    """The program of a full image that a package starts, where it is known to."""
    return next((program for program, packages in _started() if name in packages), None)


@lru_cache(maxsize=4)
def _names(key: str) -> frozenset[str]:
    table = load("node_addons.json")
    return frozenset(table[key]["names"].split())


@lru_cache(maxsize=1)
def _started() -> tuple[tuple[str, frozenset[str]], ...]:
    table = load("node_addons.json")["programs"]["started_by"]
    return tuple((program, frozenset(packages.split())) for program, packages in table.items())
