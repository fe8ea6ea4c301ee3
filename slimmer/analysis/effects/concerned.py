"""Which instructions of a stage may have to do with a path, found without asking each of them.

`slimmer.analysis.effects.uses` tells what an instruction does with a path. To ask that of every instruction for every
path takes a time that grows with the square of the file. Here each instruction is read once: the plain paths it names
go into tables, by the path and by all that lies above it. What it names by variables or patterns fits many paths:
such an instruction is always asked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from heapq import merge
from operator import attrgetter

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.calls import calls
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.calls.scripts import Step, syntax_problem
from slimmer.analysis.calls.wording import made_by
from slimmer.analysis.effects.deeds import Deed
from slimmer.analysis.effects.named import Named, Table, between, note_above
from slimmer.analysis.effects.uses import Use, destination, env_paths, path_in, redirected, uses, volume_paths
from slimmer.analysis.structure import mounts, scope, stages
from slimmer.analysis.view import View, fact_of
from slimmer.model.stages import Stage
from slimmer.records import dataclass, field
from slimmer.syntax.nodes import Add, Copy, Env, Instruction, Onbuild, Run, Volume, Workdir


@dataclass(frozen=True, eq=False)
class Concerned:
    """The instructions of one stage by what they name; an instruction's number is its place in the stage."""

    view: View = field(repr=False)
    instructions: tuple[Instruction, ...]

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {id(each): number for number, each in enumerate(self.instructions)}

    def number(self, instruction: Instruction) -> int:
        """Its place in the stage."""
        return self._numbers[id(instruction)]

    def before(self, number: int, spot: Spot, *, unpackers: bool = True) -> Iterator[Instruction]:
        """Those in front of the one of that number that may do something with a spot, the last one first."""
        tables = self._named.tables(spot, unpackers=unpackers)
        if tables is None:
            yield from reversed(self.instructions[:number])
            return
        some = (map(each.__getitem__, reversed(range(bisect_left(each, number)))) for each in tables)
        yield from self._once(merge(*some, reverse=True))

    def behind(self, number: int, spot: Spot, *, unpackers: bool = True) -> Iterator[Instruction]:
        """Those behind the one of that number (-1: all) that may do something with a spot, in order.

        Args:
            number: of the instruction.
            spot: what is asked for.
            unpackers: whether those count of which no more is known than that what they unpack may be a file there.
        """
        yield from self.between(number, len(self.instructions), spot, unpackers=unpackers)

    def between(self, number: int, until: int, spot: Spot, *, unpackers: bool = True) -> Iterator[Instruction]:
        """The same in front of the one of another number."""
        tables = self._named.tables(spot, unpackers=unpackers)
        if tables is None:
            yield from self.instructions[number + 1 : until]
            return
        yield from map(self.instructions.__getitem__, between(tables, number, until))

    def for_children(self, before: Instruction, spot: Spot, *, unpackers: bool = True) -> Iterator[Instruction]:
        """The ONBUILDs in front of one that may do something with a spot: they run behind all, in child images."""
        waiting = self._waiting
        if waiting is not None:
            number = bisect_left(waiting.instructions, before.start, key=attrgetter("start"))
            yield from waiting.before(number, spot, unpackers=unpackers)

    @cached_property
    def _waiting(self) -> Concerned | None:
        some = tuple(each for each in self.instructions if isinstance(each, Onbuild))
        return Concerned(self.view, some) if some else None

    def named_for_others(self, number: int, spot: Spot) -> Iterator[Instruction]:
        """The ENVs and VOLUMEs in front of the one of that number that may name a spot, in order."""
        tables = self._for_others.tables(spot)
        some = tables if tables is not None else [self._all_for_others]
        yield from map(self.instructions.__getitem__, between(some, -1, number))

    @cached_property
    def _all_for_others(self) -> list[int]:
        return [number for number, outer in enumerate(self.instructions) if _names_for_others(outer)]

    @cached_property
    def _for_others(self) -> Named:
        found = Named()
        for number in self._all_for_others:
            _note(found, self.view, number, self.instructions[number])
        return found

    def _once(self, numbers: Iterable[int]) -> Iterator[Instruction]:
        last = -1
        for number in numbers:
            if number != last:
                last = number
                yield self.instructions[number]

    def making(self, number: int, spot: Spot) -> Iterator[Instruction]:
        """Those in front of the one of that number that name what they make so that it is certainly the spot."""
        found = self._made.get(spot.path, ())
        for at in reversed(range(bisect_left(found, number))):
            yield self.instructions[found[at]]

    @cached_property
    def _made(self) -> Table:
        """By each path that something is certainly put at or below: who does so."""
        found: Table = {}
        for number, outer in enumerate(self.instructions):
            inner = outer.inner if isinstance(outer, Onbuild) and outer.inner is not None else outer
            if isinstance(inner, (Copy, Add)):
                words = [destination(self.view, inner) or ""]
            else:
                step = calls(self.view).step(inner)
                words = [word for call in calls(self.view).of(step) for word in made_by(call)] if step else []
            for word in words:
                note_above(found, number, word)
        return found

    @cached_property
    def _named(self) -> Named:
        found = Named()
        for number, outer in enumerate(self.instructions):
            _note(found, self.view, number, outer)
        return found


@fact_of
def concerned(view: View, stage: Stage) -> Concerned:
    """The instructions of a stage by what they name."""
    return Concerned(view, stage.instructions)


def _names_for_others(instruction: Instruction) -> bool:
    return isinstance(instruction.inner if isinstance(instruction, Onbuild) else instruction, (Env, Volume))


def _note(found: Named, view: View, number: int, outer: Instruction) -> None:
    """Note what one instruction names."""
    inner = outer.inner if isinstance(outer, Onbuild) and outer.inner is not None else outer
    step = calls(view).step(inner)
    if step is not None:
        _note_step(found, view, number, step)
    elif isinstance(inner, (Copy, Add)):
        found.note(number, [destination(view, inner)])
    elif isinstance(inner, Workdir) and inner.value is not None:
        found.note(number, [path_in(view, inner, inner.value)])
    elif isinstance(inner, Volume):
        found.note(number, volume_paths(inner))
    elif isinstance(inner, Env):
        found.note(number, env_paths(inner))


def _note_step(found: Named, view: View, number: int, step: Step) -> None:
    if isinstance(step.instruction, Run):
        kept = (mount for mount in mounts(view, step.instruction) if mount.keeps_out)
        found.note(number, [mount.target for mount in kept])
    if syntax_problem(step) is not None or redirected(step):
        found.note(number, [None])
        return
    for call in calls(view).of(step):
        found.note_call(number, call)


def used_behind(view: View, instruction: Instruction, spot: Spot, *, unpackers: bool = True) -> Iterator[Use]:
    """Who uses `spot` behind an instruction: its stage's rest, images and stages built on it, who copies from them.

    Args:
        view: of the file.
        instruction: what comes before them.
        spot: what is asked for.
        unpackers: whether those count of which no more is known than that what they unpack may be a file there.
    """
    graph = stages(view)
    home = graph.stage_of(instruction)
    if home is None:
        return
    own = concerned(view, home)
    for each in own.behind(own.number(instruction), spot, unpackers=unpackers):
        yield from uses(view, each, spot)
    for each in own.for_children(instruction, spot, unpackers=unpackers):
        yield from uses(view, each, spot)
    heirs = tuple(graph.continued_by(home))
    for stage in heirs:
        for each in concerned(view, stage).behind(-1, spot, unpackers=unpackers):
            yield from uses(view, each, spot)
    yield from _taken(view, (home, *heirs), spot)


def _taken(view: View, holders: tuple[Stage, ...], spot: Spot) -> Iterator[Use]:
    """COPY --from and mounts of stages that hold the path."""
    for used in stages(view).taken_from(*holders):
        around = scope(view, used.instruction)
        for source in used.sources:
            text = around.expand(source.strip('"')).text
            word = paths.joined("/", paths.as_pattern(text)) if text is not None else paths.ANY
            if spot.may_be_named_by(word) or spot.may_be_held_by(word):
                yield Use(used.instruction, Deed.USES, exact=False)
