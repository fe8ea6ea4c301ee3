"""What was measured, for a person at a terminal: a table of all cases, and the story of each where it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slimmer.bench.results import CaseResult, Effect, Size, Verdict
from slimmer.report.layout import Block, laid_out
from slimmer.report.measured.charts.rebuilds import rebuilds
from slimmer.report.measured.columns import Column, Group, tables
from slimmer.report.measured.figures import (
    NONE,
    STAND_INS,
    VARIANTS,
    Figures,
    Totals,
    one_line,
    protocols,
    size_of,
    states,
    told_ratio,
    told_seconds,
    told_share,
)
from slimmer.report.sizes import expected, measured
from slimmer.report.style import Style

MEANING = {
    Verdict.WORKS: "good",
    Verdict.BUILDS: "caution",
    Verdict.BROKEN: "bad",
    Verdict.NOT_MEASURABLE: "bad",
}
_LONG = 600
"""Characters of a check's excerpt."""


def document(results: Sequence[CaseResult], style: Style, *, verbose: bool) -> str:
    """The report.

    Args:
        results: one for each case.
        style: of the terminal.
        verbose: whether to tell the story of each case.
    """
    parts = [_overview(results, style)]
    if verbose:
        parts += [_story(each, style) for each in results]
    else:
        parts.append(laid_out(_problems(results), style))
    parts.append(laid_out(_hardened(results), style))
    parts.append(laid_out(_protocols(results), style))
    return "\n".join(part for part in parts if part)


def _overview(results: Sequence[CaseResult], style: Style) -> str:
    cases = [Figures(each) for each in results]
    key = Column("case", tuple((each.case, "name") for each in results))
    verdicts = Column("verdict", tuple((each.verdict.value, MEANING[each.verdict]) for each in results), words=True)
    groups = (
        Group("", (verdicts,)),
        _sizes("unpacked", cases, compressed=False),
        _sizes("compressed", cases, compressed=True),
        Group("", (_column("score", (told_share(each.score) for each in cases)),)),
        Group("time, after/before", tuple(_times(state, cases) for state in states(results))),
    )
    notice = ""
    if any(each.protocol.on_stand_ins for each in results):
        notice = laid_out([Block("", (("", STAND_INS),))], style) + "\n"
    return notice + tables(key, groups, style) + _totals(results, style)


def _sizes(title: str, cases: Sequence[Figures], *, compressed: bool) -> Group:
    return Group(
        title,
        (
            _column("before", (_size(size_of(each.before), compressed=compressed) for each in cases)),
            _column("after", (_size(size_of(each.after), compressed=compressed) for each in cases)),
            _column("by hand", (_size(size_of(each.ideal), compressed=compressed) for each in cases)),
            _column("after/before", (told_ratio(each.ratio(compressed=compressed)) for each in cases)),
            _column("after/by hand", (told_ratio(each.to_ideal(compressed=compressed)) for each in cases)),
        ),
    )


def _times(state: str, cases: Sequence[Figures]) -> Column:
    return _column(state, (told_ratio(each.time(state)) for each in cases))


def _column(header: str, texts: Iterator[str]) -> Column:
    return Column(header, tuple((text, "faint" if text == NONE else "") for text in texts))


def _size(size: Size | None, *, compressed: bool) -> str:
    return NONE if size is None else measured(size.compressed if compressed else size.unpacked)


def _totals(results: Sequence[CaseResult], style: Style) -> str:
    totals = Totals.of(results)
    if totals.mean is None or len(results) < 2:
        return ""
    told = (
        f"{totals.cases} of {len(results)} cases: "
        f"{measured(totals.before.unpacked)} to {measured(totals.after.unpacked)} unpacked, "
        f"{measured(totals.before.compressed)} to {measured(totals.after.compressed)} compressed; "
        f"after/before {told_ratio(totals.mean)} (geometric mean, unpacked)"
    )
    return "\n" + laid_out([Block("", (("", told),))], style)


def _problems(results: Sequence[CaseResult]) -> Iterator[Block]:
    """What a person must know even when nothing more is asked for."""
    rows = tuple((each.case, one_line(each.problem or _first_failure(each))) for each in results)
    if any(text for _, text in rows):
        yield Block("not as it must be (-v tells all)", rows)


def _hardened(results: Sequence[CaseResult]) -> Iterator[Block]:
    """The commands that passed under restrictions, and what stops the others."""
    found = [(each.case, each.hardened) for each in results if each.hardened is not None]
    passed = tuple((case, one_line(told.command)) for case, told in found if told.passed)
    stopped = tuple((case, _cut(one_line(told.reason))) for case, told in found if not told.passed)
    for title, rows in (("hardened", passed), ("not hardened", stopped)):
        if rows:
            yield Block(title, rows)


def _first_failure(result: CaseResult) -> str:
    """Of the result; else of what a person wrote, beside which it is shown."""
    figures = Figures(result)
    if result.verdict is not Verdict.BROKEN and not figures.by_hand_fails:
        return ""
    told = [
        (VARIANTS.get(name, name), *rest)
        for name, *rest in figures.failed
        if result.verdict is Verdict.BROKEN or name == "ideal"
    ]
    return ": ".join(filter(None, told[0])) if told else "broken"


def _story(result: CaseResult, style: Style) -> str:
    parts = [laid_out([Block(result.case, (("", result.title), ("problem", one_line(result.problem))))], style)]
    if result.effects:
        parts.append(_rewrites(result.effects, style))
    return "\n".join([*parts, laid_out(_details(result), style)]).rstrip("\n") + "\n"


def _rewrites(effects: Sequence[Effect], style: Style) -> str:
    key = Column("rewrite", tuple((each.transform, "name" if each.kept else "faint") for each in effects))
    groups = (
        Group("", (_column("line", (str(each.line) for each in effects)),)),
        Group("", (Column("kept", tuple(("yes", "good") if e.kept else ("no", "bad") for e in effects), words=True),)),
        Group("predicted", (_column("unpacked", (_predicted(each) for each in effects)),)),
        Group(
            "measured",
            (
                _column("unpacked", (_size(each.saved, compressed=False) for each in effects)),
                _column("compressed", (_size(each.saved, compressed=True) for each in effects)),
                _column("cold build", (told_seconds(each.seconds) for each in effects)),
            ),
        ),
    )
    return tables(key, groups, style)


def _predicted(effect: Effect) -> str:
    return NONE if effect.estimate is None else expected(*effect.estimate)


def _details(result: CaseResult) -> Iterator[Block]:
    dropped = tuple((each.transform, one_line(each.reason) or "no reason") for each in result.effects if not each.kept)
    failed = tuple(
        (VARIANTS.get(name, name), f"{what}: {_cut(one_line(detail))}") for name, what, detail in Figures(result).failed
    )
    settings = tuple(
        (each.field, f"{_told(each.before)} -> {_told(each.after)} ({each.because or 'not explained'})")
        for each in result.settings
    )
    for title, rows in (
        ("expected seconds of a rebuild, a model", tuple(_expected(result))),
        ("dropped", dropped),
        ("checks that failed", failed),
        ("settings that differ", settings),
        ("refused", result.refusals),
    ):
        if rows:
            yield Block(title, rows)


def _expected(result: CaseResult) -> Iterator[tuple[str, str]]:
    """The cost model's figures: a row for each number of commits that one build takes in."""
    found = rebuilds(result)
    if found is None:
        return
    for row in found.table:
        told = zip(found.names, row.expected, strict=True)
        shown = ", ".join(f"{VARIANTS.get(name, name)} {told_seconds(seconds)}" for name, seconds in told)
        yield f"{row.commits} commit{'' if row.commits == 1 else 's'} a build", shown


def _told(value: str | None) -> str:
    return "not set" if value is None else value


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}… ({len(text) - _LONG:,} characters more)"


def _protocols(results: Sequence[CaseResult]) -> Iterator[Block]:
    found = protocols(results)
    for shared in found:
        title = "protocol" if len(found) == 1 else f"protocol of {', '.join(shared.cases)}"
        yield Block(title, shared.rows)
