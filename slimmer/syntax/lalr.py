"""LALR(1) tables made by Lark, and a small driver that runs them without importing Lark.

Lark is used as a *table generator*: it reads `grammars/<name>.lark` and computes the LALR(1) tables, which
are reduced to plain lists and dictionaries and kept as JSON: beside the grammar in a wheel
(`<name>.tables`, written by `build`, which `python -m slimmer.syntax.lalr build [FOLDER]` calls), else in the
user's cache. Importing Lark and building a grammar costs a third of a second of CPU time; reading a table
costs a few milliseconds.

A grammar names its start symbols in a comment, `// start: script substitution` (default: `start`). Terminals
may have a pattern, for `regex_lexer.RegexLexer`, or be declared only (`%declare WORD`), for a lexer by hand.

Example:
    ::

        tables = load("dockerfile")
        actions = tables.actions({
            "start": lambda children: Instruction(children[0], children[1]),   # a rule's name, or ...
            "flagged": lambda children: Flagged(*children),                    # ... its alias (`-> flagged`)
        })
        lexer = RegexLexer(tables)                       # once; see regex_lexer
        node = parse(tables, "start", lexer.tokens(text, 0, len(text)), actions)

Rules of the game:

- `next_token(state)` is asked for one token: a pair (terminal name, value); `tables.accepts[state]` is the
  set of terminals acceptable there, so that a lexer can decide by context. At the end it answers
  `(END, value)`.
- A state that can only reduce by one rule does so *before* the lexer is asked, so a lexer sees the most
  exact state, and a nested parse never reads beyond its last token but for the `END` it must then be given.
- An action gets the list of the children's values and returns the node; the list is its own to keep.
  A rule without action passes its only child on; one whose name starts with `_` gives the list of
  its children. A repetition (`x*`, `x+`) arrives as one flat list of values, and is
  absent when empty; so is an absent option. Every token is a child: nothing is filtered out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from slimmer.records import dataclass, field
from slimmer.syntax import lalr_files
from slimmer.text.rare import Numbered

if TYPE_CHECKING:
    from slimmer.syntax.lalr_files import RawTables

END: Final = "$END"
"""The terminal at the end of the input, as Lark names it."""

Action = Callable[[list[Any]], Any]
NextToken = Callable[[int], tuple[str, Any]]

build = lalr_files.build

_NOTHING: Final = sys.maxsize
_SHALLOW: Final = sys.maxsize


class ParseError(Exception):
    """A token that no rule allows at its place.

    Attributes:
        terminal: name of the token's terminal; "" where no terminal's pattern matches the text.
        value: what the lexer gave as the token's value; an offset where nothing matched.
        expected: the terminals the parser would have accepted.
    """

    def __init__(self, terminal: str, value: Any, expected: frozenset[str]) -> None:
        super().__init__(terminal, value, expected)
        self.terminal, self.value, self.expected = terminal, value, expected

    def __str__(self) -> str:
        return f"unexpected {self.terminal or 'text'}, expected one of {', '.join(sorted(self.expected))}"


class TooDeepError(Exception):
    """The input nests deeper than the limit given to `parse`; `value` is the token that went too far."""

    def __init__(self, value: Any) -> None:
        super().__init__(value)
        self.value = value


class Rule(NamedTuple):
    """One production.

    Attributes:
        origin: the nonterminal it makes.
        length: how many symbols it is made of.
        alias: the name after `->`, or None.
        repeats: whether the first symbol is `origin` again: Lark writes `x+` as `y: x | y x`.
    """

    origin: str
    length: int
    alias: str | None
    repeats: bool

    @property
    def name(self) -> str:
        """What actions call the rule: its alias, or its origin."""
        return self.alias or self.origin


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal with a pattern. Lists of terminals are in the order in which a lexer must try them.

    Attributes:
        name: as in the grammar.
        pattern: source of a regular expression, with inline flags.
        literal: the text when the terminal is a plain string of the grammar, else None.
        priority: of the grammar, default 0.
    """

    name: str
    pattern: str
    literal: str | None
    priority: int


@dataclass(frozen=True, eq=False)
class Tables:
    """The LALR(1) tables of one grammar.

    Attributes:
        rules: the productions; other fields name them by index.
        rows: for each state, terminal -> step; a step `s >= 0` shifts to state `s`, `s < 0` reduces rule
            `~s`; the step `~len(rules)` accepts.
        gotos: for each state, nonterminal -> state.
        defaults: for each state, the one rule it can reduce without looking ahead, or -1.
        accepts: for each state, the terminals of its row.
        starts: start symbol -> state.
        terminals: those with a pattern.
        ignored: names of the terminals a regex lexer drops (`%ignore`).
    """

    rules: tuple[Rule, ...]
    rows: Mapping[int, dict[str, int]] = field(repr=False)
    gotos: Mapping[int, dict[str, int]] = field(repr=False)
    defaults: Mapping[int, int] = field(repr=False)
    accepts: Mapping[int, frozenset[str]] = field(repr=False)
    starts: Mapping[str, int]
    terminals: tuple[Terminal, ...]
    ignored: frozenset[str]

    @classmethod
    def of(cls, raw: RawTables) -> Tables:
        """Unpack what `lalr_files` stores."""
        names = [sys.intern(name) for name in raw["names"]]
        rows, gotos = _unpacked(raw["rows"], names), _unpacked(raw["gotos"], names)
        accept = len(raw["rules"])
        return cls(
            rules=tuple(Rule(names[origin], *rest) for origin, *rest in cast("list[Any]", raw["rules"])),
            rows=rows,
            gotos=gotos,
            defaults=Numbered(lambda state: _default(rows[state], accept)),
            accepts=Numbered(lambda state: frozenset(rows[state])),
            starts=raw["starts"],
            terminals=tuple(Terminal(*terminal) for terminal in raw["terminals"]),
            ignored=frozenset(raw["ignored"]),
        )

    def actions(self, named: Mapping[str, Action]) -> list[Action | None]:
        """The actions by rule index, from a mapping by rule name or alias.

        Raises:
            KeyError: a name without a rule, or a rule of several children without an action.
        """
        unknown = named.keys() - {rule.name for rule in self.rules}
        if unknown:
            raise KeyError(f"no such rule: {', '.join(sorted(unknown))}")
        return [_action(rule, named) for rule in self.rules]


def _unpacked(packed: list[list[int]], names: list[str]) -> Mapping[int, dict[str, int]]:
    name_of = names.__getitem__
    return Numbered(lambda state: dict(zip(map(name_of, packed[state][::2]), packed[state][1::2], strict=True)))


def _default(row: dict[str, int], accept: int) -> int:
    """The rule all terminals of `row` reduce; the accepting state has none: the end must be seen there."""
    steps = set(row.values())
    only = steps.pop() if len(steps) == 1 else 0
    return ~only if only < 0 and ~only != accept else -1


def _action(rule: Rule, named: Mapping[str, Action]) -> Action | None:
    if rule.name in named:
        return named[rule.name]
    if rule.origin.startswith("_"):
        if not rule.repeats:
            return collect
        return append if rule.length == 2 else extend
    if rule.length != 1:
        raise KeyError(f"no action for the rule {rule.name} of {rule.length} children")
    return None


def collect(children: list[Any]) -> list[Any]:
    """Action: the children as a list, the start of a repetition."""
    return children


def append(children: list[Any]) -> Any:
    """Action for `list: list item`: the list, with the item added. The driver does it in place."""
    children[0].append(children[1])
    return children[0]


def extend(children: list[Any]) -> Any:
    """Action for `list: list item item ...`: the list, with all items added."""
    head = children[0]
    head.extend(children[1:])
    return head


@cache
def load(name: str) -> Tables:
    """The tables of `grammars/<name>.lark`: shipped, cached or built now (which imports Lark).

    Raises:
        FileNotFoundError: there is no such grammar.
    """
    return Tables.of(lalr_files.load(name))


def parse(
    tables: Tables, start: str, next_token: NextToken, actions: Sequence[Action | None], limit: int = _SHALLOW
) -> Any:
    """Run the tables from the start symbol `start` and give the value of its action.

    Args:
        tables: of the grammar.
        start: one of the grammar's start symbols.
        next_token: the lexer, see the module's text.
        actions: by rule index, from `Tables.actions`.
        limit: how many symbols may be open at once before `TooDeepError`.

    Raises:
        ParseError: at the first token that cannot continue the input.
        TooDeepError: beyond `limit`.
    """
    rows, gotos, defaults, rules = tables.rows, tables.gotos, tables.defaults, tables.rules
    accept, state = len(rules), tables.starts[start]
    states: list[int] = [state]
    values: list[Any] = []
    name, value = "", None
    while True:
        number = defaults[state]
        if number < 0:
            if not name:
                name, value = next_token(state)
            step = rows[state].get(name, _NOTHING)
            if 0 <= step < _NOTHING:
                name, state = "", step
                states.append(step)
                values.append(value)
                if len(states) > limit:
                    raise TooDeepError(value)
                continue
            if step == _NOTHING:
                raise ParseError(name, value, tables.accepts[state])
            number = ~step
            if number == accept:
                return values[-1]
        origin, length, _, _ = rules[number]
        action = actions[number]
        if length == 1:
            if action is not None:
                values[-1] = action([values[-1]])
            states[-1] = state = gotos[states[-2]][origin]
            continue
        if action is append:
            values[-2].append(values.pop())
            del states[-2:]
        else:
            cut = len(values) - length
            children = values[cut:]
            del values[cut:], states[cut + 1 :]
            values.append(action(children))  # type: ignore[misc]  # only a rule of one child may lack its action
        state = gotos[states[-1]][origin]
        states.append(state)


if __name__ == "__main__":
    raise SystemExit(lalr_files.main(sys.argv[1:]))
