"""The shell's syntax tree: words and their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slimmer.records import dataclass
from slimmer.syntax.shell.nodes import Node

if TYPE_CHECKING:
    from slimmer.syntax.shell.nodes import List, Token


@dataclass(frozen=True, slots=True, eq=False)
class Part(Node):
    """Base of what a word, a double-quoted string or a here-document is made of."""


@dataclass(frozen=True, slots=True, eq=False)
class Literal(Part):
    """A run of characters that stand for themselves, but for patterns and braces (see `Word`)."""

    value: str


@dataclass(frozen=True, slots=True, eq=False)
class Escape(Part):
    r"""A backslash and the character it quotes, which is `value`; "" for a join (backslash newline)."""

    value: str


@dataclass(frozen=True, slots=True, eq=False)
class Tilde(Part):
    """`~` or `~user` where the shell expands it."""

    value: str


@dataclass(frozen=True, slots=True, eq=False)
class SingleQuoted(Part):
    """`'value'`."""

    value: str


@dataclass(frozen=True, slots=True, eq=False)
class AnsiQuoted(Part):
    r"""Bash's `$'value'`, with its escapes such as `\n` decoded."""

    value: str


@dataclass(frozen=True, slots=True, eq=False)
class DoubleQuoted(Part):
    """`"parts"`; `localized` for bash's `$"parts"`."""

    CHILDREN = ("parts",)
    parts: tuple[Part, ...]
    localized: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Parameter(Part):
    """`$name` or `${name...}`.

    Attributes:
        name: of the variable or special parameter; "" where the braces hold something else.
        braced: whether there are braces.
        operator: what follows the name, such as `:-`, `%%` or `/`; `#` and `!` in front are kept apart.
        parts: what follows the operator.
        prefix: `#` (length), `!` (indirection) or "".
        index: bash's array index with its brackets, or ""; one with expansions or quotes is left in `parts`.
    """

    CHILDREN = ("parts",)
    name: str
    braced: bool = False
    operator: str = ""
    parts: tuple[Part, ...] = ()
    prefix: str = ""
    index: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class CommandSubstitution(Part):
    """`$(body)`; `body` is None where it is empty."""

    CHILDREN = ("tokens", "body")
    tokens: tuple[Token, ...]
    body: List | None


@dataclass(frozen=True, slots=True, eq=False)
class Backquoted(Part):
    """The old form of command substitution.

    Attributes:
        body: None where it is empty, or where bash puts off finding a syntax error until it runs.
        escaped: whether backslashes were removed before parsing. The spans within then cover the text as
            written, which differs from what the shell reads.
    """

    CHILDREN = ("body",)
    body: List | None
    escaped: bool


@dataclass(frozen=True, slots=True, eq=False)
class ArithmeticExpansion(Part):
    """`$((parts))`, or bash's old `$[parts]`; not checked but for nested expansions."""

    CHILDREN = ("parts",)
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ProcessSubstitution(Part):
    """Bash's `<(body)` and `>(body)`."""

    CHILDREN = ("tokens", "body")
    tokens: tuple[Token, ...]
    body: List | None


@dataclass(frozen=True, slots=True, eq=False)
class ExtGlob(Part):
    """An extended pattern such as `@(a|b)`, which bash reads within `[[ ]]` in any case."""

    CHILDREN = ("parts",)
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Array(Part):
    """Bash's `(element ...)` behind an assignment's `=`; an element may be `[index]=value`."""

    CHILDREN = ("tokens", "elements")
    tokens: tuple[Token, ...]
    elements: tuple[Word, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Word(Node):
    """A word, before any expansion.

    Attributes:
        parts: in order, without gaps: they cover the word.
        literal: the value after quote removal when it is known without running anything, else None (an
            expansion, a pattern, braces bash expands, a tilde).
        has_glob: whether an unquoted `*` or `?`, or `[` with a `]` behind it, makes it a pattern.
        has_brace: whether bash expands unquoted braces in it.
    """

    CHILDREN = ("parts",)
    parts: tuple[Part, ...]
    literal: str | None
    has_glob: bool = False
    has_brace: bool = False
