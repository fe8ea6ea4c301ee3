"""The typed read-only tree of a Dockerfile; every span is in code points of the file's text.

Every byte belongs to exactly one of `Dockerfile.items`: their texts, one after the other, are the file.
Nodes are frozen and equal by identity.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from slimmer.records import dataclass, field
from slimmer.syntax.kinds import CommandInstruction as CommandInstruction
from slimmer.syntax.kinds import Instruction as Instruction
from slimmer.syntax.kinds import PairsInstruction as PairsInstruction
from slimmer.syntax.kinds import TextInstruction as TextInstruction
from slimmer.syntax.kinds import WordsInstruction as WordsInstruction
from slimmer.syntax.leaves import Blank as Blank
from slimmer.syntax.leaves import Comment as Comment
from slimmer.syntax.leaves import Directive as Directive
from slimmer.syntax.leaves import ExecForm as ExecForm
from slimmer.syntax.leaves import Flag as Flag
from slimmer.syntax.leaves import Heredoc as Heredoc
from slimmer.syntax.leaves import Node as Node
from slimmer.syntax.leaves import Pair as Pair
from slimmer.syntax.leaves import Problem as Problem
from slimmer.syntax.leaves import ShellForm as ShellForm
from slimmer.syntax.leaves import Token as Token
from slimmer.syntax.lines import Span
from slimmer.text.source import Source


class Run(CommandInstruction):
    """RUN."""

    KEYWORD = "RUN"


class Cmd(CommandInstruction):
    """CMD."""

    KEYWORD = "CMD"


class Entrypoint(CommandInstruction):
    """ENTRYPOINT."""

    KEYWORD = "ENTRYPOINT"


class Shell(CommandInstruction):
    """SHELL: the program and options that run shell forms from here on."""

    KEYWORD = "SHELL"


class From(WordsInstruction):
    """FROM image [AS stage]."""

    KEYWORD = "FROM"

    @property
    def image(self) -> Token | None:
        """The image reference or stage name as written."""
        return self.words[0] if self.words else None

    @property
    def stage(self) -> Token | None:
        """The name after AS."""
        if len(self.words) == 3 and self.words[1].text.lower() == "as":
            return self.words[2]
        return None


class _Transfer(WordsInstruction):
    """COPY and ADD: sources and a destination; here-documents stand among the sources as `<<NAME`."""

    @property
    def arguments(self) -> tuple[Token, ...]:
        """Sources and destination as written: words, or the members of the JSON array (in quotes)."""
        return self.exec_form.tokens if self.exec_form else self.words

    @property
    def sources(self) -> tuple[Token, ...]:
        """Everything but the last argument."""
        return self.arguments[:-1]

    @property
    def destination(self) -> Token | None:
        """The last argument."""
        return self.arguments[-1] if self.arguments else None


class Copy(_Transfer):
    """COPY."""

    KEYWORD = "COPY"


class Add(_Transfer):
    """ADD."""

    KEYWORD = "ADD"


class Volume(WordsInstruction):
    """VOLUME."""

    KEYWORD = "VOLUME"


class Expose(WordsInstruction):
    """EXPOSE."""

    KEYWORD = "EXPOSE"


class Env(PairsInstruction):
    """ENV."""

    KEYWORD = "ENV"


class Label(PairsInstruction):
    """LABEL."""

    KEYWORD = "LABEL"


class Arg(PairsInstruction):
    """ARG."""

    KEYWORD = "ARG"


class User(TextInstruction):
    """USER."""

    KEYWORD = "USER"


class Workdir(TextInstruction):
    """WORKDIR."""

    KEYWORD = "WORKDIR"


class Stopsignal(TextInstruction):
    """STOPSIGNAL."""

    KEYWORD = "STOPSIGNAL"


class Maintainer(TextInstruction):
    """MAINTAINER, deprecated."""

    KEYWORD = "MAINTAINER"


@dataclass(frozen=True, eq=False)
class Healthcheck(Instruction):
    """HEALTHCHECK NONE, or HEALTHCHECK [flags] CMD command."""

    KEYWORD = "HEALTHCHECK"

    kind: Token | None
    command: ShellForm | ExecForm | None


@dataclass(frozen=True, eq=False)
class Onbuild(Instruction):
    """ONBUILD and the instruction it keeps for the child build."""

    KEYWORD = "ONBUILD"

    inner: Instruction | None


class Opaque(Instruction):
    """Text that is no instruction slimmer knows: kept as it is, never touched."""


Item = Directive | Comment | Blank | Instruction


@dataclass(frozen=True, eq=False)
class Dockerfile:
    """A parsed file.

    Attributes:
        source: the text all spans speak of.
        items: everything in order; an instruction's item reaches from its first to its last physical line.
        extents: `[start, end)` of each item's physical lines; they tile the file.
        escape: the escape character.
        problems: why BuildKit would refuse the file; empty for a good one.
        within: of lines out of a file: that file, whose habits are theirs, and where in it they begin.
    """

    source: Source = field(repr=False)
    items: tuple[Item, ...]
    extents: tuple[Span, ...] = field(repr=False)
    escape: str
    problems: tuple[Problem, ...]
    within: tuple[Dockerfile, int] | None = field(default=None, repr=False)

    @property
    def newline(self) -> str:
        """The line ending an inserted line must use."""
        return (self.within[0] if self.within is not None else self).source.newline

    @cached_property
    def instructions(self) -> tuple[Instruction, ...]:
        """The instructions in order."""
        return tuple(item for item in self.items if isinstance(item, Instruction))

    @cached_property
    def shells(self) -> tuple[Shell, ...]:
        """The SHELL instructions in order."""
        return tuple(item for item in self.items if isinstance(item, Shell))

    @cached_property
    def onbuilds(self) -> tuple[Onbuild, ...]:
        """The ONBUILD instructions in order."""
        return tuple(item for item in self.items if isinstance(item, Onbuild))

    @cached_property
    def outer_of(self) -> dict[int, Onbuild]:
        """The ONBUILDs by the `id` of the instruction in them."""
        return {id(item.inner): item for item in reversed(self.onbuilds) if item.inner is not None}

    @cached_property
    def directives(self) -> tuple[Directive, ...]:
        """The parser directives at the top."""
        return tuple(item for item in self.items if isinstance(item, Directive))

    def extent(self, item: Item) -> Span:
        """The physical lines of an item of this file, line endings included."""
        return self.extents[self._index[id(item)]]

    def index(self, item: Item) -> int:
        """The place of `item` in `items`."""
        return self._index[id(item)]

    @cached_property
    def _index(self) -> dict[int, int]:
        return {id(item): at for at, item in enumerate(self.items)}

    @cached_property
    def first_from(self) -> int:
        """The place in `items` of the first FROM; the number of items where there is none."""
        return next((at for at, item in enumerate(self.items) if isinstance(item, From)), len(self.items))

    def comments(self, first: Item | None = None, last: Item | None = None) -> Iterator[str]:
        """Every comment's text, directives aside, between instructions and inside continuations.

        Args:
            first: the item to begin with; None for the first one.
            last: the item to end with; None for the last one.
        """
        text = self.source.text
        begin = self.index(first) if first is not None else 0
        end = self.index(last) + 1 if last is not None else len(self.items)
        for item in self.items[begin:end]:
            if isinstance(item, Comment):
                yield text[item.start : item.end].strip(" \t\r\n")
            elif isinstance(item, Instruction):
                yield from (text[span.start : span.end].strip(" \t\r\n") for span in item.comments)


def share_scripts(before: Dockerfile, after: Dockerfile) -> None:
    """Let scripts of `after` that stand in `before` too be those that were parsed there.

    Each is used once: two scripts of one tree have nodes of their own, whatever their texts.
    """
    known: dict[str, list[ShellForm]] = {}
    for form in _all_forms(before):
        known.setdefault(form.text, []).append(form)
    for form in _all_forms(after):
        same = known.get(form.text)
        if same:
            form.take_scripts(same.pop())


def _all_forms(tree: Dockerfile) -> Iterator[ShellForm]:
    return (form for instruction in tree.instructions for form in shell_forms(instruction))


def shell_forms(instruction: Instruction) -> Iterator[ShellForm]:
    """The shell form an instruction holds, if any; ONBUILD's inner instruction included."""
    if isinstance(instruction, Onbuild):
        if instruction.inner is not None:
            yield from shell_forms(instruction.inner)
    elif isinstance(instruction, (CommandInstruction, Healthcheck)) and isinstance(instruction.command, ShellForm):
        yield instruction.command
