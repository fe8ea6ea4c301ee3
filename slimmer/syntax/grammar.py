"""The tokens of one instruction, by `grammars/dockerfile.lark`."""

from __future__ import annotations

import re
from functools import cache

from slimmer.syntax.automaton import Automaton
from slimmer.syntax.lalr import load
from slimmer.syntax.lines import GO_SPACE
from slimmer.syntax.regex_lexer import Lexeme, RegexLexer

_FLAGGED = re.compile(r"[^\t\v\f\r ]+[\t\v\f\r ]\s*--").match
_SPECIAL = ("EXEC", "FLAG", "END_OF_FLAGS")
"""Terminals whose expressions take longest to compile, and which most instructions cannot hold."""


@cache
def _lexer(escape: str, white: str, is_plain: bool) -> RegexLexer:
    """The lexer for one escape character: U+241B and U+2423 of the grammar stand for it and for white space."""
    tables = load("dockerfile")
    patterns = {
        terminal.name: terminal.pattern.replace("␛", re.escape(escape)).replace("␣", white)
        for terminal in tables.terminals
        if "␛" in terminal.pattern or "␣" in terminal.pattern
    }
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
    white = "".join(filter(str.isascii, GO_SPACE)) if is_ascii else GO_SPACE
    return Automaton(load("dockerfile"), "start", _lexer(escape, white, is_plain))
