"""The calls of a file, read step by step when they are asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from slimmer.analysis.calls.call import Call
from slimmer.analysis.calls.reading import calls_of
from slimmer.analysis.calls.scripts import Step, holds_one, steps
from slimmer.analysis.view import View, fact
from slimmer.model.stages import Stage
from slimmer.records import dataclass, field, replace
from slimmer.syntax.nodes import Instruction

__all__ = ["Call", "Calls", "Step", "calls", "mentions", "share_calls"]


_Read = dict[int, tuple[Step, tuple[Call, ...]]]
"""By the `id` of a script: the step it belongs to, which keeps it, and its calls."""


@dataclass(frozen=True, eq=False)
class Calls:
    """All calls of a file.

    Attributes:
        steps: what runs something, in order.
    """

    steps: tuple[Step, ...]
    _before: _Read = field(default_factory=dict, repr=False)
    _of_step: dict[int, tuple[Call, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def runs(self) -> tuple[Step, ...]:
        """The RUNs, ONBUILD's among them."""
        return tuple([step for step in self.steps if step.is_run])

    @cached_property
    def starts(self) -> tuple[Step, ...]:
        """What a container runs: CMD, ENTRYPOINT and HEALTHCHECK."""
        return tuple(step for step in self.steps if not step.is_run)

    @cached_property
    def _by_stage(self) -> dict[int, tuple[Step, ...]]:
        found: dict[int, list[Step]] = {}
        for step in self.steps:
            found.setdefault(id(step.stage), []).append(step)
        return {stage: tuple(steps) for stage, steps in found.items()}

    @cached_property
    def _by_instruction(self) -> dict[int, Step]:
        return {id(each): step for step in reversed(self.steps) for each in (step.outer, step.instruction)}

    @cached_property
    def _texts(self) -> str:
        return "\n".join(step.said for step in self.steps)

    def mention(self, *words: str) -> bool:
        """Whether any step's text holds one of `words`: where none does, none need be looked at one by one."""
        return holds_one(self._texts, words)

    def in_stage(self, stage: Stage) -> tuple[Step, ...]:
        """The steps of one stage, in order."""
        return self._by_stage.get(id(stage), ())

    def behind(self, step: Step) -> Iterator[Step]:
        """The steps of the same stage that come later; handed out one by one, for most callers stop early."""
        of_stage = self.in_stage(step.stage)
        at = bisect_right(of_stage, step.outer.start, key=lambda each: each.outer.start)
        return (of_stage[index] for index in range(at, len(of_stage)))

    def step(self, instruction: Instruction) -> Step | None:
        """The step of an instruction, given itself or the ONBUILD around it."""
        return self._by_instruction.get(id(instruction))

    def of(self, step: Step) -> tuple[Call, ...]:
        """The calls of a step in the order they run; none where its script cannot be read."""
        known = self._of_step.get(id(step))
        if known is None:
            known = self._as_before(step) or tuple(calls_of(step))
            self._of_step[id(step)] = known
        return known

    def _as_before(self, step: Step) -> tuple[Call, ...]:
        """What an earlier view has read in the script, where all is as it was that the answer depends on."""
        before, found = self._before.get(id(step.script), (None, ()))
        if before is None or not before.scope.reads_like(step.scope):
            return ()
        return tuple([replace(call, step=step) for call in found])

    def read(self) -> _Read:
        """What was read so far, by the script."""
        read = ((step, self._of_step.get(id(step)), step.script) for step in self.steps)
        return {id(script): (step, found) for step, found, script in read if found and script is not None}

    def all(self) -> Iterator[Call]:
        """All calls; this parses every script."""
        for step in self.steps:
            yield from self.of(step)

    def named(self, *programs: str) -> Iterator[Call]:
        """The calls of these programs (their names in the tables); only scripts that hold a name are parsed."""
        for step in self.steps if self.mention(*programs) else ():
            if mentions(step, *programs):
                yield from (call for call in self.of(step) if call.program in programs)


def mentions(step: Step, *words: str) -> bool:
    """Whether the step says one of `words` anywhere, joins within a word aside."""
    return holds_one(step.said, words)


@fact
def calls(view: View) -> Calls:
    """The calls of the file."""
    return Calls(steps(view), _read_before(view))


@fact
def _read_before(_: View) -> _Read:
    return {}


def share_calls(before: View, after: View) -> None:
    """Let `after`, whose tree shares scripts with `before`, use what was read in them."""
    _read_before(after).update(calls(before).read())
