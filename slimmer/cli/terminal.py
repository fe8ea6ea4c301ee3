"""Standard output and standard error: bytes out, and whether they reach a person."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping
from typing import TextIO

from slimmer.errors import InputError
from slimmer.report.style import Style
from slimmer.text.source import encode


def style_for(stream: TextIO, colour: bool | None, environment: Mapping[str, str]) -> Style:
    """How to write to a stream.

    Args:
        stream: standard output or standard error.
        colour: what `--color` or `--no-color` asks for; None leaves it to the environment and the terminal.
        environment: `NO_COLOR` (https://no-color.org), `FORCE_COLOR`, `TERM` and `COLUMNS` count.
    """
    if colour is None:
        if environment.get("NO_COLOR"):
            colour = False
        elif environment.get("FORCE_COLOR"):
            colour = True
        else:
            colour = stream.isatty() and environment.get("TERM") != "dumb"
    return Style(colour=colour, width=_width(stream, environment.get("COLUMNS", "")))


def say(text: str) -> None:
    """Write to standard error, whatever the text holds; where it takes no more, nobody can be told."""
    with contextlib.suppress(OSError):
        sys.stderr.write(text.encode("utf-8", "backslashreplace").decode("utf-8"))
        sys.stderr.flush()


def put(text: str) -> None:
    """Write to standard output, byte for byte.

    Raises:
        InputError: it takes no more.
    """
    try:
        sys.stdout.buffer.write(encode(text))
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left must not fail again at the end
        raise InputError("standard output", f"not written: {error.strerror}") from error


def _width(stream: TextIO, asked: str) -> int:
    if asked.isascii() and asked.isdecimal() and int(asked) > 0:
        return int(asked)
    try:
        return os.get_terminal_size(stream.fileno()).columns or 100
    except (OSError, ValueError):
        return 100
