"""Stages and how they lean on one another (BuildKit's `dockerfile2llb/convert.go`, v0.34)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import heappop, heappush
from typing import TypeVar

from slimmer.model.expansion import expanded, global_values
from slimmer.model.images import ImageReference
from slimmer.model.mounts import mount_fields
from slimmer.model.values import Value
from slimmer.records import dataclass
from slimmer.syntax.nodes import Add, Arg, Copy, Dockerfile, From, Instruction, Onbuild, Run

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """One FROM and what follows it, or the instructions of a fragment without FROM.

    Attributes:
        index: its place, from 0.
        from_: None for a fragment.
        name: after AS, in lower case.
        instructions: behind FROM, up to the next one.
        parent: the earlier stage it continues.
        base: the expanded words after FROM; the parent's name, or an image.
        image: what `base` refers to; None for a parent stage, a fragment, and where it is not known.
        ground: the image it starts from through all stages it continues; None for a fragment, and where not known.
    """

    index: int
    from_: From | None
    name: str | None
    instructions: tuple[Instruction, ...]
    parent: Stage | None
    base: Value
    image: ImageReference | None
    ground: ImageReference | None

    @property
    def title(self) -> str:
        """What a person calls it: its name, else its number."""
        return self.name or str(self.index)


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """A stage that uses another one's files.

    Attributes:
        stage: the one that uses.
        instruction: COPY or RUN; the inner one of ONBUILD.
        to: the one whose files are used.
        sources: the paths copied or mounted, as written; "" for all.
    """

    stage: Stage
    instruction: Instruction
    to: Stage
    sources: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class StageGraph:
    """All stages of a file.

    Attributes:
        stages: in order; a file without instructions has none.
        global_arguments: ARG in front of the first FROM.
        target: the stage that is built, None when there is none of that name.
        references: who copies from whom, or mounts whom.
    """

    stages: tuple[Stage, ...]
    global_arguments: tuple[Arg, ...]
    target: Stage | None
    references: tuple[Reference, ...]

    @cached_property
    def _owners(self) -> dict[int, Stage]:
        owners: dict[int, Stage] = {}
        for stage in self.stages:
            for instruction in (*((stage.from_,) if stage.from_ else ()), *stage.instructions):
                owners[id(instruction)] = stage
                if isinstance(instruction, Onbuild) and instruction.inner is not None:
                    owners[id(instruction.inner)] = stage
        return owners

    def stage_of(self, instruction: Instruction) -> Stage | None:
        """The stage an instruction belongs to; None for a global ARG."""
        return self._owners.get(id(instruction))

    def chain(self, stage: Stage) -> tuple[Stage, ...]:
        """The stage and those it continues, the first one first."""
        found = [stage]
        while found[-1].parent is not None:
            found.append(found[-1].parent)
        return tuple(reversed(found))

    def continues(self, stage: Stage, other: Stage) -> bool:
        """Whether a stage is another one or continues it, directly or not."""
        first, behind = self._families[other.index]
        return first <= self._families[stage.index][0] < behind

    @cached_property
    def _families(self) -> list[tuple[int, int]]:
        """Numbers for the stages, such that those of all that continue one follow its own, and where these end."""
        sizes = [1] * len(self.stages)
        for each in reversed(self.stages):
            if each.parent is not None:
                sizes[each.parent.index] += sizes[each.index]
        found: list[tuple[int, int]] = []
        free: dict[Stage | None, int] = {None: 0}
        for each, size in zip(self.stages, sizes, strict=True):
            number = free[each.parent]
            free[each.parent], free[each] = number + size, number + 1
            found.append((number, number + size))
        return found

    def inherited(self, own: Mapping[int, T]) -> dict[int, T]:
        """By the indices of stages: what a stage has from the first one of its chain for which something is told."""
        found: dict[int, T] = {}
        for stage in self.stages:
            above = found.get(stage.parent.index) if stage.parent is not None else None
            told = above if above is not None else own.get(stage.index)
            if told is not None:
                found[stage.index] = told
        return found

    def continued_by(self, stage: Stage) -> Iterator[Stage]:
        """The stages that continue this one, directly or not, in order."""
        waiting = [child.index for child in self.children(stage)]
        while waiting:
            each = self.stages[heappop(waiting)]
            yield each
            for child in self.children(each):
                heappush(waiting, child.index)

    def children(self, stage: Stage) -> Sequence[Stage]:
        """The stages that continue this one directly, in order."""
        return self._children.get(id(stage), ())

    @cached_property
    def _children(self) -> dict[int, list[Stage]]:
        return _grouped((each.parent, each) for each in self.stages if each.parent is not None)

    def uses_of(self, stage: Stage) -> Sequence[Reference]:
        """What the stage uses of others, in order."""
        return self._uses.get(id(stage), ())

    @cached_property
    def _uses(self) -> dict[int, list[Reference]]:
        return _grouped((used.stage, used) for used in self.references)

    def taken_from(self, *some: Stage) -> Iterator[Reference]:
        """Who uses something of one of these stages, in order."""
        found = (used for stage in some for used in self._taken.get(id(stage), ()))
        return (self.references[at] for at in sorted(found))

    @cached_property
    def _taken(self) -> dict[int, list[int]]:
        return _grouped((used.to, at) for at, used in enumerate(self.references))

    @cached_property
    def _live(self) -> frozenset[int]:
        return frozenset(map(id, self.chain(self.target))) if self.target else frozenset()

    def reaches_target(self, stage: Stage) -> bool:
        """Whether the stage's layers are layers of the image that is built."""
        return id(stage) in self._live

    @cached_property
    def _needed(self) -> frozenset[int]:
        waiting = list(self.chain(self.target)) if self.target else []
        found: set[int] = set()
        while waiting:
            stage = waiting.pop()
            if id(stage) not in found:
                found.add(id(stage))
                waiting += (used.to for used in self.uses_of(stage))
                waiting += (stage.parent,) if stage.parent else ()
        return frozenset(found)

    def is_needed(self, stage: Stage) -> bool:
        """Whether building the target executes the stage at all."""
        return id(stage) in self._needed


def _grouped(some: Iterable[tuple[Stage, T]]) -> dict[int, list[T]]:
    """What belongs to each stage, by the stage's `id`."""
    found: dict[int, list[T]] = {}
    for stage, each in some:
        found.setdefault(id(stage), []).append(each)
    return found


def stage_graph(tree: Dockerfile, target: str | None = None) -> StageGraph:
    """The stages of a file.

    Args:
        tree: the file.
        target: name (any case) or number of the stage to build; None for the last one.
    """
    global_arguments, groups = _groups(tree.instructions)
    arguments = global_values(global_arguments, tree.escape)
    stages: list[Stage] = []
    names: dict[str, Stage] = {}
    for from_, instructions in groups:
        stage = _stage(len(stages), from_, instructions, names, arguments, tree.escape)
        stages.append(stage)
        if stage.name is not None:
            names[stage.name] = stage
    references = tuple(used for stage in stages for used in _references(stage, stages, names))
    return StageGraph(tuple(stages), global_arguments, _target(stages, names, target), references)


_Group = tuple[From | None, tuple[Instruction, ...]]


def _groups(instructions: tuple[Instruction, ...]) -> tuple[tuple[Arg, ...], list[_Group]]:
    """Global ARGs, and each FROM with what follows; a fragment is one group without FROM."""
    starts = [at for at, each in enumerate(instructions) if isinstance(each, From)]
    if not starts:
        return (), [(None, instructions)] if instructions else []
    head = tuple(each for each in instructions[: starts[0]] if isinstance(each, Arg))
    groups: list[_Group] = []
    for start, end in zip(starts, [*starts[1:], len(instructions)], strict=True):
        from_ = instructions[start]
        if isinstance(from_, From):
            groups.append((from_, instructions[start + 1 : end]))
    return head, groups


def _stage(
    index: int,
    from_: From | None,
    instructions: tuple[Instruction, ...],
    names: dict[str, Stage],
    arguments: dict[str, Value],
    escape: str,
) -> Stage:
    if from_ is None or from_.image is None:
        return Stage(index, from_, None, instructions, None, Value.unknown("there is no FROM"), None, None)
    base = expanded(from_.image.text, arguments, escape)
    # BuildKit compares the name as written with names in lower case (addState).
    parent = names.get(base.text) if base.text is not None else None
    image = ImageReference.parse(base.text) if base.text and parent is None else None
    name = from_.stage.text.lower() if from_.stage is not None else None
    ground = parent.ground if parent is not None else image
    return Stage(index, from_, name, instructions, parent, base, image, ground)


def _target(stages: list[Stage], names: dict[str, Stage], target: str | None) -> Stage | None:
    if not target:
        return stages[-1] if stages else None
    named = names.get(target.lower())
    if named is None and target.isdecimal() and int(target) < len(stages):
        return stages[int(target)]
    return named


def _references(stage: Stage, stages: list[Stage], names: dict[str, Stage]) -> Iterator[Reference]:
    for outer in stage.instructions:
        inner = outer.inner if isinstance(outer, Onbuild) else outer
        if isinstance(inner, (Copy, Add)):
            flag = inner.flag("from")
            to = _named(flag.value, stages, names) if flag and flag.value else None
            if to is not None:
                yield Reference(stage, inner, to, tuple(source.text for source in inner.sources))
        elif isinstance(inner, Run):
            for flag in inner.flags_named("mount"):
                fields = dict(mount_fields(flag.value or "") or ())
                to = names.get((fields.get("from") or "").lower())  # it has no number (detectRunMount)
                if to is not None:
                    yield Reference(stage, inner, to, (fields.get("source") or fields.get("src") or "",))


def _named(text: str, stages: list[Stage], names: dict[str, Stage]) -> Stage | None:
    if text.isdecimal():
        return stages[int(text)] if int(text) < len(stages) else None
    return names.get(text.lower())
