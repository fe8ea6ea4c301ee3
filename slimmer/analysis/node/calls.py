"""Which package a call's program comes from, and which JavaScript it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from slimmer.analysis.calls.call import Call
from slimmer.analysis.evidence.node import NodeProject
from slimmer.analysis.javascript.imports import imports
from slimmer.analysis.javascript.reach import package_of
from slimmer.analysis.runtime.following import Followed, is_file
from slimmer.analysis.runtime.sources import Sources
from slimmer.knowledge.node_tools import SOURCES, packages_with
from slimmer.knowledge.programs import program as lookup_program
from slimmer.knowledge.vocabulary import Effect, Role
from slimmer.model.paths import absolute
from slimmer.records import dataclass

_BIN = re.compile(r"(?:^|/)node_modules/\.bin/([^/]+)$")
_INSIDE = re.compile(r"(?:^|/)node_modules/((?:@[^/]+/)?[^/.@][^/]*)")
_PRELOADS = ("-r", "--require", "--import", "--loader", "--experimental-loader")
_INTERPRETERS = ("node", "bun", "deno")
_ACTS = frozenset((Effect.RUNS, Effect.BUILDS, Effect.TESTS))
UNKNOWN = "?"
"""Stands for a package that is there, but which one is not known."""


@dataclass(frozen=True, slots=True)
class Loads:
    """The JavaScript a call runs.

    Attributes:
        files: of the build context.
        packages: that are loaded by name.
        built: places in the image at which the context has nothing: made by the build, or not known.
    """

    files: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    built: tuple[str, ...] = ()


def package_behind(each: Followed, project: NodeProject) -> str | None:
    """The package of the project that a call's program comes from.

    Returns:
        None for a program of the system or one installed for all projects; UNKNOWN where one of several or of
        another name must bring it.
    """
    written = each.call.head[0].known or ""
    bin_of = _BIN.search(written)
    if bin_of is None and (inside := _INSIDE.search(written)) is not None:
        return inside[1]
    if bin_of is not None:
        return bringing(bin_of[1], project)
    if "/" in written or not (each.project is not None or _finds_bins(each.call)):
        return None
    return bringing(each.call.name, project)


def bringing(name: str, project: NodeProject) -> str | None:
    """The package that brings a program the project's scripts find by name; as `package_behind`."""
    manifest, lock = project.manifest, project.lock
    packages = lock.packages if lock is not None and lock.problem is None else {}
    owners = [package for package, locked in packages.items() if name in (locked.bins or ())]
    if owners:
        return min(owners, key=lambda package: packages[package].development)
    for package in (name, *packages_with(name)):
        if package in manifest.dependencies or package in manifest.development or package in packages:
            return package
    if name in manifest.bins or is_of_system(name):
        return None
    tells = bool(packages) and any(locked.bins is not None for locked in packages.values())
    return None if tells else UNKNOWN


def is_of_system(name: str) -> bool:
    """Whether the tables know a program that neither builds nor runs others, or is a shell's or node's own."""
    known = lookup_program(name)
    if known is None:
        return False
    if known.family in ("shells", "node", "files", "network", "archives"):
        return True
    bare = known.subcommand("")
    return not (bare is not None and bare.effects & _ACTS)


def is_harmless(call: Call) -> bool:
    """Whether a call runs no program but those of the system: nothing of a JavaScript project is loaded."""
    if call.table is None:
        return False
    if call.table.family in ("shells", "files", "network", "archives", "apt", "apk", "rpm"):
        return True
    known = call.knowledge
    return known is not None and not known.effects & _ACTS


def loads(call: Call, sources: Sources) -> Loads:
    """The JavaScript a call runs: what `node` is given, or for other programs what of their words is JavaScript."""
    if call.program not in _INTERPRETERS:
        named = (each.known or "" for each in (call.head[0], *call.operands))
        places = [place for text in named if text and (place := absolute(text, call.workdir.text)) is not None]
        return Loads(tuple(file for place in places if (file := source_at(place, sources, strict=True)) is not None))
    if call.program == "bun" and not is_file(_bun_word(call)):
        return Loads()
    packages: list[str] = []
    named_files: list[str] = []
    for use in call.flags:
        value = use.value.text if use.value is not None else None
        if use.name in _PRELOADS and value is not None:
            package = package_of(value)
            (packages if package is not None else named_files).append(package or value)
        elif use.means(Role.CODE):
            packages += _packages_in(value or "")
    for value in _preloaded(call):
        package = package_of(value)
        (packages if package is not None else named_files).append(package or value)
    if call.program == "bun":
        named_files.append(_bun_word(call))
    elif call.operands and not any(use.means(Role.CODE) for use in call.flags):
        named_files.append(call.operands[0].known or UNKNOWN)
    files, built = _split(named_files, call, sources)
    return Loads(files, tuple(packages), built)


def _preloaded(call: Call) -> Iterator[str]:
    """What NODE_OPTIONS has Node.js load before the program."""
    options = call.variable("NODE_OPTIONS")
    words = (options.text or "").replace("=", " ").split() if options is not None else []
    return (value for flag, value in pairwise(words) if flag in _PRELOADS)


def _bun_word(call: Call) -> str:
    """What `bun` or `bun run` is given."""
    words = (*(call.reading.subcommand_arguments if call.subcommand != "run" else ()), *call.operands)
    return (words[0].known or "") if words else ""


def _split(named: list[str], call: Call, sources: Sources) -> tuple[tuple[str, ...], tuple[str, ...]]:
    files: list[str] = []
    built: list[str] = []
    for text in named:
        place = absolute(text, call.workdir.text)
        if place is not None and _INSIDE.search(place):
            continue
        source = source_at(place, sources) if place is not None else None
        if source is not None:
            files.append(source)
        else:
            built.append(text)
    return tuple(files), tuple(built)


def source_at(place: str, sources: Sources, *, strict: bool = False) -> str | None:
    """The file of the context that `node place` runs; `strict` takes none that is not named as JavaScript."""
    found = sources(place)
    if found is not None and (found.endswith(SOURCES) or not strict):
        return found
    tried = () if strict else (*(place + ending for ending in SOURCES), f"{place}/index.js")
    return next((source for each in tried if (source := sources(each)) is not None), None)


def _packages_in(code: str) -> Iterator[str]:
    return (package for name in imports(code).names if (package := package_of(name)) is not None)


def _finds_bins(call: Call) -> bool:
    path = call.variable("PATH")
    return path is not None and "node_modules/.bin" in (path.text or "")
