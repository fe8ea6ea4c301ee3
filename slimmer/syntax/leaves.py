"""The leaves of a Dockerfile's tree: words, flags, here-documents, commands in either form, comments, blanks."""

from __future__ import annotations

from slimmer.records import dataclass
from slimmer.syntax.lines import Folded, Span
from slimmer.syntax.shell import Dialect, Script, ShellSyntaxError, parse_shell


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """Anything that stands in the file at `[start, end)`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Token(Node):
    """A word as BuildKit sees it: `text` is without joins, as written (quotes and escapes kept)."""

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Flag(Token):
    """`--name=value` between keyword and arguments; `value` is unquoted, None for a bare `--name`."""

    name: str
    value: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Pair(Node):
    """One `key=value` of ENV, LABEL or ARG; `separator` is `=`, or a blank in the legacy `ENV key value`."""

    key: Token
    value: Token | None
    separator: str


@dataclass(frozen=True, slots=True, eq=False)
class Heredoc(Node):
    r"""A here-document of RUN, COPY or ADD: its body lines and its terminator line.

    Attributes:
        name: the delimiter, unquoted, as BuildKit reads it (which may differ from the shell's reading).
        content: the body as in the file, each line with its ending.
        expand: whether variables are expanded (the delimiter was not quoted).
        chomp: whether leading tabs are dropped (`<<-`).
        fd: the file descriptor before `<<`, 0 where none is written.
    """

    name: str
    content: str
    body: Span
    expand: bool
    chomp: bool
    fd: int


@dataclass(frozen=True, eq=False)
class ShellForm(Node):
    """A command given to a shell as one string.

    Attributes:
        folded: the string the shell receives: joins and comments dropped, here-documents appended.
        shebang: the `#!` line of a here-document that is run as a file of its own, not by the shell.
    """

    folded: Folded
    shebang: str | None = None

    @property
    def text(self) -> str:
        """The string the shell receives."""
        return self.folded.text

    @property
    def _scripts(self) -> dict[Dialect, Script | ShellSyntaxError]:
        # A cached property of Python 3.11 takes a lock, which costs more than this.
        known: dict[Dialect, Script | ShellSyntaxError] = self.__dict__.setdefault("scripts", {})
        return known

    def take_scripts(self, other: ShellForm) -> None:
        """Take over what was parsed of another form with the same text: spans are offsets into the text."""
        self.__dict__["scripts"] = other._scripts

    def script(self, dialect: Dialect = Dialect.BASH) -> Script | ShellSyntaxError:
        """The parsed script, or the error that says why it is none; parsed once a dialect."""
        scripts = self._scripts
        known = scripts.get(dialect)
        if known is None:
            try:
                known = parse_shell(self.text, dialect)
            except ShellSyntaxError as error:
                known = error
            scripts[dialect] = known
        return known


@dataclass(frozen=True, slots=True, eq=False)
class ExecForm(Node):
    """A JSON array of strings: `words` are the decoded members, tokens as written in quotes."""

    tokens: tuple[Token, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Directive(Node):
    """`# name=value` at the very top: syntax, escape or check."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, eq=False)
class Comment(Node):
    """A comment line between instructions, its indentation and ending included."""


@dataclass(frozen=True, slots=True, eq=False)
class Blank(Node):
    """A line of white space between instructions, its ending included."""


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Why BuildKit would refuse the file: 1-based line, and a sentence."""

    line: int
    message: str
