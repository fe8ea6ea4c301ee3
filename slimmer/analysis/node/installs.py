"""Calls that install a JavaScript project with its development dependencies."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis.calls.calls import Call, Step, calls, mentions
from slimmer.analysis.node.found import DevInstall
from slimmer.analysis.node.holders import holders
from slimmer.analysis.node.managers import folder_of, installer, leaves_out, removed_again
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.knowledge.node_tools import Manager
from slimmer.knowledge.vocabulary import Role
from slimmer.records import replace


@fact
def dev_installs(view: View) -> tuple[DevInstall, ...]:
    """Every call that ships development dependencies, in order."""
    words = ("npm", "yarn", "bun")
    steps = [step for step in calls(view).runs if mentions(step, *words)] if calls(view).mention(*words) else []
    return tuple(each for step in steps for each in _found_in(view, step))


def _found_in(view: View, step: Step) -> Iterator[DevInstall]:
    for number, call in enumerate(calls(view).of(step)):
        manager = installer(call)
        if manager is None or leaves_out(view, call) or removed_again(view, call, number):
            continue
        held = holders(view, step, folder_of(call))
        if not held.ships:
            continue
        found = DevInstall(step, call, apart=not stages(view).reaches_target(step.stage))
        reason = _unfit(view, call, manager)
        if reason is not None:
            yield replace(found, refused=reason)
            continue
        from slimmer.analysis.node.judging import judged  # noqa: PLC0415  20 ms for what reads JavaScript

        if (known := judged(view, found, manager, held)) is not None:
            yield known


def _unfit(view: View, call: Call, manager: Manager) -> str | None:
    """Why nothing can be said, whatever package.json holds."""
    if call.step.onbuild:
        return "it runs when a child image is built: what that holds is not known"
    if view.context is None:
        return "package.json is not known: pass --context"
    if call.meaning(Role.DEV_INCLUDE) is not None:
        return "it asks for the development dependencies itself"
    chosen = ("-r", "--recursive", "-F", "--filter") if manager.name == "pnpm" else ("-w", "--workspace")
    if call.has(*chosen, "--workspaces"):
        return "it installs workspaces: which of them runs is not clear"
    if call.reading.subcommand_arguments and "test" in (call.last_of_name.known or ""):
        return "it tests, too: that needs them"
    mode = call.variable("NODE_ENV")
    if mode is not None and mode.text not in (None, "", "production"):
        return f"NODE_ENV is {mode.text}, not production: what runs then may need them"
    if mode is not None and mode.text is None and "NODE_ENV" in call.step.scope.variables:
        return f"NODE_ENV decides whether they are installed: {mode.why}"
    return None
