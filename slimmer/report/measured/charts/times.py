"""How long builds take, in each state of the cache, as multiples of the original's median in the same state."""

from __future__ import annotations

from dataclasses import dataclass

from slimmer.bench.results import CaseResult, Timing, Variant
from slimmer.report.measured.charts.scale import Scale, Span
from slimmer.report.measured.figures import finite, median, states, timing, told_ratio, told_seconds

_SHOWN = ("before", "after", "ideal")


@dataclass(frozen=True, slots=True)
class Row:
    """One variant in one state.

    Args:
        variant: its name.
        at: where the median stands; None when nothing can be compared.
        spread: from the fastest to the slowest build.
        ratio: the median as a multiple, as text.
        seconds: the median, and the spread where there is one, as text.
        repeats: how many builds.
    """

    variant: str
    at: float | None
    spread: Span | None
    ratio: str
    seconds: str
    repeats: int


@dataclass(frozen=True, slots=True)
class State:
    """A state of the cache, and its rows."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """The chart: its states, and where the original's median stands in each."""

    states: tuple[State, ...]
    one: float

    @property
    def variants(self) -> tuple[str, ...]:
        """Whose builds are in it."""
        return tuple(dict.fromkeys(row.variant for state in self.states for row in state.rows))


def times(result: CaseResult) -> Times | None:
    """The chart; None when no builds of the original were timed."""
    shown = [each for name in _SHOWN if (each := result.variant(name)) is not None]
    found = {
        state: [(each, told) for each in shown if (told := timing(each, state)) is not None and told.seconds]
        for state in states([result])
    }
    ratios = [1.0]
    wholes = {state: median(timing(result.variant("before"), state)) for state in found}
    for state, pairs in found.items():
        whole = wholes[state]
        if whole is not None and whole > 0:
            ratios += [ratio for _, each in pairs for seconds in each.seconds if (ratio := finite(seconds / whole))]
    scale = Scale.over(ratios)
    made = tuple(
        State(state, tuple(_row(variant, each, wholes[state], scale) for variant, each in pairs))
        for state, pairs in found.items()
        if pairs
    )
    return Times(made, scale.at(1.0)) if made else None


def _row(variant: Variant, timing: Timing, whole: float | None, scale: Scale) -> Row:
    middle = median(timing)
    seconds = [each for each in timing.seconds if finite(each) is not None]
    told = told_seconds(middle)
    if len(seconds) > 1:
        told = f"{told} ({told_seconds(min(seconds)).removesuffix(' s')} to {told_seconds(max(seconds))})"
    ratio = finite(middle / whole) if middle is not None and whole is not None and whole > 0 else None
    if ratio is None or whole is None:
        return Row(variant.name, None, None, told_ratio(None), told, len(timing.seconds))
    spread = scale.span(min(seconds) / whole, max(seconds) / whole) if len(seconds) > 1 else None
    return Row(variant.name, scale.at(ratio), spread, told_ratio(ratio), told, len(timing.seconds))
