"""Whether a program that a call names by its path, or finds on PATH, may be one that was copied and is not read."""

from __future__ import annotations

import posixpath

from slimmer.analysis.calls.calls import Call, calls
from slimmer.analysis.copies.landing import Landed, landing
from slimmer.analysis.copies.placements import Placement
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.model.paths import absolute
from slimmer.model.stages import Stage
from slimmer.syntax.nodes import Instruction

PATH = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin")
"""Where programs are looked for; `/bin` and `/sbin` are the same folders in newer images."""
_DEPTH = 20
"""Stages that copy from each other, followed for one question."""


def may_be_copied(view: View, call: Call) -> bool:
    """Whether COPY or ADD may have put the program of a call where it is found, from where nobody read it.

    What another image or a RUN of another stage brings is no such program: its packages are judged elsewhere.
    """
    written, step = call.head[0].known or "", call.step
    target = stages(view).target
    stage = target if target is not None and not step.is_run and stages(view).reaches_target(step.stage) else step.stage
    before = step.outer if step.is_run else None
    if "/" not in written:
        return any(_comes(view, stage, f"{folder}/{written}", before) for folder in PATH)
    path = absolute(written, call.workdir.text) or landing(view).path(stage, written)
    head, _, _ = path.rpartition("/bin/")
    return head not in _environments(view) and _comes(view, stage, path, before)


def _comes(view: View, stage: Stage, path: str, before: Instruction | None, depth: int = 0) -> bool:
    """Whether something that is not read was put at a path of a stage's image, and may lie there."""
    if depth > _DEPTH or isinstance(landing(view).at(stage, path, before), Landed):
        return depth > _DEPTH
    for event in landing(view).events(stage, before).near(path):
        for each in event.placed:
            source = each.source_of(path)
            if source is not None and each.origin is not None:
                if _comes(view, each.origin, source, None, depth + 1):
                    return True
            elif each.instruction.flag("from") is None and _puts(view, each, path):
                return True
    return False


def _puts(view: View, placement: Placement, path: str) -> bool:
    """Whether a copy from the context, or of what is downloaded, may put at a path what is not known."""
    if placement.file is None and placement.folder is None:
        return placement.name == posixpath.basename(path)
    if view.context is not None and not placement.why:
        return False  # what it puts there is known, and nothing was found
    # All of a project, which has a `bin`, but no `usr`.
    is_project = placement.folder == "/" and any(each.text in (".", "./") for each in placement.instruction.sources)
    return placement.source_of(path) is not None and not (is_project and path.startswith("/usr/"))


@fact
def _environments(view: View) -> frozenset[str]:
    """The folders in which a RUN makes an environment of Python, whose programs pip installs."""
    named = ((each.known, call.workdir.text) for call in calls(view).named("venv") for each in call.operands)
    return frozenset(absolute(path, workdir) or "" for path, workdir in named if path)
