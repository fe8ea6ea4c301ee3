"""Where a step's script can be edited."""

from __future__ import annotations

from slimmer.analysis.calls.calls import Step
from slimmer.analysis.view import View, fact
from slimmer.syntax.shell import Dialect
from slimmer.syntax.verbs.answer import No
from slimmer.syntax.verbs.site import ShellSite, shell_site


def site(view: View, step: Step) -> ShellSite | No:
    """The script of a step as its own shell reads it, ready for the verbs, or why there is none."""
    if step.problem is not None:
        return No(step.problem)
    known = _sites(view)
    if id(step) not in known:
        known[id(step)] = shell_site(view.tree, step.instruction, step.scope.shell.dialect or Dialect.BASH)
    return known[id(step)]


@fact
def _sites(_: View) -> dict[int, ShellSite | No]:
    """The sites that were asked for, by their steps: each makes an outline of its script, once."""
    return {}
