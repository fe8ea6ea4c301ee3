"""Where a step's script can be edited."""

from __future__ import annotations

from slimmer.analysis.calls.calls import Step
from slimmer.analysis.view import View, fact_of
from slimmer.syntax.shell import Dialect
from slimmer.syntax.verbs.answer import No
from slimmer.syntax.verbs.site import ShellSite, shell_site


@fact_of
def site(view: View, step: Step) -> ShellSite | No:
    """The script of a step as its own shell reads it, ready for the verbs, or why there is none."""
    if step.problem is not None:
        return No(step.problem)
    return shell_site(view.tree, step.instruction, step.scope.shell.dialect or Dialect.BASH)
