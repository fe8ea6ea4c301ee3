"""What instructions have in common, and the kinds of arguments they take."""

from __future__ import annotations

from typing import ClassVar

from slimmer.records import dataclass, field
from slimmer.syntax.leaves import ExecForm, Flag, Heredoc, Node, Pair, ShellForm, Token
from slimmer.syntax.lines import Folded, Span


@dataclass(frozen=True, eq=False)
class Instruction(Node):
    """One instruction from its keyword to the end of its text, here-documents included.

    Attributes:
        keyword: as written; `name` is upper case.
        flags: in order.
        folded: the logical line, from the keyword on.
        lines: 1-based first and last physical line.
        heredocs: in order.
        comments: comment lines inside the instruction's continuations.
        blanks: blank lines inside them.
        problem: why BuildKit refuses the instruction, or None.
    """

    KEYWORD: ClassVar[str] = ""

    keyword: Token
    flags: tuple[Flag, ...]
    folded: Folded = field(repr=False)
    lines: tuple[int, int]
    heredocs: tuple[Heredoc, ...]
    comments: tuple[Span, ...]
    blanks: tuple[Span, ...]
    problem: str | None

    @property
    def name(self) -> str:
        """The keyword in upper case."""
        return self.keyword.text.upper()

    def flag(self, name: str) -> Flag | None:
        """The first flag called `name` (without dashes), or None."""
        return next((flag for flag in self.flags if flag.name == name), None)

    def flags_named(self, name: str) -> tuple[Flag, ...]:
        """All flags called `name`: RUN takes several `--mount`."""
        return tuple(flag for flag in self.flags if flag.name == name)


@dataclass(frozen=True, eq=False)
class CommandInstruction(Instruction):
    """RUN, CMD, ENTRYPOINT or SHELL: a command in shell or exec form; None when nothing follows."""

    command: ShellForm | ExecForm | None


@dataclass(frozen=True, eq=False)
class WordsInstruction(Instruction):
    """An instruction whose arguments are words, or for COPY, ADD and VOLUME a JSON array of them."""

    words: tuple[Token, ...]
    exec_form: ExecForm | None = None


@dataclass(frozen=True, eq=False)
class PairsInstruction(Instruction):
    """ENV, LABEL or ARG."""

    pairs: tuple[Pair, ...]


@dataclass(frozen=True, eq=False)
class TextInstruction(Instruction):
    """USER, WORKDIR, STOPSIGNAL or MAINTAINER: the rest of the line is one value."""

    value: Token | None
