"""Whether a container may install packages from lists that lie in its image."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.calls import Step, calls
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact_of
from slimmer.model.stages import Stage
from slimmer.syntax.nodes import Add, Copy, Run
from slimmer.text.rare import rare

_LARGEST_SCRIPT = 200_000
_INSTALLS = rare(r"\b(?:apt|apt-get|aptitude)\b[^\n;&|]*\s(?:install|build-dep|satisfy)\b|\bmk-build-deps\b")
_UPDATES = rare(r"\b(?:apt|apt-get|aptitude)\b[^\n;&|]*\supdate\b")
_FOR_BUILDS = "equivs"
"""The package of mk-build-deps, which installs what a source package needs to be built."""


def installs_when_it_runs(view: View, step: Step) -> str | None:
    """Why a container may need apt's lists of a step's layer; None when nothing shows that."""
    return _installing(view, step.stage)


@fact_of
def _installing(view: View, stage: Stage) -> str | None:
    holders = (stage, *stages(view).continued_by(stage))
    called, context, known = set(_started(view, holders)), view.context, False
    for name in context.names if context is not None and called else ():
        if context is not None and paths.tail(name) in called and (context.size(name) or 0) < _LARGEST_SCRIPT:
            known, text = True, context.read(name) or ""
            if _INSTALLS().search(text) and not _UPDATES().search(text):
                return f"{name} of the build context installs packages without an update of its own"
    for line, text in _written(view, holders, called):
        if _INSTALLS().search(text) and not _UPDATES().search(text):
            return f"line {line} writes a script that installs packages without an update of its own"
    if any(each.endswith(".sh") for each in called) and not known and _builds_packages(view, holders):
        return f"{_FOR_BUILDS} is installed: a container may install what packages need to be built"
    return None


def _written(view: View, holders: tuple[Stage, ...], called: set[str]) -> Iterator[tuple[int, str]]:
    """The scripts that the Dockerfile itself writes into files that a container starts, with their lines."""
    # `start` alone is part of many words: it counts as the last part of a path.
    some = "|".join(
        re.escape(name) if "." in name else rf"/{re.escape(name)}(?=\s|$)" for name in sorted(called) if name
    )
    chain = {id(each): each for holder in holders for each in stages(view).chain(holder)} if some else {}
    for instruction in (each for stage in chain.values() for each in stage.instructions):
        text = view.text[instruction.start : instruction.end]
        if isinstance(instruction, (Copy, Add, Run)) and re.search(some, text):
            pieces = (piece for found in _QUOTED().finditer(text) for piece in (found[1], found[2], found[4]) if piece)
            yield instruction.lines[0], "\n".join(pieces).replace("\\n", "\n")  # as echo and printf write it


_QUOTED = rare(
    r"""'([^']*)'|"((?:[^"\\]|\\.)*)"|<<-?[ \t]*["']?(\w+)["']?[^\n]*\n(.{0,20000}?)\n[ \t]*\3\b""", re.DOTALL
)
"""What a script holds as a text: in quotes, and in here-documents."""


def _started(view: View, holders: tuple[Stage, ...]) -> Iterator[str]:
    """The names of what CMD, ENTRYPOINT and HEALTHCHECK call, and of their words."""
    for step in calls(view).starts:
        if step.stage in holders:
            for call in calls(view).of(step):
                yield from (paths.tail(word.known) for word in (*call.head, *call.arguments) if word.known)


def _builds_packages(view: View, holders: tuple[Stage, ...]) -> bool:
    chain = {id(each) for holder in holders for each in stages(view).chain(holder)}
    found = calls(view).named("apt-get", "apt", "aptitude")
    return any(
        id(each.step.stage) in chain and any(word.known == _FOR_BUILDS for word in each.operands) for each in found
    )
