"""What of a stage holds for the container and not for the build: what a stage of its own must have to run the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from slimmer.analysis.structure import scope, stages
from slimmer.analysis.view import View
from slimmer.model.expansion import PLATFORM_ARGUMENTS, ExpansionError, expand
from slimmer.model.scopes import PROXIES
from slimmer.model.values import Value
from slimmer.records import dataclass
from slimmer.syntax.nodes import (
    Arg,
    Cmd,
    Entrypoint,
    Env,
    Expose,
    Healthcheck,
    Instruction,
    Label,
    Maintainer,
    PairsInstruction,
    Run,
    Stopsignal,
    TextInstruction,
    User,
    Volume,
    WordsInstruction,
    Workdir,
)
from slimmer.syntax.verbs.stages import Moved, Piece

_NONE: frozenset[str] = frozenset()
_METADATA = (Label, Maintainer, Expose, Volume, Stopsignal, Healthcheck, Entrypoint, Cmd)


@dataclass(frozen=True, slots=True)
class Carried:
    """What the new stage begins with, and what it must be told behind its files.

    Attributes:
        head: ARG and ENV.
        tail: WORKDIR, USER, and the instructions for the container, in order.
        problem: why it cannot be carried over exactly, or None.
    """

    head: tuple[Piece, ...] = ()
    tail: tuple[Piece, ...] = ()
    problem: str | None = None


def carried(
    view: View,
    last: Instruction,
    build_only: frozenset[str],
    texts: Mapping[int, str],
    user: str | None,
    *,
    owns_folder: bool = False,
) -> Carried:
    """What a stage behind `last` must repeat or take from above it.

    Args:
        view: a view whose target is the only stage.
        last: what builds ends here.
        build_only: variables that mean nothing to the container.
        texts: by the `id` of an instruction, what is to be written in its place.
        user: the USER to write, where the last one stands above; None where it must not be written.
        owns_folder: whether the folder must be the user's: WORKDIR gives it to the USER above it.
    """
    stage = stages(view).target
    if stage is None:
        return Carried(problem="there is no stage")
    at = stage.instructions.index(last) + 1
    above, below = stage.instructions[:at], stage.instructions[at:]
    variables = [each for each in above if isinstance(each, Env)]
    metadata = [each for each in above if isinstance(each, _METADATA)]
    arguments = _arguments(view, above, (*variables, *metadata, *below), build_only)
    folder = _folder(view, last, above)
    if isinstance(arguments, Carried) or folder is None:
        why = "WORKDIR depends on an argument of the build, or is not known"
        return arguments if isinstance(arguments, Carried) else Carried(problem=why)
    head = [*arguments, *(piece for each in variables for piece in _environment(view, each, above, build_only))]
    following = next((each.value.text for each in below if isinstance(each, Workdir) and each.value), "")
    tail: list[Piece] = [] if following.startswith("/") else [f"WORKDIR {folder}"]
    if user is not None:
        tail.insert(0 if owns_folder else len(tail), f"USER {user}")
    tail += [Moved(each, texts.get(id(each), "")) for each in metadata]
    return Carried(tuple(head), tuple(tail))


def _arguments(
    view: View, above: tuple[Instruction, ...], kept: tuple[Instruction, ...], build_only: frozenset[str]
) -> list[str] | Carried:
    """The ARGs that what is kept builds on; where it builds on what only the base image sets, the problem."""
    needed: dict[str, None] = {}
    known: set[str] = set()
    for each in kept:
        skipped = build_only if each in above else _NONE
        for name in _references(view, each, skipped):
            if name in known:
                continue
            if name not in PLATFORM_ARGUMENTS and not _declared(above, name):
                why = f"{each.name} on line {each.lines[0]} builds on {name}, which the base image sets"
                return Carried(problem=why)
            needed |= dict.fromkeys([*_defaults(view, above, name), name])
        if isinstance(each, (Env, Arg)):
            known.update(pair.key.text for pair in each.pairs if pair.key.text not in skipped)
    return [_argument(above, name) for name in needed]


def _folder(view: View, last: Instruction, above: tuple[Instruction, ...]) -> str | None:
    """The working directory at the end of the build; None where an ARG decides, or it is not known."""
    names = [name for each in above if isinstance(each, Workdir) for name in _references(view, each, _NONE)]
    return None if any(_declared(above, name) for name in names) else scope(view, last).workdir.text


def _environment(view: View, env: Env, above: tuple[Instruction, ...], build_only: frozenset[str]) -> Iterator[Piece]:
    """An ENV as the container needs it: moved where the build does without it, else what counts of it once more."""
    names = [pair.key.text for pair in env.pairs]
    pairs = [pair for pair in env.pairs if pair.key.text not in build_only]
    if not pairs:
        return
    behind = above[above.index(env) + 1 :]
    if len(pairs) == len(names) and not any(_may_use(view, each, name) for name in names for each in behind):
        yield Moved(env)
        return
    text = view.text
    written = [text[pair.start : pair.end] for pair in pairs]
    if pairs[0].separator != "=" or any("\n" in each for each in written):
        values = (pair.value.text if pair.value is not None else "" for pair in pairs)
        written = [f"{pair.key.text}{pair.separator or '='}{value}" for pair, value in zip(pairs, values, strict=True)]
    yield f"ENV {' '.join(written)}"


def _may_use(view: View, instruction: Instruction, name: str) -> bool:
    """Whether an instruction of the build may read a variable."""
    if isinstance(instruction, Run):
        text = instruction.folded.text
        runs_own = any(word in text for word in ("go test", "go run", "go generate", "make", ".sh"))
        return name in PROXIES or name in text or runs_own or name.startswith(("SSL_", "XDG_", "GIT_", "HOME", "TMP"))
    return name in _references(view, instruction, _NONE)


def _references(view: View, instruction: Instruction, build_only: frozenset[str]) -> Iterator[str]:
    """The variables the builder expands in an instruction."""
    if isinstance(instruction, PairsInstruction):
        words = [pair.value.text for pair in instruction.pairs if pair.value and pair.key.text not in build_only]
        words += [pair.key.text for pair in instruction.pairs] if isinstance(instruction, Label) else []
    elif isinstance(instruction, WordsInstruction):
        words = [token.text for token in instruction.words]
    elif isinstance(instruction, TextInstruction) and not isinstance(instruction, Maintainer) and instruction.value:
        words = [instruction.value.text]
    else:
        return
    asked: dict[str, None] = {}

    def lookup(name: str) -> Value | None:
        asked[name] = None
        return Value.of("x")

    for word in words:
        try:
            expand(word, lookup, view.tree.escape)
        except ExpansionError:
            continue
    yield from asked


def _declared(instructions: tuple[Instruction, ...], name: str) -> bool:
    return any(pair.key.text == name for each in instructions if isinstance(each, Arg) for pair in each.pairs)


def _defaults(view: View, instructions: tuple[Instruction, ...], name: str) -> Iterator[str]:
    """The ARGs that an ARG's default is made of."""
    for each in instructions:
        if isinstance(each, Arg) and any(pair.key.text == name for pair in each.pairs):
            yield from (
                used for used in _references(view, each, _NONE) if _declared(instructions, used) and used != name
            )


def _argument(instructions: tuple[Instruction, ...], name: str) -> str:
    """The ARG to repeat for a name."""
    for each in instructions:
        for pair in each.pairs if isinstance(each, Arg) else ():
            if pair.key.text == name:
                return f"ARG {name}" if pair.value is None else f"ARG {name}={pair.value.text}"
    return f"ARG {name}"


def last_user(instructions: tuple[Instruction, ...]) -> User | None:
    """The USER that holds at the end."""
    return next((each for each in reversed(instructions) if isinstance(each, User) and each.value), None)
