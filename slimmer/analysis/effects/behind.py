"""What comes behind a step: the rest of its stage, the stages built from it, and those that copy from it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from slimmer.analysis.calls.calls import Step, calls
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.model.paths import is_below
from slimmer.model.stages import Stage

Use = Callable[[Step], tuple[str | None, bool]]
"""Why a step needs what lies in the layers before it, and whether it makes its own for all that follow."""


def needed_behind(view: View, step: Step, use: Use, key: Hashable) -> str | None:
    """Why something behind `step` needs what its layer holds; None when nothing does.

    Args:
        view: of the file.
        step: which layer.
        use: asked of each step behind, once for all equal keys.
        key: all that the answers of `use` depend on but the step it is asked of.
    """
    known = _answers(view).setdefault(key, {})
    if len(stages(view).stages) > _MANY:
        _ask_heirs(view, step.stage, use, known)
    return _needed(view, step.stage, calls(view).behind(step), use, known) or _needed_by_children(view, step, use, key)


def _needed_by_children(view: View, step: Step, use: Use, key: Hashable) -> str | None:
    """Why an ONBUILD above needs it: it runs behind all of its stage, when a child image is built."""
    waiting = _onbuilds(view).get(step.stage.index, ())
    if not waiting or waiting[0].outer.start > step.outer.start:
        return None
    known = _first_needs(view).setdefault(key, {})
    if step.stage.index not in known:
        found = ((each.outer.start, use(each)[0]) for each in waiting)
        known[step.stage.index] = next(((start, why) for start, why in found if why is not None), None)
    first = known[step.stage.index]
    return first[1] if first is not None and first[0] < step.outer.start else None


@fact
def _onbuilds(view: View) -> dict[int, list[Step]]:
    """By stage: the steps that run when a child image is built, in order."""
    found: dict[int, list[Step]] = {}
    for step in calls(view).runs:
        if step.onbuild:
            found.setdefault(step.stage.index, []).append(step)
    return found


@fact
def _first_needs(_: View) -> dict[Hashable, dict[int, tuple[int, str] | None]]:
    """By key and stage: where the first of these stands that needs it, and why."""
    return {}


@fact
def _answers(_: View) -> dict[Hashable, dict[int, str | None]]:
    """By key, and by the step it begins with or the stage that has ended: why the rest is needed."""
    return {}


_MANY = 50
"""Stages up to which each asks those that continue it: of thousands, one would call the other too deep."""


def _ask_heirs(view: View, stage: Stage, use: Use, known: dict[int, str | None]) -> None:
    """Ask the stages that continue one, the last ones first; once for all equal keys."""
    children = stages(view).children(stage)
    if not children or id(children[0].from_) in known:
        return
    for heir in reversed(list(stages(view).continued_by(stage))):
        if id(heir.from_) not in known:
            known[id(heir.from_)] = _needed(view, heir, calls(view).in_stage(heir), use, known)


def _needed(view: View, stage: Stage, behind: Iterable[Step], use: Use, known: dict[int, str | None]) -> str | None:
    passed: list[Step] = []
    for step in behind:
        if id(step) in known:
            found = known[id(step)]
            break
        passed.append(step)
        found, own = use(step)
        if found is not None or own:
            break
    else:
        if id(stage) not in known:
            heirs = stages(view).children(stage)
            answers = (_needed(view, child, calls(view).in_stage(child), use, known) for child in heirs)
            known[id(stage)] = next((reason for reason in answers if reason is not None), None)
        found = known[id(stage)]
    known |= dict.fromkeys(map(id, passed), found)
    return found


def taken_from(view: View, stage: Stage, *paths: str) -> str | None:
    """Why what lies at one of the absolute `paths` must stay: another stage copies or mounts it out of this one."""
    graph = stages(view)
    for used in graph.taken_from(stage, *graph.continued_by(stage)) if graph.references else ():
        for source in used.sources:
            named = "/" + source.strip("/")
            if any(is_below(path, named) or is_below(named, path) for path in paths):
                return f"line {used.instruction.lines[0]} takes it from this stage"
    return None
