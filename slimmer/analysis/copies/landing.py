"""Which files of the build context lie where in an image, and which one lies at a path."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from slimmer.analysis.calls.calls import calls
from slimmer.analysis.copies.events import Event, Events
from slimmer.analysis.copies.laying import Layer
from slimmer.analysis.copies.placements import Placement
from slimmer.analysis.effects.touches import Change
from slimmer.analysis.structure import scopes, stages
from slimmer.analysis.view import View, fact
from slimmer.model.context import Context
from slimmer.model.paths import absolute, upwards
from slimmer.model.stages import Stage
from slimmer.records import dataclass, field, replace
from slimmer.syntax.nodes import Add, Copy, Instruction

_DEPTH = 40
"""Links and stages followed for one question."""

_SOFT = (Change.CHANGED, Change.FILLED, Change.FOLDER)
"""What leaves a file where it lies, though perhaps with other bytes."""


@dataclass(frozen=True, slots=True)
class Landed:
    """A file of the build context in an image.

    Attributes:
        path: in the image; absolute, beginning with BASE_WORKDIR where the base image decides.
        source: relative to the build context, links followed.
        instruction: the COPY or ADD that took it from the context.
        doubt: "" or why other bytes may lie there: a call changes them, a copied folder may hold the same path.
        assumes: "" or the ARG whose default value decides.
    """

    path: str
    source: str
    instruction: Copy | Add
    doubt: str = ""
    assumes: str = ""


@dataclass(frozen=True, slots=True)
class NotKnown:
    """No file of the build context can be named; `why` is a clause such as "it is made in the stage build"."""

    why: str


Answer = Landed | NotKnown
NOTHING = NotKnown("nothing that is copied lies there")


@dataclass(frozen=True, slots=True, eq=False)
class Landing:
    """Answers for each stage of a file; what was worked out is remembered."""

    context: Context | None
    _layer: Layer
    _files: dict[int, Mapping[str, str]] = field(default_factory=dict, repr=False)

    def at(self, stage: Stage, path: str, before: Instruction | None = None) -> Answer:
        """The file of the context that lies at a path of the stage's image; a relative path is its WORKDIR's.

        Args:
            stage: whose image.
            path: in it.
            before: an instruction of the stage: what lies there when it begins; None for the stage's end.
        """
        return self._at(self.events(stage, before), self.path(stage, path), 0)

    def events(self, stage: Stage, before: Instruction | None = None) -> Events:
        """What makes and changes files up to the stage's end, or up to where an instruction of it begins."""
        events = self._layer.of(stage).events
        return events if before is None else events.before(before)

    def placed(self, stage: Stage, instruction: Copy | Add) -> tuple[Placement, ...]:
        """What an instruction of the stage puts where."""
        return next((each.placed for each in self._layer.of(stage).events if each.instruction is instruction), ())

    def path(self, stage: Stage, path: str) -> str:
        """A path of the stage's image, normal and absolute (beginning with BASE_WORKDIR where that is not known)."""
        return absolute(path, self._layer.of(stage).workdir) or "/"

    def files(self, stage: Stage) -> Mapping[str, str]:
        """The paths of the stage's image at which files of the context lie, each with its source.

        What a RUN takes away by name is left out. What `at` has a doubt about is in.
        """
        if stage.index not in self._files:
            self._files[stage.index] = self._collected(stage, removals=True)
        return self._files[stage.index]

    def would_hold(self, stage: Stage, path: str) -> bool:
        """Whether a file that the context does not hold now would lie at a path of the stage's image if it did."""
        placed = (each for event in self._layer.of(stage).events for each in event.placed)
        return any(each.origin is None and not each.why and each.source_of(path) is not None for each in placed)

    def copied(self, stage: Stage) -> Mapping[str, str]:
        """The paths at which files of the context lay at some time, each with its source, whatever was removed."""
        return self._collected(stage, removals=False)

    def _collected(self, stage: Stage, *, removals: bool) -> dict[str, str]:
        found: dict[str, str] = {}
        for event in reversed(tuple(self._layer.of(stage).events)):
            for placement in event.placed:
                self._spread(placement, found)
            gone = [touch for touch in event.touched if touch.change not in _SOFT] if removals else []
            for path in [path for path in found if any(touch.concerns(path) for touch in gone)] if gone else ():
                del found[path]
        return found

    def places(self, stage: Stage, source: str) -> tuple[Landed, ...]:
        """Where a file of the context lies in the stage's image, as far as `at` says the same."""
        real = self.context.listing.real(source) if self.context is not None else None
        paths = (path for path, each in self.files(stage).items() if each == real)
        return tuple(found for path in paths if isinstance(found := self.at(stage, path), Landed))

    def _spread(self, placement: Placement, found: dict[str, str]) -> None:
        """Add the files of one placement, and take away the one it lies over."""
        if placement.file is not None:
            found.pop(placement.file, None)
        if placement.why or self.context is None:
            return
        if placement.origin is not None:
            copied = self.files(placement.origin)
        elif placement.file is not None:
            copied = {placement.source: placement.source}
        else:
            files = self.context.listing.files
            copied = {name: name for name in self.context.below(placement.source) if name in files}
        if placement.file is not None and placement.source in copied:
            found[placement.file] = copied[placement.source]
            return
        for path, source in copied.items():
            target = placement.target_of(path)
            if target is not None:
                found[target] = source

    def _at(self, events: Events, path: str, depth: int) -> Answer:
        """The answer of a stage's events."""
        if depth > _DEPTH:
            return NotKnown("too many links lead to each other")
        doubt = ""
        for event in events.near(path):
            answer = self._touched(event, path, events, depth) or self._copied(event, path, events, depth)
            if isinstance(answer, Landed):
                return replace(answer, path=path, doubt=answer.doubt or doubt)
            if isinstance(answer, NotKnown):
                return answer
            doubt = doubt or _doubt(event, path)
        return NotKnown(doubt) if doubt else NOTHING

    def _touched(self, event: Event, path: str, events: Events, depth: int) -> Answer | None:
        """What a RUN leaves at a path, where that is not what lay there before."""
        for touch in reversed(event.touched):
            if touch.change in _SOFT or not touch.concerns(path):
                continue
            if touch.change is not Change.LINKED:
                return NotKnown(touch.why)
            target = absolute(touch.target, posixpath.dirname(path)) or "/"
            return self._at(events, target, depth + 1)
        return None

    def _copied(self, event: Event, path: str, events: Events, depth: int) -> Answer | None:
        """What an instruction put at a path; None where it is not sure to have put something there."""
        for placement in reversed(event.placed):
            if placement.may_lie_at(path):
                return NotKnown(placement.why)
            source = placement.source_of(path)
            if source is None:
                continue
            answer: Answer | None
            if placement.why:
                answer = NotKnown(placement.why) if path == placement.file else None
            elif placement.origin is not None:
                answer = self._at(self._layer.of(placement.origin).events, source, depth + 1)
                if answer is NOTHING:
                    made = NotKnown(f"it is made in the stage {placement.origin.title}")
                    answer = made if path == placement.file else None
            else:
                answer = self._from_context(placement, source, path, events, depth)
            if answer is not None:
                return answer
        return None

    def _from_context(self, placement: Placement, source: str, path: str, events: Events, depth: int) -> Answer | None:
        assert self.context is not None  # noqa: S101  else the placement has a `why`
        listing = self.context.listing
        if source in listing.files:
            return Landed(path, source, placement.instruction, assumes=placement.assumes)
        link = next((each for each in upwards(source) if each in listing.links), None)
        if link is not None:  # copied as it is, it leads on in the image
            rest = source[len(link) :]
            above = posixpath.dirname(path[: len(path) - len(rest)])
            target = absolute(listing.links[link], above) or "/"
            return self._at(events, target.rstrip("/") + rest, depth + 1)
        return NotKnown(listing.problems[0]) if listing.problems and source not in listing.folders else None


def _doubt(event: Event, path: str) -> str:
    """Why an instruction may have changed or replaced what lies at a path."""
    for touch in event.touched:
        if touch.change in (Change.CHANGED, Change.FILLED) and touch.concerns(path):
            return touch.why
    for placement in event.placed:
        if placement.source_of(path) is not None and (placement.why or placement.origin is not None):
            return placement.why or f"it may be made in the stage {placement.origin.title if placement.origin else ''}"
    return ""


@fact
def landing(view: View) -> Landing:
    """Where the files of the build context lie."""
    return Landing(view.context, Layer(view.context, stages(view), scopes(view), calls(view)))
