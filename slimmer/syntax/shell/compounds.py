"""The shell's syntax tree: compound commands and definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slimmer.records import dataclass
from slimmer.syntax.shell.nodes import Command, Compound, List, Node, SimpleCommand, Token

if TYPE_CHECKING:
    from slimmer.syntax.shell.words import Part, Word


@dataclass(frozen=True, slots=True, eq=False)
class Subshell(Compound):
    """`( list )`."""

    CHILDREN = ("tokens", "body", "redirects")
    body: List


@dataclass(frozen=True, slots=True, eq=False)
class Group(Compound):
    """`{ list; }`."""

    CHILDREN = ("tokens", "body", "redirects")
    body: List


@dataclass(frozen=True, slots=True, eq=False)
class Branch(Node):
    """`if list then list`, or the same with `elif`."""

    CHILDREN = ("tokens", "condition", "body")
    tokens: tuple[Token, ...]
    condition: List
    body: List


@dataclass(frozen=True, slots=True, eq=False)
class If(Compound):
    """`if`: one branch and one more for each `elif`; the tokens of the branches are theirs."""

    CHILDREN = ("tokens", "branches", "otherwise", "redirects")
    branches: tuple[Branch, ...]
    otherwise: List | None


@dataclass(frozen=True, slots=True, eq=False)
class Loop(Compound):
    """`while` or, with `until` set, `until`."""

    CHILDREN = ("tokens", "condition", "body", "redirects")
    condition: List
    body: List
    until: bool


@dataclass(frozen=True, slots=True, eq=False)
class For(Compound):
    """`for name in words`; `values` is None without `in`: then the positional parameters are meant."""

    CHILDREN = ("tokens", "name", "values", "body", "redirects")
    name: Word
    values: tuple[Word, ...] | None
    body: List


@dataclass(frozen=True, slots=True, eq=False)
class Select(For):
    """Bash's `select name in words`."""


@dataclass(frozen=True, slots=True, eq=False)
class ForArith(Compound):
    """Bash's `for (( ; ; ))`; `header` is what is within the double parentheses."""

    CHILDREN = ("tokens", "header", "body", "redirects")
    header: tuple[Part, ...]
    body: List


@dataclass(frozen=True, slots=True, eq=False)
class CaseItem(Node):
    """Patterns, a body and what ends it: `;;`, `;&`, `;;&`, or None for the last item."""

    CHILDREN = ("tokens", "patterns", "body", "terminator")
    tokens: tuple[Token, ...]
    patterns: tuple[Word, ...]
    body: List | None
    terminator: Token | None


@dataclass(frozen=True, slots=True, eq=False)
class Case(Compound):
    """`case word in items esac`."""

    CHILDREN = ("tokens", "subject", "items", "redirects")
    subject: Word
    items: tuple[CaseItem, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TestCommand(Compound):
    """Bash's `[[ ]]`: the operands in order; the operators and parentheses are among the tokens."""

    __test__ = False  # no test class, whatever its name

    CHILDREN = ("tokens", "words", "redirects")
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ArithCommand(Compound):
    """Bash's `(( ))`; its text is not checked, but for nested expansions."""

    CHILDREN = ("tokens", "parts", "redirects")
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FunctionDef(Command):
    """`name() body` or `function name body`; redirections belong to the body."""

    CHILDREN = ("tokens", "name", "body")
    tokens: tuple[Token, ...]
    name: Word
    body: Command


@dataclass(frozen=True, slots=True, eq=False)
class Coprocess(Command):
    """Bash's `coproc`, with the name a compound command may have."""

    CHILDREN = ("tokens", "name", "body")
    tokens: tuple[Token, ...]
    name: Word | None
    body: Compound | SimpleCommand
