"""The tokens of one instruction, by `grammars/dockerfile.lark`."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from slimmer.syntax.lalr import END, NextToken, load, parse
from slimmer.syntax.lines import GO_SPACE
from slimmer.syntax.regex_lexer import Lexeme, RegexLexer


@cache
def _lexer(escape: str) -> RegexLexer:
    """The lexer for one escape character: U+241B and U+2423 of the grammar stand for it and for white space."""
    tables = load("dockerfile")
    patterns = {
        terminal.name: terminal.pattern.replace("␛", re.escape(escape)).replace("␣", GO_SPACE)
        for terminal in tables.terminals
        if "␛" in terminal.pattern or "␣" in terminal.pattern
    }
    return RegexLexer(tables, patterns)


@cache
def _no_actions() -> list[Any]:
    """The grammar says which tokens come where; the typed nodes are made of the tokens alone."""
    return [_drop] * len(load("dockerfile").rules)


def _drop(_children: list[Any]) -> None:
    return None


def lexemes(text: str, escape: str) -> list[Lexeme]:
    """The tokens of an instruction's trimmed logical line, white space included; `text` is not empty."""
    found: list[Lexeme] = []
    next_token = _lexer(escape).tokens(text)

    def recorded(state: int) -> tuple[str, Lexeme]:
        name, lexeme = next_token(state)
        if name != END:
            found.append(lexeme)
        return name, lexeme

    recording: NextToken = recorded
    parse(load("dockerfile"), "start", recording, _no_actions())
    return found
