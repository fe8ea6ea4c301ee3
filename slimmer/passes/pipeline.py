"""Rewrite one file: rounds of all transforms until none has anything to do, each round watched by the guards.

A transform that breaks a law is not trusted with the file again: all begins anew from the original without
it, so that nothing it did is kept and the others still do their work.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count

from slimmer.analysis.calls.calls import share_calls
from slimmer.analysis.view import View
from slimmer.model.context import Context
from slimmer.model.stages import stage_graph
from slimmer.model.surroundings import Surroundings
from slimmer.passes import guards
from slimmer.passes.results import Applied, FileResult, GuardFailure, Refused
from slimmer.passes.rounds import Distrust, Found, Left, Round, ask, edits_of, left_by
from slimmer.passes.settings import Settings
from slimmer.passes.suppressions import suppressions
from slimmer.passes.transform import Transform
from slimmer.records import dataclass, replace
from slimmer.syntax.lines import Span
from slimmer.syntax.nodes import Dockerfile, share_scripts
from slimmer.syntax.parser import parse
from slimmer.text.edits import EditSet
from slimmer.text.source import Source

ROUNDS = 10
"""Rounds a file may take, not counting those that left rewrites to the next one."""
ROUNDS_AT_ALL = 100
_NUMBER = re.compile("[0-9]+")


def rewrite(  # noqa: PLR0913  what is left out is not known
    source: Source,
    settings: Settings,
    transforms: Sequence[Transform],
    known: Collection[str] | None = None,
    *,
    context: Context | None = None,
    look: Callable[[Dockerfile], Surroundings] | None = None,
    dropped: Mapping[Finding, str] | None = None,
) -> FileResult:
    """Rewrite one file; pure.

    Args:
        source: the file.
        settings: of the run; the transforms have been chosen by them.
        transforms: in the order they run.
        known: the names of all transforms there are, to warn of comments that ask to ignore others; None
            warns of none.
        context: the build context, None when it is not known.
        look: finds out what is around the file, once it is read; None leaves it at the settings and `context`.
        dropped: rewrites that must not be made, and why: what a proof has found wanting.
    """
    tree = parse(source)
    warnings = _warnings(source)
    if tree.problems:
        return _refused_by_buildkit(tree, warnings)
    warnings += suppressions(tree, known).warnings
    around = look(tree) if look is not None else Surroundings(context, target=settings.target, hints=settings.hints)
    missing = _no_such_stage(tree, settings)
    if missing is not None:
        return replace(missing, warnings=warnings, around=around)
    failures: list[GuardFailure] = []
    trusted = tuple(transforms)
    while True:
        try:
            done = _fixpoint(tree, settings, trusted, _Beside(around, dropped or {}))
        except Distrust as distrust:
            failures += distrust.failures
            guilty = {failure.transform for failure in distrust.failures}
            trusted = tuple(each for each in trusted if each.name not in guilty)
        else:
            return replace(done.result(source, tuple(failures), warnings), around=around)


@dataclass(frozen=True, slots=True)
class Finding:
    """What names a rewrite through all rounds: its transform, and the line of the file as it was read."""

    transform: str
    line: int


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the rounds need besides the text."""

    around: Surroundings
    dropped: Mapping[Finding, str]


@dataclass(frozen=True, slots=True)
class _Fixpoint:
    """Where the rounds came to rest: all edits, what was made, what the first round left alone, and the last round."""

    edits: EditSet
    applied: tuple[Applied, ...]
    first: Sequence[Left]
    last: Round
    number: int

    def result(self, source: Source, failures: tuple[GuardFailure, ...], warnings: tuple[str, ...]) -> FileResult:
        origins = _Origins(source, self.edits)
        refusals = self._refusals(origins)
        return FileResult(
            source.path,
            source,
            edits=self.edits,
            rewrites=self.applied,
            advice=tuple(origins.applied(each, self.number) for each in self.last.advice),
            offered=tuple(origins.applied(each, self.number) for each in self.last.offered),
            refusals=tuple(dict.fromkeys(refusals)),
            guard_failures=failures,
            warnings=warnings,
        )

    def _refusals(self, origins: _Origins) -> Iterator[Refused]:
        """What the last round left alone; a reason that the first one gave, too, speaks of the file's own lines."""
        said = {(left.transform.name, left.refusal.span): left.refusal.reason for left in self.first}
        for left in self.last.left:
            name, reason = left.transform.name, left.refusal.reason
            line, span = origins.place(left.refusal.span)
            before = said.get((name, span), reason)
            same = _NUMBER.sub("", before) == _NUMBER.sub("", reason)
            yield Refused(name, before if same else reason, line, span, left.suppressed)


def _fixpoint(tree: Dockerfile, settings: Settings, transforms: Sequence[Transform], beside: _Beside) -> _Fixpoint:
    """Rounds until one has nothing to do: that one is the second run the guards ask for.

    Raises:
        Distrust: a transform broke a law, or some undo each other's work for ever.
    """
    original, edits, around = tree.source, EditSet(), beside.around
    applied: list[Applied] = []
    history: dict[str, tuple[str, ...]] = {}
    first: tuple[View, Round] | None = None
    view: View | None = None
    budget = ROUNDS
    for number in count(1):
        origins = _Origins(original, edits)

        def drop(transform: Transform, span: Span, at: _Origins = origins) -> str | None:
            return beside.dropped.get(Finding(transform.name, at.place(span)[0])) if beside.dropped else None

        before, view = view, View(tree, around.target, around.context, around.uses, around.hints, around.callers)
        if before is not None:
            share_calls(before, view)
        found = ask(view, transforms, settings, drop)
        if not found.taken:
            said = _said_first(first, found, settings) if first is not None else found.left
            return _Fixpoint(edits, tuple(applied), said, found, number)
        first = first or (view, found)
        history[tree.source.text] = found.names()
        budget -= not found.deferred
        tree, made = _made(tree, found.taken)
        _ensure_progress(tree.source.text, history, within_budget=budget > 0 and number < ROUNDS_AT_ALL)
        applied += [origins.applied(each, number) for each in found.taken]
        edits = edits.compose(made)
    raise AssertionError("unreachable: rounds end, or the budget does")


def _said_first(first: tuple[View, Round], last: Round, settings: Settings) -> Sequence[Left]:
    """What the first round left alone; of those that waited then, what may be a reason given in the last one."""
    view, found = first
    names = {left.transform.name for left in last.left}
    return [*found.left, *left_by(view, [each for each in found.waiting if each.name in names], settings)]


def _made(tree: Dockerfile, taken: Sequence[Found]) -> tuple[Dockerfile, EditSet]:
    """The tree with the rewrites made, and their edits.

    Raises:
        Distrust: a guard fired; it names the transform of a rewrite without which it does not fire.
    """
    edits = edits_of(taken)
    after = _parsed(tree, edits)
    broken = guards.check(tree, after, edits)
    if broken is None:
        return after, edits
    # All together break a law and none keeps them all: between the two, halving finds a rewrite that breaks
    # one in the company of those before it.
    kept, fired = 0, len(taken)
    while fired - kept > 1:
        middle = (kept + fired) // 2
        some = edits_of(taken[:middle])
        found = guards.check(tree, _parsed(tree, some), some)
        if found is None:
            kept = middle
        else:
            fired, broken = middle, found
    raise Distrust(GuardFailure(taken[kept].transform.name, broken.guard, broken.detail))


def _parsed(tree: Dockerfile, edits: EditSet) -> Dockerfile:
    after = parse(Source(tree.source.path, edits.apply(tree.source.text)))
    share_scripts(tree, after)
    return after


def _ensure_progress(text: str, history: dict[str, tuple[str, ...]], *, within_budget: bool) -> None:
    """Raise Distrust for the transforms that led back to a text seen before, or are at it at the end."""
    rounds = list(history)
    if text in history:
        guilty = _all_names(history[each] for each in rounds[rounds.index(text) :])
        how = f"the text of round {rounds.index(text) + 1} came back after round {len(rounds)}"
    elif not within_budget:
        guilty = _all_names(history[each] for each in rounds[-2:])
        how = f"still not at rest after {len(rounds)} rounds"
    else:
        return
    for_ever = f"{', '.join(guilty)}: {how}"
    raise Distrust(*(GuardFailure(name, "second-run-idle", for_ever) for name in guilty))


def _all_names(rounds: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in rounds for name in names))


class _Origins:
    """Leads from places in an edited text back to the text as it was read."""

    def __init__(self, source: Source, edits: EditSet) -> None:
        self.source = source
        self.changes: list[tuple[int, int, int, int]] = []
        shift = 0
        for edit in edits:
            start = edit.start + shift
            self.changes.append((start, start + len(edit.text), edit.start, edit.end))
            shift += edit.shift

    def place(self, span: Span) -> tuple[int, Span]:
        """The 1-based line and the span in the text as it was read; new text is where it was put."""
        start = self._back(span.start)
        back = Span(start, max(start, self._back(span.end)))
        return self.source.line_of(start), back

    def applied(self, found: Found, number: int) -> Applied:
        transform, rewrite = found.transform, found.rewrite
        line, span = self.place(rewrite.span)
        edits, estimate = rewrite.edits.edits, rewrite.estimate
        return Applied(
            transform.name,
            transform.safety,
            rewrite.message,
            number,
            line,
            span,
            edits,
            estimate,
            unmissed=rewrite.unmissed,
        )

    def _back(self, at: int) -> int:
        index = bisect_right(self.changes, (at, 1 << 62)) - 1
        if index < 0:
            return at
        _, end, old_start, old_end = self.changes[index]
        return old_start if at < end else old_end + at - end


def _warnings(source: Source) -> tuple[str, ...]:
    found = (
        (source.invalid_utf8_lines, "bytes that are not UTF-8{}; they are kept as they are"),
        (source.bare_return_lines, "a carriage return within the line{}: it ends no line for Docker; it is kept"),
    )
    return tuple(
        f"{source.path}:{lines[0]}: " + told.format(f" (and {len(lines) - 1} more lines)" if len(lines) > 1 else "")
        for lines, told in found
        if lines
    )


def _refused_by_buildkit(tree: Dockerfile, warnings: tuple[str, ...]) -> FileResult:
    from slimmer.syntax.complaints import complaint  # noqa: PLC0415  most files are read without one

    source, found = tree.source, complaint(tree)
    error = f"{source.path}:{found.line}: {found.message}"
    return FileResult(source.path, source, error=error, help=found.help, place=found.span, warnings=warnings)


def _no_such_stage(tree: Dockerfile, settings: Settings) -> FileResult | None:
    """The result of a file that has not the stage it was asked to be built to; None where it has."""
    if settings.target is None or stage_graph(tree, settings.target).target is not None:
        return None
    path, stages = tree.source.path, stage_graph(tree).stages
    names = ", ".join(stage.title for stage in stages)
    asked = settings.places.get("target", "--target")
    error = f"{path}: there is no stage `{settings.target}` ({asked})"
    return FileResult(path, tree.source, error=error, help=f"the stages of the file are: {names}")
