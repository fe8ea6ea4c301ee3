"""Parsing shell text into a tree."""

from __future__ import annotations

from operator import attrgetter

from slimmer.syntax.shell.joins import without_joins
from slimmer.syntax.shell.nodes import Comment, Dialect, List, Script, ShellSyntaxError
from slimmer.syntax.shell.relocate import relocate
from slimmer.syntax.shell.scanner import Scanner

_start = attrgetter("start")


def parse_shell(text: str, dialect: Dialect = Dialect.BASH) -> Script:
    r"""Parse a script.

    Args:
        text: the whole script. Only `\n` ends a line; `\r` is an ordinary character, as for the shells.
        dialect: whose syntax counts.

    Returns:
        The tree; all spans are offsets into `text`.

    Raises:
        ShellSyntaxError: the shell would reject the text (`sh -n`), or it nests too deep.
    """
    unjoined = without_joins(text)
    if unjoined is None:
        body, comments = _parsed(text, dialect)
        return Script(0, len(text), text, body, comments, dialect)
    plain, origins = unjoined
    try:
        body, comments = _parsed(plain, dialect)
    except ShellSyntaxError as error:
        raise ShellSyntaxError(error.message, origins[error.offset]) from None
    script = Script(0, len(plain), text, body, comments, dialect)
    relocate((script, *comments), origins)
    return script


def _parsed(text: str, dialect: Dialect) -> tuple[List | None, tuple[Comment, ...]]:
    scanner = Scanner(text, dialect)
    try:
        body = scanner.run("script")
    except RecursionError:
        raise ShellSyntaxError("substitutions nest too deep", scanner.at) from None
    return body, tuple(sorted(scanner.comments, key=_start))
