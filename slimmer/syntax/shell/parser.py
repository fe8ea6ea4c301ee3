"""Parsing shell text into a tree."""

from __future__ import annotations

from operator import attrgetter

from slimmer.syntax.shell.nodes import Dialect, Script, ShellSyntaxError
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
    scanner = Scanner(text, dialect)
    try:
        body = scanner.run("script")
    except RecursionError:
        raise ShellSyntaxError("substitutions nest too deep", scanner.at) from None
    return Script(0, len(text), text, body, tuple(sorted(scanner.comments, key=_start)), dialect)
