"""Who uses a path: for each instruction of a file, what it does with a path of its stage."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.calls.naming import folder_before
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.calls.scripts import syntax_problem
from slimmer.analysis.effects.deeds import Deed, acts
from slimmer.analysis.effects.named import asked
from slimmer.analysis.structure import mounts, scope
from slimmer.analysis.view import View
from slimmer.model.values import Value
from slimmer.records import dataclass
from slimmer.syntax.nodes import Add, Copy, Env, Instruction, Onbuild, Run, Token, Volume, Workdir
from slimmer.syntax.shell import walk
from slimmer.syntax.shell.nodes import Compound
from slimmer.syntax.shell.words import Literal
from slimmer.text.rare import rare

_REDIRECTED = rare(r"(?:[)}\]]|\b(?:done|fi|esac))[ \t]*(?:[0-9]+|\{\w+\})?(?:[<>]|&>)")
"""What stands behind a group, a loop or a test whose input or output goes to a file, joins aside."""


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
    elif isinstance(inner, (Copy, Add)):
        place = destination(view, inner)
        if place is None or spot.may_be_named_by(place) or spot.may_be_held_by(place):
            yield Use(outer, Deed.MAKES, exact=place is not None and spot.is_named_by(place))
    elif isinstance(inner, Workdir) and inner.value is not None:
        folder = path_in(view, inner, inner.value)
        if not spot.is_file and spot.may_be_named_by(folder):
            yield Use(outer, Deed.USES, exact=spot.is_named_by(folder))
    elif isinstance(inner, Volume):
        if any(spot.may_be_named_by(each) or spot.may_be_held_by(each) for each in volume_paths(inner)):
            yield Use(outer, Deed.USES, exact=False)
    elif isinstance(inner, Env) and any(map(spot.may_be_named_by, env_paths(inner))):
        yield Use(outer, Deed.USES, exact=False)


def volume_paths(instruction: Volume) -> list[str]:
    """The folders that VOLUME names."""
    tokens = instruction.exec_form.words if instruction.exec_form else [token.text for token in instruction.words]
    return [paths.joined("/", text) for text in tokens]


def env_paths(instruction: Env) -> list[str]:
    """The absolute paths in the values of ENV."""
    values = (text for pair in instruction.pairs if pair.value for text in paths.candidates(_unquoted(pair.value)))
    return [paths.joined("/", text) for text in values if text[:1] == "/"]


def _unquoted(token: Token) -> str:
    return token.text.strip("'\"")


def destination(view: View, instruction: Copy | Add) -> str | None:
    """Where COPY or ADD writes to; None where there is no destination."""
    token = instruction.destination
    return path_in(view, instruction, token) if token is not None else None


def writes_into(view: View, instruction: Copy | Add, spot: Spot) -> bool:
    """Whether COPY or ADD certainly writes into what the spot names."""
    place = destination(view, instruction)
    if place is None:
        return False
    return spot.is_named_by(place) or spot.path in _files(instruction, place)


def _files(instruction: Copy | Add, place: str) -> list[str]:
    """The paths of the sources in the folder a COPY names."""
    token = instruction.destination
    into = token is not None and (token.text.strip('"').endswith(("/", "/.")) or token.text in (".", '"."'))
    if not into and len(instruction.sources) == 1:
        return []
    return [paths.joined(place, f"./{paths.tail(each.text.rstrip('/'))}") for each in instruction.sources]


def is_one_file(view: View, instruction: Copy | Add) -> bool:
    """Whether COPY or ADD certainly writes one file."""
    if instruction.heredocs:
        return len(instruction.sources) == 1
    context, sources = view.context, instruction.sources
    if context is None or instruction.flag("from") is not None or len(sources) != 1:
        return False
    return context.has(sources[0].text.strip('"').removeprefix("./").strip("/"))


def path_in(view: View, instruction: Instruction, token: Token) -> str:
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
    for _, call in asked(view, step, spot):
        yield from (Use(step.outer, act.deed, act.exact, call, act.by_folder) for act in acts(call, spot))
    if any(tail in spot.path for tail in redirected(step)):
        yield Use(step.outer, Deed.USES, exact=False)


def _mentions(text: str, path: str) -> bool:
    """Whether a text that cannot be read may name a path."""
    literal = paths.longest_literal(path)
    return len(literal) < 3 or literal in text


def redirected(step: Step) -> list[str]:
    """The last parts of the paths that groups and loops as a whole read or write."""
    script = step.script
    if script is None or ("\\\n" not in step.text and _REDIRECTED().search(step.text) is None):
        return []
    found = []
    for node in walk(script):
        if isinstance(node, Compound):
            for redirect in node.redirects:
                text = "".join(part.value for part in redirect.target.parts if isinstance(part, Literal))
                if text:
                    found.append(paths.tail(text))
    return found
