"""Read files with BuildKit's parser: accepted or not, and the shell text of every RUN."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.oracle.oracle import Instruction, Oracle, Verdict

_POSIX_SHELLS = frozenset({"sh", "bash", "dash", "ash", "ksh", "busybox"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What the judge needs of one file.

    Attributes:
        accepted: BuildKit's parser and its `instructions.Parse` both took it.
        error: why not.
        bodies: the shell texts of its RUN instructions, ONBUILD ones too, as BuildKit hands them to the
            shell. Those of another language (PowerShell, cmd, a heredoc with its own `#!`) are left out.
    """

    accepted: bool
    error: str | None
    bodies: tuple[str, ...]


def read_all(oracle: Oracle, contents: Sequence[bytes]) -> list[Reading]:
    """Read every content with a running oracle."""
    return [reading(verdict) for verdict in oracle.check_many(contents)]


def reading(verdict: Verdict) -> Reading:
    """Keep what the judge needs of the oracle's verdict."""
    bodies = tuple(_bodies(verdict)) if verdict.ok else ()
    return Reading(verdict.accepted, verdict.error or verdict.stages_error, bodies)


def _bodies(verdict: Verdict) -> Iterator[str]:
    # A backtick as escape character means Windows paths, where RUN goes to cmd unless SHELL says otherwise.
    default = verdict.escape != "`"
    posix = default
    for outer in verdict.instructions:
        instruction = outer.onbuild or outer
        if instruction.name == "from":
            posix = default
        elif instruction.name == "shell" and instruction.args:
            posix = _is_posix(instruction.args[0])
        elif instruction.name == "run":
            yield from _shell_text(instruction, posix)


def _shell_text(run: Instruction, posix: bool) -> Iterator[str]:
    if run.body is None:
        if run.json and len(run.args) >= 3 and _is_posix(run.args[0]) and run.args[1].endswith("c"):
            yield run.args[2]
        return
    if run.shebang:
        words = run.body.split("\n")[0].removeprefix("#!").split()
        if any(_is_posix(word) for word in words):
            yield run.body
    elif posix:
        yield run.body


def _is_posix(program: str) -> bool:
    return program.rsplit("/", 1)[-1] in _POSIX_SHELLS
