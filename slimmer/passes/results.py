"""What came of rewriting one file: values for reports, not for decisions."""

from __future__ import annotations

from slimmer.knowledge.costs import Estimate
from slimmer.model.surroundings import NOTHING, Surroundings
from slimmer.passes.transform import Safety
from slimmer.records import dataclass, field
from slimmer.syntax.lines import Span
from slimmer.text.edits import Edit, EditSet
from slimmer.text.source import Source


@dataclass(frozen=True, slots=True)
class Applied:
    """A rewrite that was made (or, with ADVICE, would have to be made by hand).

    Attributes:
        transform: its name.
        message: one sentence for a person.
        round: 1 for the first; `edits` speak of the text this round began with: for round 1, of the file.
        line: in the file as it was read, like `span`.
        estimate: predicted bytes, None where nothing measured tells.
        measured: unpacked bytes the image lost in builds with and without it; None when not built.
        unmissed: folders that may be gone although the original reads files in them, as `Rewrite.unmissed`.
    """

    transform: str
    safety: Safety
    message: str
    round: int
    line: int
    span: Span
    edits: tuple[Edit, ...]
    estimate: Estimate | None = None
    measured: int | None = None
    unmissed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A finding left alone; `suppressed` when a comment in the file asked for it.

    `line` and `span` speak of the file as it was read.
    """

    transform: str
    reason: str
    line: int
    span: Span
    suppressed: bool = False


@dataclass(frozen=True, slots=True)
class GuardFailure:
    """A transform that broke a law, a bug in it: nothing it did in this file was kept.

    Attributes:
        guard: the law, as `comments-kept`; `crashed` when the transform raised, `second-run-idle` when it
            would go on for ever, alone or with others (each has a failure then, and `detail` names all).
    """

    transform: str
    guard: str
    detail: str


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file's outcome.

    Attributes:
        source: the file as it was read; None when it could not be read.
        edits: over `source`, all rounds composed; empty when nothing changes.
        offered: rewrites found but not made, their safety not being asked for: BUILD without `--unverified`.
        error: why the file was left alone, a message with path and line; None when all went well.
        help: what to do about the error; empty where the message says it all.
        place: what in `source` the error points at.
        unproven: why no rewrite could be proven where a proof was asked for, with the path.
        warnings: things to know that stop nothing (bytes that are not UTF-8).
        around: what was known around the file.
        measured: unpacked bytes the image lost, in builds, by all rewrites together; None when not built.
    """

    path: str
    source: Source | None = field(repr=False)
    edits: EditSet = field(default_factory=EditSet)
    rewrites: tuple[Applied, ...] = ()
    advice: tuple[Applied, ...] = ()
    offered: tuple[Applied, ...] = ()
    refusals: tuple[Refused, ...] = ()
    guard_failures: tuple[GuardFailure, ...] = ()
    error: str | None = None
    unproven: str | None = None
    help: str = ""
    place: Span | None = None
    warnings: tuple[str, ...] = ()
    around: Surroundings = field(default=NOTHING, repr=False)
    measured: int | None = None

    @property
    def after(self) -> str:
        """The text with all edits made."""
        return self.edits.apply(self.source.text) if self.source else ""

    @property
    def changed(self) -> bool:
        """Whether anything would be written."""
        return bool(self.edits)
