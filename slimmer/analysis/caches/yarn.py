"""Which Yarn runs: the first, whose cache nothing needs, or a later one, which may run programs out of it."""

from __future__ import annotations

from slimmer.analysis.calls.calls import Call, calls
from slimmer.analysis.calls.versions import node_major
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact, fact_of
from slimmer.model.stages import Stage
from slimmer.syntax.nodes import Add, Copy, Instruction, Onbuild

# Yarn 3 ends with an error when it is given one of these (tried with 3.8.7).
_ONLY_CLASSIC = frozenset(
    (
        *("--production", "--prod", "--pure-lockfile", "--no-lockfile", "--ignore-scripts", "--ignore-engines"),
        *("--ignore-optional", "--ignore-platform", "--non-interactive", "--prefer-offline", "--no-progress"),
        *("--modules-folder", "--flat", "--no-bin-links", "--link-duplicates"),
    )
)
_ONLY_LATER = frozenset(("--immutable", "--immutable-cache", "--inline-builds", "--check-cache", "--mode"))
_NEEDS_NODE = 10  # of Yarn 2.0
_FILES = (".json", ".lock", ".npmrc", ".js", ".ts", ".mjs", ".cjs")
_BRINGS = frozenset(("git", "tar", "unzip", "svn", "hg", "degit"))
_LOCK = "# yarn lockfile v1"


def not_classic(view: View, call: Call) -> str | None:
    """Why it is not sure that a call of yarn runs Yarn 1; None when it is."""
    if any(use.name in _ONLY_LATER for use in call.flags) or call.subcommand == "workspaces focus":
        return "Yarn 2 or later runs here: programs may be run out of its cache"
    if any(use.name in _ONLY_CLASSIC for use in call.flags) or call.subcommand.startswith("global"):
        return None
    if (node_major(call.step.stage) or _NEEDS_NODE) < _NEEDS_NODE:
        return None
    return _chosen(view, call) or (None if _locked(view) else _brought(view, call))


def _chosen(view: View, call: Call) -> str | None:
    """Whether a call before picks the version of Yarn."""
    picking = _picking(view)
    chain = stages(view).chain(call.step.stage) if picking else ()
    for each in picking:
        if each.step.stage in chain and each.step.outer.start <= call.step.outer.start:
            return f"line {each.line} picks the version of Yarn: a later one may run programs out of its cache"
    return None


@fact
def _picking(view: View) -> tuple[Call, ...]:
    """The calls that pick a version of Yarn."""
    return tuple(each for each in calls(view).named("yarn", "corepack", "npm") if _picks(each))


def _picks(call: Call) -> bool:
    configured = call.is_("yarn", "config") and any("version" in word for word in _words(call))
    return configured or call.program == "corepack" or "yarn@berry" in _words(call)


def _words(call: Call) -> list[str]:
    return [each.known or "" for each in call.arguments]


def _locked(view: View) -> bool:
    """Whether the build context tells: a lock file of Yarn 1, and no configuration of a later one."""
    context = view.context
    if context is None or not context.is_whole:
        return False
    if any(".yarnrc.yml" in name or ".yarn/" in name or ".yarnrc" in name for name in context.names):
        return False
    locks = [context.read(name) or "" for name in context.names if name.rpartition("/")[2] == "yarn.lock"]
    return bool(locks) and all(_LOCK in lock for lock in locks)


def _brought(view: View, call: Call) -> str | None:
    """Whether the project's own choice of Yarn may have come into the stage before the call."""
    why = "which Yarn runs is not known: a later one than 1 may run programs out of its cache"
    chain = stages(view).chain(call.step.stage)
    base = chain[0].ground
    if base is None or base.name not in ("node", "alpine", "debian", "ubuntu", "ruby", "python", "php", "golang"):
        return why
    for stage in chain:
        first = _first_brought(view, stage)
        if first is not None and (stage is not call.step.stage or first < call.step.outer.start):
            return why
    return why if any(stage.index in _bringing(view) for stage in chain) else None


@fact_of
def _first_brought(_: View, stage: Stage) -> int | None:
    """Where the first instruction of a stage stands that may copy what configures Yarn."""
    inner = ((each, each.inner if isinstance(each, Onbuild) else each) for each in stage.instructions)
    return next((outer.start for outer, each in inner if each is not None and not _harmless(each)), None)


@fact
def _bringing(view: View) -> frozenset[int]:
    """The stages, by number, in which a RUN may bring files from elsewhere."""
    runs = ((step.stage.index, calls(view).of(step)) for step in calls(view).runs)
    return frozenset(stage for stage, of_step in runs if any(each.program in _BRINGS for each in of_step))


def _harmless(instruction: Instruction) -> bool:
    """Whether it copies at most single files that do not configure Yarn."""
    if not isinstance(instruction, (Copy, Add)):
        return True
    names = [source.text.rpartition("/")[2] for source in instruction.sources]
    return all(name.endswith(_FILES) and not name.startswith((".yarn", ".pnp")) for name in names)
