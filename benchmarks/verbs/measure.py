"""Try the verbs on many files and count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from random import Random

from benchmarks.laws.sample import Case
from benchmarks.verbs.attempts import VERBS
from benchmarks.verbs.judge import Violation, judge
from benchmarks.verbs.trials import Refused, Trial, Tries, trials
from tests.oracle.oracle import Oracle

_CHUNK = 100
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"[^\"]*\"|`[^`]*`|\d+")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in some files; `shown` holds some of the results."""

    files: int
    applied: Counter[str]
    refused: list[Refused]
    violations: list[Violation]
    shown: list[Trial]


class Tally:
    """Counts by verb, and the findings."""

    def __init__(self) -> None:
        self.files = 0
        self.applied: Counter[str] = Counter()
        self.refused: dict[str, Counter[str]] = {verb: Counter() for verb in VERBS}
        self.violations: list[Violation] = []
        self.crashes: list[Refused] = []
        self.shown: list[Trial] = []

    def add(self, found: Found) -> None:
        """Count what was found in some files."""
        self.files += found.files
        self.violations += found.violations
        self.applied += found.applied
        self.shown += found.shown
        for each in found.refused:
            if each.crashed:
                self.crashes.append(each)
            else:
                self.refused[each.verb][_reason(each.reason)] += 1

    def table(self, most: int) -> str:
        """A line a verb, and the reasons it gave most."""
        wrong = Counter(violation.trial.verb for violation in self.violations)
        wrong.update(crash.verb for crash in self.crashes)
        lines = [f"{self.files} files", f"{'verb':16}{'applied':>9}{'refused':>9}{'wrong':>7}  reasons"]
        for verb in VERBS:
            reasons = self.refused[verb]
            told = "; ".join(f"{count} {reason}" for reason, count in reasons.most_common(most))
            lines.append(f"{verb:16}{self.applied[verb]:>9}{sum(reasons.values()):>9}{wrong[verb]:>7}  {told}")
        total = sum(self.applied.values()), sum(sum(each.values()) for each in self.refused.values())
        lines.append(f"{'all':16}{total[0]:>9}{total[1]:>9}{sum(wrong.values()):>7}")
        return "\n".join(lines)


def measured(cases: Sequence[Case], tries: Tries, jobs: int) -> Tally:
    """All files, some at a time."""
    tally = Tally()
    work = [(cases[start : start + _CHUNK], tries) for start in range(0, len(cases), _CHUNK)]
    with get_context("fork").Pool(jobs) as pool:
        for found in pool.imap_unordered(_chunk, work):
            tally.add(found)
    return tally


def _chunk(job: tuple[Sequence[Case], Tries]) -> Found:
    cases, tries = job
    results = [result for case in cases for result in trials(case.name, case.before, tries)]
    acted = [each for each in results if isinstance(each, Trial)]
    refused = [each for each in results if isinstance(each, Refused)]
    with Oracle(fallback=False) as oracle:
        violations = judge(acted, oracle)
    shown = Random(tries.seed).sample(acted, min(tries.shown, len(acted)))
    return Found(len(cases), Counter(each.verb for each in acted), refused, violations, shown)


def _reason(reason: str) -> str:
    return _QUOTED.sub("...", reason)[:90]


def document(tally: Tally) -> dict[str, object]:
    """Counts, reasons and findings, to be written as JSON."""
    wrong = Counter(violation.trial.verb for violation in tally.violations)
    return {
        "files": tally.files,
        "verbs": {
            verb: {"applied": tally.applied[verb], "refused": dict(tally.refused[verb]), "violations": wrong[verb]}
            for verb in VERBS
        },
        "violations": [
            {"verb": each.trial.verb, "file": each.trial.name, "what": each.what} for each in tally.violations
        ],
        "crashes": [{"verb": each.verb, "file": each.name, "what": each.reason} for each in tally.crashes],
    }
