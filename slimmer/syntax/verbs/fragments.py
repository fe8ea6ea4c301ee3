"""Read the text a verb is to write: one command, or words of one."""

from __future__ import annotations

from functools import lru_cache

from slimmer.syntax.shell import Dialect, ShellSyntaxError, parse_shell
from slimmer.syntax.shell.nodes import SimpleCommand
from slimmer.syntax.verbs.check import one_line
from slimmer.syntax.verbs.outline import Outline, outline


@lru_cache(maxsize=256)  # transforms write the same few commands and flags again and again
def single_command(text: str, dialect: Dialect) -> SimpleCommand | None:
    """The simple command `text` is, or None when it is more, less or other than one."""
    if not one_line(text):
        return None
    try:
        script = parse_shell(text, dialect)
    except ShellSyntaxError:
        return None
    if script.body is None or script.comments or len(script.body.items) != 1 or script.body.items[0].separator:
        return None
    pipelines = script.body.items[0].and_or.pipelines
    if len(pipelines) != 1 or len(pipelines[0].commands) != 1 or pipelines[0].marks:
        return None
    command = pipelines[0].commands[0]
    return command if isinstance(command, SimpleCommand) else None


def only_words(text: str, dialect: Dialect, most: int | None = None) -> Outline | None:
    """The outline of `text` read as words behind a command's name; None when it is anything else, or more words."""
    command = single_command(f": {text}", dialect)
    if command is None or command.redirects or command.assignments or text != text.strip(" \t"):
        return None
    if most is not None and len(command.words) - 1 > most:
        return None
    lines: Outline = []
    for word in command.words[1:]:
        lines += outline(f": {text}", word)
    return lines
