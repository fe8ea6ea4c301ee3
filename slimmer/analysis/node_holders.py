"""Which stages have the node_modules that an install makes: those that continue its stage, or copy from it."""

from __future__ import annotations

import posixpath

from slimmer.analysis.calls import Step, calls
from slimmer.analysis.structure import scope, stages
from slimmer.analysis.view import View
from slimmer.model.mounts import absolute, is_below
from slimmer.model.stages import Reference
from slimmer.records import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Holders:
    """Who has the node_modules of an install.

    Attributes:
        ships: whether they are in the image that is built.
        later: the RUNs behind the install in its stage, and in those that continue it up to the target.
        steps: everything else that runs where they are: in other stages, and behind a copy of them.
    """

    ships: bool
    later: tuple[Step, ...]
    steps: tuple[Step, ...]


def holders(view: View, step: Step, folder: str | None) -> Holders:
    """Who has what an install in `folder`, made by `step`, brings; an unknown folder may be anywhere."""
    graph = stages(view)
    copies = [used for used in graph.references if _takes(view, used, folder)]
    found = [step.stage]
    for stage in found:
        reached = [*graph.continued_by(stage), *(used.stage for used in copies if used.to is stage)]
        found += [each for each in reached if each not in found]
    chain = graph.chain(graph.target) if graph.target is not None else ()
    ships = any(stage in chain for stage in found)
    in_line = [step.stage, *(each for each in chain if each in tuple(graph.continued_by(step.stage)))]
    own = [each for each in calls(view).steps if each.is_run and not each.onbuild]
    later = tuple(each for each in own if each.stage in in_line and each.outer.start > step.outer.start)
    others = [each for each in calls(view).steps if each.stage in found and each.stage not in in_line]
    # What a container of the target starts is asked elsewhere, with its own care.
    return Holders(ships, later, tuple(each for each in others if each.is_run or each.stage not in chain))


def _takes(view: View, used: Reference, folder: str | None) -> bool:
    if folder is None:
        return True
    modules = posixpath.join(folder, "node_modules")
    around = scope(view, used.instruction)
    for source in used.sources:
        text = around.expand(source.strip('"')).text
        path = absolute(text.rstrip("/*") or "/", "/") if text is not None else None
        if path is None or is_below(modules, path) or is_below(path, modules):
            return True
    return False
