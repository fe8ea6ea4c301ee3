"""What each of the parser's states asks of the scanner, read off the terminals it accepts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from slimmer.syntax import lalr
from slimmer.syntax.shell.nodes import Dialect
from slimmer.text.rare import Numbered

COMMAND: Final = 1
"""A command may begin: reserved words count."""
ASSIGN: Final = 2
"""An assignment may stand here; another word is the command's name."""
PATTERN: Final = 4
"""A pattern of `case` may come, or `esac`."""
AWAITED: Final = 8
"""No command may begin, and no word come, but perhaps a reserved word, as behind `}` or `for x`."""
LINES: Final = 16
"""Newlines are dropped: they separate nothing here (POSIX's `linebreak`)."""
SPECIAL: Final = 32
"""From here on: the scanner has a method of its own for the state."""
DONE: Final = 32
"""The start symbol is complete; nothing may be read."""
CONDITION: Final = 64
"""Within bash's `[[ ]]`."""
MARK: Final = 128
"""Behind `!` or `time`, where bash may end the pipeline."""

_POSIX = {
    "if": "IF", "then": "THEN", "elif": "ELIF", "else": "ELSE", "fi": "FI", "while": "WHILE", "do": "DO",
    "until": "UNTIL", "done": "DONE", "for": "FOR", "in": "IN", "case": "CASE", "esac": "ESAC",
    "{": "LBRACE", "}": "RBRACE", "!": "BANG",
}  # fmt: skip
_BASH = {
    **_POSIX, "function": "FUNCTION", "select": "SELECT", "time": "TIME", "coproc": "COPROC",
    "[[": "COND_OPEN", "]]": "COND_CLOSE",
}  # fmt: skip
RESERVED: Final = {Dialect.POSIX: _POSIX, Dialect.BASH: _BASH}
"""Reserved words and their terminals."""

_KEYWORDS = frozenset(_BASH.values())
_BEFORE_LINES = frozenset(("IF", "ESAC", "IN", "DO", "LBRACE"))


@cache
def tables() -> lalr.Tables:
    """The tables of `grammars/shell.lark`."""
    return lalr.load("shell")


@cache
def modes() -> Mapping[int, int]:
    """The mode of each state; 0 where words are just words."""
    accepts = tables().accepts
    return Numbered(lambda state: _mode(accepts[state]))


def _mode(accepts: frozenset[str]) -> int:
    if accepts == {lalr.END}:
        return DONE
    if accepts & {"COND_WORD", "COND_BINARY"} or ("COND_CLOSE" in accepts and "NEWLINE" not in accepts):
        return CONDITION
    mode = 0
    if "IF" in accepts:
        mode |= COMMAND
        if "AND_IF" in accepts and "BANG" in accepts:
            mode |= MARK
    if "ASSIGN" in accepts:
        mode |= ASSIGN
    if {"ESAC", "WORD", "LPAREN"} == accepts:
        mode |= PATTERN
    if "WORD" not in accepts and accepts & _KEYWORDS:
        mode |= AWAITED
    if "NEWLINE" not in accepts and accepts & _BEFORE_LINES:
        mode |= LINES
    return mode
