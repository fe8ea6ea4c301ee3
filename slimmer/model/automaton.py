"""Match a path against many wildcards in time that grows with the path's length alone."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable, Sequence

from slimmer.records import dataclass


class Kind(enum.Enum):
    """What a piece of a pattern stands for: the regular expression of all but ONE."""

    ONE = ""
    NAME = "[^/]*"
    FOLDERS = "(?:.*/)?"
    ALL = ".*"


@dataclass(frozen=True, slots=True)
class Piece:
    """One step of a pattern; `text` is the regular expression of a single character, for ONE."""

    kind: Kind
    text: str = ""

    @property
    def regex(self) -> str:
        """The piece as a regular expression."""
        return self.text or self.kind.value


_FEW = 2
"""Up to this many wildcards `re` needs at most quadratic time; with more a hostile pattern would keep it for ever."""


def matching(pieces: Sequence[Piece]) -> Callable[[str], bool]:
    """Tells whether the pieces match all of a path, in bounded time."""
    if sum(piece.kind is not Kind.ONE for piece in pieces) > _FEW:
        return Automaton(pieces).matches
    expression = re.compile("".join(piece.regex for piece in pieces))
    return lambda path: expression.fullmatch(path) is not None


_LOOPS = {Kind.NAME: "[^/]", Kind.FOLDERS: ".", Kind.ALL: "."}
_REMEMBERED = 20_000


class Automaton:
    """A pattern's states as the bits of a number: bit n is set when the first n pieces may have matched.

    FOLDERS has two bits: the entrance, from which it may be skipped, and the loop that only `/` leaves.
    """

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._steps: list[tuple[int, re.Pattern[str]]] = []
        self._loops: list[tuple[int, re.Pattern[str]]] = []
        self._skips: list[tuple[int, int]] = []
        bit = 1
        for piece in pieces:
            kind, text = piece.kind, piece.text
            if kind is Kind.ONE:
                self._steps.append((bit, re.compile(text)))
            elif kind is Kind.FOLDERS:
                self._skips += [(bit, bit << 1), (bit, bit << 2)]
                bit <<= 1
                self._loops.append((bit, re.compile(_LOOPS[kind])))
                self._steps.append((bit, re.compile("/")))
            else:
                self._skips.append((bit, bit << 1))
                self._loops.append((bit, re.compile(_LOOPS[kind])))
            bit <<= 1
        self._end = bit
        self._start = self._closed(1)
        self._known: dict[tuple[int, str], int] = {}

    def matches(self, path: str) -> bool:
        """Whether the pattern matches all of `path`."""
        state = self._start
        for char in path:
            following = self._known.get((state, char))
            state = self._after(state, char) if following is None else following
            if not state:
                return False
        return bool(state & self._end)

    def _after(self, state: int, char: str) -> int:
        reached = 0
        for bit, expression in self._steps:
            if state & bit and expression.match(char):
                reached |= bit << 1
        for bit, expression in self._loops:
            if state & bit and expression.match(char):
                reached |= bit
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[state, char] = self._closed(reached)
        return self._known[state, char]

    def _closed(self, state: int) -> int:
        """With the states that are reached by skipping; one pass is enough, for all skips go forward."""
        for bit, further in self._skips:
            if state & bit:
                state |= further
        return state
