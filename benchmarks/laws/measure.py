"""Run a command over a sample and judge every file."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.laws import edits, shells
from benchmarks.laws.command import Command, Mode, Ran, run
from benchmarks.laws.judge import Outcome, Tally, add_up, bodies_to_check, judge
from benchmarks.laws.reading import read_all
from benchmarks.laws.sample import Case
from benchmarks.laws.scratch import Scratch, lay_out
from tests.oracle.oracle import Oracle


@dataclass(frozen=True, slots=True)
class Measurement:
    """The result of one measuring run.

    Attributes:
        tally: the sums and every breach by file name.
        seconds: wall time of the command's first run over the whole sample.
        notes: what the numbers do not say, such as a failure of the one run over the folder.
        edits_checked: whether the column of the reported edits means anything.
    """

    tally: Tally
    seconds: float
    notes: tuple[str, ...]
    edits_checked: bool


@dataclass(slots=True)
class _Runs:
    """What the runs gave, before it is judged."""

    outcomes: list[Outcome] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0


def measure(
    cases: Sequence[Case], command: Command, edits_command: Command | None, oracle: Oracle, scratch: Path
) -> Measurement:
    """Measure a command.

    Args:
        cases: the files; they are copied, never touched.
        command: what rewrites them.
        edits_command: prints the same rewrites as JSON, changing nothing; None leaves that law out.
        oracle: running, and BuildKit's own.
        scratch: an empty folder for the copies.

    Raises:
        CommandError: a program cannot be started.
        EditsError: the edits command prints something else than the contract's JSON.
    """
    runs = _run_twice(cases, command, scratch)
    if edits_command is not None:
        _check_edits(runs, edits_command, scratch)
    before = read_all(oracle, [outcome.before for outcome in runs.outcomes])
    after = read_all(oracle, [outcome.after for outcome in runs.outcomes])
    changed = [
        pair for pair, outcome in zip(zip(before, after, strict=True), runs.outcomes, strict=True) if outcome.changed
    ]
    accepted = shells.accept(bodies_to_check(changed), command.jobs)
    breaches = [
        judge(outcome, old, new, accepted) for outcome, old, new in zip(runs.outcomes, before, after, strict=True)
    ]
    tally = add_up(runs.outcomes, before, breaches)
    return Measurement(tally, runs.seconds, tuple(runs.notes), edits_command is not None)


def _run_twice(cases: Sequence[Case], command: Command, scratch: Path) -> _Runs:
    runs = _Runs()
    first = lay_out(scratch / "first", [case.before for case in cases])
    started = time.perf_counter()
    ran = run(command, first)
    runs.seconds = time.perf_counter() - started
    if ran.folder_failure is not None:
        runs.notes.append(f"the run over the folder failed: {ran.folder_failure}")
    for index, (case, after) in enumerate(zip(cases, first.read(), strict=True)):
        gone = "the file is gone" if after is None else None
        kept = case.before if after is None else after
        runs.outcomes.append(Outcome(case.name, case.before, kept, kept, ran.failed.get(index) or gone))
    _run_again(runs, command, scratch)
    return runs


def _run_again(runs: _Runs, command: Command, scratch: Path) -> None:
    """Run over the outputs; where the first run changed nothing, a second has the same input as the first."""
    indexes = [index for index, outcome in enumerate(runs.outcomes) if outcome.changed]
    if not indexes:
        return
    second = lay_out(scratch / "second", [runs.outcomes[index].after for index in indexes])
    ran = run(command, second)
    if ran.folder_failure is not None:
        runs.notes.append(f"the second run over the folder failed: {ran.folder_failure}")
    if ran.failed:
        runs.notes.append(f"the second run failed on {len(ran.failed)} files that the first had changed")
    for index, again in zip(indexes, second.read(), strict=True):
        if again is not None:
            runs.outcomes[index] = replace(runs.outcomes[index], again=again)


def _check_edits(runs: _Runs, command: Command, scratch: Path) -> None:
    laid_out = lay_out(scratch / "edits", [outcome.before for outcome in runs.outcomes])
    ran = run(replace(command, mode=Mode.INPLACE), laid_out)
    said = _by_index(ran, laid_out)
    for index, outcome in enumerate(runs.outcomes):
        told = said.get(index, edits.Reported((), None))
        failed = outcome.failed or told.error or ran.failed.get(index)
        unrestored = edits.fault(outcome.before, outcome.after, told.changes)
        runs.outcomes[index] = replace(outcome, failed=failed, unrestored=unrestored)


def _by_index(ran: Ran, laid_out: Scratch) -> dict[int, edits.Reported]:
    numbers = {path: index for index, path in enumerate(laid_out.paths)}
    found: dict[int, edits.Reported] = {}
    for output in ran.outputs:
        for path, told in edits.reported(output).items():
            number = numbers.get(laid_out.root / path)
            if number is None:
                raise edits.EditsError(f"the JSON names a file that is not there: {path}")
            found[number] = told
    return found
