"""A lexer made of regular expressions for the LALR driver, contextual as Lark's own."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import NamedTuple

from slimmer.records import replace
from slimmer.syntax.lalr import END, NextToken, ParseError, Tables, Terminal


class Lexeme(NamedTuple):
    """A token of `RegexLexer`: the terminal's name and its span `[start, end)` in the text."""

    name: str
    start: int
    end: int


class RegexLexer:
    """A contextual lexer: in each state it tries only the terminals the parser accepts there.

    As in Lark's contextual lexer, terminals are tried by priority, then longest possible match, then longest
    pattern; a plain string of the grammar which a pattern terminal also matches wins when the *whole* match
    equals it (a keyword among names).

    Args:
        tables: of the grammar.
        patterns: regular expressions by terminal, for declared ones (tried last) or in place of the grammar's
            own (whose priority and place they keep).
    """

    def __init__(self, tables: Tables, patterns: Mapping[str, str] | None = None) -> None:
        own = dict(patterns or {})
        kept = [replace(t, pattern=own.pop(t.name, t.pattern)) for t in tables.terminals]
        self._terminals = [*kept, *(Terminal(name, pattern, None, 0) for name, pattern in own.items())]
        self._tables = tables
        self._compiled: dict[frozenset[str], tuple[re.Pattern[str], dict[str, dict[str, str]]]] = {}

    def tokens(self, text: str, start: int = 0, end: int = sys.maxsize) -> NextToken:
        """The `next_token` function over `text[start:end]`; its values are `Lexeme`s.

        `next_token` raises `ParseError` with an empty terminal and the offset where nothing matches.
        """
        accepts, ignored = self._tables.accepts, self._tables.ignored
        at, end = start, min(end, len(text))

        def next_token(state: int) -> tuple[str, Lexeme]:
            nonlocal at
            expected = accepts[state]
            pattern, keywords = self._compiled.get(expected) or self._compile(expected)
            while at < end:
                match = pattern.match(text, at, end)
                if match is None or match.end() == at:
                    raise ParseError("", at, expected)
                begin, at = at, match.end()
                name = match.lastgroup or ""
                if name in keywords:
                    name = keywords[name].get(match.group(), name)
                if name not in ignored:
                    return name, Lexeme(name, begin, at)
            return END, Lexeme(END, end, end)

        return next_token

    def pattern(self, state: int) -> re.Pattern[str]:
        """What is tried in a state of the parser: a group for each terminal, called by its name."""
        expected = self._tables.accepts[state]
        return (self._compiled.get(expected) or self._compile(expected))[0]

    def _compile(self, expected: frozenset[str]) -> tuple[re.Pattern[str], dict[str, dict[str, str]]]:
        wanted = expected | self._tables.ignored
        terminals = [terminal for terminal in self._terminals if terminal.name in wanted]
        strings = [terminal for terminal in terminals if terminal.literal is not None]
        keywords: dict[str, dict[str, str]] = {}
        embedded: set[str] = set()
        for terminal in terminals:
            if terminal.literal is None:
                matched = {s.literal or "": s.name for s in strings if _covers(terminal, s)}
                embedded.update(matched.values())
                if matched:
                    keywords[terminal.name] = matched
        groups = [f"(?P<{t.name}>{t.pattern})" for t in terminals if t.name not in embedded]
        entry = re.compile("|".join(groups) or "(?!)"), keywords
        self._compiled[expected] = entry
        return entry


def _covers(terminal: Terminal, string: Terminal) -> bool:
    """Whether the pattern terminal takes the whole literal, at the same priority (and so would hide it)."""
    match = re.match(terminal.pattern, string.literal or "")
    return terminal.priority == string.priority and match is not None and match.group() == string.literal
