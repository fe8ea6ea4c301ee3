"""How development dependencies are left out of an install, or removed again behind what needs them."""

from __future__ import annotations

from collections.abc import Sequence

from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.calls.flow import Reach
from slimmer.analysis.copies.landing import Landed, landing
from slimmer.analysis.node.managers import folder_of, npm_at
from slimmer.analysis.view import View
from slimmer.knowledge.node_tools import Manager
from slimmer.knowledge.vocabulary import Role
from slimmer.records import dataclass

_LOCKS = {
    "npm": ("package-lock.json", "npm-shrinkwrap.json"),
    "yarn": ("yarn.lock",),
    "pnpm": ("pnpm-lock.yaml",),
    "bun": ("bun.lock", "bun.lockb"),
}
_ADDING = {"npm": ("install",), "yarn": ("add",), "pnpm": ("add",), "bun": ("add", "install")}


def calls_behind(view: View, call: Call, step: Step) -> tuple[Call, ...]:
    """The calls of a step that run when `call` has: all, or in its own step those that follow it."""
    some = calls(view).of(step)
    return some[some.index(call) + 1 :] if step is call.step else some


def adds(call: Call) -> bool:
    """Whether a call adds packages by name to an installed project, and installs all that it lacks."""
    named = call.subcommand in _ADDING.get(call.program, ()) and bool(call.operands)
    named = named or call.is_("npm", "update")
    return named and call.meaning(Role.GLOBAL) is None and call.meaning(Role.DEV_OMIT) is None


def omitting_flag(view: View, call: Call, manager: Manager) -> str:
    """What leaves them out, as the npm that is there knows it; the old word is known to all of them."""
    is_new = not manager.old_flag or (npm_at(view, call) or 0) >= 7
    return manager.flag if is_new else manager.old_flag


@dataclass(frozen=True, slots=True)
class Removal:
    """What removes them behind the last step that needs them.

    Attributes:
        call: the install.
        steps: from its own RUN to the last that needs them.
        by_install: whether the install itself needs them, for its scripts.
        apart: whether the removal is a RUN of its own.
    """

    view: View
    call: Call
    manager: Manager
    steps: Sequence[Step]
    by_install: bool
    apart: bool

    def command(self) -> str:
        """The command, with those flags of the install that it needs, too."""
        manager = self.manager
        named = [each.known for each in self.call.reading.subcommand_arguments]
        is_all = manager.carried == ("all",)
        words = (each.known or "" for each in self.call.arguments)
        carried = [word for word in words if word in manager.carried or (is_all and word not in named)]
        flag = [] if manager.flag in manager.prune else [omitting_flag(self.view, self.call, manager)]
        sudo = ["sudo"] if "sudo" in self.call.wrappers else []
        return " ".join([*sudo, manager.name, manager.prune, *flag, *carried])

    def why_not(self) -> str | None:
        """Why they cannot be removed there, or only by a guess."""
        manager = self.manager
        if not manager.prune:
            return f"{manager.name} has no command that only removes them again"
        if manager.restores and self.by_install:
            return f"{manager.name} undoes what they changed in other packages when it removes them"
        if any(step.stage is not self.call.step.stage for step in self.steps):
            return "that is another stage, whose layers cannot take them away"
        return self._unlike() or self._unlisted() or self._relocked()

    def _unlike(self) -> str | None:
        """Why the command might not run as the install did."""
        call, own = self.call, self.call.step
        if call.has("--prefix", "-C", "--cwd", "--modules-folder") or call.command is None:
            return "the call names a folder, or stands in quotes: what removes them again would be a guess"
        if call.reach is Reach.MAYBE or call.place.subshell:
            return f"the call may not run: it stands {call.place.where or 'in a subshell'}"
        if any(each.known is None for each in call.arguments):
            return "what it is called with is not known"
        if any(step.scope.user != own.scope.user for step in self.steps):
            return "another USER may not be allowed to remove them"
        folder = folder_of(call)
        between = [call, *(each for step in self.steps for each in calls_behind(self.view, call, step))]
        moves = any(each.name in ("cd", "pushd") or each.workdir.text != call.workdir.text for each in between)
        if moves or (self.apart and own.scope.workdir.text not in (folder, None)):
            return f"not all that runs there runs in {folder}"
        return None

    def _unlisted(self) -> str | None:
        """Which package a step installs by name, though package.json may not list it: it would be removed, too."""
        for each in (call for step in self.steps for call in calls_behind(self.view, self.call, step) if adds(call)):
            saves = each.program != "npm" or each.has("-S", "--save") or (npm_at(self.view, each) or 0) >= 5
            if not saves or each.has("--no-save"):
                return f"what `{each.name} {each.subcommand}` adds may not be in package.json, and would be removed"
        return None

    def _relocked(self) -> str | None:
        """Which lock file comes behind the install: what removes them would bring its versions, and build none."""
        own, found = self.call.step, landing(self.view)
        for name in _LOCKS.get(self.manager.name, ()):
            path = f"{folder_of(self.call)}/{name}"
            before, behind = (found.at(own.stage, path, step.outer) for step in (own, self.steps[-1]))
            is_new = isinstance(behind, Landed) and not isinstance(before, Landed)
            if is_new or (isinstance(behind, Landed) and isinstance(before, Landed) and behind.source != before.source):
                return f"{name} is copied behind the install: other versions may have been installed than it says"
        return None
