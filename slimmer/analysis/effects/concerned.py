"""Which instructions of a stage may have to do with a path, found without asking each of them.

`slimmer.analysis.effects.uses` tells what an instruction does with a path. To ask that of every instruction for every
path takes a time that grows with the square of the file. Here each instruction is read once: the plain paths it names
go into tables, by the path and by all that lies above it. What it names by variables or patterns fits many paths:
such an instruction is always asked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from heapq import merge
from itertools import islice

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.calls import calls
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.calls.scripts import Step, syntax_problem
from slimmer.analysis.calls.wording import made_by, wording
from slimmer.analysis.effects.deeds import Deed
from slimmer.analysis.effects.uses import Use, destination, env_paths, path_in, redirected, uses, volume_paths
from slimmer.analysis.structure import mounts, scope, stages
from slimmer.analysis.view import View, fact_of
from slimmer.model.stages import Stage
from slimmer.records import dataclass, field
from slimmer.syntax.nodes import Add, Copy, Env, Instruction, Onbuild, Run, Volume, Workdir

_Table = dict[str, list[int]]


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

    def before(self, number: int, spot: Spot) -> Iterator[Instruction]:
        """Those in front of the one of that number that may do something with a spot, the last one first."""
        tables = self._named.tables(spot)
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
        some = ((each, bisect_right(each, number), bisect_left(each, until)) for each in tables)
        yield from self._once(merge(*(map(each.__getitem__, range(low, high)) for each, low, high in some)))

    def named_for_others(self, number: int, spot: Spot) -> Iterator[Instruction]:
        """The ENVs and VOLUMEs in front of the one of that number that may name a spot, in order."""
        tables = self._for_others.tables(spot)
        some = tables if tables is not None else [self._all_for_others]
        yield from self._once(merge(*(islice(each, bisect_left(each, number)) for each in some)))

    @cached_property
    def _all_for_others(self) -> list[int]:
        return [number for number, outer in enumerate(self.instructions) if _names_for_others(outer)]

    @cached_property
    def _for_others(self) -> _Named:
        found = _Named()
        for number in self._all_for_others:
            found.add(self.view, number, self.instructions[number])
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
    def _made(self) -> _Table:
        """By each path that something is certainly put at or below: who does so."""
        found: _Table = {}
        for number, outer in enumerate(self.instructions):
            inner = outer.inner if isinstance(outer, Onbuild) and outer.inner is not None else outer
            if isinstance(inner, (Copy, Add)):
                words = [destination(self.view, inner) or ""]
            else:
                step = calls(self.view).step(inner)
                words = [word for call in calls(self.view).of(step) for word in made_by(call)] if step else []
            for word in words:
                _note(found, number, above(word))
        return found

    @cached_property
    def _named(self) -> _Named:
        found = _Named()
        for number, outer in enumerate(self.instructions):
            found.add(self.view, number, outer)
        return found


@fact_of
def concerned(view: View, stage: Stage) -> Concerned:
    """The instructions of a stage by what they name."""
    return Concerned(view, stage.instructions)


def above(word: str) -> Iterator[str]:
    """A path and the folders it lies in."""
    yield word
    at = len(word)
    while (at := word.rfind("/", 0, at)) > 0:
        yield word[:at]
    if word[:1] == "/" and word != "/":
        yield "/"


def _note(table: _Table, number: int, words: Iterable[str]) -> None:
    """Note words each of which is only ever noted with those behind it, as a path is with the folders around it."""
    for word in words:
        numbers = table.setdefault(word, [])
        if numbers and numbers[-1] == number:
            return
        numbers.append(number)


def _add(numbers: list[int], number: int) -> None:
    if not numbers or numbers[-1] != number:
        numbers.append(number)


def _names_for_others(instruction: Instruction) -> bool:
    return isinstance(instruction.inner if isinstance(instruction, Onbuild) else instruction, (Env, Volume))


def _is_based(path: str) -> bool:
    """Whether a path is all known but for the folder the base image begins in."""
    head, slash, rest = path.partition("/")
    return bool(rest) and paths.is_base(head) and paths.is_certain(slash + rest)


@dataclass(slots=True)
class _Named:
    """Tables of what the instructions of a stage name.

    Attributes:
        below: by path: who names it or what lies in it.
        exactly: by path: who names it as something that may hold others.
        names: by the name of a program: who calls it without its folder.
        tails: by the last part of a path: who names such a one.
        holding: who names something plain that may hold others.
        based: who names something below the folder the base image begins in, wherever that is.
        open: who else names what may be many paths.
        unpacking: the same of those who unpack something into a folder.
    """

    below: _Table = field(default_factory=dict)
    exactly: _Table = field(default_factory=dict)
    names: _Table = field(default_factory=dict)
    tails: _Table = field(default_factory=dict)
    holding: list[int] = field(default_factory=list)
    based: list[int] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    unpacking: _Named | None = None

    def tables(self, spot: Spot, *, unpackers: bool = True) -> list[list[int]] | None:
        """The numbers of those who may have to do with a spot, in several lists, each sorted; None: anyone may."""
        last = paths.tail(spot.path)
        if paths.is_certain(spot.path):
            some = [self.based, self.below.get(spot.path), *map(self.exactly.get, above(spot.path))]
        elif spot.is_file and _is_based(spot.path):
            some = [self.tails.get(last), self.holding]
        else:
            return None
        found = [each for each in (self.open, self.names.get(last), *some) if each]
        if self.unpacking is not None:
            made = self.unpacking
            found += made.tables(spot) or () if unpackers else filter(None, [made.below.get(spot.path)])
        return found

    def add(self, view: View, number: int, outer: Instruction) -> None:
        """Note what one instruction names."""
        inner = outer.inner if isinstance(outer, Onbuild) and outer.inner is not None else outer
        step = calls(view).step(inner)
        if step is not None:
            self._step(view, number, step)
        elif isinstance(inner, (Copy, Add)):
            self.note(number, [destination(view, inner)])
        elif isinstance(inner, Workdir) and inner.value is not None:
            self.note(number, [path_in(view, inner, inner.value)])
        elif isinstance(inner, Volume):
            self.note(number, volume_paths(inner))
        elif isinstance(inner, Env):
            self.note(number, env_paths(inner))

    def _step(self, view: View, number: int, step: Step) -> None:
        if isinstance(step.instruction, Run):
            kept = (mount for mount in mounts(view, step.instruction) if mount.keeps_out)
            self.note(number, [mount.target for mount in kept])
        if syntax_problem(step) is not None or redirected(step):
            self.note(number, [None])
            return
        for call in calls(view).of(step):
            words, places, names, unpacked = wording(call)
            self.note(number, words)
            self.note(number, places, holding=False)
            for name in names:
                _note(self.names, number, (name,))
            if unpacked:
                self.unpacking = self.unpacking or _Named()
                self.unpacking.note(number, unpacked)

    def note(self, number: int, words: Iterable[str | None], *, holding: bool = True) -> None:
        """Note paths; None for one that is not known."""
        for word in words:
            if word is not None and paths.is_certain(word):
                _note(self.below, number, above(word))
                if holding:
                    _note(self.exactly, number, (word,))
            elif word is None or not _is_based(word):
                _add(self.open, number)
                continue
            else:
                _add(self.based, number)
            _note(self.tails, number, (paths.tail(word),))
            if holding:
                _add(self.holding, number)


def used_behind(view: View, instruction: Instruction, spot: Spot, *, unpackers: bool = True) -> Iterator[Use]:
    """Who uses `spot` behind an instruction: its stage's rest, the stages built on it, and who copies from them.

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
