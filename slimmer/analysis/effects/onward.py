"""The calls on the way to the target, numbered: who asks what runs behind one does not walk through all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator
from functools import cached_property
from heapq import merge

from slimmer.analysis.calls.calls import Call, calls
from slimmer.analysis.calls.paths import tail
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.records import dataclass, field
from slimmer.syntax.nodes import Env


@dataclass(frozen=True, eq=False)
class Onward:
    """The calls of all steps that reach the target, in order; a call's number is its place among them.

    Attributes:
        variables: what ENV sets on the way to the target, as text.
    """

    calls: tuple[Call, ...]
    variables: str
    _last_with: dict[str, int] = field(default_factory=dict, repr=False)
    _chosen: dict[Callable[[Call], bool], list[int]] = field(default_factory=dict, repr=False)

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {id(call): number for number, call in enumerate(self.calls)}

    @cached_property
    def _named(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, call in enumerate(self.calls):
            first = tail(call.head[0].known or "") if call.head else ""
            for name in {call.name, call.program, first}:
                found.setdefault(name, []).append(number)
        return found

    def number(self, call: Call) -> int:
        """Its place among all calls."""
        return self._numbers[id(call)]

    def named(self, names: Collection[str], behind: int) -> Iterator[Call]:
        """The calls with one of these names, as called or as in the tables, behind the one of that number.

        `python3 -m venv` is a call of `venv` and of `python3`.
        """
        some = [self._named[name] for name in names if name in self._named]
        last = behind
        for number in merge(*(map(each.__getitem__, range(bisect_right(each, behind), len(each))) for each in some)):
            if number != last:
                last = number
                yield self.calls[number]

    def is_said(self, word: str, behind: int) -> bool:
        """Whether the step of a call behind the one of that number, or an ENV anywhere, holds a text."""
        if word in self.variables:
            return True
        if word not in self._last_with:
            of_step = {id(call.step): number for number, call in enumerate(self.calls)}
            with_it = [number for number in of_step.values() if word in self.calls[number].step.text]
            self._last_with[word] = max(with_it, default=-1)
        return self._last_with[word] > behind

    def first(self, kind: Callable[[Call], bool], behind: int) -> Call | None:
        """The first call of a kind behind the one of that number."""
        if kind not in self._chosen:
            self._chosen[kind] = [number for number, call in enumerate(self.calls) if kind(call)]
        numbers = self._chosen[kind]
        at = bisect_right(numbers, behind)
        return self.calls[numbers[at]] if at < len(numbers) else None


@fact
def onward(view: View) -> Onward:
    """The calls on the way to the target; this reads every script there."""
    graph, known = stages(view), calls(view)
    found = tuple(call for step in known.steps if graph.reaches_target(step.stage) for call in known.of(step))
    reaching = (each for stage in graph.stages if graph.reaches_target(stage) for each in stage.instructions)
    pairs = (pair for each in reaching if isinstance(each, Env) for pair in each.pairs)
    return Onward(found, "\n".join(f"{pair.key.text}={pair.value.text if pair.value else ''}" for pair in pairs))
