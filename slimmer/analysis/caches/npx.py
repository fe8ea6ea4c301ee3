"""What npx has installed beside npm's downloads, and something may run out of there again."""

from __future__ import annotations

from slimmer.analysis.calls.calls import Step, calls
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View

_INSTALLING = ("exec", "x", "init", "create")
"""Subcommands of npm that do what npx does."""


def run_again(view: View, step: Step) -> str | None:
    """Why `~/.npm/_npx` must stay as a RUN leaves it; None where nobody has put a program there.

    Who runs it again may be a script that nobody reads, and npx that does not find it asks the network for it.
    """
    graph, place = stages(view), step.outer.start
    for each in calls(view).named("npx", "npm"):
        installs = each.program == "npx" or (each.operands and each.subcommand in _INSTALLING)
        before = each.step.is_run and each.step.outer.start <= place
        if installs and before and graph.continues(step.stage, each.step.stage):
            return f"line {each.line} may have npm put a program beside the cache, where it is run again"
    return None
