"""Which smoke test a Dockerfile gets that nobody wrote one for."""

from __future__ import annotations

from collections.abc import Iterable

from slimmer.bench.trials import Bench, Trial
from slimmer.build.inferring import suggested
from slimmer.build.smoke import Smoke


def inferred(bench: Bench, text: str, health: Iterable[tuple[str, ...]] = ()) -> tuple[Smoke | None, Trial]:
    """The first suggested test that shows what the original does, else the first it passes, and how it did.

    No test where it passes none: then it can be shown to build, no more. A run with `--version` counts only where it
    ends well and nothing else passed.

    Args:
        bench: builds and runs it.
        text: the original.
        health: checks that compose services give its image.

    Raises:
        BuildError: as `Bench.attempt`.
    """
    found: Smoke | None = None
    best = built = bench.attempt(text, "before", None)
    for smoke in suggested(built.image.config, health) if built.image is not None else ():
        if smoke.shallow and found is not None:
            break
        trial = bench.attempt(text, "before", smoke)
        if trial.failed is not None or (smoke.shallow and trial.seen[-1].code != 0):
            continue  # nobody promised that it answers
        if found is None or trial.seen[-1].went_well:
            found, best = smoke, trial
        if trial.seen[-1].went_well:
            break
    return found, best
