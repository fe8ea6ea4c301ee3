"""Where a step's script can be edited."""

from __future__ import annotations

from slimmer.analysis.calls.calls import Step, calls
from slimmer.analysis.view import View, fact_of
from slimmer.syntax.instructions import KEYWORDS
from slimmer.syntax.shell import Dialect
from slimmer.syntax.verbs.answer import No
from slimmer.syntax.verbs.site import ShellSite, shell_site


@fact_of
def site(view: View, step: Step) -> ShellSite | No:
    """The script of a step as its own shell reads it, ready for the verbs, or why there is none."""
    if step.problem is not None:
        return No(step.problem)
    swallowed = next((call for call in calls(view).of(step) if call.name in KEYWORDS), None)
    if swallowed is not None:
        return No(f"{swallowed.name} is taken for a command of this RUN: the line above it goes on there")
    return shell_site(view.tree, step.instruction, step.scope.shell.dialect or Dialect.BASH)
