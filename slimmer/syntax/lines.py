"""Join physical lines into logical ones as BuildKit does, remembering where every character came from.

The rules are those of BuildKit's `frontend/dockerfile/parser/parser.go` (v0.34), function `Parse`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from slimmer.records import dataclass

# unicode.IsSpace of Go; Python's isspace() has \x1c-\x1f besides.
GO_SPACE = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"


_new = tuple.__new__  # of a named tuple: without a call of Python's own


class Span(NamedTuple):
    """A half-open stretch of a text, in code points."""

    start: int
    end: int


class Piece(NamedTuple):
    """`length` code points that stand at `text` in a folded text and at `file` in the file."""

    text: int
    file: int
    length: int


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """Text a reader sees after joins and comments were dropped, tied to its places in the file.

    Attributes:
        text: the folded text, one instruction or the script a shell is given.
        pieces: the stretches it was made of, in order, none empty unless it is the only one.
    """

    text: str
    pieces: tuple[Piece, ...]

    def start_of(self, offset: int) -> int:
        """The file offset of the character at `offset`: at a seam, the place after the join."""
        if len(self.pieces) == 1:
            text, file, _ = self.pieces[0]
            return file + offset - text
        text, file, length = self.pieces[bisect_right(self.pieces, (offset, 1 << 62), 1) - 1]
        return file + (min(length, offset - text))

    def end_of(self, offset: int) -> int:
        r"""The file offset where what ends at `offset` ends: at a seam, the place before the join's `\`."""
        if len(self.pieces) == 1:
            text, file, _ = self.pieces[0]
            return file + offset - text
        if offset == 0:
            return self.start_of(offset)
        return self.start_of(offset - 1) + 1

    def ranges(self, start: int, end: int) -> Iterator[Span]:
        """The stretches of the file that spell `text[start:end]`."""
        for piece in self.pieces:
            low, high = max(start, piece.text), min(end, piece.text + piece.length)
            if low < high:
                yield Span(piece.file + low - piece.text, piece.file + high - piece.text)

    def part(self, start: int, end: int) -> Folded:
        """The folded text of `[start, end)` alone."""
        text = self.text[start:end]
        if len(self.pieces) == 1:
            first, file, _ = self.pieces[0]
            return Folded(text, (_new(Piece, (0, file + start - first, end - start)),))
        kept = []
        for piece in self.pieces:
            low, high = max(start, piece.text), min(end, piece.text + piece.length)
            if low < high:
                kept.append(_new(Piece, (low - start, piece.file + low - piece.text, high - low)))
        return Folded(text, tuple(kept) or (Piece(0, self.end_of(start), 0),))


class PhysicalLine(NamedTuple):
    r"""One line of the file: `text` without its `\r` and `\n`, and where it starts and ends (with them)."""

    number: int
    start: int
    end: int
    text: str


class Logical(NamedTuple):
    """A logical line: its folded text, its physical lines, the comments and blanks that lie inside it."""

    folded: Folded
    first: int
    last: int
    comments: tuple[Span, ...]
    blanks: tuple[Span, ...]


def physical_lines(text: str) -> list[PhysicalLine]:
    r"""All lines of a file; only `\n` ends one."""
    texts = text.split("\n")
    lines, start, has_returns = list[PhysicalLine](), 0, "\r" in text
    for number, line in enumerate(texts):
        end = start + len(line) + 1
        lines.append(_new(PhysicalLine, (number, start, end, line.rstrip("\r") if has_returns else line)))
        start = end
    last = lines.pop()
    if last.end - 1 > last.start:
        lines.append(last._replace(end=last.end - 1))
    return lines


def join_end(line: str, escape: str) -> int | None:
    r"""Where the text of a line that goes on ends (the place of its escape character), or None.

    BuildKit's `([^\\])\\[ \t]*$|^\\[ \t]*$`: a look one character back, so that neither `\\` nor `\\\` joins.
    """
    if line[-1:] not in (escape, " ", "\t"):  # as most do
        return None
    trimmed = line.rstrip(" \t")
    if not trimmed.endswith(escape):
        return None
    return None if len(trimmed) > 1 and trimmed[-2] == escape else len(trimmed) - 1


def is_comment(line: str) -> bool:
    """Whether BuildKit drops this physical line as a comment."""
    return line.lstrip(GO_SPACE).startswith("#")


def fold(lines: list[PhysicalLine], index: int, escape: str) -> Logical:
    """The logical line that starts at physical line `index`, which is neither blank nor a comment."""
    first = lines[index]
    text = first.text.lstrip(GO_SPACE)
    offset = first.start + len(first.text) - len(text)
    end = join_end(text, escape)
    if end is None:
        return Logical(Folded(text, (_new(Piece, (0, offset, len(text))),)), index, index, (), ())
    pieces = [Piece(0, offset, end)] if end else []
    parts = [text[:end]]
    comments: list[Span] = []
    blanks: list[Span] = []
    size, last = end, index
    while last + 1 < len(lines):
        last += 1
        line = lines[last]
        bare = line.text.lstrip(GO_SPACE)
        if bare.startswith("#"):
            comments.append(Span(line.start, line.start + len(line.text)))
            continue
        if not bare:
            blanks.append(Span(line.start, line.start + len(line.text)))
            continue
        end = join_end(line.text, escape)
        kept = line.text if end is None else line.text[:end]
        if kept:
            pieces.append(_new(Piece, (size, line.start, len(kept))))
            parts.append(kept)
            size += len(kept)
        if end is None:
            break
    folded = Folded("".join(parts), tuple(pieces) or (Piece(0, offset, 0),))
    return Logical(folded, index, last, tuple(comments), tuple(blanks))
