"""One page of HTML that needs nothing else: no script, no address, charts as inline SVG, each with its figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from slimmer.bench.results import CaseResult, Effect, Verdict
from slimmer.report.measured.changed import changed
from slimmer.report.measured.charts.layers import stacks
from slimmer.report.measured.charts.overview import bars
from slimmer.report.measured.charts.rebuilds import rebuilds
from slimmer.report.measured.charts.times import times
from slimmer.report.measured.charts.treemap import cells
from slimmer.report.measured.charts.waterfall import waterfall
from slimmer.report.measured.figures import (
    KINDS,
    NONE,
    STAND_INS,
    VARIANTS,
    Figures,
    Totals,
    protocols,
    size_of,
    states,
    told_ratio,
    told_seconds,
    told_share,
)
from slimmer.report.sizes import expected, measured
from slimmer.report.style import visible

if TYPE_CHECKING:
    from jinja2 import Environment

_LONG = 160
"""Characters of a name or path; an instruction or message may have more (`long`)."""
_MOST = 40
"""Rows of a list at most; how many are left out is said."""
_TEMPLATES = files("slimmer.report.measured") / "templates"
_VERDICTS = {
    Verdict.WORKS: ("works", "it builds, and was seen to behave as the original"),
    Verdict.BUILDS: ("builds", "it builds; nothing was seen of its behaviour"),
    Verdict.BROKEN: ("broken", "it does not build, or behaves otherwise: no saving"),
    Verdict.NOT_MEASURABLE: ("unknown", "the original fails by itself: nothing can be said"),
}


@dataclass(frozen=True)
class Case:
    """One case as the page shows it; charts are worked out when the page asks for them."""

    number: int
    result: CaseResult

    @cached_property
    def figures(self) -> Figures:
        """Its ratios."""
        return Figures(self.result)

    @cached_property
    def charts(self) -> dict[str, object]:
        """What the page draws, by name; empty or None where there is nothing to draw."""
        return {
            "waterfall": waterfall(self.result),
            "layers": stacks(self.result),
            "treemap": cells(self.result),
            "times": times(self.result),
            "rebuilds": rebuilds(self.result),
        }

    @property
    def changed(self) -> tuple[tuple[str, str], ...]:
        """The Dockerfile's diff."""
        return changed(self.result)

    @property
    def dropped(self) -> tuple[Effect, ...]:
        """The rewrites that were tried and taken back."""
        return tuple(each for each in self.result.effects if not each.kept)

    @property
    def built_once(self) -> bool:
        """Whether each time is that of one build alone, so that nothing is known of its spread."""
        return all(len(each.seconds) == 1 for variant in self.result.variants for each in variant.timings)

    @property
    def states(self) -> tuple[str, ...]:
        """The states of the cache that were timed."""
        return states([self.result])


def document(results: Sequence[CaseResult]) -> str:
    """The page."""
    text = (
        _environment()
        .get_template("page.html")
        .render(
            cases=[Case(number, each) for number, each in enumerate(results)],
            bars=bars(results),
            totals=Totals.of(results),
            states=states(results),
            protocols=protocols(results),
            stand_ins=STAND_INS if any(each.protocol.on_stand_ins for each in results) else "",
            size_of=size_of,
            css=(_TEMPLATES / "page.css").read_text("utf-8"),
        )
    )
    return f"{text}\n"


@cache
def _environment() -> Environment:
    """Jinja2 with everything escaped, and the words and numbers of reports as filters."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415  no other report needs it

    environment = Environment(
        loader=FunctionLoader(lambda name: (_TEMPLATES / name).read_text("utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "bytes": lambda count: NONE if count is None else measured(count),
        "interval": lambda pair: NONE if pair is None else expected(*pair),
        "ratio": told_ratio,
        "share": told_share,
        "seconds": told_seconds,
        "together": lambda told: told.replace(" ", "\u00a0"),
        "pc": lambda number: f"{number:.2f}%",
        "text": lambda text: _text(text) or "(empty)",
        "long": lambda text: _text(text, 4 * _LONG),
        "whole": lambda text: _text(text, _COMMAND),
        "word": lambda name: VARIANTS.get(name) or _text(name) or "(empty)",
        "kind": lambda kind: KINDS.get(kind) or _text(kind) or "(empty)",
        "mark": lambda name: name if name in VARIANTS else "other",
        "verdict": lambda verdict: _VERDICTS[verdict],
        "first": _first,
        "shown": lambda entries, kinds: [each for each in entries if each[0] in kinds],
    }
    return environment


_COMMAND = 8000
"""Characters of a command, which is of no use without its middle."""


def _text(text: object, longest: int = _LONG) -> str:
    """Text of somebody else's: no character that commands or reorders, and its middle cut out where it is too long."""
    shown = visible(str(text))
    if len(shown) <= longest:
        return shown
    half = longest // 2
    return f"{shown[:half]} … {len(shown) - 2 * half:,} characters … {shown[-half:]}"


def _first(items: Iterable[object], most: int = _MOST) -> list[object]:
    return list(items)[:most]
