"""Calls that install a JavaScript project, and whether they already leave development dependencies out."""

from __future__ import annotations

import posixpath

from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.copies.placements import BASE_WORKDIR
from slimmer.analysis.effects.named import above
from slimmer.analysis.effects.removals import emptied
from slimmer.analysis.structure import mounts, stages
from slimmer.analysis.view import View, fact, fact_of
from slimmer.knowledge.node_tools import Manager, manager, npm_of, release_of_node
from slimmer.knowledge.vocabulary import Role
from slimmer.model.mounts import covering
from slimmer.model.paths import absolute
from slimmer.model.stages import Stage
from slimmer.records import dataclass
from slimmer.syntax.nodes import Run

_INSTALLS = {"npm": ("install", "ci"), "yarn": ("", "install"), "pnpm": ("install",), "bun": ("install",)}
_NO_INSTALL = (Role.GLOBAL, Role.HELP, Role.VERSION, Role.DRY_RUN, Role.DEV_ONLY)
_ONLY_LOCKS = ("--package-lock-only", "--lockfile-only")
_SPELT = ("only=prod", "only=production", "omit=dev", "production", "production=true")
_MOVING = ("latest", "lts", "current", "slim", "alpine", "bookworm", "trixie", "bullseye")


def installer(call: Call) -> Manager | None:
    """The package manager whose call installs the project it stands in: no packages named, not for all projects."""
    if call.subcommand not in _INSTALLS.get(call.program, ()) or call.operands or call.has(*_ONLY_LOCKS):
        return None
    if any(call.meaning(role) is not None for role in _NO_INSTALL):
        return None
    return manager(call.program)


def prunes(call: Call) -> bool:
    """Whether a call removes development dependencies of an installed project again."""
    if call.subcommand == "prune" or installer(call) is not None:
        return call.meaning(Role.DEV_OMIT) is not None or _production(call)
    return False


def folder_of(call: Call) -> str | None:
    """The project's folder in the image, None where it is not known; begins with BASE_WORKDIR as landings do."""
    use = call.meaning(Role.ROOT) if call.program == "npm" else call.meaning(Role.DIRECTORY)
    workdir = call.workdir.text
    if workdir is None and call.step.scope.workdir.why == call.workdir.why and "cd " not in call.step.text:
        workdir = BASE_WORKDIR
    if use is None:
        return workdir
    text = use.value.text if use.value is not None else None
    return absolute(text, workdir) if text is not None else None


def leaves_out(view: View, call: Call) -> bool:
    """Whether a call installs no development dependencies as it stands: by a flag, a variable, a setting."""
    # npm also takes long flags with one dash (nopt).
    spelt = any((each.known or "").lstrip("-") in _SPELT for each in call.arguments if call.program == "npm")
    if call.meaning(Role.DEV_OMIT) is not None or spelt or _production(call):
        return call.meaning(Role.DEV_INCLUDE) is None
    return _configured(view, call)


def _production(call: Call) -> bool:
    """Whether a variable says so; one that the build may be given another value for counts with its default."""
    for switch in call.table.environment if call.table is not None else ():
        value = call.variable(switch.name)
        text = value.text if value is not None else None
        if switch.kind == "env" and switch.role is Role.DEV_OMIT and text is not None and switch.holds(text):
            return call.meaning(Role.DEV_INCLUDE) is None
    return False


def _configured(view: View, call: Call) -> bool:
    """Whether `npm config set production true`, or its kin, ran before."""
    chain = stages(view).chain(call.step.stage)
    for step in _setting(view):
        if step.outer.start > call.step.outer.start:
            break
        for each in calls(view).of(step) if step.stage in chain else ():
            if each is call:
                return False
            words = [argument.known or "" for argument in each.arguments]
            if each.program == call.program and "set" in words and _sets_production(words):
                return True
    return False


@fact
def _setting(view: View) -> tuple[Step, ...]:
    """The RUNs that may set what an install leaves out."""
    runs = calls(view).runs if calls(view).mention("production", "omit") else ()
    return tuple(each for each in runs if "set" in each.text and ("production" in each.text or "omit" in each.text))


def _sets_production(words: list[str]) -> bool:
    text = " ".join(words[words.index("set") + 1 :]).replace("=", " ")
    return text.startswith(("production true", "production 1", "omit dev", "only production", "only prod"))


def removed_again(view: View, call: Call, number: int) -> bool:
    """Whether the same RUN, behind its call of that number, takes them away again, or they lie on a mount."""
    folder = folder_of(call)
    if folder is None:
        return False
    modules = posixpath.join(folder, "node_modules")
    if isinstance(call.instruction, Run) and covering(mounts(view, call.instruction), modules) is not None:
        return True
    last = _last_removals(view, call.step)
    return last.pruned.get(folder, -1) > number or any(last.emptied.get(each, -1) > number for each in above(modules))


@dataclass(frozen=True, slots=True)
class _LastRemovals:
    """The numbers of the last calls of a script that empty a folder, or remove development dependencies in it."""

    emptied: dict[str, int]
    pruned: dict[str | None, int]


@fact_of
def _last_removals(view: View, step: Step) -> _LastRemovals:
    found = _LastRemovals({}, {})
    for number, call in enumerate(calls(view).of(step)):
        found.emptied.update(dict.fromkeys(emptied(call), number))
        if prunes(call):
            found.pruned[folder_of(call)] = number
    return found


def npm_at(view: View, call: Call) -> int | None:
    """The major version of npm for a call, no later than it: 7 for all later ones; None where it is not known."""
    chain = stages(view).chain(call.step.stage)
    found: int | None = _npm_of_base(chain[0])
    for each in calls(view).named("npm"):
        if each is call or each.step.outer.start > call.step.outer.start:
            break
        if each.step.stage not in chain or each.subcommand != "install" or each.meaning(Role.GLOBAL) is None:
            continue
        for operand in each.operands:
            name, _, version = (operand.known or "").partition("@")
            major = version.lstrip("^~v").partition(".")[0]
            if name == "npm":
                found = int(major) if major.isdecimal() else (7 if version in ("", "latest") else None)
    return found


def _npm_of_base(stage: Stage) -> int | None:
    image = stage.image
    if image is None or image.name.rpartition("/")[2] != "node":
        return None
    release = release_of_node(image.version)
    if release is not None:
        return npm_of(release)
    return 7 if image.version.startswith(_MOVING) else None
