"""Whether a container may install packages from lists that lie in its image."""

from __future__ import annotations

import re

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.calls import Step, calls
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact, fact_of
from slimmer.knowledge.tiers import installing_program
from slimmer.model.stages import Stage
from slimmer.syntax.nodes import Add, Cmd, Copy, Entrypoint, Run
from slimmer.text.rare import rare

_LARGEST_SCRIPT = 200_000
_INSTALLS = rare(r"\b(?:apt|apt-get|aptitude)\b[^\n;&|]*\s(?:install|build-dep|satisfy)\b|\bmk-build-deps\b")
_UPDATES = rare(r"\b(?:apt|apt-get|aptitude)\b[^\n;&|]*\supdate\b")
_FOR_BUILDS = "equivs"
"""The package of mk-build-deps, which installs what a source package needs to be built."""
_FOR_PEOPLE = "snapcraft"
"""Who works in the container calls it, and it installs what a snap needs from the lists that are there."""


def installs_when_it_runs(view: View, step: Step) -> str | None:
    """Why a container may need apt's lists of a step's layer; None when nothing shows that."""
    return _installing(view, step.stage)


@fact_of
def _installing(view: View, stage: Stage) -> str | None:
    graph = stages(view)
    if (program := _of_base(view)) is not None and graph.reaches_target(stage):
        return f"{program}, which the container starts, installs packages without an update of its own"
    called = frozenset(name for each, names in _started(view) if graph.continues(each, stage) for name in names)
    known, told = _in_context(view, called)
    if told is not None:
        return f"{told} of the build context installs packages without an update of its own"
    for each, line in _written(view, called):
        if graph.continues(each, stage) or graph.continues(stage, each):
            return f"line {line} writes a script that installs packages without an update of its own"
    starts_script = any(each.endswith(".sh") for each in called) and not known
    if (name := _builds(view, stage, starts_script=starts_script)) is not None:
        return f"{name} is installed: a container may install what packages need to be built"
    return None


@fact
def _of_base(view: View) -> str | None:
    """The program of the target's base image that installs packages, where the container starts it, and the image.

    Either of CMD and ENTRYPOINT takes the base's CMD away (BuildKit's `dispatchEntrypoint`), but may name its program.
    """
    graph = stages(view)
    ground = graph.target.ground if graph.target is not None else None
    program = installing_program(ground.name) if ground is not None else None
    if ground is None or program is None:
        return None
    steps = (step for step in calls(view).starts if graph.reaches_target(step.stage))
    replaced = any(isinstance(step.instruction, (Cmd, Entrypoint)) for step in steps)
    named = any(program in names for each, names in _started(view) if graph.reaches_target(each))
    return f"{program} of {ground.name}" if named or not replaced else None


@fact_of
def _in_context(view: View, called: frozenset[str]) -> tuple[bool, str | None]:
    """Whether the build context has one of the files that a container starts, and which of them installs."""
    context, known = view.context, False
    for name in context.names if context is not None and called else ():
        if context is not None and paths.tail(name) in called and (context.size(name) or 0) < _LARGEST_SCRIPT:
            known, text = True, context.read(name) or ""
            if _INSTALLS().search(text) and not _UPDATES().search(text):
                return known, name
    return known, None


@fact_of
def _written(view: View, called: frozenset[str]) -> tuple[tuple[Stage, int], ...]:
    """Where the Dockerfile itself writes a script that installs into a file that a container starts: stage and line."""
    # `start` alone is part of many words: it counts as the last part of a path.
    some = "|".join(
        re.escape(name) if "." in name else rf"/{re.escape(name)}(?=\s|$)" for name in sorted(called) if name
    )
    found: list[tuple[Stage, int]] = []
    for stage, instruction in ((one, each) for one in stages(view).stages for each in one.instructions):
        text = view.text[instruction.start : instruction.end]
        if some and isinstance(instruction, (Copy, Add, Run)) and re.search(some, text):
            pieces = (piece for each in _QUOTED().finditer(text) for piece in (each[1], each[2], each[4]) if piece)
            told = "\n".join(pieces).replace("\\n", "\n")  # as echo and printf write it
            if _INSTALLS().search(told) and not _UPDATES().search(told):
                found.append((stage, instruction.lines[0]))
    return tuple(found)


_QUOTED = rare(
    r"""'([^']*)'|"((?:[^"\\]|\\.)*)"|<<-?[ \t]*["']?(\w+)["']?[^\n]*\n(.{0,20000}?)\n[ \t]*\3\b""", re.DOTALL
)
"""What a script holds as a text: in quotes, and in here-documents."""


@fact
def _started(view: View) -> tuple[tuple[Stage, tuple[str, ...]], ...]:
    """By stage: the names of what CMD, ENTRYPOINT and HEALTHCHECK call, and of their words."""
    starts = ((step.stage, calls(view).of(step)) for step in calls(view).starts)
    words = ((stage, (word for call in of_step for word in (*call.head, *call.arguments))) for stage, of_step in starts)
    return tuple((stage, tuple(paths.tail(word.known) for word in some if word.known)) for stage, some in words)


def _builds(view: View, stage: Stage, *, starts_script: bool) -> str | None:
    """The package with which what is called in a container installs others."""
    graph = stages(view)
    some = (name for each, name in _building(view) if graph.continues(each, stage) or graph.continues(stage, each))
    return next((name for name in some if starts_script or name == _FOR_PEOPLE), None)


@fact
def _building(view: View) -> tuple[tuple[Stage, str], ...]:
    """The stages that install such packages, and which."""
    found = calls(view).named("apt-get", "apt", "aptitude")
    some = ((each.step.stage, word.known) for each in found for word in each.operands)
    return tuple(dict.fromkeys((stage, name) for stage, name in some if name in (_FOR_BUILDS, _FOR_PEOPLE)))
