"""Command line: `python -m benchmarks.verbs LIST_OR_FOLDER --seed N --per-file K`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

from benchmarks.laws.sample import SampleError, choose
from benchmarks.verbs.attempts import VERBS
from benchmarks.verbs.measure import document, measured
from benchmarks.verbs.trials import Trial, Tries
from slimmer.text.diff import unified_diff
from tests.oracle.oracle import OracleError

_USAGE_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the verbs; returns 1 when one did something else than it was asked for."""
    options = _parser().parse_args(arguments)
    try:
        sample = choose(options.source, options.limit, options.seed)
        tally = measured(
            sample.cases,
            Tries(options.seed, options.per_file, frozenset(options.verb or VERBS), options.diffs),
            options.jobs,
        )
    except (SampleError, OracleError) as error:
        print(f"verbs: {error}", file=sys.stderr)
        return _USAGE_ERROR
    print(tally.table(options.reasons))
    for violation in tally.violations[: options.show]:
        print(f"\n{violation.trial.verb}: {violation.what}\n{_diff(violation.trial)}")
    for crash in tally.crashes[: options.show]:
        print(f"\n{crash.verb}: {crash.reason}: {crash.name}")
    for trial in Random(options.seed).sample(tally.shown, min(options.diffs, len(tally.shown))):
        print(f"\n{trial.verb}\n{_diff(trial)}")
    if options.json:
        options.json.write_text(json.dumps(document(tally), indent=1) + "\n")
    return int(bool(tally.violations or tally.crashes))


def _diff(trial: Trial) -> str:
    return unified_diff(trial.name, trial.before, trial.edits)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.verbs", description=__doc__)
    add = parser.add_argument
    add("source", type=Path, help="a folder of Dockerfiles, or a text file with one path a line")
    add("--seed", type=int, default=0, help="of all that is random (default: 0)")
    add("--per-file", type=int, default=1, help="how often each verb is tried in a file (default: 1)")
    add("--limit", type=int, help="take that many files at random")
    add("--jobs", type=int, default=2, help="processes at a time (default: 2)")
    add("--verb", action="append", help="try only this verb; may be given again")
    add("--show", type=int, default=20, help="most violations to print (default: 20)")
    add("--diffs", type=int, default=0, help="print that many results at random, to be read (default: 0)")
    add("--reasons", type=int, default=3, help="most reasons to print for a verb (default: 3)")
    add("--json", type=Path, help="write counts, reasons and violations there")
    return parser


if __name__ == "__main__":
    sys.exit(main())
