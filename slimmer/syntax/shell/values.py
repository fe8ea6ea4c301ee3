"""What text says: quote removal (POSIX 2.6.7), bash's `$'...'` escapes, the inside of backquotes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from slimmer.syntax.shell.words import AnsiQuoted, DoubleQuoted, Escape, Literal, Part, SingleQuoted
from slimmer.text.rare import rare

_STATIC = (Literal, Escape, SingleQuoted, AnsiQuoted)

_ANSI_ESCAPE = rare(
    r"\\(?:([abeEfnrtv\\'\"?])|([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|c(.))",
    re.DOTALL,
)
_IN_BACKQUOTES = rare(r"\\([$`\\])")
_IN_QUOTED_BACKQUOTES = rare(r'\\([$`\\"])')
_ANSI_LETTERS = dict(zip("abeEfnrtv\\'\"?", "\a\b\x1b\x1b\f\n\r\t\v\\'\"?", strict=True))


def static_value(parts: Iterable[Part]) -> str | None:
    """The value of `parts` after quote removal, patterns and braces as written; None with an expansion."""
    values = []
    for part in parts:
        if isinstance(part, _STATIC):
            values.append(part.value)
        elif isinstance(part, DoubleQuoted):
            inner = static_value(part.parts)
            if inner is None:
                return None
            values.append(inner)
        else:
            return None
    return "".join(values)


def decode_ansi(inner: str) -> str:
    r"""The value of what stands between the quotes of `$'...'` (bash's manual, 3.1.2.4)."""
    return _ANSI_ESCAPE().sub(_decoded, inner) if "\\" in inner else inner


def _decoded(match: re.Match[str]) -> str:
    letter, octal, hexadecimal, short, long, control = match.groups()
    if letter is not None:
        return _ANSI_LETTERS[letter]
    if control is not None:
        return chr(ord(control) & 0x1F)
    if octal is not None:
        return chr(int(octal, 8) & 0xFF)
    code = int(hexadecimal or short or long, 16)
    return chr(code) if code <= 0x10FFFF else match[0]


def unescape(inner: str, start: int, *, quoted: bool) -> tuple[str, list[int]]:
    """What the shell parses between backquotes (POSIX 2.6.3).

    Args:
        inner: the text as written.
        start: its offset in the whole text.
        quoted: whether the backquotes are within double quotes: then a double quote is unescaped too.

    Returns:
        The text, and the offset of each of its characters and of its end in the whole text.
    """
    pieces: list[str] = []
    origins: list[int] = []
    read = 0
    for found in (_IN_QUOTED_BACKQUOTES if quoted else _IN_BACKQUOTES)().finditer(inner):
        pieces += (inner[read : found.start()], found[1])
        origins += (*range(start + read, start + found.start()), start + found.start())
        read = found.end()
    pieces.append(inner[read:])
    origins += range(start + read, start + len(inner) + 1)
    return "".join(pieces), origins
