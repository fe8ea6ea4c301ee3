"""What the packages that npm and its kin install need of an image: a compiler, git, libraries."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from slimmer.analysis.calls.call import Call
from slimmer.analysis.evidence.data import json_data, mapping
from slimmer.analysis.evidence.node import NodeProject
from slimmer.analysis.runtime.following import Following
from slimmer.analysis.runtime.sources import sources
from slimmer.analysis.view import View
from slimmer.knowledge.node_addons import bare_needs, is_known_tool, program_started
from slimmer.records import dataclass


@dataclass(frozen=True, slots=True)
class Started:
    """A program that is started when packages are installed, or by one of them later.

    Attributes:
        program: its name, such as "git".
        why: what the call does, such as "fetches a package with git".
    """

    program: str
    why: str


_GIT = Started("git", "fetches a package with git")


def addon_problems(view: View, call: Call) -> Iterator[str | Started]:
    """Why what a call installs may need more than a small image has."""
    if call.has("-g", "--global") or call.subcommand == "global add":
        yield from _tools(call)
        return
    if call.operands:
        yield from _tools(call)
    following = Following(view.context, sources(view, call.step.stage, call.step.outer))
    placed = following.project_at(call.workdir.text)
    if placed is None:
        yield "package.json is not known" + (": pass --context" if view.context is None else "")
        return
    yield from _project(placed.project)


def _tools(call: Call) -> Iterator[str]:
    for operand in call.operands:
        text = operand.known or ""
        name = text[:1] + text[1:].partition("@")[0]
        if not is_known_tool(name):
            yield f"nothing is known of what the package {name or 'on line ' + str(call.line)} needs"


def _project(project: NodeProject) -> Iterator[str | Started]:
    if project.manifest.problem is not None:
        yield project.manifest.problem
        return
    if project.is_workspace_root:
        yield "package.json has workspaces"
        return
    names = {**project.manifest.dependencies, **project.manifest.development}
    yield from (_GIT for value in names.values() if value.startswith(("git", "github:")) or value.count("/") == 1)
    for name in names:
        if (program := program_started(name)) is not None:
            yield Started(program, f"installs {name}, which calls {program}")
    lock = project.lock
    if lock is None or lock.problem is not None:
        yield (
            lock.problem
            if lock is not None and lock.problem
            else "there is no lock file: what is installed is not known"
        )
        return
    locked = json_data(project.context, lock.path) if lock.kind == "npm" else None
    entries = mapping(locked.table.get("packages")) if locked is not None else {}
    if entries:
        yield from _locked(entries)
        return
    yield from (need for name in (*lock.packages, *names) if (need := bare_needs(name)) is not None)


def _locked(entries: dict[str, object]) -> Iterator[str | Started]:
    """package-lock.json tells which packages have scripts of their own (`hasInstallScript`)."""
    for path, entry in entries.items():
        fields = mapping(entry)
        name = path.rpartition("node_modules/")[2]
        if str(fields.get("resolved", "")).startswith("git"):
            yield _GIT
        need = bare_needs(name)
        if need is not None:
            yield need
        elif fields.get("hasInstallScript") and not fields.get("optional") and not is_known_tool(name):
            yield f"{posixpath.basename(name)} has an install script of which nothing is known"
