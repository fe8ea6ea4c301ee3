"""Who uses a path in front of the RUN that removes it, as far as that decides whether it can go earlier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.calls import Step
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.effects.concerned import concerned
from slimmer.analysis.effects.deeds import Deed
from slimmer.analysis.effects.uses import Use, uses
from slimmer.analysis.view import View
from slimmer.syntax.nodes import Instruction

_NEAREST = 20
"""Instructions in front of a removal by a pattern that are asked whether they made it; it is left alone in any case."""


def earlier_uses(view: View, step: Step, spot: Spot) -> list[Use]:
    """The uses of a path before a RUN that decide, in order; none where nothing certainly made it.

    They are the last of all, those of who made it last (and of one more who did, which is enough to know of), and
    those of the first ENV or VOLUME that names it.
    """
    known = concerned(view, step.stage)
    number = known.number(step.outer)
    if not paths.is_exact(spot.path):
        return _matching(view, known.instructions[max(0, number - _NEAREST) : number], spot)
    makers = (each for each in known.making(number, spot) if _has_made(uses(view, each, spot), spot))
    made = list(islice(makers, 2))
    if not made:
        return []
    last = (each for each in known.before(number, spot) if any(uses(view, each, spot)))
    named = (each for each in known.named_for_others(number, spot) if any(uses(view, each, spot)))
    some = {known.number(each): each for each in (*made, *islice(last, 1), *islice(named, 1))}
    return [use for _, each in sorted(some.items()) for use in uses(view, each, spot)]


def _matching(view: View, nearest: Sequence[Instruction], spot: Spot) -> list[Use]:
    """The uses of what a pattern may match, from the last instruction that may have made some of it; else none."""
    found: list[Use] = []
    for each in reversed(nearest):
        found[:0] = of_one = list(uses(view, each, spot))
        if _has_made(of_one, spot):
            return found
    return []


def _has_made(some: Iterable[Use], spot: Spot) -> bool:
    """Whether a path, and more than an empty folder, was made."""
    return any(makes_it(use, spot) for use in some)


def makes_it(use: Use, spot: Spot) -> bool:
    """Whether one use is what makes it."""
    return use.deed is Deed.MAKES and (use.exact or _may_be_made(use, spot)) and not is_empty(use)


def _may_be_made(use: Use, spot: Spot) -> bool:
    """Whether a pattern is meant that what was made may match: `rm *.tgz`."""
    return not paths.is_exact(spot.path) and use.call is not None and use.call.program in ("curl", "wget", "mkdir")


def is_empty(use: Use) -> bool:
    """Whether no more than a folder was made."""
    return use.call is not None and use.call.program == "mkdir"
