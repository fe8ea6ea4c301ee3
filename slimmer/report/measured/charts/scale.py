"""From amounts to per cent of a chart's width."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a chart.

    Args:
        start: per cent of the width, from the left.
        width: per cent of the width.
    """

    start: float
    width: float

    @property
    def end(self) -> float:
        """Per cent of the width, from the left."""
        return self.start + self.width


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale from 0.

    Args:
        top: the amount at the right end; above 0.
    """

    top: float

    @classmethod
    def over(cls, amounts: Iterable[float | None]) -> Scale:
        """One on which all of these have room; what is missing or below 0 needs none."""
        return cls(max((each for each in amounts if each is not None and each > 0), default=1))

    def at(self, amount: float) -> float:
        """Per cent of the width; what is beyond an end stands at the end."""
        share = amount / self.top if math.isfinite(self.top) else 0.0
        return 100.0 * min(max(share, 0.0), 1.0)

    def span(self, low: float, high: float) -> Span:
        """From one amount to another, in whichever order they are."""
        start, end = sorted((self.at(low), self.at(high)))
        return Span(start, end - start)


_LEAST = 1e-300
"""An amount that can still be divided and has a logarithm."""


def ticks(top: float, most: int = 4) -> tuple[float, ...]:
    """Round amounts from 0 to `top`, at most `most` steps: multiples of 1, 2 or 5 times a power of ten."""
    if not (math.isfinite(top) and top >= _LEAST):
        return (0.0,)
    power = 10.0 ** math.floor(math.log10(top / most))
    step = next(step for factor in (1, 2, 5, 10, 20) if (step := factor * power) * most >= top)
    return tuple(step * each for each in range(int(top / step + 1e-9) + 1))
