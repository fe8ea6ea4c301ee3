"""Who may call iproute2 and iputils-ping, which full images have up to Debian 10 (debuerreotype, pull request 101)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from slimmer.analysis.calls.calls import Step
from slimmer.analysis.view import View
from slimmer.syntax.nodes import Add, Copy

_CALLED = re.compile(r"(?<![\w./-])(?:/s?bin/|/usr/s?bin/)?(?:ip|ping6?|ss|tc|bridge)(?![\w=:./-])")
_MOST = 2000
"""Files of a context that are looked at."""


def network_tools(view: View, steps: Iterable[Step], copies: Iterable[Copy | Add]) -> Iterator[str]:
    """Why something may call them: a step, or a file of the context, which is searched where it is known."""
    for step in steps:
        if _CALLED.search(step.text):
            yield f"line {step.outer.lines[0]} may call ip or ping, which the slim image does not have"
    if not any(each.flag("from") is None for each in copies):
        return
    if view.context is None or not view.context.is_whole or len(view.context.names) > _MOST:
        yield "what is copied may call ip or ping, which the slim image does not have, and is not read: pass --context"
        return
    for name in view.context.names:
        text = view.context.read(name)
        if text is None or _CALLED.search(text):
            yield f"{name} of the build context may call ip or ping, which the slim image does not have"
