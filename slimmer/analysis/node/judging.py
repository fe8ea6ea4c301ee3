"""Whether an image can do without the development dependencies that an install brings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.calls.reading import calls_of_text
from slimmer.analysis.copies.landing import Landed, landing
from slimmer.analysis.evidence.node import NodeProject
from slimmer.analysis.javascript.reach import package_of
from slimmer.analysis.node.found import DevInstall
from slimmer.analysis.node.holders import Holders
from slimmer.analysis.node.managers import folder_of, installer, leaves_out, npm_at, prunes, removed_again
from slimmer.analysis.node.needs import Needs
from slimmer.analysis.node.removal import Removal, adds, calls_behind, omitting_flag
from slimmer.analysis.runtime.following import Followed, Following, Placed
from slimmer.analysis.runtime.outside import outside
from slimmer.analysis.runtime.sources import sources
from slimmer.analysis.runtime.surface import surface
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View
from slimmer.knowledge.costs import Estimate, cost
from slimmer.knowledge.node_tools import Manager, is_loader, maker_of
from slimmer.knowledge.vocabulary import Role
from slimmer.model.values import Value
from slimmer.records import replace
from slimmer.syntax.nodes import Onbuild
from slimmer.syntax.shell import ShellSyntaxError

_MOST_COMMANDS = 100
_SHELLS = frozenset(("sh", "bash", "zsh", "env", "sleep", "tail"))


def judged(view: View, found: DevInstall, manager: Manager, held: Holders) -> DevInstall | None:
    """What is known of an install once the build context is looked into; None when there is nothing to leave out."""
    return _Judge(view, found, manager, held).judged()


class _Judge:
    """Decides about one call."""

    def __init__(self, view: View, found: DevInstall, manager: Manager, held: Holders) -> None:
        self.view, self.found, self.manager, self.held = view, found, manager, held
        self.call, self.step = found.call, found.step

    def judged(self) -> DevInstall | None:
        """The finding; None when there is nothing to leave out."""
        following = Following(self.view.context, sources(self.view, self.step.stage, self.step.outer))
        placed = following.project_at(folder_of(self.call))
        if placed is None:
            where = folder_of(self.call)
            known = f"no package.json of the build context lies in {where}"
            return replace(self.found, refused=known if where else "the folder it runs in is not known")
        manifest = placed.project.manifest
        names = frozenset(manifest.development if self.manager.name == "npm" else manifest.only_development)
        if manifest.problem is None and not names:
            return None
        reason = manifest.problem or self.changed(placed) or _unclear(placed.project, self.manager, self.call)
        if reason is None and _omits(placed.project):
            return None
        estimate, unmissed = _estimate(placed.project, names), _unmissed(self.call, placed.project, names)
        self.found = replace(self.found, names=len(names), estimate=estimate, unmissed=unmissed)
        return self.decided(placed.project, names) if reason is None else replace(self.found, refused=reason)

    def changed(self, placed: Placed) -> str | None:
        """Why the package.json may be another one when the install runs."""
        found = landing(self.view).at(self.step.stage, f"{placed.folder}/package.json", self.step.outer)
        return f"package.json may be another one: {found.doubt}" if isinstance(found, Landed) and found.doubt else None

    def decided(self, project: NodeProject, names: frozenset[str]) -> DevInstall | None:
        reason = self.brought_before() or self.needed_to_run(project, names) or self.needed_elsewhere(project, names)
        if reason is not None:
            return replace(self.found, refused=reason)
        first = why = self.needed_by_install(project, names)
        last = self.step if why is not None else None
        order = (self.step, *self.held.later)
        pruned = [step for step in order if self.prunes(step)]
        for step in order:
            reason = self.need_of(project, names, step, calls_behind(self.view, self.call, step))
            if reason is not None:
                last, why = step, f"line {step.outer.lines[0]}: {reason}"
        if last is None and not pruned:
            return replace(self.found, flag=omitting_flag(self.view, self.call, self.manager))
        pruned = [step for step in pruned if last is None or order.index(step) >= order.index(last)]
        if pruned and (self.found.apart or pruned[0] is self.step):
            return None
        steps = order[: order.index(pruned[0] if pruned else last or self.step) + 1]
        removal = Removal(self.view, self.call, self.manager, steps, first is not None, self.found.apart)
        reason = removal.why_not()
        if reason is not None:
            return replace(self.found, refused=f"{why or 'they are removed in a layer of its own'}; {reason}")
        return replace(self.found, prune="" if pruned else removal.command(), steps=steps)

    def brought_before(self) -> str | None:
        """Why nothing is saved: a layer below already has them."""
        own, folder = self.step, folder_of(self.call)
        chain = stages(self.view).chain(own.stage) if not self.found.apart else ()
        for step in (step for stage in chain for step in calls(self.view).in_stage(stage)):
            if step.outer.start >= own.outer.start or not step.is_run:
                continue
            line = step.outer.lines[0]
            for number, each in enumerate(calls(self.view).of(step)):
                if not (installer(each) or adds(each)) or folder_of(each) != folder or leaves_out(self.view, each):
                    continue
                is_there = sources(self.view, step.stage, step.outer)(f"{folder}/package.json") is not None
                if is_there and not removed_again(self.view, each, number):
                    said = f"{each.name} {each.subcommand}".rstrip()
                    return f"line {line} has installed them already (`{said}`): that layer would keep them"
        return None

    def prunes(self, step: Step) -> bool:
        """Whether a step removes them again."""
        folder = folder_of(self.call)
        return any(prunes(each) and folder_of(each) == folder for each in calls_behind(self.view, self.call, step))

    def needed_to_run(self, project: NodeProject, names: frozenset[str]) -> str | None:
        """Why a container of the target needs them."""
        if any(isinstance(each, Onbuild) for each in self.step.stage.instructions):
            return "ONBUILD runs in images that are built on this one: what it needs is not known"
        found = surface(self.view)
        reasons = [reason for reason in found.unknown if "may have an ENTRYPOINT" not in reason]
        if reasons:
            return reasons[0]
        if {each.call.name for each in found.calls} <= _SHELLS:
            return "the image starts no program of its own: who works in it may need them"
        told = names.intersection(self.view.hints.runtime_needs)
        if told:
            return f"a hint says that containers need {min(told)}"
        preloaded = self.preloaded(names)
        if preloaded is not None:
            return preloaded
        graph = stages(self.view)
        lying = sources(self.view, graph.target or self.step.stage)
        needs = Needs(project, lying, names, self.brings_peers(project))
        return self.needed_outside(needs) or needs.of_container(found.calls)

    def needed_outside(self, needs: Needs) -> str | None:
        """Why what is run in a container from outside needs them, whatever the image starts with."""
        around = outside(self.view)
        tested = around.calls("npx", "pnpx", "bunx", *sorted(needs.left_out))
        if tested is not None:
            return f"{tested}, which may need them"
        if around.works:
            return f"{around.works[0]}: that may need them"
        workdir = Value.of(folder_of(self.call) or "/")
        for who, command in islice(dict.fromkeys(around.commands), _MOST_COMMANDS):
            following = Following(self.view.context, needs.sources)
            some = calls_of_text(self.step, command, self.call.place, {}, workdir)
            followed = () if isinstance(some, ShellSyntaxError) else list(following.follow(some))
            if not followed or following.unknown or needs.of_container(followed) is not None:
                return f"{who}, which may need them"
        return None

    def brings_peers(self, project: NodeProject) -> bool:
        """Whether the package manager installs by itself what packages need as peers: npm from 7 on, pnpm from 8."""
        if self.manager.name == "npm":
            return (npm_at(self.view, self.call) or 0) >= 7
        lock = project.lock
        text = (project.context.read(lock.path) or "") if lock is not None and lock.kind == "pnpm" else ""
        return self.manager.name == "bun" or "autoInstallPeers: true" in text

    def preloaded(self, names: frozenset[str]) -> str | None:
        """Why a service has Node.js load one of them before the program: by NODE_OPTIONS."""
        for use in self.view.uses:
            words = (use.environment.get("NODE_OPTIONS") or "").replace("=", " ").split()
            found = next((name for word in words if (name := package_of(word)) in names or is_loader(name or "")), None)
            if found is not None:
                return f"{use.title} has Node.js load {found} by NODE_OPTIONS"
        return None

    def needed_elsewhere(self, project: NodeProject, names: frozenset[str]) -> str | None:
        """Why another stage that has these node_modules needs them."""
        for step in self.held.steps:
            reason = self.need_of(project, names, step, calls(self.view).of(step))
            if reason is not None:
                return f"line {step.outer.lines[0]} has the same node_modules: {reason}"
        return None

    def need_of(self, project: NodeProject, names: frozenset[str], step: Step, some: Sequence[Call]) -> str | None:
        """Why calls of a step may need them."""
        if step.problem is None and not some and step is self.step:
            return None
        if step.problem is not None or (not some and step.script is None and step.is_run):
            return f"line {step.outer.lines[0]} cannot be read, and may need them"
        for each in some:
            if adds(each) and folder_of(each) == folder_of(self.call):
                return f"`{each.name} {each.subcommand}` brings them back"
        lying = sources(self.view, step.stage, step.outer)
        following = Following(self.view.context, lying)
        found: list[Followed] = list(following.follow(some))
        return Needs(project, lying, names).of_build(found) or next(iter(following.unknown), None)

    def needed_by_install(self, project: NodeProject, names: frozenset[str]) -> str | None:
        """Why the entries of package.json's `scripts` that run with the install need them."""
        if self.call.meaning(Role.NO_SCRIPTS) is not None or project.settings.get("ignore-scripts") == "true":
            return None
        for package in project.manifest.dependencies:
            maker = maker_of(package)
            if maker in names:
                return f"{package} is made by {maker} when it is installed, which is only a dev dependency"
        scripts = project.manifest.scripts
        dropped = next((name for name in self.manager.dropped if name in scripts), None)
        if dropped is not None:
            return f"package.json's script {dropped} no longer runs with {self.manager.flag}"
        workdir = Value.of(folder_of(self.call) or "/")
        for name in self.manager.lifecycle:
            some = calls_of_text(self.step, scripts.get(name, ""), self.call.place, {}, workdir)
            if isinstance(some, ShellSyntaxError):
                return f"package.json's script {name} cannot be read"
            named = [each for each in some if each.name]
            reason = self.need_of(project, names, self.step, named) if named else None
            if reason is not None:
                return f"package.json's script {name} runs with the install: {reason}"
        return None


def _unclear(project: NodeProject, manager: Manager, call: Call) -> str | None:
    """Why what is installed is not clear from the package.json alone."""
    if project.is_workspace_root:
        return "the project has workspaces: which of them runs is not clear"
    if manager.name == "yarn" and project.is_berry:
        return "Yarn 2 and later has no flag for it: `yarn workspaces focus --production` installs in another way"
    if manager.name == "bun" and call.meaning(Role.FROZEN_LOCK) is None:
        return "bun's --production also freezes the lock file, and may fail where it is out of step"
    if "dev" in project.settings.get("include", "").split(","):
        return ".npmrc asks for them: include=dev"
    return None


def _omits(project: NodeProject) -> bool:
    """Whether .npmrc leaves them out already."""
    settings = project.settings
    omit = "dev" in settings.get("omit", "").split(",") or settings.get("only", "").startswith("prod")
    return omit or settings.get("production") == "true"


def _unmissed(call: Call, project: NodeProject, names: frozenset[str]) -> tuple[str, ...]:
    """What may be gone although it was loaded; what package.json itself lists was put there for a reason."""
    found = sorted(project.lock.unmissed - names) if project.lock is not None else ()
    return tuple(f"{(folder_of(call) or '').rstrip('/')}/node_modules/{package}" for package in found)


def _estimate(project: NodeProject, names: frozenset[str]) -> Estimate | None:
    """What they take: by the packages of the lock file, else by their number in package.json."""
    lock = project.lock
    if lock is not None and lock.problem is None and lock.development:
        each = cost("node-dev-package")
        return each.times(lock.development) if each is not None else None
    each = cost("node-dev-dependency")
    return each.times(len(names)) if each is not None else None
