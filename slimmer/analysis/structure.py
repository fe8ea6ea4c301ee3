"""Facts about the file's structure: stages, what holds at each instruction, mounts."""

from __future__ import annotations

from slimmer.analysis.view import View, fact
from slimmer.knowledge.images import variables, workdir
from slimmer.model.expansion import global_values
from slimmer.model.mounts import Mount, parse_mount
from slimmer.model.scopes import Scope, first_scope, scopes_of
from slimmer.model.stages import Stage, StageGraph, stage_graph
from slimmer.model.values import Value
from slimmer.records import dataclass, field, replace
from slimmer.syntax.nodes import Instruction, Onbuild, Run


@fact
def stages(view: View) -> StageGraph:
    """The stage graph of the file, with the target of the view."""
    return stage_graph(view.tree, view.target)


@dataclass(frozen=True, slots=True, eq=False)
class Scopes:
    """What holds before each instruction; computed stage by stage when asked."""

    graph: StageGraph
    escape: str
    global_values: dict[str, Value]
    _of_stage: dict[int, tuple[Scope, ...]] = field(default_factory=dict)
    _of_instruction: dict[int, Scope] = field(default_factory=dict)

    def of(self, instruction: Instruction) -> Scope:
        """What holds before an instruction of a stage; for ONBUILD's inner one, before ONBUILD.

        Raises:
            KeyError: for an instruction that belongs to no stage.
        """
        known = self._of_instruction.get(id(instruction))
        if known is None:
            stage = self.graph.stage_of(instruction)
            if stage is None:
                raise KeyError(f"{instruction.name} on line {instruction.lines[0]} belongs to no stage")
            self._stage(stage)
            known = self._of_instruction[id(instruction)]
        return known

    def behind(self, stage: Stage) -> Scope:
        """What holds at the end of a stage: what a container of it starts with."""
        return self._stage(stage)[-1]

    def _stage(self, stage: Stage) -> tuple[Scope, ...]:
        waiting: list[Stage] = []
        above: Stage | None = stage
        while above is not None and above.index not in self._of_stage:
            waiting.append(above)
            above = above.parent
        for each in reversed(waiting):  # those it continues come first, of which there may be thousands
            self._fill(each)
        return self._of_stage[stage.index]

    def _fill(self, stage: Stage) -> None:
        first = self._of_stage[stage.parent.index][-1] if stage.parent else _begun(stage, self.escape)
        found = scopes_of(stage, first, self.global_values)
        self._of_stage[stage.index] = found
        if stage.from_ is not None:
            self._of_instruction[id(stage.from_)] = first
        for instruction, scope in zip(stage.instructions, found, strict=False):
            self._of_instruction[id(instruction)] = scope
            if isinstance(instruction, Onbuild) and instruction.inner is not None:
                self._of_instruction[id(instruction.inner)] = scope


def _begun(stage: Stage, escape: str) -> Scope:
    """What holds behind FROM: folder and variables too, where the image is known; a variable may choose its tag."""
    scope = first_scope(stage, escape)
    written = stage.from_.image.text if stage.from_ is not None and stage.from_.image is not None else ""
    if stage.image is None or "$" in (written.rpartition(":")[0] or written):
        return scope
    name = str(stage.image)
    known, values = workdir(name), {key: Value.of(text) for key, text in variables(name).items()}
    return replace(scope, workdir=Value.of(known) if known else scope.workdir, variables=values)


@fact
def scopes(view: View) -> Scopes:
    """What holds before each instruction."""
    graph = stages(view)
    return Scopes(graph, view.tree.escape, global_values(graph.global_arguments, view.tree.escape))


def scope(view: View, instruction: Instruction) -> Scope:
    """What holds before `instruction`."""
    return scopes(view).of(instruction)


def mounts(view: View, run: Run) -> tuple[Mount, ...]:
    """The mounts of a RUN, in order."""
    flags = run.flags_named("mount")
    if not flags:
        return ()
    around = scope(view, run)
    return tuple(parse_mount(flag, around.expand, around.workdir.text) for flag in flags)
