"""Addresses of local files, `file:///opt/debs`, that a Dockerfile tells somebody of."""

from __future__ import annotations

import re

from slimmer.analysis.view import View, fact


def is_told_of(view: View, folder: str) -> bool:
    """Whether an address in the file names a folder, and not one whose name goes on."""
    text = view.text
    ends = (at + len(folder) for at in _addresses(view) if text.startswith(folder, at))
    return any(re.match(r"[\w.-]", text[end : end + 1]) is None for end in ends)


@fact
def _addresses(view: View) -> tuple[int, ...]:
    """Where the paths begin behind `file:` and `copy:`, found once for all archives: few files have any."""
    return tuple(found.end() for found in re.finditer(r"\b(?:file|copy):(?://)?", view.text))
