"""Where apt's package lists stay in a layer, and who needs them later."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from slimmer.analysis.caches.absent import APT, removed_by_name
from slimmer.analysis.caches.below import KeptBelow
from slimmer.analysis.caches.installers import may_install
from slimmer.analysis.caches.sudo import sudo_refuses
from slimmer.analysis.caches.written import is_written_installer
from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.calls.downloads import told_to
from slimmer.analysis.calls.flow import Reach
from slimmer.analysis.calls.scripts import syntax_problem
from slimmer.analysis.effects.behind import needed_behind, taken_from
from slimmer.analysis.effects.cache_paths import other_root
from slimmer.analysis.effects.missed import missed
from slimmer.analysis.effects.removals import removed_paths, removes
from slimmer.analysis.runtime.installs import installs_when_it_runs
from slimmer.analysis.structure import mounts, stages
from slimmer.analysis.view import View, fact
from slimmer.model.mounts import Mount, covering
from slimmer.model.paths import is_below
from slimmer.records import dataclass
from slimmer.syntax.nodes import Instruction, Run

LISTS = "/var/lib/apt/lists"
_UPDATES = ("update",)
_CLEANS = ("distclean", "dist-clean")
_NEED = frozenset(
    (
        *("install", "upgrade", "dist-upgrade", "full-upgrade", "safe-upgrade", "dselect-upgrade", "build-dep"),
        *("source", "satisfy", "download", "changelog", "reinstall", "list", "search", "show", "policy"),
    )
)
_READERS = frozenset(
    (
        *("apt-cache", "apt-file", "apt-rdepends", "mk-build-deps", "rosdep", "gdebi", "tasksel", "nala", "apt-fast"),
        *("unattended-upgrade", "apt-show-versions", "debsecan", "pkcon", "ubuntu-drivers", "grep-aptavail"),
    )
)
_MOVES = ("dir=", "dir::state", "rootdir=")  # values of -o, in any case, that name another place for the lists
_SOME = ("dir::etc", "list-cleanup")
"""What the value of -o is about that has lists of some sources fetched, and leaves all others as they are."""
_CONFIG = ("-c", "--config-file")
_PLAIN = frozenset(("update", "-y", "--yes", "--assume-yes", "-q", "-qq", "--quiet", "-yq", "-qy", "-yqq", "-qqy"))
_LITTER = (LISTS, "/tmp", "/var/tmp", "/var/cache", "/var/log", "/usr/share/doc", "/usr/share/man")


@dataclass(frozen=True, slots=True, eq=False)
class ListsLeft:
    """A RUN whose layer keeps package lists.

    Attributes:
        call: the last `update` that fetched them.
        reaches: whether the layer is in the image that is built.
        blocked: why they must stay, or None.
        until: the RUNs right below to make one with it: one that alone needs them, where this one does nothing but
            fetch them, and those that do nothing but clean up.
        needed: whether the first of `until` needs them.
        emptied: whether the last of `until` removes them.
        alone: whether this RUN does nothing but fetch them, and none behind it calls apt.
        spare: whether this RUN does nothing but fetch them, nothing needs them, and one behind it in its stage
            fetches its own.
        again: whether the layer of a RUN above holds the same lists, which are then not fetched again.
    """

    step: Step
    call: Call
    reaches: bool
    blocked: str | None
    until: tuple[Step, ...] = ()
    needed: bool = False
    emptied: bool = False
    alone: bool = False
    spare: bool = False
    again: bool = False


@fact
def package_lists(view: View) -> tuple[ListsLeft, ...]:
    """Every RUN that leaves apt's package lists in its layer, in order."""
    return tuple(_left(view))


def _left(view: View) -> Iterator[ListsLeft]:
    above = KeptBelow(view)
    for step in calls(view).runs:
        if "apt" not in step.said or "update" not in step.text:
            continue
        call = _fetched(view, step)
        if call is not None:
            yield _judged(view, step, call, again=above.line(step) is not None)
            if call.reach > Reach.MAYBE:
                above.add(step)


def _judged(view: View, step: Step, call: Call, *, again: bool) -> ListsLeft:
    if not stages(view).reaches_target(step.stage):
        return ListsLeft(step, call, reaches=False, blocked=None, again=again)
    blocked = _blocked(view, step, call)
    needing = _alone_in_need(view, step, call) if blocked is not None else None
    if blocked is not None and needing is None:
        return ListsLeft(step, call, True, blocked, alone=_is_all(view, step), again=again)
    left = call if needing is None else _pending(view, needing, call)
    below = _cleaning(view, needing or step) if left is not None else ()
    until = (needing, *below) if needing is not None else below
    emptied, alone = left is None or bool(below), _is_all(view, step)
    spare = needing is None and _is_spare(view, step, call)
    return ListsLeft(step, call, True, None, until, needing is not None, emptied, alone, spare, again)


def _next_run(view: View, step: Step) -> Step | None:
    """The RUN right behind one, none of them ONBUILD's."""
    following = next(calls(view).behind(step), None)
    if following is None or not following.is_run or following.onbuild or step.onbuild:
        return None
    tree = view.tree
    between = tree.items[tree.index(step.outer) + 1 : tree.index(following.outer)]
    return None if any(isinstance(each, Instruction) for each in between) else following


def _alone_in_need(view: View, step: Step, call: Call) -> Step | None:
    """The RUN right behind one that only fetches lists, where nothing needs them once that is done."""
    following = _next_run(view, step)
    if following is None or not all(map(_updates, calls(view).of(step))) or _use(view, following)[0] is None:
        return None
    return following if _blocked(view, following, call) is None else None


def _cleaning(view: View, step: Step) -> tuple[Step, ...]:
    """The RUNs right behind one that do nothing but clean up, to the last that removes the lists, too late."""
    found: list[Step] = []
    until, each = 0, _next_run(view, step)
    while each is not None and (made := calls(view).of(each)) and all(map(_only_cleans, made)):
        found.append(each)
        until = len(found) if any(map(_takes_away, made)) else until
        each = _next_run(view, each)
    return tuple(found[:until])


def _only_cleans(call: Call) -> bool:
    """Whether a call removes nothing that a program which was started before may still write to."""
    if call.program == "rm":
        paths = [each.known or "" for each in call.operands]
        return all(any(is_below(path, each) for each in _LITTER) and ".." not in path for path in paths)
    return call.program in APT and call.subcommand in ("clean", "autoclean", *_CLEANS)


def _fetched(view: View, step: Step) -> Call | None:
    """The `update` whose lists are there when the RUN ends, if they lie on no mount."""
    pending = _pending(view, step, None)
    if pending is not None and isinstance(step.instruction, Run):
        return None if any(map(_may_hold, mounts(view, step.instruction))) else pending
    return None


def _pending(view: View, step: Step, pending: Call | None) -> Call | None:
    """The `update` whose lists a RUN leaves there, where it began with those of `pending`."""
    for call in calls(view).of(step):
        if _updates(call):
            pending = call
        elif pending is not None and _takes_away(call):
            pending = None
    return pending


def _may_hold(mount: Mount) -> bool:
    """Whether a mount keeps lists out of the layer, or some of them, or may: `rm` cannot remove where one lies."""
    target = mount.target
    return mount.keeps_out and (target is None or is_below(LISTS, target) or is_below(target, LISTS))


def _updates(call: Call) -> bool:
    words = [each.known or "" for each in call.arguments] if call.program in APT else ()
    if not any(word in _UPDATES for word in words) or call.pretends or "--print-uris" in words:
        return False
    return not any(part in word.lower() for word in words for part in _MOVES)


def _fetches_all(call: Call) -> bool:
    """Whether a call gives what stands behind it the lists of all sources of the system."""
    if not _updates(call) or call.place.background or other_root(call) is not None:
        return False
    return not any(part in (each.known or "").lower() for each in call.arguments for part in _SOME)


def _takes_away(call: Call) -> bool:
    if call.program in APT:
        return any(each.known in _CLEANS for each in call.arguments)
    # apt names each list by its address, with underscores for slashes (apt's URItoFileName): these are all of them.
    return removes(call, LISTS) or f"{LISTS}/*_*" in removed_paths(call)


def _blocked(view: View, step: Step, call: Call) -> str | None:
    """Why the lists must stay where they are, or cannot be removed there."""
    if step.scope.is_root is False and "sudo" not in call.wrappers:
        return "the RUN's USER is not root and could not remove them"
    if "sudo" in call.wrappers and (reason := sudo_refuses(view, step)) is not None:
        return reason
    if call.place.background:
        return "they are fetched in the background"
    if (root := other_root(call)) is not None:
        return f"{root} has them lie below another root"
    config = call.flag(*_CONFIG)
    variable = call.variable("APT_CONFIG")
    if config is not None or "APT_CONFIG" in call.assignments or (variable is not None and variable.text):
        return f"{config.name if config else 'APT_CONFIG'} names a configuration of its own: they may lie elsewhere"
    if any(each.name == "apt-file" for each in calls(view).of(step)):
        return "apt-file keeps beside them what it searches"
    reason = needed_behind(view, step, partial(_use, view), LISTS) or taken_from(view, step.stage, LISTS)
    return reason or missed(view, step, (LISTS,), _updates) or installs_when_it_runs(view, step)


def _is_all(view: View, step: Step) -> bool:
    """Whether a RUN does no more than fetch the lists, and no RUN behind it calls apt."""
    if step.onbuild or not all(map(_updates, calls(view).of(step))):
        return False
    last = _last_called(view)
    heirs = stages(view).continued_by(step.stage)
    return last[step.stage.index] == step.outer.start and not any(each.index in last for each in heirs)


def _is_spare(view: View, step: Step, call: Call) -> bool:
    """Whether lists that nothing needs are all that a RUN leaves, and the one behind it begins with its own."""
    if step.onbuild or calls(view).of(step) != (call,) or told_to(call) is not None:
        return False
    if not _fetches_all(call) or any(each.known not in _PLAIN for each in call.arguments):
        return False
    following = next(calls(view).behind(step), None)
    first = next(iter(calls(view).of(following)), None) if following is not None and following.is_run else None
    if following is None or first is None or following.onbuild or syntax_problem(following) is not None:
        return False
    return _fetches_all(first) and first.reach > Reach.MAYBE


@fact
def _last_called(view: View) -> dict[int, int]:
    """By stage: where the last RUN stands that calls apt."""
    some = (each.step for each in calls(view).named(*APT) if each.step.is_run)
    return {step.stage.index: step.outer.start for step in some}


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
            if _fetches_all(call) and call.reach.value > 0 and step.is_run:
                return None, not step.onbuild
        elif call.program in APT and any(each.known in _NEED for each in call.arguments):
            return f"{who} installs or looks up packages without an update of its own (line {line})", False
        elif (name := removed_by_name(view, call)) is not None:
            return f"{who} removes {name}, and apt looks in the lists for what is not installed (line {line})", False
        elif call.program in _READERS:
            return f"{who} calls {call.program}, which reads the lists (line {line})", False
        elif step.is_run and (may_install(view, call) or is_written_installer(view, call)):
            return f"a later RUN runs {call.name or 'a command'} which may install packages (line {line})", False
    return None, False
