"""All cases at a glance: how much of each image is left, the best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slimmer.bench.results import CaseResult
from slimmer.report.measured.charts.scale import Scale, Span
from slimmer.report.measured.figures import Figures, size_of


@dataclass(frozen=True, slots=True)
class Bar:
    """One case.

    Args:
        number: of the case in the report, from 0.
        figures: of the case.
        left: what is left of the image, of the width that is the original; None where nothing may be said.
        whole: where the original ends.
        ideal: where the image that a person wrote ends; None without one.
        bound: where the lower bound is; None without one.
    """

    number: int
    figures: Figures
    left: Span | None
    whole: float
    ideal: float | None
    bound: float | None


def bars(results: Sequence[CaseResult]) -> tuple[Bar, ...]:
    """The cases by what is left of them; those of which nothing may be said come last."""
    cases = [Figures(each) for each in results]
    scale = Scale.over((1.0, *(each.ratio() for each in cases)))
    made = [_bar(number, each, scale) for number, each in enumerate(cases)]
    return tuple(sorted(made, key=lambda bar: (bar.left is None, bar.left.width if bar.left else 0.0)))


def _bar(number: int, figures: Figures, scale: Scale) -> Bar:
    ratio = figures.ratio()
    if ratio is None:
        return Bar(number, figures, None, scale.at(1.0), None, None)
    before, ideal = size_of(figures.before), size_of(figures.ideal)
    whole = before.unpacked if before is not None else 0
    ends = (ideal.unpacked if ideal is not None else None, figures.result.bound)
    marks = [scale.at(end / whole) if end is not None and whole > 0 else None for end in ends]
    return Bar(number, figures, scale.span(0.0, ratio), scale.at(1.0), marks[0], marks[1])
