"""What a container of the target runs: CMD, ENTRYPOINT, HEALTHCHECK, compose's in their place, all that they call."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis.calls.arguments import Argument
from slimmer.analysis.calls.calls import Call, calls
from slimmer.analysis.calls.flow import Place
from slimmer.analysis.calls.reading import calls_of_words
from slimmer.analysis.calls.scripts import Step, syntax_problem
from slimmer.analysis.copies.landing import landing
from slimmer.analysis.runtime.following import Followed, Following
from slimmer.analysis.runtime.sources import sources
from slimmer.analysis.structure import scopes, stages
from slimmer.analysis.view import View, fact
from slimmer.model.values import Value
from slimmer.records import dataclass, field
from slimmer.syntax.nodes import Cmd, Entrypoint, ExecForm, Healthcheck, Onbuild, ShellForm


@dataclass(frozen=True, slots=True, eq=False)
class Started:
    """The instructions that say what a container of a stage starts with; None where the base image decides.

    Attributes:
        entrypoint: the last ENTRYPOINT of the stage and those it continues.
        cmd: the last CMD, unless a later ENTRYPOINT took it away.
        healthcheck: the last HEALTHCHECK that is not NONE.
        replaced: whether an ENTRYPOINT or an empty one stands in place of the base image's.
        cmd_gone: whether there is certainly no CMD: an ENTRYPOINT takes that of the base image away.
    """

    entrypoint: Step | None = None
    cmd: Step | None = None
    healthcheck: Step | None = None
    replaced: bool = False
    cmd_gone: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """What a container runs.

    Attributes:
        started: the instructions it starts with.
        calls: everything that is called, in order, with the way that led there.
        scripts: the shell scripts of the context that were read, and their places in the image.
        unknown: why more may run, or something else.
    """

    started: Started = field(default_factory=Started)
    calls: tuple[Followed, ...] = ()
    scripts: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()

    def runs(self, *programs: str) -> Followed | None:
        """The first call of one of these programs, by its name in the tables or as called, wrappers too."""
        return next((each for each in self.calls if _names(each.call).intersection(programs)), None)

    @property
    def programs(self) -> frozenset[str]:
        """The names of all programs that are called, as called."""
        return frozenset(name for each in self.calls for name in (each.call.name, *each.call.wrappers) if name)


def _names(call: Call) -> set[str]:
    return {call.name, call.program, *call.wrappers}


@fact
def surface(view: View) -> Surface:
    """What a container of the target runs."""
    graph = stages(view)
    if graph.target is None:
        return Surface(unknown=("there is no stage of that name",))
    started = _started(view)
    following = Following(view.context, sources(view, graph.target))
    found = list(following.follow(_first_calls(view, started, following.unknown)))
    for origin, words in _other_starts(view, started):
        step = started.cmd or started.entrypoint or next(iter(calls(view).steps), None)
        if step is None:
            following.unknown[f"what {origin} runs cannot be followed: the file runs nothing"] = None
        else:
            found += following.follow(_run(step, words, _workdir(view)), origin)
    unclear = (use for use in view.uses if {"command", "entrypoint", "healthcheck"}.intersection(use.unclear))
    following.unknown |= dict.fromkeys(f"{use.title} has a command that is not known" for use in unclear)
    scripts = tuple((source, place) for source, place in following.read.items())
    return Surface(started, tuple(found), scripts, tuple(following.unknown))


def _other_starts(view: View, started: Started) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What services of compose files, and a person's hint, run in place of what the image does."""
    entrypoint = started.entrypoint
    own = _words(entrypoint) if entrypoint is not None else ()
    for use in view.uses:
        words = use.command or ()
        if use.entrypoint is not None:
            yield use.title, (*use.entrypoint, *words)
        elif words and not (entrypoint is not None and isinstance(entrypoint.form, ShellForm)):
            yield use.title, (*own, *words)
        kind, *check = use.healthcheck or ("NONE",)
        if check:
            yield use.title, tuple(check) if kind == "CMD" else ("/bin/sh", "-c", check[0])
    if view.hints.entry is not None:
        yield "the hint `entry`", (view.hints.entry,)


def _started(view: View) -> Started:
    """As BuildKit's dispatchCmd, dispatchEntrypoint and dispatchHealthcheck have it (v0.34).

    An ENTRYPOINT takes away the CMD of the stages and the image it stands on, not one of its own stage.
    """
    graph = stages(view)
    entrypoint = cmd = healthcheck = None
    replaced = cmd_gone = False
    for stage in graph.chain(graph.target) if graph.target is not None else ():
        cmd_set = False
        for instruction in stage.instructions:
            if isinstance(instruction, Onbuild):
                continue
            step = calls(view).step(instruction)
            is_empty = step is not None and isinstance(step.form, ExecForm) and not step.form.words
            if isinstance(instruction, Cmd):
                cmd, cmd_set, cmd_gone = (None if is_empty else step), True, is_empty
            elif isinstance(instruction, Entrypoint):
                entrypoint, replaced = (None if is_empty else step), True
                if not cmd_set:
                    cmd, cmd_gone = None, True
            elif isinstance(instruction, Healthcheck):
                healthcheck = step
    return Started(entrypoint, cmd, healthcheck, replaced, cmd_gone)


def _first_calls(view: View, started: Started, unknown: dict[str, None]) -> Iterator[Call]:
    """The calls of the instructions themselves."""
    entrypoint, cmd = started.entrypoint, started.cmd
    told = view.hints.entry is not None or (view.uses and all(use.command or use.entrypoint for use in view.uses))
    if entrypoint is None and cmd is None and not started.cmd_gone and not told:
        unknown["the base image's CMD decides what runs"] = None
    elif not started.replaced:
        unknown["the base image may have an ENTRYPOINT"] = None
    for step in (entrypoint, cmd, started.healthcheck):
        problem = syntax_problem(step) if step is not None else None
        if step is not None and problem is not None:
            unknown[f"{step.instruction.name} cannot be read: {problem}"] = None
    workdir = _workdir(view)
    if entrypoint is not None and isinstance(entrypoint.form, ExecForm):
        words = (*entrypoint.form.words, *(_words(cmd) if cmd is not None else ()))
        yield from _run(entrypoint, words, workdir)
    else:
        first = entrypoint or cmd  # ENTRYPOINT in shell form takes no CMD
        yield from _run(first, _words(first), workdir) if first is not None else ()
    if started.healthcheck is not None:
        yield from _run(started.healthcheck, _words(started.healthcheck), workdir)


def _words(step: Step) -> tuple[str, ...]:
    """What the kernel is given: a shell form is a shell's call."""
    return step.form.words if isinstance(step.form, ExecForm) else (*step.scope.shell.words, step.text)


def _run(step: Step, words: tuple[str, ...], workdir: Value) -> Iterator[Call]:
    arguments = tuple(Argument(Value.of(word)) for word in words)
    for call in calls_of_words(step, arguments, Place(), workdir):
        is_own_shell = isinstance(step.form, ShellForm) and call.name == step.scope.shell.program
        if not (is_own_shell and call.arguments[-1:] == arguments[-1:]):
            yield call


def _workdir(view: View) -> Value:
    """The folder a container starts in: that at the target's end, wherever CMD stands."""
    target = stages(view).target
    if target is None:
        return Value.unknown("there is no target")
    known = scopes(view).behind(target).workdir
    return known if known.text is not None else Value.default(landing(view).path(target, "."), known.why)
