"""What came of a whole run: counts, the sentence they make, and the exit code."""

from __future__ import annotations

from typing import NamedTuple

from slimmer.passes.results import FileResult
from slimmer.report.sizes import expected, measured


class Tally(NamedTuple):
    """Counts of one file or of many; they add up with `plus`."""

    files: int = 0
    changed: int = 0
    written: int = 0
    rewrites: int = 0
    offered: int = 0
    advice: int = 0
    refusals: int = 0
    errors: int = 0
    guard_failures: int = 0
    saved_low: int = 0
    saved_high: int = 0
    measured: int = 0
    built: int = 0
    unproven: int = 0
    offered_low: int = 0
    offered_high: int = 0

    @classmethod
    def of(cls, result: FileResult, *, written: bool = False) -> Tally:
        """The counts of one file; bytes are unpacked: measured of a file that was built, else predicted."""
        made = (each for each in result.rewrites if each.measured is None and result.measured is None)
        weighed = [each.estimate for each in made if each.estimate is not None]
        open_ = [each.estimate for each in result.offered if each.estimate is not None]
        return cls(
            files=1,
            changed=int(result.changed),
            written=int(written),
            rewrites=len(result.rewrites),
            offered=len(result.offered),
            advice=len(result.advice),
            refusals=len(result.refusals),
            errors=int(result.error is not None),
            guard_failures=len(result.guard_failures),
            saved_low=sum(each.low for each in weighed),
            saved_high=sum(each.high for each in weighed),
            measured=result.measured or 0,
            built=int(result.measured is not None),
            unproven=int(result.unproven is not None),
            offered_low=sum(each.low for each in open_),
            offered_high=sum(each.high for each in open_),
        )

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


def exit_code(tally: Tally, *, check: bool) -> int:
    """0 done, 1 `--check` found something, 2 unreadable input, 3 not proven, 4 a guard fired; the worst counts."""
    if tally.guard_failures:
        return 4
    if tally.unproven:
        return 3
    if tally.errors:
        return 2
    return int(check and tally.changed > 0)


def sentence(tally: Tally, *, write: bool, verbose: bool = False) -> str:
    """One line for the end of a run; `verbose` when refusals were shown above it."""
    if not tally.files and not tally.errors:
        return "no files\n"
    changed = tally.written if write else tally.changed
    if tally.rewrites:
        verb = "written to" if write else "found in"
        parts = [f"{_count(tally.rewrites, 'rewrite')} {verb} {changed} of {_count(tally.files, 'file')}"]
    else:
        sure = "certain " * bool(tally.offered)
        parts = [f"nothing {sure}to rewrite in {_count(tally.files, 'file')}"]
    if tally.built:
        parts.append(f"measured to {_saves(tally.measured)}")
    if tally.saved_high:
        parts.append(f"thought to save {expected(tally.saved_low, tally.saved_high)} unpacked")
    if tally.offered:
        more = " more" * bool(tally.rewrites)
        weight = f" ({expected(tally.offered_low, tally.offered_high)} unpacked)" if tally.offered_high else ""
        parts.append(f"{tally.offered}{more} with --unverified{weight}")
    if tally.advice:
        parts.append(f"{tally.advice} for you to decide")
    if tally.refusals:
        parts.append(f"{tally.refusals} left alone{'' if verbose else ' (-v shows why)'}")
    if tally.errors:
        parts.append(_count(tally.errors, "error"))
    if tally.unproven:
        parts.append(f"{tally.unproven} not proven")
    if tally.guard_failures:
        parts.append(_count(tally.guard_failures, "internal error"))
    end = "; --write writes them\n" if tally.rewrites and not write else "\n"
    return ", ".join(parts) + end


def _saves(count: int) -> str:
    if count == 0:
        return "save nothing"
    return f"{'save' if count > 0 else 'cost'} {measured(abs(count))} unpacked"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
