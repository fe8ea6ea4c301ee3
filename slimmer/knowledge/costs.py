"""What waste costs in bytes: measured intervals, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from slimmer.knowledge.files import load
from slimmer.knowledge.vocabulary import Source
from slimmer.records import dataclass


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

    def times(self, count: int) -> Estimate:
        """The same cost that often."""
        source = self.source if count == 1 else f"{count} times: {self.source}"
        return Estimate(self.low * count, self.high * count, source)


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement of a cost.

    Attributes:
        when: the conditions it was made under: "official" (the configuration of the official images) or "plain",
            a distribution, its suite, "production" or "development".
        on: what was measured, in words.
        low: unpacked bytes.
        high: unpacked bytes, where several like samples were measured.
    """

    when: frozenset[str]
    on: str
    low: int
    high: int
    source: Source


@dataclass(frozen=True, slots=True)
class Cost:
    """All that was measured for one kind of waste.

    Attributes:
        default: conditions that are taken to hold, unless nothing was measured under them and those that are named.
    """

    key: str
    what: str
    measured: tuple[Measured, ...]
    default: tuple[str, ...] = ()


def cost(key: str, *conditions: str) -> Estimate | None:
    """Predict what one kind of waste costs.

    Args:
        key: as a cache's `cost` spells it ("apt-lists").
        conditions: what is known of the place: `cost("apt-lists", "official", "bookworm")`. Fewer conditions make
            the interval wider. Images are taken to be as their makers configure them, unless "plain" is said.

    Returns:
        The interval that spans all measurements under these conditions; None where nobody measured.
    """
    known = costs().get(key)
    if known is None:
        return None
    wanted = frozenset(conditions)
    usual = [each for each in known.measured if wanted.union(known.default) <= each.when]
    return _spanned(usual or [each for each in known.measured if wanted <= each.when])


def cost_where(key: str, words: Iterable[str]) -> Estimate | None:
    """Predict what one kind of waste costs under those of the words that are conditions of its measurements."""
    known = costs().get(key)
    conditions = frozenset(word for each in known.measured for word in each.when) if known is not None else frozenset()
    return cost(key, *sorted(conditions.intersection(words)))


@lru_cache(maxsize=1)
def costs() -> Mapping[str, Cost]:
    """Give all costs by key."""
    table = load("costs.json")
    sources = {name: Source(**entry) for name, entry in table["sources"].items()}
    return MappingProxyType({key: _cost(key, entry, sources) for key, entry in table["cost"].items()})


def _cost(key: str, entry: Mapping[str, Any], sources: Mapping[str, Source]) -> Cost:
    measured = tuple(
        Measured(frozenset(each["when"]), each["on"], each["low"], each["high"], sources[each["source"]])
        for each in entry["measured"]
    )
    return Cost(key, entry["what"], measured, tuple(entry.get("default", ())))


def _spanned(some: Sequence[Measured]) -> Estimate | None:
    if not some:
        return None
    origins = (f"{each.source.title}, {each.source.date}" for each in some)
    samples = ", ".join(dict.fromkeys(each.on for each in some)) if len(some) <= _NAMED else f"{len(some)} samples"
    if len(some) == 1 and some[0].low == some[0].high:
        samples = f"one sample, {samples}"
    source = f"{samples}: {'; '.join(dict.fromkeys(origins))}"
    return Estimate(min(each.low for each in some), max(each.high for each in some), source)


_NAMED = 3
"""Up to this many samples an estimate names each."""
