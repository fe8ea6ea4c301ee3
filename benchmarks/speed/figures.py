"""What is made of measured times: medians, spreads, ratios, and how a cost grows."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """Repeated measurements of one thing, in seconds of CPU time unless said otherwise."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one: a repeat that was disturbed does not move it."""
        return statistics.median(self.values)

    @property
    def low(self) -> float:
        """The least."""
        return min(self.values)

    @property
    def high(self) -> float:
        """The most."""
        return max(self.values)

    @property
    def spread(self) -> float:
        """Highest less lowest, as a share of the median."""
        return (self.high - self.low) / self.median if self.median else 0.0

    def rate(self, count: float) -> float:
        """How many of `count` things are done in one second."""
        return count / self.median if self.median else math.inf

    def ratio(self, other: Series) -> float:
        """How many times as long as `other` it takes: repeats made one after the other are compared pairwise."""
        pairs = zip(self.values, other.values, strict=False)
        return statistics.median(mine / theirs for mine, theirs in pairs if theirs) if any(other.values) else math.inf


def interleaved(tasks: Mapping[str, Callable[[], float]], repeats: int) -> dict[str, Series]:
    """Run all tasks in turn, `repeats` times over, so that what slows the machine meets all alike.

    Args:
        tasks: by name; each does its work once and gives what it took.
        repeats: at least 1; a first round, which warms caches, is not counted.
    """
    values: dict[str, list[float]] = {name: [] for name in tasks}
    for number in range(repeats + 1):
        for name, task in tasks.items():
            taken = task()
            if number:
                values[name].append(taken)
    return {name: Series(tuple(each)) for name, each in values.items()}


def exponent(points: Iterable[tuple[float, float]]) -> float:
    """The `e` of the power law `cost = c * size ** e` that fits best: 1 is linear, 2 quadratic.

    Args:
        points: pairs of size and cost, at least two different sizes, all above 0.
    """
    logs = [(math.log(size), math.log(cost)) for size, cost in points]
    slope, _ = statistics.linear_regression([x for x, _ in logs], [y for _, y in logs])
    return slope


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns of text: the first to the left, the others to the right."""
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
