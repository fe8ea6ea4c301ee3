"""Edits as values: the only way slimmer changes a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from slimmer.errors import EditError
from slimmer.records import dataclass


class Edit(NamedTuple):
    """Replace the code points `[start, end)` of a text by `text`; `start == end` inserts."""

    start: int
    end: int
    text: str

    @property
    def shift(self) -> int:
        """By how many code points the text after this edit moves."""
        return len(self.text) - (self.end - self.start)


def overlaps(left: Edit, right: Edit) -> bool:
    """Whether two edits touch the same code point, or insert at the same place (their order would be a guess)."""
    if left.start == left.end == right.start == right.end:
        return True
    return left.start < right.end and right.start < left.end


@dataclass(frozen=True, slots=True)
class EditSet:
    """Edits of one text, sorted, none touching what another touches.

    Raises:
        EditError: on an overlap, or a span that runs backwards.
    """

    edits: tuple[Edit, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "edits", tuple(sorted(self.edits)))
        previous: Edit | None = None
        for edit in self.edits:
            if edit.start < 0 or edit.end < edit.start:
                raise EditError(f"edit {edit.start}..{edit.end} runs backwards or starts before the text")
            if previous is not None and overlaps(previous, edit):
                raise EditError(f"edits overlap at {edit.start}: {previous!r} and {edit!r}")
            previous = edit

    @classmethod
    def of(cls, edits: Iterable[Edit]) -> EditSet:
        """An `EditSet` of `edits`, in any order."""
        return cls(tuple(edits))

    def __bool__(self) -> bool:
        return bool(self.edits)

    def __iter__(self) -> Iterator[Edit]:
        return iter(self.edits)

    def conflicts(self, other: Iterable[Edit]) -> bool:
        """Whether any edit of `other` overlaps one of these."""
        return any(overlaps(mine, theirs) for theirs in other for mine in self.edits)

    def union(self, other: Iterable[Edit]) -> EditSet:
        """These edits and `other`, over the same text.

        Raises:
            EditError: when they overlap.
        """
        return EditSet((*self.edits, *other))

    def apply(self, text: str) -> str:
        """The text with all edits made.

        Raises:
            EditError: when an edit ends behind the text.
        """
        if self.edits and self.edits[-1].end > len(text):
            raise EditError(f"edit ends at {self.edits[-1].end}, behind the text of {len(text)} code points")
        parts: list[str] = []
        at = 0
        for edit in self.edits:
            parts += (text[at : edit.start], edit.text)
            at = edit.end
        parts.append(text[at:])
        return "".join(parts)

    def invert(self, text: str) -> EditSet:
        """The edits that turn `self.apply(text)` back into `text`."""
        back: list[Edit] = []
        shift = 0
        for edit in self.edits:
            start = edit.start + shift
            undone = Edit(start, start + len(edit.text), text[edit.start : edit.end])
            if back and back[-1].end == start:  # two neighbours removed would be two insertions at one place
                undone = Edit(back[-1].start, undone.end, back.pop().text + undone.text)
            back.append(undone)
            shift += edit.shift
        return EditSet(tuple(back))

    def compose(self, later: EditSet) -> EditSet:
        """One set over the first text that does what these edits and then `later` do.

        `later` speaks of the text these edits produce.
        """
        pieces = _cut(_cut([_Piece(0, _FAR, None)], self.edits), later.edits)
        return EditSet(tuple(_edits_between(pieces)))


_FAR = 1 << 62


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the composed text: `[start, end)` of the first text, or `text` written new."""

    start: int
    end: int
    text: str | None

    @property
    def length(self) -> int:
        return self.end - self.start if self.text is None else len(self.text)

    def part(self, start: int, end: int) -> _Piece:
        """The stretch `[start, end)` of this piece."""
        if self.text is None:
            return _Piece(self.start + start, self.start + end, None)
        return _Piece(0, 0, self.text[start:end])


def _cut(pieces: list[_Piece], edits: tuple[Edit, ...]) -> list[_Piece]:
    """Apply `edits`, which speak of the text the pieces spell, to the pieces."""
    result: list[_Piece] = []
    rest = list(reversed(pieces))
    at = 0

    def take(upto: int) -> Iterator[_Piece]:
        nonlocal at
        while at < upto and rest:
            piece = rest.pop()
            size = min(piece.length, upto - at)
            yield piece.part(0, size)
            if size < piece.length:
                rest.append(piece.part(size, piece.length))
            at += size

    for edit in edits:
        result += take(edit.start)
        for _ in take(edit.end):
            pass
        result.append(_Piece(0, 0, edit.text))
    return result + rest[::-1]


def _edits_between(pieces: list[_Piece]) -> Iterator[Edit]:
    """The edits of the first text that the pieces describe."""
    at = 0
    written: list[str] = []
    for piece in pieces:
        if piece.text is not None:
            written.append(piece.text)
        elif piece.length:
            if written or piece.start > at:
                yield Edit(at, piece.start, "".join(written))
            at, written = piece.end, []
