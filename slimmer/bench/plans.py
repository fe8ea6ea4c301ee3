"""The steps of a Dockerfile as BuildKit caches them: what each builds on, and what it takes from the build context.

As `dockerfile2llb/convert.go` (BuildKit v0.34) makes them: FROM of an image, RUN, COPY, ADD and WORKDIR are steps; ENV,
ARG, USER and SHELL are part of what a later RUN is; the rest is configuration alone and costs nothing.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from slimmer.analysis.structure import mounts, scope, stages
from slimmer.analysis.view import View
from slimmer.model.stages import Stage, StageGraph
from slimmer.records import dataclass, field
from slimmer.syntax.nodes import Add, Arg, Copy, Env, Instruction, Run, Shell, User, Workdir
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

WHOLE_CONTEXT = ""
_MADE_OF = (Env, Arg, User, Shell)


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Args:
        stage: as BuildKit names it; empty for the only stage without a name.
        number: of the step in its stage, from 1, as BuildKit counts.
        text: of the instruction; comments and line breaks are not part of it.
        meaning: what BuildKit makes of it: `COPY ./a .` is `COPY a ./`.
        settings: the instructions before it that change what a RUN is.
        on: indexes of the steps it builds on: the one before it, and those it copies from or mounts.
        sources: paths and patterns of the build context that it reads; "" is all of it.
        apart: whether it is cached whatever comes before it in its stage (`--link`).
    """

    stage: str
    number: int
    text: str
    meaning: str
    settings: tuple[str, ...] = ()
    on: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()
    apart: bool = False

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands."""
        return (self.stage, self.number)


def plan(text: str, target: str | None = None) -> tuple[Step, ...]:
    """The steps that building a target takes, each behind those it builds on.

    Args:
        text: the Dockerfile.
        target: the stage to build; None for the last.
    """
    view = View(parse(Source("Dockerfile", text)), target)
    planning = _Planning(view, stages(view))
    for stage in planning.graph.stages:
        if planning.graph.is_needed(stage):
            planning.add(stage)
    return tuple(planning.steps)


@dataclass(eq=False)
class _Planning:
    """The steps so far; for each stage its last one, and the settings at its end."""

    view: View
    graph: StageGraph
    steps: list[Step] = field(default_factory=list)
    last: dict[int, tuple[int, ...]] = field(default_factory=dict)
    settings: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def add(self, stage: Stage) -> None:
        """Add the steps of a stage."""
        name, number = self._name(stage), 0
        last, settings = tuple[int, ...](), tuple(each.folded.text for each in self.graph.global_arguments)
        if stage.parent is not None:
            last, settings = self.last[stage.parent.index], self.settings[stage.parent.index]
        elif stage.from_ is not None and stage.base.text != "scratch":
            number = 1
            text = f"FROM {stage.base.text or stage.from_.folded.text}"
            self.steps.append(Step(name, 1, text, text))
            last = (len(self.steps) - 1,)
        for each in stage.instructions:
            if isinstance(each, _MADE_OF):
                settings = (*settings, each.folded.text)
            elif isinstance(each, Run | Copy | Add | Workdir):
                number += 1
                self.steps.append(self._step(each, name, number, last, settings))
                last = (len(self.steps) - 1,)
        self.last[stage.index], self.settings[stage.index] = last, settings

    def _name(self, stage: Stage) -> str:
        """Its name in BuildKit's progress."""
        return stage.name or (f"stage-{stage.index}" if len(self.graph.stages) > 1 else "")

    def _step(
        self, each: Instruction, name: str, number: int, last: tuple[int, ...], settings: tuple[str, ...]
    ) -> Step:
        used = [used.to.index for used in self.graph.references if used.instruction is each]
        on = last + tuple(step for index in used for step in self.last.get(index, ()))
        text = "\n".join((each.folded.text, *(part.content for part in each.heredocs)))
        of_run = settings if isinstance(each, Run) else ()
        apart = each.flag("link") is not None and isinstance(each, Copy | Add)
        return Step(name, number, text, _meaning(each, text), of_run, on, tuple(self._sources(each)), apart)

    def _sources(self, each: Instruction) -> Iterator[str]:
        if isinstance(each, Run):
            for mount in mounts(self.view, each):
                if mount.kind == "bind" and not mount.from_:
                    yield _relative(mount.source)
        elif isinstance(each, Copy | Add) and each.flag("from") is None:
            for word in _words(each)[:-1]:
                if not word.startswith("<<"):
                    expanded = scope(self.view, each).expand(word).text
                    if expanded is None or not _is_remote(expanded):
                        yield WHOLE_CONTEXT if expanded is None else _relative(expanded)


def _words(each: Copy | Add) -> tuple[str, ...]:
    return each.exec_form.words if each.exec_form else tuple(word.text for word in each.words)


def _meaning(each: Instruction, text: str) -> str:
    if not isinstance(each, Copy | Add) or each.heredocs:
        return text
    *sources, to = _words(each) or ("",)
    end = "/" if to.endswith("/") or to == "." else ""
    flags = sorted(f"--{flag.name}={flag.value}" for flag in each.flags)
    clean = [source if _is_remote(source) else posixpath.normpath(source.lstrip("/") or ".") for source in sources]
    return repr((each.name, flags, clean, posixpath.normpath(to) + end))


def _relative(path: str) -> str:
    """A source as a path below the context, which is where all of them begin."""
    found = posixpath.normpath("/" + path.lstrip("/")).lstrip("/")
    return found or WHOLE_CONTEXT


def _is_remote(source: str) -> bool:
    return source.startswith(("http://", "https://", "git://", "ssh://", "git@"))
