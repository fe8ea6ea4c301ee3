"""Packages that are loaded by a name that no source holds: a setting has it, an address, or the ending of a file.

Each function answers with the first one found: who names or loads it, as a clause, and the package.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from slimmer.analysis.evidence.node import NodeProject
from slimmer.analysis.javascript.reach import Reached, package_of, resolved
from slimmer.knowledge.node_tools import drivers_of, engines_of, is_helper, is_tooling, may_need_peer

Found = tuple[str, str] | None
IN_TEXT = re.compile(r"node_modules/((?:@[\w.-]+/)?\w[\w.-]*)")
"""A package by its folder."""
_QUOTED = re.compile(r"""["']([^"'\n]{1,200})["']""")
_PAGES = (".html", ".htm", ".ejs", ".pug", ".jade", ".hbs", ".handlebars", ".njk")
_LARGEST_PAGE = 1_000_000
_MOST_PAGES = 2_000


def loaded_by_name(project: NodeProject, packages: AbstractSet[str]) -> Found:
    """Who may load one of the packages of a project by what it is told when it runs."""
    options = project.settings.get("node-options", "")
    told = next((name for name in sorted(packages) if name in options), None)
    if told is not None:
        return f"node-options of .npmrc names {told}", told
    root = project.manifest.folder
    config = f"{root}/next.config.ts" if root else "next.config.ts"
    # Next.js 15.4 and later read it with typescript whenever they start, and try to install that.
    if "typescript" in packages and project.context.has(config):
        return f"Next.js reads {config} with typescript", "typescript"
    for package, drivers in drivers_of(project.manifest.dependencies):
        found = next((each for each in drivers if each in packages), None)
        if found is not None:
            return f"{package} may load {found}", found
    for engine in engines_of(project.manifest.dependencies):
        view = next((each for each in _own(project, (f".{engine}",))), None) if engine in packages else None
        if view is not None:
            return f"{view} is a view, which may be given to {engine}", engine
    return None


def required_by_output(packages: AbstractSet[str]) -> Found:
    """What compilers have their output require."""
    found = next((each for each in sorted(packages) if is_helper(each)), None)
    return (f"what is built may require {found}", found) if found is not None else None


def peer(project: NodeProject, packages: AbstractSet[str], *, brought: bool) -> Found:
    """A peer of a package that stays.

    Args:
        project: whose packages.
        packages: that are left out.
        brought: whether the package manager installs those that are not optional by itself.
    """
    lock = project.lock
    for package, locked in lock.packages.items() if lock is not None else ():
        for each in () if locked.development else locked.may_load:
            if each in packages and not is_tooling(each):
                return f"{package} may load {each}", each
    for package in () if brought else project.manifest.dependencies:
        needed = next((each for each in sorted(packages) if may_need_peer(package, each)), None)
        if needed is not None:
            return f"{package} may need {needed} as a peer", needed
    return None


def page_with(project: NodeProject, packages: AbstractSet[str]) -> Found:
    """A page that browsers are given takes it from node_modules."""
    for name in _own(project, _PAGES):
        for found in IN_TEXT.finditer((project.context.read(name) or "")[:_LARGEST_PAGE]):
            if found[1] in packages:
                return f"{name} names node_modules/{found[1]}", found[1]
    return None


def _own(project: NodeProject, endings: tuple[str, ...]) -> list[str]:
    root = project.manifest.folder
    prefix = f"{root}/" if root else ""
    names = (name for name in project.context.names if name.startswith(prefix) and name.endswith(endings))
    return [name for name in names if "node_modules/" not in name][:_MOST_PAGES]


def data_with(what: Reached, project: NodeProject, packages: AbstractSet[str]) -> Found:
    """A file of data that the code reads names it: `{"transport": {"target": "pino-pretty"}}`."""
    for path in dict.fromkeys(_data(what, project)):
        text = "" if path.endswith(("package.json", "-lock.json")) else project.context.read(path) or ""
        for found in _QUOTED.finditer(text[:_LARGEST_PAGE]):
            package = package_of(found[1])
            if package in packages:
                return f"{path} names {package} in quotes", package or ""
    return None


def _data(what: Reached, project: NodeProject) -> Iterator[str]:
    """The JSON that is imported, or named by a text of the code."""
    yield from (path for path in what.files if path.endswith(".json"))
    for text, path in what.strings.items():
        for folder in (posixpath.dirname(path), project.manifest.folder) if text.endswith(".json") else ():
            found = resolved(project.context, posixpath.join(folder, text.lstrip("/")))
            if found is not None and found.endswith(".json"):
                yield found
