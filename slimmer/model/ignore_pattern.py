r"""One pattern of a .dockerignore file (moby's `patternmatcher`, v0.6).

That package makes a Go regular expression of a pattern, which then means whatever the expression happens to mean.
What slimmer reads it reads alike; the accidents (`\d`, `a{2}`, `x|y*`) are errors, not guesses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from slimmer.model.automaton import Kind, Piece, matching
from slimmer.model.globs import PatternError, char_class
from slimmer.text.rare import rare

Match = Callable[[str], bool]

_REPEAT = rare(r"\{[0-9]+(?:,[0-9]*)?\}")
_NOT_UTF8 = "[\ufffd\udc80-\udcff]"


def matcher(pattern: str) -> Match:
    """Tells whether a relative path is what a clean pattern names; the folders above it are not looked at.

    Raises:
        PatternError: the pattern is not read.
    """
    pieces = tuple(_pieces(pattern))
    wild = tuple(piece for piece in pieces if piece.kind is not Kind.ONE)
    inner = pattern.removeprefix("**").removesuffix("**")
    if len(wild) <= 1 and not any(mark in inner for mark in "*?[]\\"):
        return _comparison(pattern)
    _refuse_operators(pattern)
    return matching(pieces)


def _comparison(pattern: str) -> Match:
    """A pattern with `**` at one end at most is compared as text, whatever else it holds."""
    if pattern.startswith("**"):
        end = pattern[2:]
        return lambda path: path.endswith(end) or (end[0] == "/" and path == end[1:])
    if pattern.endswith("**"):
        start = pattern[:-2]
        return lambda path: path.startswith(start)
    return pattern.__eq__


def _refuse_operators(pattern: str) -> None:
    """What moby forgets to escape."""
    outside = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "", pattern, flags=re.DOTALL)
    for mark in "|^":
        if mark in outside:
            raise PatternError(f"holds `{mark}`, an operator to Docker")
    if _REPEAT().search(outside):
        raise PatternError("holds `{number}`, a repetition to Docker")


def _pieces(pattern: str) -> Iterator[Piece]:
    if pattern.startswith("\ufeff") or "\0" in pattern:
        raise PatternError("holds a NUL or begins with a byte-order mark")
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*" and pattern.startswith("*", at):
            at += 1 + pattern.startswith("/", at + 1)
            yield Piece(Kind.FOLDERS if at < len(pattern) else Kind.ALL)
        elif char == "*":
            yield Piece(Kind.NAME)
        elif char == "?":
            yield Piece(Kind.ONE, "[^/]")
        elif char == "[":
            text, at = _class(pattern, at)
            yield Piece(Kind.ONE, text)
        elif char == "\\":
            yield Piece(Kind.ONE, re.escape(_escaped(pattern, at)))
            at += 1
        elif char == "\ufffd" or "\udc80" <= char <= "\udcff":
            yield Piece(Kind.ONE, _NOT_UTF8)
        else:
            yield Piece(Kind.ONE, re.escape(char))


def _class(pattern: str, at: int) -> tuple[str, int]:
    """The expression of a character class, whose `[` is behind us, and the place after it."""
    found = char_class(pattern, at)
    text = pattern[at : found.end - 1]
    for low, high in found.ranges:
        if low > high:
            raise PatternError(f"has an empty range `{low}-{high}`")
    if "[:" in text or re.search(r"\\[^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]|(?<!\\)[*?]", text):
        raise PatternError(f"has the class `[{text}]`, which Docker takes for something else")
    return found.regex, found.end


def _escaped(pattern: str, at: int) -> str:
    char = pattern[at : at + 1]
    if not char:
        raise PatternError("ends with a backslash")
    if char.isalnum() or char > "\x7f":
        raise PatternError(f"holds `\\{char}`, which Docker takes for a class of characters or refuses")
    return char
