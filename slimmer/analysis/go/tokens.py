"""Go's tokens (The Go Programming Language Specification, "Lexical elements"): enough to read imports and calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a token is: a name or keyword, a string (both forms), a comment, or anything else."""

    NAME = "name"
    STRING = "string"
    COMMENT = "comment"
    OTHER = "other"


class GoToken(NamedTuple):
    """A token.

    Attributes:
        text: the value of a string; a comment with its `//`; else as written.
        line: 1-based, of its first character.
    """

    kind: Kind
    text: str
    line: int


_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\r\n\ufeff]+)
  | (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<raw>`[^`]*`)
  | (?P<string>"(?:[^"\\\n]|\\.)*")
  | (?P<rune>'(?:[^'\\\n]|\\.)+')
  | (?P<name>[^\W\d]\w*)
  | (?P<number>\.?\d[\w.]*)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([0-7]{3})|(.))")
_SIMPLE = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def go_tokens(text: str) -> Iterator[GoToken]:
    """The tokens of a source file, comments among them; text that is no Go gives tokens of kind OTHER."""
    line = 1
    for found in _TOKEN.finditer(text):
        spelled = found[0]
        group = found.lastgroup
        if group == "string":
            yield GoToken(Kind.STRING, _ESCAPE.sub(_unescaped, spelled[1:-1]), line)
        elif group == "raw":
            yield GoToken(Kind.STRING, spelled[1:-1].replace("\r", ""), line)
        elif group == "name":
            yield GoToken(Kind.NAME, spelled, line)
        elif group == "comment":
            yield GoToken(Kind.COMMENT, spelled, line)
        elif group != "space":
            yield GoToken(Kind.OTHER, spelled, line)
        line += spelled.count("\n")


def _unescaped(found: re.Match[str]) -> str:
    short, long, byte, octal, char = found.groups()
    digits = short or long or byte
    if digits:
        code = int(digits, 16)
        return chr(code) if code < 0x110000 else "\ufffd"
    return chr(int(octal, 8)) if octal else _SIMPLE.get(char, char)
