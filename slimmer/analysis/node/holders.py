"""Which stages have the node_modules that an install makes: those that continue its stage, or copy from it."""

from __future__ import annotations

import posixpath
from functools import cached_property
from operator import attrgetter

from slimmer.analysis.calls.calls import Step, calls
from slimmer.analysis.structure import scope, stages
from slimmer.analysis.view import View
from slimmer.model.paths import absolute, is_below
from slimmer.model.stages import Reference, Stage
from slimmer.records import dataclass

_start = attrgetter("outer.start")
_index = attrgetter("index")


@dataclass(frozen=True, eq=False)
class Holders:
    """Who has the node_modules of an install; the steps are looked up when they are asked for.

    Attributes:
        view: the file.
        step: what makes the install.
        found: the stages that have them.
        chain: the stages of the image that is built.
    """

    view: View
    step: Step
    found: tuple[Stage, ...]
    chain: tuple[Stage, ...]

    @property
    def ships(self) -> bool:
        """Whether they are in the image that is built."""
        return any(stage in self.chain for stage in self.found)

    @cached_property
    def _in_line(self) -> tuple[Stage, ...]:
        """The install's stage, and those that continue it up to the target."""
        behind = (each for each in self.chain if each.index > self.step.stage.index)
        return (self.step.stage, *behind) if self.step.stage in self.chain else (self.step.stage,)

    @cached_property
    def later(self) -> tuple[Step, ...]:
        """The RUNs behind the install in its stage, and in those that continue it up to the target."""
        known = (each for stage in self._in_line for each in calls(self.view).in_stage(stage))
        behind = [each for each in known if each.outer.start > self.step.outer.start]
        return tuple(sorted((each for each in behind if each.is_run and not each.onbuild), key=_start))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Everything else that runs where they are: in other stages, and behind a copy of them."""
        elsewhere = sorted((each for each in self.found if each not in self._in_line), key=_index)
        others = (each for stage in elsewhere for each in calls(self.view).in_stage(stage))
        # What a container of the target starts is asked elsewhere, with its own care.
        return tuple(each for each in others if each.is_run or each.stage not in self.chain)


def holders(view: View, step: Step, folder: str | None) -> Holders:
    """Who has what an install in `folder`, made by `step`, brings; an unknown folder may be anywhere."""
    graph = stages(view)
    seen = {id(step.stage)}
    found = [step.stage]
    for stage in found:
        copying = (used.stage for used in graph.taken_from(stage) if _takes(view, used, folder))
        for each in (*graph.children(stage), *copying):
            if id(each) not in seen:
                seen.add(id(each))
                found.append(each)
    chain = graph.chain(graph.target) if graph.target is not None else ()
    return Holders(view, step, tuple(found), chain)


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
