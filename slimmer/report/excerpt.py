"""The line of a file that a message speaks of, with a mark under what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from slimmer.report.style import Style, columns, visible
from slimmer.syntax.lines import Span
from slimmer.text.diff import replaced_lines
from slimmer.text.edits import Edit, EditSet
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


def new_lines(before: str, edits: Iterable[Edit], style: Style, most: int, shown: str) -> Iterator[str]:
    """What edits make of a text: the lines that go, with their numbers, and those that come.

    Args:
        before: the text the edits speak of.
        edits: of one rewrite.
        style: of the output.
        most: lines that are shown; of more the rest is counted.
        shown: the line that an excerpt has shown already.
    """
    told = []
    for change in replaced_lines(before, EditSet.of(edits)):
        starts = _differing(change.old, change.new)
        gone = zip(enumerate(change.old, change.number), starts, strict=False)
        told += [(f"{number:>5} - ", line, start, "removed") for (number, line), start in gone if line != shown]
        told += [("      + ", line, start, "added") for line, start in zip(change.new, starts, strict=False)]
    for gutter, line, start, meaning in told[:most]:
        yield f"{style(gutter + _seen_from(line, start, _room(style, gutter)), meaning)}\n"
    if len(told) > most:
        yield f"      {style(f'… {len(told) - most} more lines', 'faint')}\n"


def _differing(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """Where each line begins to differ from the one it takes the place of; 0 where it does not take one's."""
    if len(old) != len(new):
        return [0] * max(len(old), len(new))
    pairs = ([mine == theirs for mine, theirs in zip(*pair, strict=False)] for pair in zip(old, new, strict=True))
    return [same.index(False) if False in same else len(same) for same in pairs]


def _seen_from(text: str, start: int, room: int) -> str:
    """A line cut to `room` columns so that what begins at `start` is seen: the end, for what is appended."""
    cut = _cut(start, room) if columns(_shown(text)) > room else 0
    return _fitted("…" * (cut > 0) + _shown(text[cut:]), room)


def _cut(start: int, room: int) -> int:
    """How many characters are left out in front of a part that begins at `start`."""
    return 0 if start < room * 2 // 3 else start - room // 3


def _room(style: Style, gutter: str) -> int:
    return max(style.width - len(gutter), 20)


def _marked(line: int, text: str, part: tuple[int, int], style: Style) -> str:
    """The line, cut to the width, and the marks under its part `[start, end)`."""
    gutter = f"{line:>5} | "
    room = _room(style, gutter)
    start, end = part
    cut = _cut(start, room)
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
