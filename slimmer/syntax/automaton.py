"""Find the tokens of a text whose grammar does not nest: a parser without values, turned into an automaton.

An LALR parser's next step depends on its stack of states and on the next terminal. Where the grammar does not
nest, the stacks are finitely many; each is met once, and what a terminal makes of it is then known. A token costs
one match and one look-up, without the reductions between two tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slimmer.records import dataclass, field
from slimmer.syntax.lalr import END, ParseError, Tables
from slimmer.syntax.regex_lexer import Lexeme, RegexLexer

if TYPE_CHECKING:
    import re

_Stack = tuple[int, ...]

_NOTHING: Final = 1 << 62
_new = tuple.__new__


@dataclass(slots=True, eq=False)
class _Place:
    """Where a parser stands: its stack, what may be read there, and the places that terminals lead to."""

    stack: _Stack
    pattern: re.Pattern[str]
    following: dict[str, _Place] = field(default_factory=dict)
    complete: bool | None = None


class Automaton:
    """Reads texts of one start symbol.

    Args:
        tables: of a grammar that does not nest; else the places grow with the depth of what was read.
        start: the start symbol.
        lexer: of the same tables; it must drop no terminal, and have no keywords among names.
    """

    def __init__(self, tables: Tables, start: str, lexer: RegexLexer) -> None:
        self._tables, self._lexer = tables, lexer
        self._places: dict[_Stack, _Place] = {}
        self._first = self._place((tables.starts[start],))

    def lexemes(self, text: str) -> list[Lexeme]:
        """All tokens of the text, which they cover.

        Raises:
            ParseError: at the first character that cannot continue the text, or at its end.
        """
        found: list[Lexeme] = []
        place, at, end = self._first, 0, len(text)
        while at < end:
            match = place.pattern.match(text, at)
            if match is None or match.end() == at:
                raise ParseError("", at, self._tables.accepts[place.stack[-1]])
            begin, at = at, match.end()
            name: str = match.lastgroup  # type: ignore[assignment]  # every alternative of the pattern is a group
            found.append(_new(Lexeme, (name, begin, at)))
            place = place.following.get(name) or self._follow(place, name)
        if place.complete is None:
            place.complete = self._ends(place.stack)
        if not place.complete:
            raise ParseError(END, end, self._tables.accepts[place.stack[-1]])
        return found

    def _follow(self, place: _Place, terminal: str) -> _Place:
        shifted = self._shifted(place.stack, terminal)
        place.following[terminal] = following = self._place(shifted)
        return following

    def _place(self, stack: _Stack) -> _Place:
        while (number := self._tables.defaults[stack[-1]]) >= 0:
            stack = self._reduced(stack, number)
        if stack not in self._places:
            self._places[stack] = _Place(stack, self._lexer.pattern(stack[-1]))
        return self._places[stack]

    def _shifted(self, stack: _Stack, terminal: str) -> _Stack:
        while (step := self._tables.rows[stack[-1]].get(terminal, _NOTHING)) < 0:
            stack = self._reduced(stack, ~step)
        if step == _NOTHING:
            raise ParseError(terminal, None, self._tables.accepts[stack[-1]])
        return (*stack, step)

    def _ends(self, stack: _Stack) -> bool:
        accept = len(self._tables.rules)
        while (step := self._tables.rows[stack[-1]].get(END, _NOTHING)) < 0 and ~step != accept:
            stack = self._reduced(stack, ~step)
        return step != _NOTHING

    def _reduced(self, stack: _Stack, number: int) -> _Stack:
        rule = self._tables.rules[number]
        below = stack[: len(stack) - rule.length]
        return (*below, self._tables.gotos[below[-1]][rule.origin])
