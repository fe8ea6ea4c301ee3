"""One round: what every transform proposes for one tree, sorted into what is made now and what is not."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence

from slimmer.analysis.view import View
from slimmer.errors import UsageError
from slimmer.passes.results import GuardFailure
from slimmer.passes.settings import Settings
from slimmer.passes.suppressions import Suppressions, suppressions
from slimmer.passes.transform import Refusal, Rewrite, Safety, Transform
from slimmer.records import dataclass
from slimmer.syntax.lines import Span
from slimmer.text.edits import Edit, EditSet, overlaps


class Distrust(Exception):  # noqa: N818  # it is no error of this program, but of the transforms it names
    """Transforms broke a law on this file: they must not run on it, and what they did is not kept."""

    def __init__(self, *failures: GuardFailure) -> None:
        super().__init__(failures)
        self.failures = failures


@dataclass(frozen=True, slots=True)
class Found:
    """A transform and what it proposes."""

    transform: Transform
    rewrite: Rewrite


@dataclass(frozen=True, slots=True)
class Left:
    """A transform and what it, or a comment in the file, will not have touched."""

    transform: Transform
    refusal: Refusal
    suppressed: bool


class Round:
    """What came of asking all transforms once.

    Attributes:
        taken: rewrites to make together; no two of them touch the same place.
        deferred: how many must wait since they touch what a taken one touches.
        waiting: transforms that were not asked: what they find would only be shown, and this round changes the text.
    """

    __slots__ = ("advice", "deferred", "left", "offered", "taken", "waiting")

    def __init__(self) -> None:
        self.waiting: tuple[Transform, ...] = ()
        self.taken: list[Found] = []
        self.deferred = 0
        self.advice: list[Found] = []
        self.offered: list[Found] = []
        self.left: list[Left] = []

    def names(self) -> tuple[str, ...]:
        """The transforms that have a rewrite to make, in order."""
        return tuple(dict.fromkeys(each.transform.name for each in self.taken))


def edits_of(found: Iterable[Found]) -> EditSet:
    """The edits of rewrites that do not touch each other."""
    return EditSet.of(edit for each in found for edit in each.rewrite.edits)


Drop = Callable[[Transform, Span], str | None]
"""Why the rewrite a transform proposes at a place of the view must not be made; None when it may be."""


def ask(view: View, transforms: Sequence[Transform], settings: Settings, drop: Drop = lambda _, __: None) -> Round:
    """Ask every transform about the view.

    Args:
        view: the file as it is in this round.
        transforms: in the order they run.
        settings: of the run.
        drop: rewrites that were tried and found wanting.

    Raises:
        Distrust: one crashed, or proposed edits outside the text.
    """
    sorter = _Sorter(view, settings, drop)
    transforms = [each for each in transforms if each.may_concern(view)]
    shown = tuple(each for each in transforms if _only_shown(each, settings))
    for transform in transforms:
        if transform not in shown:
            sorter.answers(transform)
    if sorter.round.taken:
        sorter.round.waiting = shown
        return sorter.round
    for transform in shown:
        sorter.answers(transform)
    order = {id(transform): at for at, transform in enumerate(transforms)}
    sorter.round.left.sort(key=lambda left: order[id(left.transform)])
    return sorter.round


def left_by(view: View, transforms: Iterable[Transform], settings: Settings) -> list[Left]:
    """What transforms that wait would leave alone.

    Raises:
        Distrust: as for `ask`.
    """
    sorter = _Sorter(view, settings, lambda _, __: None)
    for transform in transforms:
        sorter.answers(transform)
    return sorter.round.left


def _only_shown(transform: Transform, settings: Settings) -> bool:
    return transform.safety is Safety.ADVICE or (transform.safety is Safety.BUILD and not settings.unverified)


def _answers(transform: Transform, view: View) -> Iterator[Rewrite | Refusal]:
    """What the transform answers, all before any is used: one that crashes half-way has said nothing."""
    try:
        answers = [_checked(answer, view) for answer in transform.rewrites(view)]
    except UsageError:  # it could not be imported: that is no finding about the file
        raise
    except Exception as error:  # a transform may be anybody's code; its crash must not take the file with it
        detail = f"{type(error).__name__}: {error} ({_place(error)})"
        raise Distrust(GuardFailure(transform.name, "crashed", detail)) from error
    yield from answers


def _checked(answer: object, view: View) -> Rewrite | Refusal:
    if not isinstance(answer, (Rewrite, Refusal)):
        raise TypeError(f"answered a {type(answer).__name__}, neither a Rewrite nor a Refusal")
    if isinstance(answer, Rewrite) and any(edit.end > len(view.text) for edit in answer.edits):
        raise ValueError(f"proposed an edit behind the end of the text at {len(view.text)}")
    return answer


def _place(error: Exception) -> str:
    """Where it was raised: file and line of the innermost frame."""
    place, trace = "unknown place", error.__traceback__
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


class _Sorter:
    """Fills a round, rewrite by rewrite."""

    def __init__(self, view: View, settings: Settings, drop: Drop) -> None:
        self.view, self.tree, self.settings, self.drop = view, view.tree, settings, drop
        self.asked: Suppressions = suppressions(view.tree)
        self.round, self.claims = Round(), _Claims()

    def answers(self, transform: Transform) -> None:
        for answer in _answers(transform, self.view):
            if isinstance(answer, Rewrite):
                self.rewrite(Found(transform, answer))
            else:
                self.round.left.append(Left(transform, answer, suppressed=False))

    def rewrite(self, found: Found) -> None:
        transform, rewrite = found.transform, found.rewrite
        reason = self.asked.reason(self.tree, transform, rewrite)
        if reason is not None:
            self.round.left.append(Left(transform, Refusal(rewrite.span, reason), suppressed=True))
        elif transform.safety is Safety.ADVICE:
            self.round.advice.append(found)
        elif _only_shown(transform, self.settings):
            self.round.offered.append(found)
        elif (dropped := self.drop(transform, rewrite.span)) is not None:
            self.round.left.append(Left(transform, Refusal(rewrite.span, dropped), suppressed=False))
        elif self.claims.conflicts(rewrite.edits):
            self.round.deferred += 1
        else:
            self.claims.add(rewrite.edits)
            self.round.taken.append(found)


class _Claims:
    """The edits taken so far; asking costs the logarithm of their number."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []

    def add(self, edits: Iterable[Edit]) -> None:
        for edit in edits:
            insort(self.edits, edit)

    def conflicts(self, edits: Iterable[Edit]) -> bool:
        return any(map(self._touches, edits))

    def _touches(self, edit: Edit) -> bool:
        """Only the last edit that starts before, and those that start inside or at the same place, can."""
        at = bisect_left(self.edits, (edit.start,))
        if at and overlaps(self.edits[at - 1], edit):
            return True
        while at < len(self.edits) and self.edits[at].start <= edit.end:
            if overlaps(self.edits[at], edit):
                return True
            at += 1
        return False
