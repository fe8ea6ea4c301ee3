"""Command lines that need no parser: `slimmer rewrite` with paths, and flags that are on or off.

They are what people, hooks and editors type most. All others are click's, whose import and parsing take an eighth of
a run over one file (docs/adr/0006).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, Final

FLAGS: Final = {
    "-w": "write",
    "--write": "write",
    "--check": "check",
    "--unverified": "unverified",
    "--exit-zero": "exit_zero",
    "-q": "quiet",
    "--quiet": "quiet",
    "-v": "verbose",
    "--verbose": "verbose",
}
"""Flags of `rewrite`, and the options they turn on."""

_CONTRADICTIONS = ({"write", "check"}, {"quiet", "verbose"})
_COMPLETION = "_SLIMMER_COMPLETE"
"""The variable by which a shell asks click how a word may go on."""


def plain(words: Sequence[str], environment: Mapping[str, str]) -> tuple[tuple[str, ...], dict[str, Any]] | None:
    """What a plain `rewrite` asks: its paths, and the options that are on.

    Args:
        words: of the command line, without the program's name.
        environment: of the process.

    Returns:
        None where a word is anything else: click then reads them all, and says what is wrong with them.
    """
    if not words or words[0] != "rewrite" or _COMPLETION in environment or os.name == "nt":  # there click expands globs
        return None
    given, paths = set(), []
    for word in words[1:]:
        if not word.startswith("-") or word == "-":
            paths.append(word)
        elif word in FLAGS:
            given.add(FLAGS[word])
        else:
            return None
    if any(each <= given for each in _CONTRADICTIONS):
        return None
    return tuple(paths), dict.fromkeys(given, True)
