"""What waste costs in bytes: measured intervals, each with its source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """Predicted bytes, never a measurement of the user's own image.

    Attributes:
        low: unpacked bytes, at least.
        high: unpacked bytes, at most.
        source: what the prediction rests on, with its date: a measurement's short description.
    """

    low: int
    high: int
    source: str

    def plus(self, other: Estimate) -> Estimate:
        """The sum of two, each bound with its like."""
        sources = dict.fromkeys((self.source, other.source))
        return Estimate(self.low + other.low, self.high + other.high, "; ".join(sources))
