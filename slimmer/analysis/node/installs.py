"""Calls that install a JavaScript project with its development dependencies."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis.calls.calls import calls, mentions
from slimmer.analysis.node.found import DevInstall
from slimmer.analysis.view import View, fact


@fact
def dev_installs(view: View) -> tuple[DevInstall, ...]:
    """Every call that ships development dependencies, in order."""
    return tuple(_found(view))


def _found(view: View) -> Iterator[DevInstall]:
    words = ("npm", "yarn", "bun")
    steps = [step for step in calls(view).runs if mentions(step, *words)] if calls(view).mention(*words) else []
    if steps:
        from slimmer.analysis.node.judging import found_in  # noqa: PLC0415  much that few files need

        for step in steps:
            yield from found_in(view, step)
