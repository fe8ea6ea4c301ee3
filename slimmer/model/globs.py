"""Go's `filepath.Match`, by which COPY and ADD find their sources (fsutil's copy.go, ResolveWildcards)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from slimmer.model.automaton import Kind, Piece, matching
from slimmer.records import dataclass

Match = Callable[[str], bool]


class PatternError(ValueError):
    """A pattern Go refuses, or one slimmer does not read; the message goes behind "the pattern"."""


def has_wildcards(text: str) -> bool:
    """Whether a source is a pattern (containsWildcards): only then its backslashes are escapes."""
    return re.search(r"[*?\[]", re.sub(r"\\.", "", text, flags=re.DOTALL)) is not None


def glob(pattern: str) -> Match:
    """Tells whether a whole path is what a pattern names; no wildcard matches `/`.

    Raises:
        PatternError: Go refuses it.
    """
    return matching(tuple(_pieces(pattern)))


def _pieces(pattern: str) -> Iterator[Piece]:
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*":
            at += len(pattern) - at - len(pattern[at:].lstrip("*"))
            yield Piece(Kind.NAME)
        elif char == "?":
            yield Piece(Kind.ONE, "[^/]")
        elif char == "[":
            found = char_class(pattern, at)
            yield Piece(Kind.ONE, found.regex)
            at = found.end
        elif char == "\\":
            if at == len(pattern):
                raise PatternError("ends with a backslash")
            yield Piece(Kind.ONE, re.escape(pattern[at]))
            at += 1
        else:
            yield Piece(Kind.ONE, re.escape(char))


@dataclass(frozen=True, slots=True)
class CharClass:
    """A class of characters in brackets; `end` is the place behind it."""

    negated: bool
    ranges: tuple[tuple[str, str], ...]
    end: int

    @property
    def regex(self) -> str:
        """The class as a regular expression; an empty range matches nothing."""
        inner = "".join(f"{re.escape(low)}-{re.escape(high)}" for low, high in self.ranges if low <= high)
        if not inner:
            return r"[\s\S]" if self.negated else r"(?!)"
        return f"[{'^' * self.negated}{inner}]"


def char_class(pattern: str, at: int) -> CharClass:
    """The class whose `[` is in front of `at`.

    Raises:
        PatternError: Go refuses it.
    """
    negated = pattern.startswith("^", at)
    at += negated
    ranges: list[tuple[str, str]] = []
    while not ranges or not pattern.startswith("]", at):
        low, at = _member(pattern, at)
        high = low
        if pattern.startswith("-", at):
            high, at = _member(pattern, at + 1)
        ranges.append((low, high))
    return CharClass(negated, tuple(ranges), at + 1)


def _member(pattern: str, at: int) -> tuple[str, int]:
    escaped = pattern.startswith("\\", at)
    char = pattern[at + escaped : at + escaped + 1]
    if not char or (not escaped and char in "-]") or "\ud800" <= char <= "\udfff":
        raise PatternError("has a `[` without its `]`, or `-` or `]` in a class without a backslash")
    return char, at + escaped + 1


def matched(names: Iterable[str], below: str, pattern: str) -> Iterator[str]:
    """Those of the names, below a folder, that a pattern relative to the folder names; none when Go refuses it."""
    try:
        match = glob(pattern)
    except PatternError:
        return
    start = len(below) + 1 if below else 0
    for name in names:
        if (not below or name.startswith(below + "/")) and match(name[start:]):
            yield name
