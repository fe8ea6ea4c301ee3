"""Commands in the texts of JavaScript: the programs that `exec("npx tsc -p .")` and `spawn("tsc", [...])` run."""

from __future__ import annotations

import re

from slimmer.analysis.evidence.node import NodeProject
from slimmer.analysis.javascript.reach import Reached
from slimmer.analysis.node.calls import bringing
from slimmer.knowledge.node_tools import packages_with

_LAUNCHERS = ("npx", "pnpx", "bunx", "yarn", "npm", "pnpm", "bun")
_VERBS = frozenset(("exec", "dlx", "x", "run"))
_BIN = re.compile(r"(?:.*/)?node_modules/\.bin/([^/]+)")
_RUN_SCRIPTS = frozenset(("npm", "yarn", "pnpm"))
_HARMLESS = re.compile(r"\w+ (?:start|-v|--version|version|view|info|root|prefix|config|get|whoami|publish|pack)\b.*")
_BETWEEN = re.compile(r"&&|\|\||[;|&\n]")
_MOST_WORDS = 12


def command_with(what: Reached, project: NodeProject, left_out: frozenset[str]) -> tuple[str, str, str] | None:
    """The first command in the files that runs a program of a package that is left out.

    Returns:
        The file, the program and its package. Texts that begin with the name of a program count where a file starts
        programs at all; those that begin with `npx` and its kin always do. The package is "" where the program is
        npm or its kin, which may run any script of package.json.
    """
    bins = _bins(project, left_out)
    spoken = [*what.commands.items(), *(what.strings.items() if what.spawns else ())]
    parts = ((part.strip(), path) for text, path in spoken for part in _BETWEEN.split(text))
    for text, path in parts:
        if what.spawns and text.split(" ", 1)[0] in _RUN_SCRIPTS and not _HARMLESS.fullmatch(text):
            return path, text, ""
        name = _program(text, alone=what.spawns)
        package = bringing(name, project) if name in bins or packages_with(name) else None
        if package is not None and package in left_out:
            return path, name, package
    return None


def _bins(project: NodeProject, left_out: frozenset[str]) -> frozenset[str]:
    """The names of the packages, and of the programs that the lock file says they have."""
    locked = project.lock.packages if project.lock is not None else {}
    some = (name for package in left_out if package in locked for name in locked[package].bins or ())
    return left_out.union(some)


def _program(text: str, *, alone: bool) -> str:
    """The program that a text runs if it is a command; "" where it is none."""
    words = text.split(maxsplit=_MOST_WORDS)[:_MOST_WORDS]
    if words and words[0] in _LAUNCHERS and len(words) > 1:
        behind = [word for word in words[1:] if not word.startswith("-")]
        behind = behind[1:] if behind and behind[0] in _VERBS and words[0] in _LAUNCHERS[3:] else behind
        return behind[0][:1] + behind[0][1:].partition("@")[0] if behind else ""
    inside = _BIN.fullmatch(words[0]) if words else None
    return inside[1] if inside is not None else words[0] if words and alone else ""
