"""The tokens of one instruction, by `grammars/dockerfile.lark`."""

from __future__ import annotations

import re
from functools import cache

from slimmer.syntax.automaton import Automaton
from slimmer.syntax.lalr import load
from slimmer.syntax.lines import GO_SPACE
from slimmer.syntax.regex_lexer import Lexeme, RegexLexer


@cache
def _lexer(escape: str, white: str) -> RegexLexer:
    """The lexer for one escape character: U+241B and U+2423 of the grammar stand for it and for white space."""
    tables = load("dockerfile")
    patterns = {
        terminal.name: terminal.pattern.replace("␛", re.escape(escape)).replace("␣", white)
        for terminal in tables.terminals
        if "␛" in terminal.pattern or "␣" in terminal.pattern
    }
    return RegexLexer(tables, patterns)


def lexemes(text: str, escape: str) -> list[Lexeme]:
    """The tokens of an instruction's trimmed logical line, white space included; `text` is not empty.

    Raises:
        ParseError: the text is none the grammar knows.
    """
    return _reader(escape, text.isascii()).lexemes(text)


@cache
def _reader(escape: str, is_ascii: bool) -> Automaton:
    """What reads texts: those of ASCII by expressions that know no other white space, and compile much faster."""
    white = "".join(filter(str.isascii, GO_SPACE)) if is_ascii else GO_SPACE
    return Automaton(load("dockerfile"), "start", _lexer(escape, white))
