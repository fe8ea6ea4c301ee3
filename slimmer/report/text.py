"""A file's outcome for a person to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slimmer.passes.results import Applied, FileResult, Refused
from slimmer.report.excerpt import excerpt, whole_line
from slimmer.report.style import Style, visible


def render(result: FileResult, style: Style, *, refusals: bool = False) -> str:
    """What was found in a file, each finding with its line; an empty string when nothing was.

    Args:
        result: what came of the file.
        style: of the output.
        refusals: also what was left alone, and why.
    """
    return "".join(_parts(result, style, refusals=refusals))


def _parts(result: FileResult, style: Style, *, refusals: bool) -> Iterator[str]:
    for applied in result.rewrites:
        yield _finding(result, applied, style, "")
    for applied in result.offered:
        yield _finding(result, applied, style, "not made: needs a build to prove it, or --unverified")
    for applied in result.advice:
        yield _finding(result, applied, style, "advice, never made")
    if refusals:
        for refused in result.refusals:
            yield refusal(result, refused, style)


def _finding(result: FileResult, applied: Applied, style: Style, note: str) -> str:
    head = f"{_place(result.path, applied.line, style)} {style(applied.transform, 'name')} {visible(applied.message)}"
    if note:
        head += style(f" ({note})", "caution")
    if result.source is None:
        return head + "\n"
    return f"{head}\n{excerpt(result.source, applied.span, style)}"


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
    parts += [
        f"{style('internal error:', 'bad')} {visible(result.path)}: {each.transform} broke the law {each.guard}: "
        f"{visible(each.detail)}; nothing it did is kept, please report this\n"
        for each in result.guard_failures
    ]
    if warnings:
        parts += [f"{style('warning:', 'caution')} {visible(each)}\n" for each in result.warnings]
    return "".join(parts)


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
