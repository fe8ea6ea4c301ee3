"""Blocks of labelled facts, as text that fits the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from slimmer.records import dataclass
from slimmer.report.style import Style, columns, visible

_INDENT = "  "
_LEAST = 24
"""Columns text gets at least: in a narrower terminal it goes below its label."""
_WIDEST = 28
"""Columns labels get at most: a longer one has a line of its own."""


@dataclass(frozen=True, slots=True)
class Block:
    """A headline and rows below it.

    Attributes:
        title: the headline; empty for none.
        rows: pairs of label and text; a row without label is a paragraph, one without text is left out.
    """

    title: str
    rows: tuple[tuple[str, str], ...] = ()


def laid_out(blocks: Iterable[Block], style: Style) -> str:
    """The blocks with an empty line between them."""
    return "\n".join("".join(_lines(block, style)) for block in blocks)


def _lines(block: Block, style: Style) -> Iterator[str]:
    if block.title:
        yield style(visible(block.title), "path") + "\n"
    rows = [row for row in block.rows if row[1]]
    widest = max((columns(visible(label)) for label, _ in rows), default=0)
    gutter = min(widest, _WIDEST) + 2 if widest else 0
    if style.width - len(_INDENT) - gutter < _LEAST:
        gutter = len(_INDENT) if widest else 0
    for label, text in rows:
        shown, indent = visible(label), gutter if label else 0
        head, *rest = wrapped(visible(text), style.width - len(_INDENT) - indent)
        if columns(shown) + 2 > indent and label:
            yield f"{_INDENT}{style(shown, 'faint')}\n"
            rest.insert(0, head)
        else:
            yield f"{_INDENT}{style(shown, 'faint')}{' ' * (indent - columns(shown))}{head}\n"
        yield from (f"{_INDENT}{' ' * indent}{line}\n" for line in rest)


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, broken at blanks; a word that is longer stands alone, whole."""
    lines = [""]
    for word in text.split(" "):
        line = f"{lines[-1]} {word}" if lines[-1] else word
        if not lines[-1] or columns(line) <= width:
            lines[-1] = line
        else:
            lines.append(word)
    return lines
