"""What instructions did to files, one after the other, asked by path.

A file may have thousands of instructions, and a question for each of them: only those that speak of a path, or of a
folder above it, are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import merge
from typing import NamedTuple

from slimmer.analysis.copies.placements import Placement
from slimmer.analysis.effects.touches import Touch
from slimmer.model.growing import updated
from slimmer.model.paths import upwards
from slimmer.records import dataclass, field, replace
from slimmer.syntax.nodes import Instruction


@dataclass(frozen=True, slots=True)
class Event:
    """An instruction that makes, copies, removes or changes files: its placements or its touches, in order."""

    instruction: Instruction
    placed: tuple[Placement, ...] = ()
    touched: tuple[Touch, ...] = ()

    @property
    def paths(self) -> frozenset[str]:
        """Paths such that it concerns none that is neither one of them nor below one; "/" where that is not known."""
        named = {path for each in self.placed for path in (each.file, each.folder) if path is not None}
        if any(each.file is None and each.folder is None for each in self.placed):
            named.add("/")
        return frozenset(named | {_fixed(each.path) for each in self.touched})


def _fixed(path: str) -> str:
    """The part of a path that may be a pattern in which it is none."""
    at = min((at for at in map(path.find, "*?[") if at >= 0), default=-1)
    return path if at < 0 else path[: path.rfind("/", 0, at)] or "/"


class _Link(NamedTuple):
    """An event, and what came before it: all of it, or what speaks of the same path."""

    number: int
    event: Event
    earlier: _Link | None


@dataclass(frozen=True, slots=True, eq=False)
class Events:
    """Events of a stage and of those it continues; the same before some instruction, with `before`."""

    _last: _Link | None = None
    _by_path: Mapping[str, _Link] = field(default_factory=dict)
    _end: int | None = None

    def then(self, event: Event) -> Events:
        """These, and one more."""
        number = self._last.number + 1 if self._last is not None else 0
        named = {path: _Link(number, event, self._by_path.get(path)) for path in event.paths}
        return Events(_Link(number, event, self._last), updated(self._by_path, named))

    def before(self, instruction: Instruction) -> Events:
        """Those of the instructions that stand above one; the stages that are continued all do."""
        return replace(self, _end=instruction.start)

    def __iter__(self) -> Iterator[Event]:
        """All of them, the last one first."""
        return (event for _, event in self._links(self._last))

    def near(self, path: str) -> Iterator[Event]:
        """Those that may concern an absolute and normal path, the last one first."""
        heads = (self._by_path.get(each) for each in upwards(path))
        number = -1
        for found, event in merge(
            *(self._links(head) for head in heads if head is not None), reverse=True, key=_number
        ):
            if found != number:
                yield event
            number = found

    def _links(self, link: _Link | None) -> Iterator[tuple[int, Event]]:
        while link is not None:
            if self._end is None or link.event.instruction.start < self._end:
                yield link.number, link.event
            link = link.earlier


def _number(numbered: tuple[int, Event]) -> int:
    return numbered[0]
