"""A trial as results tell it."""

from __future__ import annotations

from collections.abc import Sequence

from slimmer.bench.layers import base_layers
from slimmer.bench.results import FileGroup, LayerSize, Size, Variant, Verdict
from slimmer.bench.timing import Timed
from slimmer.bench.trials import Trial
from slimmer.build.comparison import Group, groups, packages
from slimmer.model.stages import stage_graph
from slimmer.syntax.parser import parse
from slimmer.text.source import Source


def variant(name: str, trial: Trial, verdict: Verdict, timed: Timed, target: str | None) -> Variant:
    """One Dockerfile of a case.

    Args:
        name: as `Variant.name`.
        trial: what came of it.
        verdict: what that allows to say.
        timed: what was timed.
        target: the stage that was built.
    """
    seen = trial.seen[-1] if trial.seen else None
    own = len(trial.built.retries) if trial.built is not None else 0
    return Variant(
        name,
        trial.text,
        trial.size,
        layers=_layers(trial, target),
        timings=timed.timings.get(name, ()),
        groups=file_groups(groups(trial.files.entries.values())),
        shadowed=trial.files.shadowed,
        packages=tuple(sorted(packages(trial.files).items())),
        start=seen.start if seen is not None else None,
        memory=seen.memory or None if seen is not None else None,
        retries=own + timed.retries.get(name, 0),
        verdict=verdict,
        checks=trial.checks,
    )


def _layers(trial: Trial, target: str | None) -> tuple[LayerSize, ...]:
    if trial.image is None:
        return ()
    base = base_layers(stage_graph(parse(Source("Dockerfile", trial.text)), target), trial.image)
    return tuple(
        LayerSize(each.instruction or "", Size(each.compressed, each.unpacked), base=index < base)
        for index, each in enumerate(trial.image.layers)
    )


def file_groups(found: Sequence[Group]) -> tuple[FileGroup, ...]:
    """Groups of files as results tell them."""
    return tuple(FileGroup(each.kind, each.files, each.size, each.largest) for each in found)
