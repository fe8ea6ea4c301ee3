"""The tokens of one instruction, by `grammars/dockerfile.lark`."""

from __future__ import annotations

import re
from functools import cache

from slimmer.syntax.automaton import Automaton
from slimmer.syntax.lalr import load
from slimmer.syntax.lines import GO_SPACE
from slimmer.syntax.regex_lexer import Lexeme, RegexLexer

_ASCII_SPACE = "".join(filter(str.isascii, GO_SPACE))
_BYTES = _ASCII_SPACE + "\udc85\udca0"
"""What Go's `unicode.IsSpace` says yes to when it is asked byte by byte; the last two are bytes that are not UTF-8."""
_FLAGGED = re.compile(rf"[^\t\v\f\r ]+[\t\v\f\r ][\s{_BYTES}]*--").match
_SPECIAL = ("EXEC", "FLAG", "END_OF_FLAGS")
"""Terminals whose expressions take longest to compile, and which most instructions cannot hold."""


@cache
def _lexer(escape: str, white: str, bytewise: str, is_plain: bool) -> RegexLexer:
    """The lexer for one escape character, put in, as white space is, where the grammar has a sign for it."""
    tables = load("dockerfile")
    signs = str.maketrans({"␛": re.escape(escape), "␣": white, "␤": bytewise})
    patterns = {terminal.name: terminal.pattern.translate(signs) for terminal in tables.terminals}
    if is_plain:
        patterns |= dict.fromkeys(_SPECIAL, "(?!)")
    return RegexLexer(tables, patterns)


def lexemes(text: str, escape: str) -> list[Lexeme]:
    """The tokens of an instruction's trimmed logical line, white space included; `text` is not empty.

    Raises:
        ParseError: the text is none the grammar knows.
    """
    is_plain = "[" not in text and _FLAGGED(text) is None
    return _reader(escape, text.isascii(), is_plain).lexemes(text)


@cache
def _reader(escape: str, is_ascii: bool, is_plain: bool) -> Automaton:
    """What reads texts.

    Those of ASCII are read by expressions that know no other white space, and those without a flag and a bracket by
    some that know neither: both compile much faster.
    """
    white, bytewise = (_ASCII_SPACE, _ASCII_SPACE) if is_ascii else (GO_SPACE, _BYTES)
    return Automaton(load("dockerfile"), "start", _lexer(escape, white, bytewise, is_plain))
