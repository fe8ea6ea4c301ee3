"""What a Makefile includes (GNU make's manual, "Including Other Makefiles")."""

from __future__ import annotations

import re
from collections.abc import Iterator

_INCLUDE = re.compile(r"^ {0,40}([-s]?)include[ \t]+([^\n#]{1,2000})", re.MULTILINE)
_NAMES = ("Makefile", "makefile", "GNUmakefile")


def is_makefile(path: str) -> bool:
    """Whether a file, by its name, is read by make."""
    return path.rpartition("/")[2] in _NAMES or path.endswith(".mk")


def included(text: str) -> Iterator[tuple[str, bool]]:
    """The files that a Makefile includes, as it spells them, and whether make goes on without them.

    Args:
        text: of the Makefile; lines that a backslash continues are joined.
    """
    if "include" in text:
        for found in _INCLUDE.finditer(text):
            yield from ((word, bool(found[1])) for word in found[2].split())
