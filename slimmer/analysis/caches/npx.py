"""What npx has installed beside npm's downloads, and something may run out of there again."""

from __future__ import annotations

from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.view import View, fact
from slimmer.model.stages import Stage

_INSTALLING = ("exec", "x", "init", "create")
"""Subcommands of npm that do what npx does."""


def run_again(view: View, step: Step) -> str | None:
    """Why `~/.npm/_npx` must stay as a RUN leaves it; None where nobody has put a program there.

    Who runs it again may be a script that nobody reads, and npx that does not find it asks the network for it.
    """
    firsts = _firsts(view)
    stage: Stage | None = step.stage if firsts else None
    while stage is not None:
        first = firsts.get(stage.index)
        if first is not None and first.step.outer.start <= step.outer.start:
            return f"line {first.line} may have npm put a program beside the cache, where it is run again"
        stage = stage.parent
    return None


@fact
def _firsts(view: View) -> dict[int, Call]:
    """The first call of each stage, by its index, that has npm put a program there."""
    found: dict[int, Call] = {}
    for each in calls(view).named("npx", "npm"):
        installs = each.program == "npx" or (each.operands and each.subcommand in _INSTALLING)
        if installs and each.step.is_run:
            found.setdefault(each.step.stage.index, each)
    return found
