"""Run `python -m benchmarks.cases [NAME...]`: build each case before, after and by hand, and run all three.

Rewrites are proven with the case's smoke test; the result is then judged by the test that was held back.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from benchmarks.cases.case import Case, cases
from slimmer.bench.proof import Proof, Prover
from slimmer.bench.results import Verdict
from slimmer.bench.trials import Bench, Trial
from slimmer.build import Builder, BuildError, Request, Workshop, find
from slimmer.model.folder import context_of
from slimmer.model.surroundings import Surroundings
from slimmer.passes.registry import load
from slimmer.passes.settings import Settings
from slimmer.text.source import Source


class Row(NamedTuple):
    """One line of the table; bytes are unpacked, then compressed; seconds of all builds and runs together."""

    case: str
    before: tuple[int, int] | None
    after: tuple[int, int] | None
    ideal: tuple[int, int] | None
    verdict: str
    held: str
    seconds: float
    notes: str


def measured(case: Case, builder: Builder) -> Row:
    """Build and run one case."""
    settings, began = Settings(unverified=True), time.monotonic()
    source = Source.decode(case.dockerfile.read_bytes(), str(case.dockerfile))
    around = Surroundings(context_of(case.context, case.dockerfile), str(case.context))
    with Workshop(builder) as workshop:
        bench = Bench(workshop, Request(dockerfile=b"", context=case.context), say=_say(case))
        transforms = load().choose(settings)
        proof = Prover(bench, source, settings, transforms, around, case.smoke, ablate=False).prove()
        ideal = bench.attempt(case.ideal.read_text("utf-8"), "ideal", case.smoke, proof.before)
        texts = {"before": source.text, "after": proof.after.text, "by hand": ideal.text}
        held = {name: bench.attempt(text, name, case.held) for name, text in texts.items()}
    failed = {"by hand, smoke test": ideal.failed} | {name: trial.failed for name, trial in held.items()}
    told = "; ".join(f"{name} fails: {check.detail}" for name, check in failed.items() if check) or "passes"
    sizes = tuple(_size(each) for each in (proof.before, proof.after, ideal))
    seconds = time.monotonic() - began
    return Row(case.folder.name, sizes[0], sizes[1], sizes[2], proof.verdict.value, told, seconds, _notes(proof))


def _size(trial: Trial) -> tuple[int, int] | None:
    return (trial.size.unpacked, trial.size.compressed) if trial.size else None


def _notes(proof: Proof) -> str:
    kept = [each.transform for each in proof.effects if each.kept]
    dropped = [f"{each.transform} dropped ({each.reason})" for each in proof.effects if not each.kept]
    refused = [f"{each.transform} refused ({each.reason})" for each in proof.result.refusals]
    return "; ".join(filter(None, [", ".join(dict.fromkeys(kept)), *dropped, *refused, proof.problem]))


def _say(case: Case) -> Callable[[str], None]:
    return lambda text: print(f"{case.folder.name}: {text}", file=sys.stderr, flush=True)


def main() -> int:
    """Print the table; 1 when a proven result breaks a test that was held back."""
    builder = find()
    versions = ", ".join(f"{name} {version}" for name, version in builder.engine.versions)
    print(f"protocol: {builder.engine.kind} ({versions}); sizes in MB (10^6), unpacked/compressed;")
    print("bases may be stand-ins built on this machine (label dev.slimmer.standin): figures hold for those only\n")
    sizes = f"{'before':>16}{'after':>16}{'by hand':>16}  {'after/before':>12}"
    print(f"{'case':<20}{sizes}{'s':>6}  verdict, held back, rewrites")
    broken = 0
    for case in cases(tuple(sys.argv[1:])):
        try:
            row = measured(case, builder)
        except BuildError as error:
            print(f"{case.folder.name:<20}not measurable: {error}", flush=True)
            continue
        ratio = f"{row.after[0] / row.before[0]:.2f}" if row.before and row.after else "-"
        cells = "".join(f"{_mb(each):>16}" for each in (row.before, row.after, row.ideal))
        print(
            f"{row.case:<20}{cells}  {ratio:>12}{row.seconds:>6.0f}  {row.verdict}; {row.held}; {row.notes}", flush=True
        )
        broken += row.verdict != Verdict.NOT_MEASURABLE.value and row.held != "passes"
    return int(broken > 0)


def _mb(pair: tuple[int, int] | None) -> str:
    return f"{pair[0] / 1e6:.1f}/{pair[1] / 1e6:.1f}" if pair else "-"


if __name__ == "__main__":
    sys.exit(main())
