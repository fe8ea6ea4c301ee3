"""What a rebuild is expected to take, over how many commits one build takes in: a model, not a measurement."""

from __future__ import annotations

from dataclasses import dataclass

from slimmer.bench.results import CaseResult, Rebuild
from slimmer.report.measured.charts.scale import Scale, ticks
from slimmer.report.measured.figures import finite, told_seconds

_LEFT, _RIGHT, _TOP, _BOTTOM = 9.0, 97.0, 6.0, 84.0
_LABELS = 8
"""At most so many labels stand below the axis."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a line, in per cent of width and height, and what it says."""

    x: float
    y: float
    told: str


@dataclass(frozen=True, slots=True)
class Line:
    """One variant."""

    variant: str
    points: tuple[Point, ...]

    @property
    def pieces(self) -> tuple[tuple[Point, Point], ...]:
        """From each point to the next."""
        return tuple(zip(self.points, self.points[1:], strict=False))


@dataclass(frozen=True, slots=True)
class Row:
    """One k: how many builds the history gives, and what each variant is expected to take, in seconds."""

    commits: int
    builds: int
    expected: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Rebuilds:
    """The chart: lines, labels of both axes with their places, and the figures with a column for each of `names`."""

    lines: tuple[Line, ...]
    across: tuple[tuple[float, str], ...]
    up: tuple[tuple[float, str], ...]
    left: float
    right: float
    names: tuple[str, ...]
    table: tuple[Row, ...]


def rebuilds(result: CaseResult) -> Rebuilds | None:
    """The chart; None without a history."""
    rows = tuple(each for each in result.rebuilds if finite(each.expected) is not None)
    if not rows:
        return None
    commits = sorted({each.commits for each in rows})
    step = (_RIGHT - _LEFT) / max(len(commits) - 1, 1)
    places = {each: _LEFT + at * step if len(commits) > 1 else 50.0 for at, each in enumerate(commits)}
    marks = ticks(max(each.expected for each in rows))
    scale = Scale.over((*(each.expected for each in rows), *marks))
    lines = []
    names = tuple(dict.fromkeys(each.variant for each in rows))
    for name in names:
        own = sorted((each for each in rows if each.variant == name), key=lambda each: each.commits)
        points = (
            Point(places[each.commits], _height(scale, each.expected), told_seconds(each.expected)) for each in own
        )
        lines.append(Line(name, tuple(points)))
    every = -(-len(commits) // _LABELS)
    across = tuple((places[each], str(each)) for each in commits[::every])
    up = tuple((_height(scale, each), f"{each:g}") for each in marks)
    return Rebuilds(tuple(lines), across, up, _LEFT, _RIGHT, names, tuple(_row(each, names, rows) for each in commits))


def _row(commits: int, names: tuple[str, ...], rows: tuple[Rebuild, ...]) -> Row:
    found = {each.variant: each for each in rows if each.commits == commits}
    builds = max(each.builds for each in found.values())
    return Row(commits, builds, tuple(found[name].expected if name in found else None for name in names))


def _height(scale: Scale, amount: float) -> float:
    return _BOTTOM - scale.at(amount) / 100 * (_BOTTOM - _TOP)
