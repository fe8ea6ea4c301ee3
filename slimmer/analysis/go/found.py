"""What is found of a stage on a golang image."""

from __future__ import annotations

from slimmer.analysis.calls.calls import Call
from slimmer.records import dataclass
from slimmer.syntax.nodes import Cmd, Entrypoint, From, Instruction, User
from slimmer.syntax.verbs.stages import Piece


@dataclass(frozen=True, slots=True, eq=False)
class GoStays:
    """A stage on a golang image that must stay as it is, and why."""

    from_: From
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class GoImage:
    """A stage on a golang image whose program can run in an empty image.

    Attributes:
        from_: its FROM.
        base: what stands behind the new FROM.
        last: the last instruction of the build.
        builds: the calls that write the programs with cgo, which must be switched off.
        pieces: what the new stage begins with.
        start: the instruction that says what the container runs.
        words: what that must be given instead, None where it need not; it may be one of `pieces` already.
        user: the last USER where it stands behind the build and must be written otherwise, with the new text.
        whole: why the sources' folder is kept as it is; "" where it is not.
    """

    from_: From
    base: str
    last: Instruction
    builds: tuple[Call, ...]
    pieces: tuple[Piece, ...]
    start: Cmd | Entrypoint
    words: tuple[str, ...] | None
    user: tuple[User, str] | None
    whole: str
