"""Who uses a path: for each instruction of a file, what it does with a path of its stage."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis import paths
from slimmer.analysis.calls import Call, Step, calls
from slimmer.analysis.deeds import Deed, acts
from slimmer.analysis.naming import folder_before
from slimmer.analysis.paths import Spot
from slimmer.analysis.scripts import syntax_problem
from slimmer.analysis.structure import mounts, scope, stages
from slimmer.analysis.view import View
from slimmer.model.stages import Stage
from slimmer.model.values import Value
from slimmer.records import dataclass
from slimmer.syntax.nodes import Add, Copy, Env, Instruction, Onbuild, Run, Token, Volume, Workdir
from slimmer.syntax.shell import Script, walk
from slimmer.syntax.shell.nodes import Compound
from slimmer.syntax.shell.words import Literal

__all__ = ["Use", "destination", "used_behind", "uses"]


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """An instruction does something with a path.

    Attributes:
        call: what does it, None where it is the instruction itself or not known.
        exact: as in `Act`, and so is `by_folder`.
    """

    instruction: Instruction
    deed: Deed
    exact: bool
    call: Call | None = None
    by_folder: bool = False

    @property
    def who(self) -> str:
        """For a person: "line 7 (`cp`)"."""
        what = self.call.name if self.call is not None and self.call.name else self.instruction.name
        return f"line {self.instruction.lines[0]} (`{what}`)"


def uses(view: View, instruction: Instruction, spot: Spot) -> tuple[Use, ...]:
    """What an instruction of the path's own stage, or of one that continues it, does with `spot`."""
    return tuple(_found(view, instruction, spot))


def _found(view: View, outer: Instruction, spot: Spot) -> Iterator[Use]:
    inner = outer.inner if isinstance(outer, Onbuild) and outer.inner is not None else outer
    step = calls(view).step(inner)
    if step is not None:
        yield from _by_step(view, step, spot)
    elif isinstance(inner, Copy | Add):
        place = destination(view, inner)
        if place is None or spot.may_be_named_by(place) or spot.may_be_held_by(place):
            yield Use(outer, Deed.MAKES, exact=place is not None and spot.is_named_by(place))
    elif isinstance(inner, Workdir) and inner.value is not None:
        folder = _in_instruction(view, inner, inner.value)
        if not spot.is_file and spot.may_be_named_by(folder):
            yield Use(outer, Deed.USES, exact=spot.is_named_by(folder))
    elif isinstance(inner, Volume):
        tokens = inner.exec_form.words if inner.exec_form else [token.text for token in inner.words]
        folders = [paths.joined("/", text) for text in tokens]
        if any(spot.may_be_named_by(each) or spot.may_be_held_by(each) for each in folders):
            yield Use(outer, Deed.USES, exact=False)
    elif isinstance(inner, Env):
        values = (text for pair in inner.pairs if pair.value for text in paths.candidates(_unquoted(pair.value)))
        if any(text[:1] == "/" and spot.may_be_named_by(paths.joined("/", text)) for text in values):
            yield Use(outer, Deed.USES, exact=False)


def _unquoted(token: Token) -> str:
    return token.text.strip("'\"")


def destination(view: View, instruction: Copy | Add) -> str | None:
    """Where COPY or ADD writes to; None where there is no destination."""
    token = instruction.destination
    return _in_instruction(view, instruction, token) if token is not None else None


def _in_instruction(view: View, instruction: Instruction, token: Token) -> str:
    """The path that a word of an instruction names."""
    around = scope(view, instruction)
    text = token.text
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        text = text[1:-1]
    value: Value = around.expand(text)
    known = value.text if value.is_certain else None
    if known is None:
        known = paths.name("word", value, looks_like=value.text)
    return paths.joined(folder_before(around), known)


def _by_step(view: View, step: Step, spot: Spot) -> Iterator[Use]:
    if isinstance(step.instruction, Run):
        yield from (
            Use(step.outer, Deed.USES, exact=False)
            for mount in mounts(view, step.instruction)
            if mount.keeps_out
            and (mount.target is None or spot.may_be_named_by(mount.target) or spot.may_be_held_by(mount.target))
        )
    if syntax_problem(step) is not None:
        if _mentions(step.text, spot.path):
            yield Use(step.outer, Deed.USES, exact=False)
        return
    for call in calls(view).of(step):
        yield from (Use(step.outer, act.deed, act.exact, call, act.by_folder) for act in acts(call, spot))
    if step.script is not None and _is_redirected_to(step.script, spot.path):
        yield Use(step.outer, Deed.USES, exact=False)


def _mentions(text: str, path: str) -> bool:
    """Whether a text that cannot be read may name a path."""
    literal = paths.longest_literal(path)
    return len(literal) < 3 or literal in text


def _is_redirected_to(script: Script, path: str) -> bool:
    """Whether a group or loop as a whole reads or writes what may be `path`."""
    for node in walk(script):
        if isinstance(node, Compound):
            for redirect in node.redirects:
                text = "".join(part.value for part in redirect.target.parts if isinstance(part, Literal))
                if text and paths.tail(text) in path:
                    return True
    return False


def used_behind(view: View, instruction: Instruction, spot: Spot) -> Iterator[Use]:
    """Who uses `spot` behind an instruction: its stage's rest, the stages built on it, and who copies from them."""
    graph = stages(view)
    home = graph.stage_of(instruction)
    if home is None:
        return
    at = home.instructions.index(instruction)
    for each in home.instructions[at + 1 :]:
        yield from uses(view, each, spot)
    heirs = tuple(graph.continued_by(home))
    for stage in heirs:
        for each in stage.instructions:
            yield from uses(view, each, spot)
    yield from _taken(view, (home, *heirs), spot)


def _taken(view: View, holders: tuple[Stage, ...], spot: Spot) -> Iterator[Use]:
    """COPY --from and mounts of stages that hold the path."""
    for used in stages(view).references:
        if used.to not in holders:
            continue
        around = scope(view, used.instruction)
        for source in used.sources:
            text = around.expand(source.strip('"')).text
            word = paths.joined("/", paths.as_pattern(text)) if text is not None else paths.ANY
            if spot.may_be_named_by(word) or spot.may_be_held_by(word):
                yield Use(used.instruction, Deed.USES, exact=False)
