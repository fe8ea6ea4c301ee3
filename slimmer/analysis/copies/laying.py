"""What the instructions of a stage put where, one after the other."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from slimmer.analysis.calls.calls import Calls
from slimmer.analysis.copies.events import Event, Events
from slimmer.analysis.copies.placements import BASE_WORKDIR, Place, Placement, placements
from slimmer.analysis.effects.touches import Change, touches
from slimmer.analysis.structure import Scopes
from slimmer.model.context import Context
from slimmer.model.paths import absolute
from slimmer.model.stages import Stage, StageGraph
from slimmer.records import dataclass, field, replace
from slimmer.syntax.nodes import Add, Copy, Instruction, Run, Workdir

_USUAL = (
    "bin boot dev etc home lib lib64 media mnt opt proc root run sbin srv sys tmp usr usr/bin usr/lib usr/local "
    "usr/local/bin usr/local/lib usr/local/sbin usr/local/share usr/sbin usr/share usr/src var var/lib var/log var/tmp"
)
_FOLDERS = frozenset({"/", *("/" + name for name in _USUAL.split())})
"""What any image but scratch has (Filesystem Hierarchy Standard 3.0)."""


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """A stage after its last instruction.

    Attributes:
        events: of its instructions, and of those of the stages it continues.
        workdir: absolute, beginning with BASE_WORKDIR where the base image decides.
        folders: the paths that are known to be folders, those of copied folders aside.
    """

    stage: Stage
    events: Events
    workdir: str
    folders: frozenset[str]


@dataclass(frozen=True, slots=True)
class Layer:
    """Lays the stages of a file, each once."""

    context: Context | None
    graph: StageGraph
    scopes: Scopes
    calls: Calls
    _laid: dict[int, Laid] = field(default_factory=dict)

    def of(self, stage: Stage) -> Laid:
        """The stage, and those it needs, laid."""
        found = self._laid.get(stage.index)
        if found is None:
            for each in self._needed(stage):
                self._laid[each.index] = _Laying(self, each).laid()
            found = self._laid[stage.index]
        return found

    def _needed(self, stage: Stage) -> list[Stage]:
        """The stage and those it continues or copies from that are not laid yet, in order: there may be thousands."""
        found: dict[int, Stage] = {}
        waiting = [stage]
        while waiting:
            each = waiting.pop()
            if each.index not in found and each.index not in self._laid:
                found[each.index] = each
                waiting += self.origins(each).values()
                waiting += (each.parent,) if each.parent is not None else ()
        return [found[index] for index in sorted(found)]

    def origins(self, stage: Stage) -> Mapping[int, Stage]:
        """By instruction of a stage, the earlier stage that `--from` names."""
        used = self.graph.uses_of(stage)
        return {id(each.instruction): each.to for each in used if each.to.index < stage.index}


class _Laying:
    """One stage being read from its first instruction to its last."""

    def __init__(self, layer: Layer, stage: Stage) -> None:
        self._layer, self._stage = layer, stage
        before = layer.of(stage.parent) if stage.parent is not None else None
        is_scratch = stage.image is not None and stage.image.is_scratch
        self._folders = set(before.folders if before else ({"/"} if is_scratch else _FOLDERS))
        self._workdir = before.workdir if before else "/" if is_scratch else BASE_WORKDIR
        self._events = before.events if before else Events()
        self._origins = layer.origins(stage)

    def laid(self) -> Laid:
        for each in self._stage.instructions:
            event = self._event(each)
            if event is not None:
                self._events = self._events.then(event)
        return Laid(self._stage, self._events, self._workdir, frozenset(self._folders))

    def _event(self, instruction: Instruction) -> Event | None:
        scope = self._layer.scopes.of(instruction)
        self._workdir = scope.workdir.text or self._workdir
        if isinstance(instruction, Workdir) and instruction.value is not None:
            text = scope.expand(instruction.value.text).text
            found = absolute(text, self._workdir) if text is not None else None
            self._workdir = found or f"{BASE_WORKDIR}{instruction.lines[0]}"
            self._make(self._workdir)
        elif isinstance(instruction, Run):
            return self._run(instruction)
        elif isinstance(instruction, (Copy, Add)):
            place = Place(scope, self._workdir, self._is_folder, self._origins.get(id(instruction)))
            placed = tuple(map(self._settled, placements(instruction, place, self._layer.context)))
            for each in placed:
                self._make(each.folder if each.file is None else posixpath.dirname(each.file))
            return Event(instruction, placed=placed)
        return None

    def _run(self, run: Run) -> Event | None:
        step = self._layer.calls.step(run)
        if step is None or step.problem is not None:
            return None
        found = touches(self._layer.calls.of(step), self._workdir)
        for touch in found:
            if touch.change is Change.FOLDER:
                self._make(touch.path)
        return Event(run, touched=found) if found else None

    def _settled(self, placement: Placement) -> Placement:
        """A copy from a stage of what is known to be a folder there."""
        if placement.origin is None:
            return placement
        is_folder = _is_laid_folder(self._layer.of(placement.origin), placement.source, self._layer.context)
        return replace(placement, file=None) if is_folder else placement

    def _make(self, folder: str | None) -> None:
        while folder and folder not in self._folders:
            self._folders.add(folder)
            folder = posixpath.dirname(folder)

    def _is_folder(self, path: str) -> bool:
        return path in self._folders or _in_copied(self._events, path, self._layer.context)


def _is_laid_folder(laid: Laid, path: str, context: Context | None) -> bool:
    """Whether a path is known to be a folder at the end of a stage."""
    return path in laid.folders or _in_copied(laid.events, path, context)


def _in_copied(events: Events, path: str, context: Context | None) -> bool:
    """Whether a path is a folder within one that was copied from the context."""
    if context is None:
        return False
    placed = (each for event in events.near(path) for each in event.placed)
    sources = (each.source_of(path) for each in placed if not each.why and each.origin is None)
    return any(source is not None and source in context.listing.folders for source in sources)
