"""What was measured, as the text of a pull request: a table of all cases, and each one folded below it.

A forge takes 65,536 characters. The report never has more than `LIMIT` bytes: what does not fit is left out, case by
case, and is said to be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from slimmer.bench.results import CaseResult, Effect
from slimmer.report.measured.changed import changed
from slimmer.report.measured.charts.rebuilds import rebuilds
from slimmer.report.measured.figures import (
    KINDS,
    NONE,
    STAND_INS,
    STATES,
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
from slimmer.report.measured.inert import code, fenced, tagged
from slimmer.report.sizes import expected, measured

LIMIT = 65_000
"""Bytes of the report in UTF-8, and so characters, too."""

_FOR_TABLE = 24_000
_FOR_PROTOCOL = 8_000
_FOR_END = 600
_ROWS = 25
_FAILURES = 6
_DIFF = 80
"""Lines of a Dockerfile's diff."""
_PASSED = 8
_VARIANTS = 6
_COMMAND = 4000
"""Characters of a command, which is of no use without its middle."""


def document(results: Sequence[CaseResult]) -> str:
    """The report."""
    head = _head(results)
    protocol = _protocol(results)
    room = LIMIT - _size(head) - _size(protocol) - _FOR_END
    cases: list[str] = []
    left_out: list[str] = []
    for result in results:
        story = _story(result)
        if _size(story) <= room:
            cases.append(story)
            room -= _size(story)
        else:
            left_out.append(result.case)
    return f"{head}\n{''.join(cases)}{_left_out(left_out)}{protocol}"


def _size(text: str) -> int:
    return len(text.encode("utf-8"))


def _left_out(cases: Sequence[str]) -> str:
    if not cases:
        return ""
    named = ", ".join(code(each, 40) for each in cases[:5])
    more = f" and {len(cases) - 5} more" if len(cases) > 5 else ""
    count = "1 case" if len(cases) == 1 else f"{len(cases)} cases"
    return f"**Left out to fit a pull request:** the details of {count}: {named}{more}.\n\n"


def _head(results: Sequence[CaseResult]) -> str:
    lines = ["## Images before and after", ""]
    if any(each.protocol.on_stand_ins for each in results):
        lines += [f"> {STAND_INS}", ""]
    totals = Totals.of(results)
    if totals.mean is not None and len(results) > 1:
        lines += [_total(totals, len(results)), ""]
    lines += list(_summary(results))
    return "\n".join(lines) + "\n"


def _total(totals: Totals, count: int) -> str:
    return (
        f"{totals.cases} of {count} cases: **{measured(totals.before.unpacked)} to {measured(totals.after.unpacked)}** "
        f"unpacked, {measured(totals.before.compressed)} to {measured(totals.after.compressed)} compressed; "
        f"**{told_share(totals.mean)}** of an image is left (geometric mean, unpacked)."
    )


def _summary(results: Sequence[CaseResult]) -> Iterator[str]:
    """The table, as many rows as it may have."""
    timed = states(results)[:4]
    header = [*("case", "verdict", "unpacked", "left", "compressed", "left", "by hand, unpacked", "score")]
    room = _FOR_TABLE
    times = (f"time, {each if each in STATES else code(each, 30)}" for each in timed)
    yield from _table([*header, *times], (), words=2)
    for at, result in enumerate(results):
        row = _row(_cells(Figures(result), timed))
        room -= _size(row) + 1
        if room < 0:
            yield ""
            yield f"**Left out to fit a pull request:** {len(results) - at} rows of the table."
            return
        yield row


def _cells(figures: Figures, timed: Sequence[str]) -> Iterator[str]:
    yield code(figures.result.case, 60)
    yield figures.result.verdict.value
    before, after, ideal = (size_of(each) for each in (figures.before, figures.after, figures.ideal))
    for compressed in (False, True):
        first, second = (
            NONE if size is None else measured(size.compressed if compressed else size.unpacked)
            for size in (before, after)
        )
        yield f"{first} to {second}" if NONE not in (first, second) else first
        yield told_share(figures.ratio(compressed=compressed))
    yield NONE if ideal is None else measured(ideal.unpacked)
    yield told_share(figures.score)
    for state in timed:
        time = figures.time(state)
        yield NONE if time is None else f"{told_ratio(time)} ×"  # noqa: RUF001  the sign of multiplication


def _story(result: CaseResult) -> str:
    figures = Figures(result)
    parts = [
        f"<details><summary>{tagged(result.case, 60)}: {result.verdict.value}{_change(figures)}</summary>",
        code(result.title, 200),
    ]
    if result.problem:
        parts.append(f"Not measurable:\n\n{fenced(result.problem)}")
    parts += _evidence(result)
    if result.effects:
        parts.append("\n".join(_effects(result.effects)))
    diff = [line for _, line in changed(result)]
    if diff:
        left_out = [f"… {len(diff) - _DIFF} more lines are left out …"] if len(diff) > _DIFF else []
        parts.append(fenced("\n".join((*diff[:_DIFF], *left_out)), _DIFF + 1, language="diff"))
    dropped = [each for each in result.effects if not each.kept]
    parts += [
        f"Taken back: {code(each.transform)}, because\n\n{fenced(each.reason or 'no reason was told')}"
        for each in dropped[:_FAILURES]
    ]
    for name, what, detail in figures.failed[:_FAILURES]:
        parts.append(f"Failed on {_variant(name)}: {code(what)}\n\n{fenced(detail)}")
    missing = max(len(dropped) - _FAILURES, 0) + max(len(figures.failed) - _FAILURES, 0)
    if missing:
        parts.append(f"**Left out:** {missing} more that failed or were taken back.")
    parts += _restricted(result)
    parts += _differences(result)
    return "\n\n".join([*parts, "</details>"]) + "\n\n"


def _evidence(result: CaseResult) -> Iterator[str]:
    """What the proven image was seen to do."""
    after = result.variant("after")
    passed = [f"{each.kind}: {each.name}" for each in after.checks if each.passed] if after is not None else []
    counted = Counter(passed)
    if counted:
        told = (f"{code(name, 80)}{f' {count} times' if count > 1 else ''}" for name, count in counted.items())
        more = f" and {len(counted) - _PASSED} more" if len(counted) > _PASSED else ""
        yield f"Passed: {', '.join(islice(told, _PASSED))}{more}"


def _restricted(result: CaseResult) -> Iterator[str]:
    told = result.hardened
    if told is None:
        return
    if told.passed:
        yield f"Under restrictions it passes its smoke test:\n\n{fenced(told.command, 1, _COMMAND)}"
        yield fenced(told.compose, 80, _COMMAND)
    else:
        yield f"Under restrictions it does not pass its smoke test:\n\n{fenced(told.reason)}"


def _change(figures: Figures) -> str:
    before, after = size_of(figures.before), size_of(figures.after)
    if not figures.saves or before is None or after is None:
        return ""
    return f", {measured(before.unpacked)} to {measured(after.unpacked)} unpacked"


def _effects(effects: Sequence[Effect]) -> Iterator[str]:
    header = ["rewrite", "line", "kept", "predicted, unpacked", "measured, unpacked", "compressed", "cold build"]
    rows = (
        (
            code(each.transform, 60),
            str(each.line),
            "yes" if each.kept else "no",
            f"_{expected(*each.estimate)}_" if each.estimate is not None else NONE,
            measured(each.saved.unpacked) if each.saved is not None else NONE,
            measured(each.saved.compressed) if each.saved is not None else NONE,
            told_seconds(each.seconds),
        )
        for each in effects[:_ROWS]
    )
    yield from _table(header, rows, words=1)
    yield from _more(effects)


def _differences(result: CaseResult) -> Iterator[str]:
    if result.settings:
        rows = (
            (code(each.field), _set(each.before), _set(each.after), code(each.because) if each.because else NONE)
            for each in result.settings[:_ROWS]
        )
        yield "\n".join((*_table(["setting", "before", "after", "because of"], rows, words=4), *_more(result.settings)))
    if result.vanished:
        gone = sorted(result.vanished, key=lambda each: -each.size)
        counted = (
            (KINDS.get(each.kind) or code(each.kind), f"{each.files:,}", measured(each.size)) for each in gone[:_ROWS]
        )
        yield "\n".join((*_table(["what went", "files", "bytes"], counted, words=1), *_more(gone)))
    expected = rebuilds(result)
    if expected is not None:
        names = expected.names[:_VARIANTS]
        told = (
            (str(row.commits), str(row.builds), *(f"_{told_seconds(each)}_" for each in row.expected[: len(names)]))
            for row in expected.table[:_ROWS]
        )
        header = ["expected rebuild (a model): commits a build", "builds", *map(_variant, names)]
        yield "\n".join((*_table(header, told, words=0), *_more(expected.table)))
    if result.refusals:
        reasons = ((code(transform), code(reason, 200)) for transform, reason in result.refusals[:_ROWS])
        yield "\n".join((*_table(["left alone", "reason"], reasons, words=2), *_more(result.refusals)))


def _variant(name: str) -> str:
    return VARIANTS.get(name) or code(name)


def _set(value: str | None) -> str:
    return "not set" if value is None else code(value)


def _protocol(results: Sequence[CaseResult]) -> str:
    lines = ["<details><summary>Protocol: how it was measured</summary>", ""]
    room = _FOR_PROTOCOL
    for shared in protocols(results):
        rows = ((label, code(text, 400)) for label, text in shared.rows)
        text = "\n".join(_table(["protocol", code(", ".join(shared.cases), 200)], rows, words=2))
        room -= _size(text)
        if room < 0:
            lines += ["**Left out to fit a pull request:** more of the protocol.", ""]
            break
        lines += [text, ""]
    return "\n".join([*lines, "</details>", ""])


def _table(header: Sequence[str], rows: Iterable[Iterable[str]], words: int) -> Iterator[str]:
    """Lines of a table whose first columns, `words` of them, hold words; the others hold figures."""
    yield _row(header)
    yield _row("---" if at < words else "---:" for at in range(len(header)))
    yield from map(_row, rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _more(items: Sequence[object]) -> Iterator[str]:
    if len(items) > _ROWS:
        yield ""
        yield f"**Left out:** {len(items) - _ROWS} more rows."
