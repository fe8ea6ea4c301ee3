"""Which shell runs a script, whether `set -e` is on, and what that means for a command that comes behind another.

Behind a failing command the shell leaves when `set -e` is on, but not when the command is part of an `&&` list
and not its last, nor within anything such a part runs: loops, groups, functions, substitutions (POSIX 2.14,
`set`; `inherit_errexit` of bash in POSIX mode). So `loop && more` quietly takes `set -e` from the loop's body.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from slimmer.syntax.nodes import Dockerfile, ExecForm, From, Instruction, Shell
from slimmer.syntax.shell import Script, children, dialect_of, shell_program, walk
from slimmer.syntax.shell.compounds import ArithCommand, Coprocess, FunctionDef, Subshell, TestCommand
from slimmer.syntax.shell.nodes import AndOr, Compound, List, ListItem, Node, Pipeline, Redirect, SimpleCommand
from slimmer.syntax.shell.words import Backquoted, CommandSubstitution, ProcessSubstitution, Word

_SUBSTITUTIONS = (CommandSubstitution, Backquoted, ProcessSubstitution)
# What they hold cannot end the script; nor can what words hold, which is the same.
_APART = (Subshell, FunctionDef, Word, *_SUBSTITUTIONS)
# They run commands that are not in the script, in this very shell.
_RUNS_TEXT = frozenset(("eval", ".", "source"))


def sets_errexit(script: Script) -> bool:
    """Whether `set -e` (or `-o errexit`) comes first, alone in its list, and is never taken back."""
    if script.body is None or len(script.body.items) < 2:
        return False
    first = script.body.items[0]
    command = _only_command(first)
    background = first.separator is not None and first.separator.text == "&"
    if command is None or background or not _is_set(command, "-"):
        return False
    return not any(_is_set(each, "+") or _may_unset(each) for each in _commands(script))


@lru_cache(maxsize=1)
def _errexit_from(tree: Dockerfile) -> int:
    """Where the first SHELL stands that may set it; the end of the file where there is none."""
    told = re.compile(r"""["' ]-[a-zA-Z]*e|errexit""")
    return next((each.start for each in tree.shells if told.search(each.folded.text)), len(tree.source.text))


def may_set_errexit(tree: Dockerfile, instruction: Instruction, script: Script) -> bool:
    """Whether `set -e` may be on in any part of the script, by its own words or the SHELL instruction's."""
    whole, start = tree.within or (tree, 0)
    if _errexit_from(whole) < start + instruction.start:
        return True
    return _may_turn_on(script)


@lru_cache(maxsize=1)  # of one script after the other, for each command put in
def _may_turn_on(script: Script) -> bool:
    return any(_is_set(each, "-", unknown=True) or _may_unset(each) for each in _commands(script))


def other_shell(tree: Dockerfile, instruction: Instruction) -> str | None:
    """The program that a SHELL above it in its stage has read the script, when it is no Bourne shell."""
    whole, start = tree.within or (tree, 0)
    places = _shells_from(whole) if whole.shells else ()
    at = bisect_right(places, start + instruction.start, key=itemgetter(0))
    return places[at - 1][1] or None if at else None


@lru_cache(maxsize=1)
def _shells_from(tree: Dockerfile) -> tuple[tuple[int, str], ...]:
    """Where another shell begins to hold, with its name where it is no Bourne shell."""
    found: list[tuple[int, str]] = []
    for each in tree.instructions:
        if isinstance(each, From):
            found.append((each.start, ""))
        elif isinstance(each, Shell) and isinstance(each.command, ExecForm):
            words = each.command.words
            found.append((each.start, "" if dialect_of(words) else shell_program(words) or "nothing"))
    return tuple(found)


def minds_errexit(script: Script, and_or: AndOr) -> bool:
    """Whether the last command of a list runs others that `set -e` would not stop if more came behind it."""
    last = and_or.pipelines[-1]
    if may_call_function(script, last):
        return True
    for node in walk(last):
        if isinstance(node, (Compound, Coprocess)) and not isinstance(node, (TestCommand, ArithCommand)):
            return True
        if isinstance(node, _SUBSTITUTIONS) and _is_long(node.body):
            return True
    return False


def may_call_function(script: Script, node: Node) -> bool:
    """Whether a command below `node` may be a function: one of the script's, or of a text it reads."""
    names, read = _functions(script)
    called = [each.words[0].literal for each in _commands(node) if each.words]
    return bool(called) and (read or any(name in names or (names and name is None) for name in called))


def replaced(script: Script, command: str) -> str | None:
    """Why a command would not run its program: the script has a function or an alias of that name; or None."""
    program = command.split(" ", 1)[0]
    functions, aliases = _may_define(script)
    if functions and program in _functions(script)[0]:
        return f"`{program}` is a function in this script"
    if aliases and f"{program}=" in script.text:
        return f"`{program}` may be an alias in this script"
    return None


@lru_cache(maxsize=1)  # as below: to look through a text for each command takes the square of its length
def _may_define(script: Script) -> tuple[bool, bool]:
    """Whether a script may define functions, and aliases."""
    return "(" in script.text, "alias" in script.text


@lru_cache(maxsize=1)  # asked for one script after the other, of each for each command put in
def _functions(script: Script) -> tuple[frozenset[str | None], bool]:
    """The names of a script's functions, and whether it reads a text that may hold others."""
    names = frozenset(each.name.literal for each in walk(script) if isinstance(each, FunctionDef))
    return names, any(each.words and each.words[0].literal in _RUNS_TEXT for each in _commands(script))


def hides_failure(pipeline: Pipeline) -> bool:
    """Whether a pipeline may fail without `set -e` leaving the shell: an `&&` list within it failed, or `!`."""
    if pipeline.marks:
        return True
    stack: list[Node] = list(pipeline.commands)
    while stack:
        node = stack.pop()
        if isinstance(node, (Subshell, Word, Redirect)):
            continue
        listed = isinstance(node, AndOr) and any(operator.text == "&&" for operator in node.operators)
        if listed or (isinstance(node, Pipeline) and node.marks):
            return True
        stack += children(node)
    return False


@lru_cache(maxsize=1)
def leaves_early(script: Script) -> str | None:
    """A command that may end the script, and end it well, before its end."""
    stack: list[Node] = [] if script.body is None else [script.body]
    while stack:
        node = stack.pop()
        if isinstance(node, _APART):
            if isinstance(node, FunctionDef) and any(_leaves(each) == "exit" for each in _commands(node)):
                return "exit"
            continue
        if isinstance(node, SimpleCommand) and (name := _leaves(node)) is not None:
            return name
        stack += children(node)
    return None


def _leaves(command: SimpleCommand) -> str | None:
    words = [word.literal for word in command.words]
    if not words:
        return None
    if words[0] in ("exit", "return", "logout"):
        failing = len(words) > 1 and re.fullmatch(r"[0-9]+", words[1] or "") and int(words[1] or 0) % 256 != 0
        return None if failing else words[0]
    return "exec" if words[0] == "exec" and len(words) > 1 else None


def _is_long(body: List | None) -> bool:
    """Whether a failure within a substitution could go unseen: when it is more than one plain command."""
    return body is not None and (len(body.items) > 1 or _only_command(body.items[0]) is None)


def _only_command(item: ListItem) -> SimpleCommand | None:
    pipelines = item.and_or.pipelines
    if len(pipelines) != 1 or len(pipelines[0].commands) != 1 or pipelines[0].marks:
        return None
    command = pipelines[0].commands[0]
    return command if isinstance(command, SimpleCommand) else None


def _commands(node: Node) -> Iterator[SimpleCommand]:
    return (each for each in walk(node) if isinstance(each, SimpleCommand))


def _may_unset(command: SimpleCommand) -> bool:
    return bool(command.words) and command.words[0].literal in (None, "eval", ".", "source", "shopt")


def _is_set(command: SimpleCommand, sign: str, *, unknown: bool = False) -> bool:
    words = [word.literal for word in command.words]
    if not words or words[0] != "set":
        return False
    for at, word in enumerate(words[1:], 1):
        if word is None:
            return unknown or sign == "+"
        if word == "--":
            return False
        if re.fullmatch(rf"[{sign}][a-zA-Z]*e[a-zA-Z]*", word):
            return True
        if re.fullmatch(rf"[{sign}][a-zA-Z]*o", word) and words[at + 1 : at + 2] == ["errexit"]:
            return True
    return False
