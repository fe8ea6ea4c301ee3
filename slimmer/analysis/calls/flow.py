"""Which commands of a script run when: every simple command with its place in the flow."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import NamedTuple

from slimmer.syntax.shell import walk
from slimmer.syntax.shell.compounds import (
    ArithCommand,
    Case,
    Coprocess,
    For,
    ForArith,
    FunctionDef,
    Group,
    If,
    Loop,
    Subshell,
    TestCommand,
)
from slimmer.syntax.shell.nodes import AndOr, Command, List, Node, Pipeline, SimpleCommand
from slimmer.syntax.shell.walk import SUBSTITUTIONS
from slimmer.syntax.shell.words import (
    AnsiQuoted,
    Backquoted,
    CommandSubstitution,
    DoubleQuoted,
    Escape,
    Literal,
    Parameter,
    Part,
    ProcessSubstitution,
    SingleQuoted,
    Tilde,
    Word,
)

_PLAIN = (Literal, Escape, SingleQuoted, AnsiQuoted, Tilde)


class Reach(enum.IntEnum):
    """When a command runs.

    CERTAIN: it ran whenever the step succeeded. EXPECTED: it runs when all commands before it succeed, but
    the step may succeed without it. MAYBE: something decides (a condition, a loop, `||`, a function).
    """

    MAYBE = 0
    EXPECTED = 1
    CERTAIN = 2


class Place(NamedTuple):
    """Where a command stands in the flow.

    Attributes:
        reach: when it runs.
        where: for a person: "inside an if", "behind ||"; "" at the top.
        decides: whether its exit status is the script's.
        piped: whether it is part of a pipeline of several.
        background: whether the script goes on without waiting.
        substituted: whether it is inside `$( )`, backquotes or `<( )`.
        subshell: tells apart subshells: what one changes (variables, folder) the outer one never sees.
        repeated: whether it is in the body of a loop, which may be there to try it again.
    """

    reach: Reach = Reach.CERTAIN
    where: str = ""
    decides: bool = True
    piped: bool = False
    background: bool = False
    substituted: bool = False
    subshell: tuple[int, ...] = ()
    repeated: bool = False

    def lowered(self, reach: Reach, where: str) -> Place:
        """The same place, reached less surely."""
        return self._replace(reach=min(reach, self.reach), where=self.where or where, decides=False)

    def looped(self, reach: Reach) -> Place:
        """The same place, in the body of a loop."""
        return self.lowered(reach, "inside a loop")._replace(repeated=True)

    def undecided(self) -> Place:
        """The same place, whose exit status is not the script's."""
        return self._replace(decides=False) if self.decides else self

    def inside(self, node: Node) -> Place:
        """The same place in a subshell."""
        return self._replace(subshell=(*self.subshell, id(node)))


TOP = Place()
"""At the top of a script."""


class Located(NamedTuple):
    """A simple command and its place; `[[ ]]` counts as one."""

    command: SimpleCommand
    place: Place


_TESTS = frozenset(("[", "test", "grep", "egrep", "which", "type", "command", "hash", "false", "cmp", "diff"))


def located(body: List | None, place: Place = TOP) -> Iterator[Located]:
    """The simple commands below `body` in the order they run; those inside a command's words come before it."""
    if body is None:
        return
    undecided = place.undecided()
    for item in body.items:
        at = place if item is body.items[-1] else undecided
        if item.separator is not None and item.separator.text == "&":
            at = undecided._replace(background=True).inside(item)
        yield from _and_or(item.and_or, at)


def _and_or(node: AndOr, place: Place) -> Iterator[Located]:
    """Only where the status of a pure && chain is the script's, its members are as certain as its first."""
    if not node.operators:
        yield from _pipeline(node.pipelines[0], place)
        return
    pure = all(operator.text == "&&" for operator in node.operators)
    yield from _pipeline(node.pipelines[0], place if pure else place.undecided())
    tested = is_test(node.pipelines[0])
    for operator, pipeline in zip(node.operators, node.pipelines[1:], strict=True):
        if pure and place.decides:
            at = place
        elif operator.text == "||":
            at = place.lowered(Reach.MAYBE, "behind ||")
            tested = False
        elif tested:
            at = place.lowered(Reach.MAYBE, "behind a test")
        else:
            at = place.lowered(Reach.EXPECTED, "")
        yield from _pipeline(pipeline, at)
        tested = tested or is_test(pipeline)


def is_test(pipeline: Pipeline) -> bool:
    """Whether a pipeline asks a question more than it does something."""
    last = pipeline.commands[-1] if pipeline.commands else None
    if pipeline.negated or isinstance(last, (TestCommand, ArithCommand)):
        return True
    return isinstance(last, SimpleCommand) and bool(last.words) and last.words[0].literal in _TESTS


def _pipeline(pipeline: Pipeline, place: Place) -> Iterator[Located]:
    if pipeline.negated:
        place = place.undecided()
    if len(pipeline.commands) == 1:
        yield from _command(pipeline.commands[0], place)
        return
    for command in pipeline.commands:
        last = command is pipeline.commands[-1]
        yield from _command(command, place._replace(piped=True, decides=place.decides and last).inside(command))


def _command(command: Command, place: Place) -> Iterator[Located]:
    if isinstance(command, SimpleCommand):
        for node in command.assignments:
            yield from _substitutions(node, place)
        for word in command.words:
            if word.literal is None and not _is_plain(word.parts):
                yield from _substitutions(word, place)
        for redirect in command.redirects:
            yield from _substitutions(redirect, place)
        yield Located(command, place)
    elif isinstance(command, Group):
        yield from located(command.body, place)
    elif isinstance(command, Subshell):
        yield from located(command.body, place.inside(command))
    elif isinstance(command, FunctionDef):
        yield from _command(command.body, place.lowered(Reach.MAYBE, "inside a function").inside(command))
    elif isinstance(command, Coprocess):
        yield from _command(command.body, place.lowered(Reach.MAYBE, "inside a coprocess").inside(command))
    else:
        yield from _conditional(command, place)


def _conditional(command: Command, place: Place) -> Iterator[Located]:
    """The commands of a compound command that decides which of them run, and how often."""
    if isinstance(command, If):
        yield from _if(command, place)
    elif isinstance(command, Loop):
        yield from located(command.condition, place.undecided())
        yield from located(command.body, place.looped(Reach.MAYBE))
    elif isinstance(command, For):
        for value in command.values or ():
            yield from _substitutions(value, place)
        if any(map(_may_name_files, command.values or ())):
            yield Located(_tested(command), place)
        surely = any(value.literal is not None for value in command.values or ())
        yield from located(command.body, place.looped(Reach.EXPECTED if surely else Reach.MAYBE))
    elif isinstance(command, ForArith):
        yield from located(command.body, place.looped(Reach.MAYBE))
    elif isinstance(command, Case):
        yield from _substitutions(command.subject, place)
        for item in command.items:
            yield from located(item.body, place.lowered(Reach.MAYBE, "inside a case"))
    else:
        yield from _substitutions(command, place)
        if isinstance(command, TestCommand):
            yield Located(_as_simple(command), place)


def _as_simple(test: TestCommand) -> SimpleCommand:
    """`[[ ]]` as a command of that name with its operands: it looks at files as `test` does."""
    opening = test.tokens[0]
    name = Word(opening.start, opening.end, (Literal(opening.start, opening.end, opening.text),), opening.text)
    return SimpleCommand(test.start, test.end, (), (name, *test.words), test.redirects)


def _may_name_files(word: Word) -> bool:
    return word.has_glob or any(each in (word.literal or "") for each in "./")


def _tested(loop: For) -> SimpleCommand:
    """The words of a loop as operands of a program that asks: what they name has to be there for its body."""
    keyword = loop.tokens[0]
    name = Word(keyword.start, keyword.end, (Literal(keyword.start, keyword.end, "for"),), "for")
    return SimpleCommand(loop.start, loop.end, (), (name, *(loop.values or ())), ())


def _if(command: If, place: Place) -> Iterator[Located]:
    for branch in command.branches:
        yield from located(branch.condition, place.undecided())
        place = place.lowered(Reach.MAYBE, "inside an if")
        yield from located(branch.body, place)
    yield from located(command.otherwise, place)


def _is_plain(parts: tuple[Part, ...]) -> bool:
    """Whether parts of a word surely hold no command: most do not, and need not be walked through."""
    return all(
        isinstance(part, _PLAIN) or (isinstance(part, (Parameter, DoubleQuoted)) and _is_plain(part.parts))
        for part in parts
    )


def _substitutions(node: Node, place: Place) -> Iterator[Located]:
    """The commands inside the words of `node`."""
    inner = place._replace(substituted=True, decides=False)
    for part in walk(node, substitutions=False):
        if isinstance(part, SUBSTITUTIONS):
            assert isinstance(part, (CommandSubstitution, Backquoted, ProcessSubstitution))  # noqa: S101  for mypy
            yield from located(part.body, inner.inside(part))
