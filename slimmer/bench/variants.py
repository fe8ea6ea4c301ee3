"""Trials and proofs as results tell them."""

from __future__ import annotations

from collections.abc import Sequence

from slimmer.bench.layers import base_layers
from slimmer.bench.proof import Proof
from slimmer.bench.results import CaseResult, FileGroup, LayerSize, Setting, Size, Variant, Verdict
from slimmer.bench.timing import Timed
from slimmer.bench.trials import Trial
from slimmer.build.comparison import Group, groups, packages
from slimmer.model.stages import stage_graph
from slimmer.records import replace
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

_MOST_CHANGED = 500


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
        groups=_file_groups(groups(trial.files.entries.values())),
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


def with_comparison(result: CaseResult, proof: Proof) -> CaseResult:
    """A result with what its proof tells of the rewrites and of before and after side by side."""
    refusals = ((each.transform, each.reason) for each in proof.result.refusals if not each.suppressed)
    result = replace(result, effects=proof.effects, refusals=tuple(refusals))
    compared = proof.comparison
    if compared is None:
        return result
    changed = [(each.path, ", ".join(each.what)) for each in compared.changed]
    if len(changed) > _MOST_CHANGED:
        note = f"{len(changed)} paths changed; the first {_MOST_CHANGED} are kept"
        result = replace(result, protocol=replace(result.protocol, notes=(*result.protocol.notes, note)))
    return replace(
        result,
        settings=tuple(Setting(each.field, each.before, each.after, each.because) for each in compared.settings),
        vanished=_file_groups(compared.vanished),
        appeared=_file_groups(compared.appeared),
        changed=tuple(changed[:_MOST_CHANGED]),
    )


def _file_groups(found: Sequence[Group]) -> tuple[FileGroup, ...]:
    return tuple(FileGroup(each.kind, each.files, each.size, each.largest) for each in found)
