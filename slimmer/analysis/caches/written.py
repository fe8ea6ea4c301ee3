"""Programs that the Dockerfile itself writes, and that install packages when a later RUN calls them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from slimmer.analysis.calls.calls import Call, calls
from slimmer.analysis.calls.downloads import output_files
from slimmer.analysis.effects.uses import destination
from slimmer.analysis.view import View, fact
from slimmer.syntax.nodes import Add, Copy
from slimmer.text.rare import rare

_INSTALLS = rare(r"\bapt(?:-get|itude)?\b[^\n]*\binstall\b")


def is_written_installer(view: View, call: Call) -> bool:
    """Whether a call runs a file of that name which the Dockerfile writes, and which says that it installs."""
    return call.table is None and call.name in _written(view)


@fact
def _written(view: View) -> frozenset[str]:
    return frozenset(_names(view)) if _INSTALLS().search(view.text) else frozenset()


def _names(view: View) -> Iterator[str]:
    for instruction in view.tree.instructions:
        if not isinstance(instruction, (Copy, Add)):
            continue
        for document in instruction.heredocs:
            if _INSTALLS().search(document.content):
                yield from (document.name, posixpath.basename(destination(view, instruction) or ""))
    for step in calls(view).runs:
        if ">" in step.text and _INSTALLS().search(step.text):
            for call in calls(view).of(step):
                yield from (posixpath.basename(file.path) for file in output_files(call))
