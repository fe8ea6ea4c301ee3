"""Programs that fail on a slim image though it has them: for want of certificates, or of `ps`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.slim.packages import Installed
from slimmer.analysis.view import View
from slimmer.knowledge.slim_needs import certified, watcher_flags


def uncertified(view: View, steps: Iterable[Step], here: Installed) -> Iterator[str]:
    """Who installs for the container what checks certificates, without them, where the slim image has none.

    Where recommended packages are installed, too, they come along.
    """
    for call in (call for step in steps for call in calls(view).of(step)) if here.lost("ca-certificates") else ():
        if call.program in ("apt-get", "apt") and call.subcommand == "install" and call.has("--no-install-recommends"):
            names = (word.known or "" for word in call.operands)
            name = next((name for name in names if name.partition("=")[0] in certified()), None)
            if name is not None:
                yield f"line {call.line} installs {name} without ca-certificates, which the slim image does not have"


def watching(call: Call, here: Installed) -> Iterator[str]:
    """Who asks for processes in a container, where the slim image has no `ps`."""
    flags = watcher_flags(call.name)
    if flags is not None and (not flags or call.has(*flags)) and here.lacks("ps"):
        yield f"line {call.line} calls {call.name}, which asks ps for processes, and the slim image does not have it"
