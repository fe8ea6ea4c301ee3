"""The figures of a case as every report shows them: ratios, and nothing where nothing may be said."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from slimmer.bench.results import CaseResult, Effect, Protocol, Size, Timing, Variant, Verdict

STATES = ("cold", "warm", "source edit", "manifest edit")
"""Of the cache, in the order of reports; others come behind them."""

NONE = "–"  # noqa: RUF001  a dash as typographers set it, of the width of a digit
"""Stands where nothing was measured, or where nothing may be said."""

VARIANTS = {"before": "before", "after": "after", "ideal": "by hand"}
"""What reports call the Dockerfiles of a case."""

KINDS = {"unknown": "application and other"}
"""What reports call kinds of files, where not by their names: files of no known kind are mostly the application's."""

SAVINGS = (Verdict.WORKS, Verdict.BUILDS)
"""Verdicts of which a saving may be told: an image that is broken saves nothing."""

STAND_INS = (
    "Some base images are stand-ins that were built for the measurement: "
    "the figures hold for those, not for the images of the same names in a registry."
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What reports say of one case.

    Args:
        result: all that was measured.
    """

    result: CaseResult

    @property
    def before(self) -> Variant | None:
        """The original."""
        return self.result.variant("before")

    @property
    def after(self) -> Variant | None:
        """The proven result."""
        return self.result.variant("after")

    @property
    def ideal(self) -> Variant | None:
        """What a person wrote."""
        return self.result.variant("ideal")

    @property
    def saves(self) -> bool:
        """Whether a saving may be told at all."""
        return self.result.verdict in SAVINGS and None not in (size_of(self.before), size_of(self.after))

    def ratio(self, *, compressed: bool = False) -> float | None:
        """After / before."""
        return _ratio(size_of(self.after), size_of(self.before), compressed=compressed) if self.saves else None

    def to_ideal(self, *, compressed: bool = False) -> float | None:
        """After / what a person wrote."""
        return _ratio(size_of(self.after), size_of(self.ideal), compressed=compressed) if self.saves else None

    @property
    def by_hand_fails(self) -> bool:
        """Whether the image that a person wrote fails a test that the original passes."""
        return self.ideal is not None and self.ideal.verdict is Verdict.BROKEN

    @property
    def score(self) -> float | None:
        """The share of what could be saved that is saved."""
        return self.result.score() if self.saves else None

    def time(self, state: str, name: str = "after") -> float | None:
        """The median of a variant's builds in a state / that of the original's in the same state."""
        first = median(timing(self.before, state))
        other = median(timing(self.result.variant(name), state))
        if first is None or other is None or first <= 0:
            return None
        return finite(other / first)

    @property
    def failed(self) -> tuple[tuple[str, str, str], ...]:
        """The checks that failed: variant, what was tried, what came instead."""
        return tuple(
            (each.name, f"{check.kind}: {check.name}", check.detail)
            for each in self.result.variants
            for check in each.checks
            if not check.passed
        )


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the cases of which a saving may be told.

    Args:
        cases: how many those are.
        before: bytes of their originals.
        after: bytes of their results.
        mean: geometric mean of after / before, unpacked, in which each case counts the same; None without cases.
    """

    cases: int
    before: Size
    after: Size
    mean: float | None

    @classmethod
    def of(cls, results: Iterable[CaseResult]) -> Totals:
        """The sums."""
        found = [each for each in map(Figures, results) if each.saves]
        ratios = [ratio for each in found if (ratio := each.ratio()) is not None and ratio > 0]
        mean = math.exp(math.fsum(map(math.log, ratios)) / len(ratios)) if ratios else None
        return cls(len(found), _sum(each.before for each in found), _sum(each.after for each in found), mean)


def _sum(variants: Iterable[Variant | None]) -> Size:
    sizes = [size for each in variants if (size := size_of(each)) is not None]
    return Size(sum(each.compressed for each in sizes), sum(each.unpacked for each in sizes))


def size_of(variant: Variant | None) -> Size | None:
    """The bytes of a variant; None where there is none or it does not build."""
    return variant.size if variant is not None else None


def timing(variant: Variant | None, state: str) -> Timing | None:
    """The builds of a variant in a state."""
    found = variant.timings if variant is not None else ()
    return next((each for each in found if each.state == state), None)


def median(timing: Timing | None) -> float | None:
    """The median of the builds, in seconds; None where there are none."""
    return finite(timing.median) if timing is not None and timing.seconds else None


def states(results: Iterable[CaseResult]) -> tuple[str, ...]:
    """The states that were measured, in the order of reports."""
    found = dict.fromkeys(each.state for result in results for variant in result.variants for each in variant.timings)
    return (*(each for each in STATES if each in found), *(each for each in found if each not in STATES))


def finite(number: float) -> float | None:
    """The number, unless it is none."""
    return number if math.isfinite(number) else None


@dataclass(frozen=True, slots=True)
class Shared:
    """How several cases were measured.

    Args:
        protocol: what they share; of dates the first.
        cases: their names.
        bases: the base images of all, each with whether it is a stand-in.
        notes: each with the cases it is about, none when about all of them.
        left: states that were not timed within the budget, likewise.
    """

    protocol: Protocol
    cases: tuple[str, ...]
    bases: tuple[tuple[str, bool], ...]
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    left: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """All of it as labels and texts."""
        protocol = self.protocol
        left = "; ".join(_about(state, cases) for state, cases in self.left)
        bases = ", ".join(f"{name}{' (stand-in)' if stand_in else ''}" for name, stand_in in self.bases)
        return (
            ("date", protocol.date),
            ("slimmer", protocol.slimmer),
            ("engine", ", ".join(f"{name} {version}".strip(" ") for name, version in protocol.engine)),
            ("machine", protocol.machine),
            ("platform", protocol.platform),
            ("base images", bases or "none"),
            ("repeats", str(protocol.repeats)),
            *((("not measured", f"within the budget: {left}"),) if left else ()),
            *(("note", _about(note, cases)) for note, cases in self.notes),
            ("sizes", "MB are 10^6 bytes; unpacked: of the layers' archives; compressed: as a registry stores them"),
            ("times", "wall time; the median of the builds after / the median before, in the same state of the cache"),
            ("score", "unpacked bytes saved / those that could be, down to the files the application was seen to need"),
        )


def protocols(results: Iterable[CaseResult]) -> tuple[Shared, ...]:
    """The protocols, those that differ in what belongs to a case (date, base images, notes, key) taken together."""
    found: dict[Protocol, list[CaseResult]] = {}
    for result in results:
        found.setdefault(replace(result.protocol, date="", bases=(), notes=(), key="", left=()), []).append(result)
    return tuple(_shared(alike) for alike in found.values())


def _shared(results: Sequence[CaseResult]) -> Shared:
    bases = dict.fromkeys(base for each in results for base in each.protocol.bases)
    first = min((each.protocol for each in results), key=lambda each: each.date)
    notes, left = (_said([(each.case, getattr(each.protocol, what)) for each in results]) for what in ("notes", "left"))
    return Shared(first, tuple(each.case for each in results), tuple(bases), notes, left)


def _said(told: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each text with the cases that say it, none when all do."""
    found: dict[str, list[str]] = {}
    for case, texts in told:
        for text in dict.fromkeys(texts):
            found.setdefault(text, []).append(case)
    return tuple((text, () if len(cases) == len(told) else tuple(cases)) for text, cases in found.items())


def _about(text: str, cases: Sequence[str]) -> str:
    return f"{text} ({', '.join(cases)})" if cases else text


def kept(result: CaseResult) -> tuple[Effect, ...]:
    """The rewrites that are in the proven result."""
    return tuple(each for each in result.effects if each.kept)


def _ratio(part: Size | None, whole: Size | None, *, compressed: bool) -> float | None:
    if part is None or whole is None:
        return None
    above, below = (each.compressed if compressed else each.unpacked for each in (part, whole))
    return above / below if below > 0 else None


def told_ratio(ratio: float | None) -> str:
    """A ratio with two decimals, or more where it is small: "0.16", "0.041", "0.0003"."""
    if ratio is None or not math.isfinite(ratio):
        return NONE
    if abs(ratio) >= 100:
        return f"{ratio:,.0f}" if abs(ratio) < 1e15 else f"{ratio:.1e}"
    if ratio == 0 or abs(ratio) >= 0.1:
        return f"{ratio:.2f}"
    return f"{ratio:.3f}" if abs(ratio) >= 0.001 else f"{ratio:.1g}"


def told_share(share: float | None) -> str:
    """A share in per cent: "84 %", "-3 %", "0.86 %", "99.9 %"."""
    if share is None or not math.isfinite(share):
        return NONE
    if 0 < share < 0.0095:
        return f"{share * 100:.2g} %"
    if 0.995 <= share < 1:  # all but something: never told as all
        return f"{min(share * 100, 99.9):.1f} %"
    return f"{share * 100:.0f} %" if abs(share) < 1e12 else f"{share * 100:.1e} %"


def told_seconds(seconds: float | None) -> str:
    """Seconds with three digits at most: "412 s", "8.31 s", "0.04 s"."""
    if seconds is None or not math.isfinite(seconds):
        return NONE
    if abs(seconds) >= 1e9:
        return f"{seconds:.1e} s"
    return f"{seconds:,.0f} s" if abs(seconds) >= 100 else f"{seconds:.{1 if abs(seconds) >= 10 else 2}f} s"


def one_line(text: str) -> str:
    """An excerpt of a log on one line, its line ends shown."""
    return " ⏎ ".join(line.strip("\r") for line in text.strip("\r\n").replace("\t", " ").split("\n"))
