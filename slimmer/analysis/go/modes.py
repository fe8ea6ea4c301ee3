"""What `chmod` and `chgrp` set that a COPY of single files loses: the folder around them is made anew."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from slimmer.analysis.calls.calls import Call
from slimmer.analysis.calls.words import brace_expanded
from slimmer.model.paths import absolute, is_below

_AS_MADE = re.compile(r"(?:0?755|[ugoa]*\+[rxX]+|u\+[rwxX]+)(?:,[ugoa]*\+[rxX]+)*")
"""Modes that a folder made by COPY or WORKDIR has: 755, whose owner is root (Dockerfile reference, COPY)."""

_ROOT = ("0", "root")


def is_set_anew(call: Call) -> bool:
    """Whether a call of chmod or chgrp gives what a COPY does not."""
    first = call.operands[0].known if call.operands else None
    if call.program == "chgrp":
        return first not in _ROOT
    return first is None or not _AS_MADE.fullmatch(first)


def mode_problem(call: Call, sources: str, is_folder: Callable[[str], bool]) -> str | None:
    """Why what a call of chmod or chgrp sets would be lost, None where it is brought over.

    A COPY of a folder brings what is in it as it is, but makes the folder itself anew (fsutil's copy.go in BuildKit).

    Args:
        call: one for which `is_set_anew` holds.
        sources: the folder of the module, of which single files are copied.
        is_folder: whether a path is a folder that may be copied.
    """
    what = "group" if call.program == "chgrp" else "modes"
    if any(not operand.value.is_certain for operand in call.operands):
        return f"sets the {what} of what is not known"
    recursive = any("R" in use.name for use in call.flags)
    for path in changed(call):
        if path == sources or is_folder(path) or (recursive and is_below(sources, path)):
            return f"sets the {what} of {path}, and a copy of what is in it would make it anew"
        if what == "group" and is_below(path, sources):
            return f"sets the group of {path}, which a copy would not have"
    return None


def made_with_modes(call: Call) -> bool:
    """Whether a call of mkdir makes its folders with modes that a folder made by COPY does not have."""
    use = call.flag("-m", "--mode")
    value = use.value.text if use is not None and use.value is not None else None
    return use is not None and (value is None or not _AS_MADE.fullmatch(value))


def changed(call: Call) -> Iterator[str]:
    """The paths that a call of chmod or chgrp names, the folder for `folder/*`."""
    for operand in call.operands[1:]:
        for text in brace_expanded(operand.known or "") or ():
            path = absolute(text, call.workdir.text or "/go")
            if path is not None:
                yield posixpath.dirname(path) if path.endswith("/*") else path
