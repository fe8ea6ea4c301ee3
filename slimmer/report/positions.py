"""Where spans are, in the units reports speak in: lines, columns, code points and bytes."""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate

from slimmer.errors import EditError
from slimmer.passes.results import FileResult
from slimmer.text.edits import EditSet
from slimmer.text.source import Source, encode


class Bytes:
    """Byte offsets of the offsets of one text, which are in code points."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._ascii = source.text.isascii()

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """The byte offset of each physical line."""
        lines = self._source.text.split("\n")
        return (0, *accumulate(len(encode(line)) + 1 for line in lines))

    def of(self, offset: int) -> int:
        """The byte offset of `offset`."""
        if self._ascii:
            return offset
        line = self._source.line_of(offset) - 1
        start = self._source.line_starts[line]
        return self._starts[line] + len(encode(self._source.text[start:offset]))


class Rounds:
    """The texts of one file as each round began with them; the first is the file."""

    def __init__(self, result: FileResult) -> None:
        self._edits: dict[int, EditSet] = {}
        for applied in result.rewrites:
            known = self._edits.get(applied.round, EditSet())
            self._edits[applied.round] = known.union(applied.edits)
        self._sources = [result.source or Source(result.path, "")]

    def source(self, number: int) -> Source:
        """The text round `number` began with.

        Raises:
            EditError: the edits of an earlier round do not fit its text, which a result never holds.
        """
        if number < 1:
            raise EditError(f"there is no round {number}")
        while len(self._sources) < number:
            last = self._sources[-1]
            edits = self._edits.get(len(self._sources), EditSet())
            self._sources.append(Source(last.path, edits.apply(last.text)))
        return self._sources[number - 1]
