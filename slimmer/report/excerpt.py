"""The line of a file that a message speaks of, with a mark under what was found."""

from __future__ import annotations

from slimmer.report.style import Style, columns, visible
from slimmer.syntax.lines import Span
from slimmer.text.source import Source


def excerpt(source: Source, span: Span, style: Style) -> str:
    """The first line of the span, its number before it, and a line of `^` under the part the span covers."""
    line, column = source.position(span.start)
    text = source.line_text(line)
    start = column - 1
    end = min(len(text), start + max(span.end - span.start, 1))
    return _marked(line, text, (start, end), style)


def whole_line(source: Source, line: int, style: Style) -> str:
    """A line, marked from its first visible character to its last."""
    text = source.line_text(line)
    bare = text.strip(" \t")
    start = text.find(bare) if bare else 0
    return _marked(line, text, (start, start + len(bare)), style)


def _marked(line: int, text: str, part: tuple[int, int], style: Style) -> str:
    """The line, cut to the width, and the marks under its part `[start, end)`."""
    gutter = f"{line:>5} | "
    room = max(style.width - len(gutter), 20)
    start, end = part
    cut = 0 if start < room * 2 // 3 else start - room // 3
    before = "…" * (cut > 0) + _shown(text[cut:start])
    found = _shown(text[start : min(end, start + room + 1)])
    shown = _fitted(before + found + _shown(text[end : end + room]), room)
    left = columns(before)
    marks = "^" * max(min(columns(found), room - left), 1)
    under = " " * (len(gutter) - 2) + "| "
    return f"{style(gutter, 'faint')}{shown}\n{style(under, 'faint')}{' ' * left}{style(marks, 'bad')}\n"


def _shown(text: str) -> str:
    return visible(text.replace("\t", "    "))


def _fitted(text: str, room: int) -> str:
    """As much of the text as fits into `room` columns."""
    if columns(text) <= room:
        return text
    text = text[: room - 1]
    while columns(text) >= room:
        text = text[:-1]
    return text + "…"
