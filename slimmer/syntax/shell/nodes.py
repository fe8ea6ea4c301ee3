"""The shell's syntax tree: commands. Words and their parts are in `words`.

Every node has `start` and `end`, half-open offsets into the text that was parsed. Nodes are frozen, slotted
and equal by identity. Blanks, joins (backslash newline), newlines that separate nothing and comments belong
to no node but the script; all other characters are in a word, a redirection or a `Token`.

A here-document's body lies behind the line of its operator, so it is outside the span of the redirection it
belongs to. That is the one exception to "children lie within their parent".
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from slimmer.errors import SlimmerError
from slimmer.records import dataclass

if TYPE_CHECKING:
    from slimmer.syntax.shell.words import Part, Word


class Dialect(Enum):
    """Which shell's reading: `POSIX` is dash's (Debian's `sh`), `BASH` is bash's without `extglob` set."""

    POSIX = "posix"
    BASH = "bash"

    __hash__ = object.__hash__  # each member is one object; Enum's own is a call of Python's


_BOURNE = ("sh", "bash", "ash", "dash", "ksh", "mksh", "busybox")


@lru_cache(maxsize=64)  # one is asked for at every step of a file
def shell_program(words: tuple[str, ...]) -> str:
    """The file name, in lower case, of the program that SHELL's words start."""
    if len(words) > 1 and words[0].rpartition("/")[2] == "env":
        words = tuple(word for word in words[1:] if not word.startswith("-") and "=" not in word)
    return words[0].replace("\\", "/").rpartition("/")[2].lower() if words else ""


def dialect_of(words: tuple[str, ...]) -> Dialect | None:
    """Whose syntax a script must have that SHELL's words are given, None where slimmer reads none of it.

    `/bin/sh` is dash, busybox or bash, as the base image has it: bash's syntax holds the others'.
    """
    return Dialect.BASH if shell_program(words) in _BOURNE else None


class ShellSyntaxError(SlimmerError):
    """Text the dialect's shell would reject, or which nests deeper than slimmer reads.

    Attributes:
        message: what was found and what was missing.
        offset: where, in code points of the text.
    """

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message, offset)
        self.message, self.offset = message, offset

    def __str__(self) -> str:
        return f"shell syntax: {self.message} (at offset {self.offset})"


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """Base of all nodes; `CHILDREN` names the fields that hold nodes, or tuples of nodes."""

    CHILDREN: ClassVar[tuple[str, ...]] = ()
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Token(Node):
    """A reserved word or an operator; `text` is as the shell reads it (without joins)."""

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Comment(Node):
    """From `#` to the end of the line, which is not part of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Command(Node):
    """Base of what a pipeline is made of."""


@dataclass(frozen=True, slots=True, eq=False)
class Pipeline(Node):
    """Commands joined by `|` or `|&`.

    Attributes:
        marks: `!`, `time` and its options, in front.
        commands: empty in bash's bare `!` and `time`.
        operators: one fewer than commands.
    """

    CHILDREN = ("marks", "commands", "operators")
    commands: tuple[Command, ...]
    operators: tuple[Token, ...] = ()
    marks: tuple[Token, ...] = ()

    @property
    def negated(self) -> bool:
        """Whether the exit status is inverted."""
        return bool(self.marks) and sum(mark.text == "!" for mark in self.marks) % 2 == 1

    @property
    def timed(self) -> bool:
        """Whether bash's `time` stands in front."""
        return any(mark.text == "time" for mark in self.marks)


@dataclass(frozen=True, slots=True, eq=False)
class AndOr(Node):
    """Pipelines joined by `&&` and `||`, which bind equally and to the left (POSIX 2.9.3)."""

    CHILDREN = ("pipelines", "operators")
    pipelines: tuple[Pipeline, ...]
    operators: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class ListItem(Node):
    r"""An and-or list and what ends it; the separator's text is `;`, `&` or a newline, None at the end."""

    CHILDREN = ("and_or", "separator")
    and_or: AndOr
    separator: Token | None


@dataclass(frozen=True, slots=True, eq=False)
class List(Node):
    """One or more items in sequence."""

    CHILDREN = ("items",)
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Script(Node):
    """A whole text. `body` is None when it holds no command; comments are all there are, at any depth."""

    CHILDREN = ("body",)
    text: str
    body: List | None
    comments: tuple[Comment, ...]
    dialect: Dialect


@dataclass(frozen=True, slots=True, eq=False)
class HereDoc(Node):
    """A here-document: the lines of its body, which end at `body_end`, and the line that ends it.

    Attributes:
        body_end: where the body ends; it starts at `start`.
        delimiter: the word of the operator, after quote removal.
        quoted: whether any part of that word was quoted: then the body is literal text.
        strip_tabs: whether the operator was `<<-`.
        parts: the body's literal text and expansions; None when bash accepts what cannot be read here.
        terminator: the line that ends it, without its newline; None when the text ended first.
    """

    CHILDREN = ("parts", "terminator")
    body_end: int
    delimiter: str
    quoted: bool
    strip_tabs: bool
    parts: tuple[Part, ...] | None
    terminator: Token | None


@dataclass(frozen=True, slots=True, eq=False)
class Redirect(Node):
    """A redirection.

    Attributes:
        fd: the digits or `{name}` in front, or None.
        operator: such as `>`, `<<-` or `>&`.
        target: a file, a descriptor, `-`, or a here-document's delimiter.
        heredoc: the body, for `<<` and `<<-`.
    """

    CHILDREN = ("fd", "operator", "target", "heredoc")
    fd: Token | None
    operator: Token
    target: Word
    heredoc: HereDoc | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Assignment(Node):
    """`name=value`, `name+=value` or `name[index]=value`.

    Attributes:
        name: the variable.
        value: None when nothing follows the `=`.
        append: whether it is `+=`.
        index: what is between the brackets (perhaps no parts at all), or None.
    """

    CHILDREN = ("index", "value")
    name: str
    value: Word | None
    append: bool = False
    index: Word | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SimpleCommand(Command):
    """Assignments, words and redirections; the first word is the command's name."""

    CHILDREN = ("assignments", "words", "redirects")
    assignments: tuple[Assignment, ...]
    words: tuple[Word, ...]
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Compound(Command):
    """Base of compound commands: `tokens` are its reserved words and parentheses, in order."""

    tokens: tuple[Token, ...]
    redirects: tuple[Redirect, ...]
