"""Compare before and after: pure functions, one law each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.laws.reading import Reading
from benchmarks.laws.shells import Acceptance

_BLANKS = " \t\r\v\f"


@dataclass(frozen=True, slots=True)
class Breaches:
    """What a command did wrong to one file; nothing is set when it did nothing wrong.

    Attributes:
        failed: the command's own error, or a file it removed.
        rejected: BuildKit's message; it had accepted the file before.
        shell_both: RUN bodies more than before that bash and dash both refuse.
        shell_either: the same where one of the two refuses.
        comments: comment lines that stood in the file and no longer do.
        restless: a second run changed its own output.
        unrestored: why the reported edits do not lead from before to after and back.
    """

    failed: str | None = None
    rejected: str | None = None
    shell_both: int = 0
    shell_either: int = 0
    comments: tuple[str, ...] = ()
    restless: bool = False
    unrestored: str | None = None

    @property
    def any(self) -> bool:
        """Some law was broken; a failure of the command alone breaks none."""
        return bool(
            self.rejected or self.shell_both or self.shell_either or self.comments or self.restless or self.unrestored
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file before, after and after a second run.

    Attributes:
        name: the file's name in the sample.
        before: its bytes.
        after: what the command made of them; equal to `before` where it removed the file.
        again: what a second run made of that.
        failed: the command's own error.
        unrestored: what the check of the reported edits found; None also when none were asked for.
    """

    name: str
    before: bytes
    after: bytes
    again: bytes
    failed: str | None = None
    unrestored: str | None = None

    @property
    def changed(self) -> bool:
        """The command changed the file."""
        return self.before != self.after


@dataclass(slots=True)
class Tally:
    """Sums over the sample; every number counts files, but for `comment_lines`."""

    files: int = 0
    accepted_before: int = 0
    changed: int = 0
    failed: int = 0
    rejected: int = 0
    shell_both: int = 0
    shell_either: int = 0
    comments: int = 0
    comment_lines: int = 0
    restless: int = 0
    unrestored: int = 0
    broken: int = 0
    breaches: dict[str, Breaches] = field(default_factory=dict)


def comment_lines(content: bytes) -> Counter[str]:
    """The texts of all lines whose first character is `#`, without marks and surrounding blanks.

    Directives count, and so do such lines inside heredocs: a reader wrote them as comments. Indentation and
    the blank after `#` do not matter, so that a formatter is not accused.
    """
    found: Counter[str] = Counter()
    for line in content.decode("utf-8", "surrogateescape").removeprefix("\ufeff").split("\n"):
        stripped = line.strip(_BLANKS)
        if stripped.startswith("#"):
            found[stripped.lstrip("#").strip(_BLANKS)] += 1
    return found


def comments_lost(before: bytes, after: bytes) -> tuple[str, ...]:
    """Comment lines of `before` missing in `after`, each as often as it is missing; empty ones aside."""
    lost = comment_lines(before) - comment_lines(after)
    return tuple(text for text in lost.elements() if text)


def altered_bodies(before: Reading, after: Reading) -> tuple[list[str], list[str]]:
    """RUN bodies that left and those that came; the ones that stand in both files cancel out."""
    old, new = Counter(before.bodies), Counter(after.bodies)
    return list((old - new).elements()), list((new - old).elements())


def shell_breaches(left: Sequence[str], came: Sequence[str], accepted: Mapping[str, Acceptance]) -> tuple[int, int]:
    """How many more bodies are refused than before: by both shells, and by at least one.

    Bodies may be merged, split or moved, so they are not paired: a file is at fault when more of its altered
    bodies are refused after than before.
    """

    def rise(refused: Mapping[str, bool]) -> int:
        return max(0, sum(refused[body] for body in came) - sum(refused[body] for body in left))

    texts = {*left, *came}
    both = rise({body: not accepted[body].by_any for body in texts})
    bash = rise({body: not accepted[body].bash for body in texts})
    dash = rise({body: not accepted[body].dash for body in texts})
    return both, max(bash, dash)


def judge(outcome: Outcome, before: Reading, after: Reading, accepted: Mapping[str, Acceptance]) -> Breaches:
    """Hold one file against every law.

    Args:
        outcome: the file before and after.
        before: what BuildKit makes of it before.
        after: the same after.
        accepted: the shells' answers for every body of `altered_bodies(before, after)`.
    """
    rejected = (after.error or "rejected") if before.accepted and not after.accepted else None
    both = either = 0
    if rejected is None and outcome.changed:
        both, either = shell_breaches(*altered_bodies(before, after), accepted)
    return Breaches(
        failed=outcome.failed,
        rejected=rejected,
        shell_both=both,
        shell_either=either,
        comments=comments_lost(outcome.before, outcome.after),
        restless=outcome.again != outcome.after,
        unrestored=outcome.unrestored,
    )


def bodies_to_check(pairs: Sequence[tuple[Reading, Reading]]) -> Iterator[str]:
    """Every body that left or came in a file, for one bulk question to the shells."""
    for before, after in pairs:
        left, came = altered_bodies(before, after)
        yield from left
        yield from came


def add_up(outcomes: Sequence[Outcome], readings: Sequence[Reading], breaches: Sequence[Breaches]) -> Tally:
    """Sum the files up.

    Args:
        outcomes: one a file.
        readings: BuildKit's word on each before.
        breaches: what was found wrong with each.
    """
    tally = Tally(files=len(outcomes))
    for outcome, before, found in zip(outcomes, readings, breaches, strict=True):
        tally.accepted_before += before.accepted
        tally.changed += outcome.changed
        tally.failed += found.failed is not None
        tally.rejected += found.rejected is not None
        tally.shell_both += found.shell_both > 0
        tally.shell_either += found.shell_either > 0
        tally.comments += bool(found.comments)
        tally.comment_lines += len(found.comments)
        tally.restless += found.restless
        tally.unrestored += found.unrestored is not None
        tally.broken += found.any
        if found.any or found.failed is not None:
            tally.breaches[outcome.name] = found
    return tally
