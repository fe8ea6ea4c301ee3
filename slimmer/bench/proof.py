"""Prove rewrites: build before and after, run both, find the guilty one of those that fail, measure each that stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from slimmer.analysis.structure import scopes, stages
from slimmer.analysis.view import View
from slimmer.bench.inferring import inferred
from slimmer.bench.judging import settings_checks, trace_check
from slimmer.bench.results import Check, Effect, Size, Verdict
from slimmer.bench.trials import Bench, Trial
from slimmer.build.comparison import Comparison, compare
from slimmer.build.result import ImageConfig
from slimmer.build.smoke import Smoke
from slimmer.model.surroundings import NOTHING, Surroundings
from slimmer.passes.pipeline import Finding, rewrite
from slimmer.passes.results import Applied, FileResult
from slimmer.passes.settings import Settings
from slimmer.passes.transform import Transform
from slimmer.records import dataclass, field, replace
from slimmer.syntax.nodes import Add, Copy, Run, Workdir
from slimmer.syntax.parser import parse
from slimmer.text.edits import EditSet
from slimmer.text.source import Source


@dataclass(frozen=True, slots=True)
class Proof:
    """What is proven of a file.

    Args:
        result: the rewrites that survived.
        before: the original.
        after: the proven text; the original itself when nothing survived.
        effects: one for each rewrite that was tried.
        comparison: before and after side by side; None when one of them does not build.
        verdict: what the evidence allows to say.
        problem: why nothing can be said, for NOT_MEASURABLE.
        smoke: the test that was used; None when nothing could be asked.
    """

    result: FileResult
    before: Trial
    after: Trial
    effects: tuple[Effect, ...]
    comparison: Comparison | None
    verdict: Verdict
    problem: str = ""
    smoke: Smoke | None = None


@dataclass(eq=False)
class Prover:
    """Proves one file.

    Args:
        bench: builds and runs it.
        source: the file.
        settings: of the run; `unverified` is set for every rewrite that is tried.
        transforms: chosen by them.
        around: what is around the file: the build context for evidence, the target.
        smoke: the test; one is inferred from the image when None.
        ablate: whether to measure each rewrite by leaving it out: one cold build each.
    """

    bench: Bench
    source: Source
    settings: Settings
    transforms: Sequence[Transform]
    around: Surroundings = NOTHING
    smoke: Smoke | None = None
    ablate: bool = True
    dropped: dict[Finding, str] = field(default_factory=dict)
    _comparisons: dict[str, Comparison] = field(default_factory=dict)

    def prove(self) -> Proof:
        """Do it all.

        Raises:
            BuildError: what is no fault of the file: no engine, no base image, a full disk, the network.
        """
        before = self._original()
        if before.failed is not None:
            why = f"the file as it is fails: {before.failed.name}: {before.failed.detail}"
            nothing = replace(self._rewritten({}), edits=EditSet(), rewrites=())
            return Proof(nothing, before, before, (), None, Verdict.NOT_MEASURABLE, why, self.smoke)
        if self.smoke is not None:
            before = self.bench.traced(before, self.smoke)
        tried: dict[Finding, Applied] = {}
        while True:
            result = self._rewritten(self.dropped)
            tried |= self._all(result)
            after = self._tried(result, before, "after")
            bad = self._broken(result, before, after)
            if bad is None:
                break
            guilty, reason = self._guilty(result, before, bad)
            self.dropped[guilty] = reason
        effects = tuple(self._effects(tried, result, before, after))
        verdict = Verdict.WORKS if self._shows_behaviour(before) else Verdict.BUILDS
        return Proof(result, before, after, effects, self._compared(result, before, after), verdict, "", self.smoke)

    def _original(self) -> Trial:
        """The original, tried; where no smoke test is given, by one that is inferred."""
        if self.smoke is not None:
            return self.bench.attempt(self.source.text, "before", self.smoke)
        self.smoke, before = inferred(self.bench, self.source.text, self._health())
        return before

    def _health(self) -> Iterator[tuple[str, ...]]:
        """The health checks that compose services give the image."""
        for use in self.around.uses:
            if use.healthcheck and "healthcheck" not in use.unclear:
                yield use.healthcheck

    def _shows_behaviour(self, before: Trial) -> bool:
        """Whether what the original did says anything: it answered, was well or ended well."""
        if self.smoke is None or not before.seen or self.smoke.shallow:
            return False
        return not self.smoke.inferred or before.seen[-1].went_well

    def _rewritten(self, dropped: Mapping[Finding, str]) -> FileResult:
        return rewrite(self.source, self.settings, self.transforms, look=lambda _: self.around, dropped=dropped)

    def _all(self, result: FileResult) -> dict[Finding, Applied]:
        return {Finding(each.transform, each.line): each for each in result.rewrites}

    def _tried(self, result: FileResult, before: Trial, name: str) -> Trial:
        return self.bench.attempt(result.after, name, self.smoke, before)

    def _broken(self, result: FileResult, before: Trial, after: Trial) -> Check | None:
        """The first thing that is not as it was."""
        if after.failed is not None:
            return after.failed
        compared = self._compared(result, before, after)
        if compared is None:
            return None
        checks = list(settings_checks(compared))
        if before.touched is not None:
            unmissed = frozenset(folder for each in result.rewrites for folder in each.unmissed)
            checks.append(trace_check(before.touched, before.files, after.files, self._own_from(before), unmissed))
        return next((each for each in checks if not each.passed), None)

    def _guilty(self, result: FileResult, before: Trial, bad: Check) -> tuple[Finding, str]:
        """The rewrite without which those before it do no harm: by halving, each half tried."""
        findings = list(self._all(result))
        kept, broken, why = 0, len(findings), bad
        while broken - kept > 1:
            middle = (kept + broken) // 2
            rest = dict.fromkeys(findings[middle:], "left out to find the guilty one")
            some = self._rewritten({**self.dropped, **rest})
            found = self._broken(some, before, self._tried(some, before, f"first-{middle}"))
            if found is None:
                kept = middle
            else:
                broken, why = middle, found
        return findings[kept], f"{why.kind}: {why.name}: {why.detail}"

    def _compared(self, result: FileResult, before: Trial, after: Trial) -> Comparison | None:
        if before.image is None or after.image is None:
            return None
        if after.text not in self._comparisons:
            configs = (before.image.config, after.image.config)
            explained = self._explained(result, before.image.config, after.image.config)
            self._comparisons[after.text] = compare(configs, (before.files, after.files), explained)
        return self._comparisons[after.text]

    def _explained(self, result: FileResult, *configs: ImageConfig) -> dict[str, str]:
        """Which transform may have changed which setting; never a variable that the file itself sets."""
        applied = {each.transform for each in result.rewrites}
        found = {name: each.name for each in self.transforms if each.name in applied for name in each.changes}
        because = found.pop("env", None)
        if because is not None:
            names = {each.partition("=")[0] for config in configs for each in config.env} - self._own_variables()
            found |= dict.fromkeys((f"env {name}" for name in names), because)
        return found

    @cached_property
    def _view(self) -> View:
        return View(parse(self.source), self.around.target, self.around.context)

    def _own_from(self, before: Trial) -> int:
        """The index of the first layer above the base image's."""
        graph = stages(self._view)
        chain = graph.chain(graph.target) if graph.target else ()
        makes = sum(isinstance(each, Run | Copy | Add | Workdir) for stage in chain for each in stage.instructions)
        layers = before.image.layers if before.image is not None else ()
        return max(0, len(layers) - makes)

    def _own_variables(self) -> frozenset[str]:
        """The variables that the file itself sets for containers of the target."""
        target = stages(self._view).target
        return frozenset(scopes(self._view).behind(target).env) if target is not None else frozenset()

    def _effects(
        self, tried: Mapping[Finding, Applied], result: FileResult, before: Trial, after: Trial
    ) -> list[Effect]:
        """Each rewrite: what it saves is what the image weighs more without it."""
        kept = self._all(result)
        whole = self.bench.cold_seconds(after.text, "after") if self.ablate and kept else None
        effects = []
        for finding, applied in tried.items():
            estimate = (applied.estimate.low, applied.estimate.high) if applied.estimate else None
            saved, seconds = self._without(finding, after, whole) if finding in kept else (None, None)
            if saved is None and finding in kept and len(kept) == 1:
                saved = _difference(before.size, after.size)  # the only one: all that was saved is its own
            reason = self.dropped.get(finding, "")
            safety = applied.safety.value
            effects.append(
                Effect(
                    finding.transform,
                    safety,
                    applied.message,
                    finding.line,
                    finding in kept,
                    reason,
                    estimate,
                    saved,
                    seconds,
                )
            )
        return effects

    def _without(self, finding: Finding, after: Trial, whole: float | None) -> tuple[Size | None, float | None]:
        if whole is None or after.size is None:
            return None, None
        without = self._rewritten({**self.dropped, finding: "left out to be measured"})
        name = f"without-{finding.transform}-{finding.line}"
        seconds = self.bench.cold_seconds(without.after, name)
        size = self.bench.size(without.after, name)
        return _difference(size, after.size), whole - seconds


def _difference(one: Size | None, other: Size | None) -> Size | None:
    """How many bytes the first has more; None where one does not build."""
    if one is None or other is None:
        return None
    return Size(one.compressed - other.compressed, one.unpacked - other.unpacked)
