"""A file's outcome for a person to read: what was found, why it matters, what it saves, how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slimmer.passes.results import Applied, FileResult, Refused
from slimmer.passes.transform import Safety
from slimmer.report.excerpt import excerpt, new_lines, whole_line
from slimmer.report.layout import wrapped
from slimmer.report.positions import Rounds
from slimmer.report.sizes import expected, measured
from slimmer.report.style import Style, visible, visible_lines

MEANING = {Safety.SAFE: "certain", Safety.BUILD: "likely", Safety.ADVICE: "yours"}
"""How sure each level is, in a word."""
_TONE = {Safety.SAFE: "good", Safety.BUILD: "caution", Safety.ADVICE: "hunk"}
_MOST_LINES = 12
_INDENT = "  "


def render(result: FileResult, style: Style, *, refusals: bool = False, sources: bool = False) -> str:
    """What was found in a file, each finding with its line; an empty string when nothing was.

    Args:
        result: what came of the file.
        style: of the output.
        refusals: also what was left alone, and why.
        sources: also what each estimate rests on.
    """
    rounds = Rounds(result)
    made = [_finding(result, each, style, "made", rounds, sources=sources) for each in result.rewrites]
    note = "not made: a build must prove it, or --unverified"
    made += [_finding(result, each, style, note, rounds, sources=sources) for each in result.offered]
    made += [_finding(result, each, style, "for you to decide", rounds, sources=sources) for each in result.advice]
    left = "".join(refusal(result, each, style) for each in result.refusals) if refusals else ""
    return "\n".join(made + [left] * bool(left))


def _finding(result: FileResult, applied: Applied, style: Style, note: str, rounds: Rounds, *, sources: bool) -> str:
    lines = [f"{_place(result.path, applied.line, style)} {style(applied.transform, 'name')}"]
    lines += (_INDENT + line for line in wrapped(visible(applied.message), style.width - len(_INDENT)))
    shown = "".join(f"{line}\n" for line in lines)
    if result.source is not None:
        shown += excerpt(result.source, applied.span, style) + "".join(_change(applied, rounds, style))
    guessed = ", by estimate: it was not measured alone" if result.measured is not None else ""
    return shown + "".join(_verdict(applied, style, note, guessed, sources=sources))


def _change(applied: Applied, rounds: Rounds, style: Style) -> Iterator[str]:
    """The lines the edits make, or that go: an excerpt shows the place, but not what becomes of it."""
    if applied.edits:
        file = rounds.source(1)
        shown = file.line_text(file.position(applied.span.start)[0])
        yield from new_lines(rounds.source(applied.round).text, applied.edits, style, _MOST_LINES, shown)


def _verdict(applied: Applied, style: Style, note: str, guessed: str, *, sources: bool) -> Iterator[str]:
    level = applied.safety.name
    told = f"{level} ({MEANING[applied.safety]}), {note}"
    estimate = applied.estimate if applied.measured is None else None
    if applied.measured is not None:
        told += (
            f"; {'saves' if applied.measured >= 0 else 'costs'} {measured(abs(applied.measured))} unpacked, measured"
        )
    elif estimate is not None and estimate.high > 0:
        told += f"; saves {expected(estimate.low, estimate.high)} unpacked{guessed}"
    elif estimate is None and applied.edits:
        told += "; how much it saves is not known"
    room = style.width - len(_INDENT)
    first, *rest = wrapped(told, room)
    yield f"{_INDENT}{style(level, _TONE[applied.safety])}{first[len(level) :]}\n"
    yield from (f"{_INDENT}{line}\n" for line in rest)
    if sources and estimate is not None:
        by = wrapped(f"estimate by {visible(estimate.source)}", room)
        yield from (f"{_INDENT}{style(line, 'faint')}\n" for line in by)


def refusal(result: FileResult, refused: Refused, style: Style) -> str:
    """One line: what was left alone, and why."""
    how = "suppressed" if refused.suppressed else "not rewritten"
    place = _place(result.path, refused.line, style)
    return f"{place} {style(refused.transform, 'name')} {style(how + ':', 'faint')} {visible(refused.reason)}\n"


def troubles(result: FileResult, style: Style, *, warnings: bool = True) -> str:
    """Error, broken laws and warnings of a file, for standard error; an empty string when there are none."""
    parts = []
    if result.error is not None:
        parts.append(_error(result, result.error, style))
    if result.unproven is not None:
        parts.append(f"{style('error:', 'bad')} {visible_lines(result.unproven)}\n")
    parts += [
        f"{style('internal error:', 'bad')} {visible(result.path)}: {each.transform} broke the law {each.guard}: "
        f"{visible(each.detail)}; nothing it did is kept, please report this\n"
        for each in result.guard_failures
    ]
    if warnings:
        parts += [f"{style('warning:', 'caution')} {visible(each)}\n" for each in result.warnings]
    return "".join(parts)


def notes(result: FileResult, style: Style) -> str:
    """What was found around a file, and what was not."""
    path = visible(result.path)
    return "".join(f"{style('note:', 'hunk')} {path}: {visible(each)}\n" for each in result.around.notes)


def _error(result: FileResult, message: str, style: Style) -> str:
    """The message, the line it speaks of with a mark below the place, and what to do."""
    text = f"{style('error:', 'bad')} {visible(message)}\n"
    help_ = f"{style('help:', 'good')} {visible(result.help)}\n" if result.help else ""
    if result.source is None:
        return text + help_
    if result.place is not None and result.place.start < result.place.end:
        return text + excerpt(result.source, result.place, style) + help_
    line = re.match(r":([0-9]+): ", message.removeprefix(result.path))
    if line is None or int(line[1]) > len(result.source.line_starts):
        return text + help_
    shown = whole_line(result.source, int(line[1]), style)
    return text + (shown if result.source.line_text(int(line[1])).strip(" \t") else "") + help_


def _place(path: str, line: int, style: Style) -> str:
    return style(f"{visible(path)}:{line}:", "path")
