"""Where apt's package lists stay in a layer, and who needs them later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from slimmer.analysis.calls import Call, Step, calls
from slimmer.analysis.removals import removes
from slimmer.analysis.scripts import syntax_problem
from slimmer.analysis.structure import mounts, stages
from slimmer.analysis.view import View, fact
from slimmer.model.mounts import covering, is_below
from slimmer.model.stages import Stage
from slimmer.syntax.nodes import Run

LISTS = "/var/lib/apt/lists"
_APT = ("apt-get", "apt", "aptitude")
_UPDATES = ("update",)
_CLEANS = ("distclean", "dist-clean")
_NEED = frozenset(
    (
        *("install", "upgrade", "dist-upgrade", "full-upgrade", "safe-upgrade", "dselect-upgrade", "build-dep"),
        *("source", "satisfy", "download", "changelog", "reinstall", "list", "search", "show", "policy"),
    )
)
_READERS = frozenset(("apt-cache", "apt-file", "apt-rdepends", "mk-build-deps", "rosdep", "gdebi", "tasksel"))
_SHELLS = frozenset(("sh", "bash", "dash", "ash", "zsh", "ksh"))
_INSTALLERS = frozenset(("ansible", "ansible-playbook", "puppet", "chef-client", "salt-call"))
# A build with make installs no packages, but for targets that are named for it.
_PREPARING = ("apt", "bootstrap", "dep", "prepare", "prereq", "provision", "requirement", "setup", "tools")
_HARMLESS = ("autogen.sh", "-env.sh", "Miniconda", "Anaconda", "Miniforge", "Mambaforge", "cmake-", "wait-for")


@dataclass(frozen=True, slots=True, eq=False)
class ListsLeft:
    """A RUN whose layer keeps package lists.

    Attributes:
        call: the last `update` that fetched them.
        reaches: whether the layer is in the image that is built.
        blocked: why they must stay, or None.
    """

    step: Step
    call: Call
    reaches: bool
    blocked: str | None


@fact
def package_lists(view: View) -> tuple[ListsLeft, ...]:
    """Every RUN that leaves apt's package lists in its layer, in order."""
    return tuple(_left(view))


def _left(view: View) -> Iterator[ListsLeft]:
    for step in calls(view).runs:
        if "apt" not in step.text or "update" not in step.text:
            continue
        call = _fetched(view, step)
        if call is not None:
            reaches = stages(view).reaches_target(step.stage)
            yield ListsLeft(step, call, reaches, _blocked(view, step, call) if reaches else None)


def _fetched(view: View, step: Step) -> Call | None:
    """The `update` whose lists are there when the RUN ends, if they lie on no mount."""
    pending: Call | None = None
    for call in calls(view).of(step):
        if _updates(call):
            pending = call
        elif pending is not None and _takes_away(call):
            pending = None
    if pending is not None and isinstance(step.instruction, Run):
        on = covering(mounts(view, step.instruction), LISTS)
        return None if on is not None else pending
    return None


def _updates(call: Call) -> bool:
    return call.program in _APT and any(each.known in _UPDATES for each in call.arguments)


def _takes_away(call: Call) -> bool:
    if call.program in _APT:
        return any(each.known in _CLEANS for each in call.arguments)
    return removes(call, LISTS)


def _blocked(view: View, step: Step, call: Call) -> str | None:
    """Why the lists must stay where they are, or cannot be removed there."""
    if step.scope.is_root is False and "sudo" not in call.wrappers:
        return "the RUN's USER is not root and could not remove them"
    return _needed(view, step.stage, calls(view).behind(step)) or _copied(view, step.stage)


def _needed(view: View, stage: Stage, behind: Iterable[Step]) -> str | None:
    """Who behind the layer reads the lists before fetching its own: the stage's rest, then those built from it."""
    for step in behind:
        reason, own = _use(view, step)
        if reason is not None:
            return reason
        if own:
            return None
    for child in stages(view).stages[stage.index + 1 :]:
        if child.parent is stage:
            reason = _needed(view, child, calls(view).in_stage(child))
            if reason is not None:
                return reason
    return None


def _use(view: View, step: Step) -> tuple[str | None, bool]:
    """Why a step needs lists that are there before it, and whether it fetches its own for what follows."""
    line = step.outer.lines[0]
    if syntax_problem(step) is not None:
        return (f"line {line} cannot be read, and may need them" if "apt" in step.text else None), False
    if isinstance(step.instruction, Run) and covering(mounts(view, step.instruction), LISTS):
        return None, False
    who = "a later RUN" if step.is_run else f"the image's {step.instruction.name}"
    for call in calls(view).of(step):
        if _updates(call):
            if call.reach.value > 0 and step.is_run and not step.onbuild:
                return None, True
        elif call.program in _APT and any(each.known in _NEED for each in call.arguments):
            return f"{who} installs or looks up packages without an update of its own (line {line})", False
        elif call.program in _READERS:
            return f"{who} calls {call.program}, which reads the lists (line {line})", False
        elif step.is_run and _may_install(call):
            return f"a later RUN runs {call.name or 'a command'} which may install packages (line {line})", False
    return None, False


def _may_install(call: Call) -> bool:
    """Whether what a call runs is written elsewhere and may well call apt."""
    words = [each.known or "" for each in call.arguments]
    if call.name.endswith(".sh") or call.name in _INSTALLERS or not call.name:
        return not any(part in call.name for part in _HARMLESS)
    if call.name in _SHELLS and not call.has("-c"):
        return not any(part in word for word in words for part in _HARMLESS)
    if call.name == "make":
        return any(part in (target.known or part) for target in call.operands for part in _PREPARING)
    return "--with-deps" in words or "install-deps" in words


def _copied(view: View, stage: Stage) -> str | None:
    graph = stages(view)
    holders = {id(stage), *(id(each) for each in graph.continued_by(stage))}
    for used in graph.references:
        if id(used.to) not in holders:
            continue
        for source in used.sources:
            path = "/" + source.strip("/")
            if is_below(LISTS, path) or is_below(path, LISTS):
                return f"line {used.instruction.lines[0]} takes them from this stage"
    return None
