"""Who may call iproute2 and iputils-ping, which full images have up to Debian 10 (debuerreotype, pull request 101)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.calls import Step, calls
from slimmer.analysis.calls.downloads import downloaded
from slimmer.analysis.runtime.shebang import SHELLS
from slimmer.analysis.structure import mounts
from slimmer.analysis.view import View, fact
from slimmer.syntax.nodes import Add, Copy, Run

_CALLED = re.compile(r"(?<![\w./-])(?:/s?bin/|/usr/s?bin/)?(?:ip|ping6?|ss|tc|bridge|wg-quick)(?![\w=:./-])")
_FETCHED = re.compile(
    r"\|\s*(?:[\w./-]+\s+|\w+=\S*\s+|-\S+\s+){0,4}(?:/\S{0,20}/)?(?:ba|da|z|k)?sh\b"
    r"|\b(?:ba|da|z|k)?sh\s+(?:-\S+\s+){0,4}(?:<\(|[\"']?\$\()|\beval\s+[\"']?\$\(|(?:\bsource|(?<!\S)\.)\s+<\("
)
"""A shell that is given what another program writes: what was fetched, as a rule."""
_MOST = 2000
"""Files of a context that are looked at."""


def network_tools(view: View, steps: Iterable[Step], copies: Iterable[Copy | Add]) -> Iterator[str]:
    """Why something may call them: a step, or a file of the context, which is searched where it is known."""
    how = ["copied"] if any(each.flag("from") is None for each in copies) else []
    for step in steps:
        line = step.outer.lines[0]
        if _CALLED.search(step.text):
            yield f"line {line} may call ip or ping, which the slim image does not have"
        if _FETCHED.search(step.text):
            yield f"line {line} runs a script that may call ip or ping, which the slim image does not have"
        if (script := _runs_fetched(view, step)) is not None:
            yield f"line {line} runs {script}, which may call ip or ping: the slim image does not have them"
        if _mounts_context(view, step):
            how.append("mounted")
    if not how:
        return
    if view.context is None or not view.context.is_whole or len(view.context.names) > _MOST:
        which = f"what is {how[0]} may call ip or ping"
        yield f"{which}, which the slim image does not have, and is not read: pass --context"
        return
    for name in view.context.names:
        text = view.context.read(name)
        if text is None or _CALLED.search(text):
            yield f"{name} of the build context may call ip or ping, which the slim image does not have"


def _runs_fetched(view: View, step: Step) -> str | None:
    """The file that a step runs, by a shell or itself, and that a RUN has downloaded."""
    for call in calls(view).of(step) if _fetched(view) else ():
        words = call.operands[:1] if call.name in SHELLS else ()
        names = (call.name, *(paths.tail(each.known or "") for each in words))
        found = next((name for name in names if name in _fetched(view)), None)
        if found is not None:
            return found
    return None


@fact
def _fetched(view: View) -> frozenset[str]:
    """The names of the files that calls of curl and wget write."""
    some = (downloaded(call) or () for step in calls(view).runs for call in calls(view).of(step))
    return frozenset(paths.tail(file.path) for files in some for file in files)


def _mounts_context(view: View, step: Step) -> bool:
    """Whether files of the context lie in the way of a RUN, which may be the script that it runs."""
    if not isinstance(step.instruction, Run):
        return False
    return any(each.kind == "bind" and not each.from_ for each in mounts(view, step.instruction))
