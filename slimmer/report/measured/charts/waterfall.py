"""From the bytes before to the bytes after, a step for each rewrite; what was predicted stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from slimmer.bench.results import CaseResult, Effect
from slimmer.report.measured.charts.scale import Scale, Span
from slimmer.report.measured.figures import NONE, Figures, kept, size_of
from slimmer.report.sizes import expected, measured

TOGETHER = "together"
"""The step of rewrites that were measured in one build only."""

_WORTH_TELLING = 200
"""What no single rewrite accounts for gets a step of its own from this share (1 / it) of the original on."""


@dataclass(frozen=True, slots=True)
class Step:
    """A row.

    Args:
        label: what it is.
        note: more about it; empty for nothing.
        kind: "before", "saved", "grown", "rest", "after", "ideal" or "bound".
        bar: what was measured; None when it was not.
        predicted: where the prediction reaches, as a stretch of the same scale; None without one.
        told: the measured bytes as text.
        told_predicted: the predicted bytes as text.
        carry: where the step before ended, in per cent.
    """

    label: str
    note: str
    kind: str
    bar: Span | None
    predicted: Span | None
    told: str
    told_predicted: str
    carry: float | None = None


def waterfall(result: CaseResult) -> tuple[Step, ...]:
    """The steps, unpacked bytes; none where nothing may be said."""
    figures = Figures(result)
    before, after, ideal = (size_of(each) for each in (figures.before, figures.after, figures.ideal))
    if not figures.saves or before is None or after is None:
        return ()
    by_hand = ideal.unpacked if ideal is not None else None
    effects = kept(result)
    levels = _levels(before.unpacked, effects)
    scale = Scale.over((*levels, after.unpacked, by_hand, result.bound))
    steps = [_whole("before", "", "before", before.unpacked, scale)]
    steps += [_step(effect, level, scale) for effect, level in zip(effects, levels, strict=False)]
    rest = levels[-1] - after.unpacked
    if abs(rest) * _WORTH_TELLING > abs(before.unpacked):
        label, note, kind = _rest(rest, effects)
        bar = scale.span(levels[-1], after.unpacked)
        steps.append(Step(label, note, kind, bar, None, _signed(-rest), "", scale.at(levels[-1])))
    steps.append(_whole("after", "", "after", after.unpacked, scale))
    if by_hand is not None:
        steps.append(_whole("by hand", "", "ideal", by_hand, scale))
    if result.bound is not None:
        steps.append(_whole("lower bound", "files the application was seen to need", "bound", result.bound, scale))
    return tuple(steps)


def _rest(rest: int, effects: tuple[Effect, ...]) -> tuple[str, str, str]:
    """What the bytes are that the measured rewrites leave over: label, note and kind of the step."""
    if rest > 0 and any(each.saved is None for each in effects):
        return TOGETHER, "rewrites that were not measured one by one", "saved"
    note = "together they save less than the sum" if rest < 0 else "no single rewrite accounts for it"
    return "overlap", note, "rest"


def _levels(start: int, effects: tuple[Effect, ...]) -> tuple[int, ...]:
    """The bytes before each rewrite, and after all."""
    return tuple(_running(start, effects))


def _running(level: int, effects: tuple[Effect, ...]) -> Iterator[int]:
    yield level
    for each in effects:
        level -= each.saved.unpacked if each.saved is not None else 0
        yield level


def _whole(label: str, note: str, kind: str, count: int, scale: Scale) -> Step:
    return Step(label, note, kind, scale.span(0, count), None, measured(count), "")


def _step(effect: Effect, level: int, scale: Scale) -> Step:
    predicted, told_predicted = None, ""
    if effect.estimate is not None:
        low, high = effect.estimate
        predicted, told_predicted = scale.span(level - high, level - low), expected(low, high)
    note = f"line {effect.line}, {effect.safety}"
    if effect.saved is None:
        return Step(effect.transform, note, "saved", None, predicted, NONE, told_predicted, scale.at(level))
    end = level - effect.saved.unpacked
    kind = "saved" if effect.saved.unpacked >= 0 else "grown"
    bar = scale.span(level, end)
    return Step(
        effect.transform, note, kind, bar, predicted, _signed(-effect.saved.unpacked), told_predicted, scale.at(level)
    )


def _signed(count: int) -> str:
    """A change, with the sign of mathematics, which is as wide as a digit."""
    return f"{'+' if count > 0 else '−' if count < 0 else ''}{measured(abs(count))}"  # noqa: RUF001  the sign of subtraction
