"""What comes behind a step: the rest of its stage, the stages built from it, and those that copy from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from slimmer.analysis.calls import Step, calls
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View
from slimmer.model.mounts import is_below
from slimmer.model.stages import Stage

Use = Callable[[Step], tuple[str | None, bool]]
"""Why a step needs what lies in the layers before it, and whether it makes its own for all that follow."""


def needed_behind(view: View, step: Step, use: Use) -> str | None:
    """Why something behind `step` needs what its layer holds; None when nothing does."""
    return _needed(view, step.stage, calls(view).behind(step), use)


def _needed(view: View, stage: Stage, behind: Iterable[Step], use: Use) -> str | None:
    for step in behind:
        reason, own = use(step)
        if reason is not None:
            return reason
        if own:
            return None
    for child in stages(view).stages[stage.index + 1 :]:
        if child.parent is stage:
            reason = _needed(view, child, calls(view).in_stage(child), use)
            if reason is not None:
                return reason
    return None


def taken_from(view: View, stage: Stage, *paths: str) -> str | None:
    """Why what lies at one of the absolute `paths` must stay: another stage copies or mounts it out of this one."""
    graph = stages(view)
    holders = {id(stage), *(id(each) for each in graph.continued_by(stage))}
    for used in graph.references:
        if id(used.to) not in holders:
            continue
        for source in used.sources:
            named = "/" + source.strip("/")
            if any(is_below(path, named) or is_below(named, path) for path in paths):
                return f"line {used.instruction.lines[0]} takes it from this stage"
    return None
