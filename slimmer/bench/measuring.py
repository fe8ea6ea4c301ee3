"""Measure one case: prove its rewrites, build what is compared, time it, and put all of it into one result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from slimmer.bench.asked import Plan, Rewriting, Talk
from slimmer.bench.bound import bound_of
from slimmer.bench.cases import Case
from slimmer.bench.hardened import Hardened
from slimmer.bench.hardening import hardened
from slimmer.bench.modelling import History, rebuilds
from slimmer.bench.parts import OF_ONE_CASE, Part
from slimmer.bench.proof import Proof, Prover
from slimmer.bench.protocols import base_images, protocol, same_image
from slimmer.bench.results import CaseResult, Check, Protocol, Rebuild, Variant, Verdict
from slimmer.bench.timing import STATES, Timed, timed
from slimmer.bench.trials import Bench, Trial
from slimmer.bench.variants import variant, with_comparison
from slimmer.build import BaseNotFoundError, Request, Workshop
from slimmer.build.scratch import scratch
from slimmer.build.smoke import Smoke
from slimmer.errors import InputError
from slimmer.model.folder import context_of
from slimmer.model.surroundings import Surroundings
from slimmer.passes.pipeline import rewrite
from slimmer.passes.settings import Settings
from slimmer.records import dataclass, field, replace
from slimmer.text.source import Source

_T = TypeVar("_T")


@dataclass(eq=False)
class Measuring:
    """Measures one case in a workshop.

    Args:
        workshop: where images are built and run; what it makes is gone when it closes.
        case: the case.
        plan: what is done.
        rewriting: what rewrites.
        talk: progress.
        key: of the result.
        history: what the cost model replays; None where there is nothing to replay.
    """

    workshop: Workshop
    case: Case
    plan: Plan
    rewriting: Rewriting
    talk: Talk = field(default_factory=Talk)
    key: str = ""
    history: History | None = None
    notes: list[str] = field(default_factory=list)

    def result(self) -> CaseResult:
        """Do it all.

        Raises:
            BuildError: what keeps every case from being measured: no engine, a full disk.
            InputError: the Dockerfile cannot be read.
        """
        self.notes += self.case.notes
        with scratch("case") as folder:
            self.bench.kept = folder if self.plan.bound else None
            try:
                proof = self.based(self.prover.prove)
            except OF_ONE_CASE as error:
                return self._not_measurable(str(error), None)
            if proof.verdict is Verdict.NOT_MEASURABLE:
                return self._not_measurable(proof.problem, proof.before)
            return self._measured(proof)

    @cached_property
    def source(self) -> Source:
        """The Dockerfile as it is."""
        return Source.decode(self.case.dockerfile.read_bytes(), str(self.case.dockerfile))

    @cached_property
    def settings(self) -> Settings:
        """Of the run, with the case's target."""
        settings = self.rewriting.settings
        return replace(settings, unverified=True, target=self.case.target or settings.target)

    @cached_property
    def around(self) -> Surroundings:
        """What is around the Dockerfile."""
        context = context_of(self.case.context, self.case.dockerfile)
        return Surroundings(context, str(self.case.context), self.settings.target, hints=self.settings.hints)

    @cached_property
    def bench(self) -> Bench:
        """Builds and runs."""
        case = self.case
        ignore = case.dockerfile.with_name(case.dockerfile.name + ".dockerignore")
        request = Request(
            dockerfile=b"",
            context=case.context.absolute(),
            ignore=ignore.read_bytes() if ignore.is_file() else None,
            target=self.settings.target,
            arguments=case.arguments,
            timeout=self.plan.timeout,
        )
        once = self.plan.repeats == 1 and "cold" in self.plan.at_once
        return Bench(
            self.workshop,
            request,
            self.talk.say,
            self.talk.watching,
            mounts=f"slimmer-{self.workshop.owner.mark}",
            cold_first=frozenset(("before", "after", "ideal")) if once else frozenset(),
        )

    @cached_property
    def prover(self) -> Prover:
        """Proves the rewrites; it knows the case's smoke test, and not the one that is held back."""
        rewriting, case = self.rewriting, self.case
        return Prover(
            self.bench, self.source, self.settings, rewriting.transforms, self.around, case.smoke, self.plan.ablate
        )

    def _measured(self, proof: Proof) -> CaseResult:
        after = self._with_held(proof.after, "after", proof)
        ideal = self._ideal(proof)
        alone = dict(self._alone(proof)) if self.plan.alone else {}
        bound = self._bound(proof)
        times = self._timed(proof, ideal)
        trials = {"before": proof.before, "after": after, **({"ideal": ideal} if ideal is not None else {}), **alone}
        variants = [self._told(name, trial, self._verdict(proof, trial), times) for name, trial in trials.items()]
        rebuilds = self._rebuilds({name: trial.text for name, trial in trials.items()}, times)
        hardened = self._hardened(proof, after)
        result = replace(self._plain(variants, times), bound=bound, rebuilds=rebuilds, hardened=hardened)
        return with_comparison(result, proof)

    def _plain(self, variants: list[Variant], times: Timed) -> CaseResult:
        after = variants[1]
        failed = next((each for each in after.checks if not each.passed), None)
        problem = f"the proven result fails {failed.name}: {failed.detail}" if failed else ""
        self.notes += times.notes
        told = replace(self._protocol(variants), left=tuple(map(STATES.__getitem__, self.plan.later)))
        return CaseResult(self.case.name, self.case.title, told, after.verdict, tuple(variants), problem=problem)

    def _with_held(self, trial: Trial, name: str, proof: Proof, port: int | None = None) -> Trial:
        """A trial under the test that was held back, for the first time: nothing can be fitted to it any more.

        Args:
            trial: what is tried.
            name: of it.
            proof: has the original, which must pass the test itself.
            port: where the image is asked, when not at the test's.
        """
        test = self.case.held
        if test is None:
            return trial
        with self._one_part("the test held back was not tried"):
            original = self.bench.attempt(proof.before.text, "before", test)
            if original.failed is not None:
                self.notes.append(f"the test held back fails on the original: {original.failed.detail}")
                return trial
            failed = self.bench.attempt(trial.text, name, _at(test, port), original).failed
            detail = f"{failed.name}: {failed.detail}" if failed is not None else ""
            check = Check("held", "the test held back", failed is None, detail)
            return replace(trial, checks=(*trial.checks, check))
        return trial

    def _ideal(self, proof: Proof) -> Trial | None:
        if not self.plan.ideal or self.case.ideal is None:
            return None
        text = Source.decode(self.case.ideal.read_bytes(), str(self.case.ideal)).text
        with self._one_part("the file written by hand was not built"):
            port = self.case.ideal_port
            smoke = _at(proof.smoke, port) if proof.smoke is not None else None
            ideal = self.based(lambda: self.bench.attempt(text, "ideal", smoke, proof.before))
            if smoke != proof.smoke:
                self.notes.append(f"the image by hand serves on port {port}, and was asked there")
            return self._with_held(ideal, "ideal", proof, port) if ideal.failed is None else ideal
        return None

    def _bound(self, proof: Proof) -> int | None:
        if not self.plan.bound or proof.smoke is None or proof.verdict is not Verdict.WORKS:
            return None
        with self._one_part("no lower bound was found"):
            bound = bound_of(self.bench, proof.before, proof.smoke)
            if bound is not None:
                self.notes.append(f"lower bound: {bound.files} files, and {bound.proof}")
                return bound.unpacked
            self.notes.append("no lower bound was found: it cannot be traced, or needs more than it was seen to")
        return None

    def _hardened(self, proof: Proof, after: Trial) -> Hardened | None:
        if not self.plan.harden or proof.smoke is None:
            return None
        with self._one_part("no restrictions were found"):
            return hardened(self.bench, after, proof.smoke, name=self.case.name)
        return None

    def _rebuilds(self, texts: Mapping[str, str], times: Timed) -> tuple[Rebuild, ...]:
        if self.history is None:
            return ()
        try:
            return tuple(rebuilds(self.case, self.history, texts, times.steps, self.settings.target))
        except InputError as error:
            self.notes.append(f"the history was not replayed: {error}")
            return ()

    def _alone(self, proof: Proof) -> Iterator[tuple[str, Trial]]:
        """Each transform of the proven result without the others; one that needs another's work does nothing."""
        for name in dict.fromkeys(each.transform for each in proof.effects if each.kept):
            transforms = [each for each in self.rewriting.transforms if each.name == name]
            dropped = self.prover.dropped
            result = rewrite(self.source, self.settings, transforms, look=lambda _: self.around, dropped=dropped)
            if result.changed:
                with self._one_part(f"{name} alone was not built"):
                    yield f"only {name}", self.bench.attempt(result.after, f"only-{name}", proof.smoke, proof.before)

    def _timed(self, proof: Proof, ideal: Trial | None) -> Timed:
        if not self.plan.at_once:
            return Timed()
        texts = {"before": proof.before.text, "after": proof.after.text}
        if ideal is not None and ideal.built is not None:
            texts["ideal"] = ideal.text
        with self._one_part("nothing was timed"):
            return timed(self.bench, self.case, texts, self.plan.at_once, self.plan.repeats)
        return Timed()

    def based(self, do: Callable[[], _T]) -> _T:
        """Do what builds; of a base image that cannot be had take the other that the case names, and do it again."""
        while True:
            try:
                return do()
            except BaseNotFoundError as error:
                used = dict(self.bench.request.bases)
                missing = next((each for each in self.case.bases if same_image(each[0], error.image)), None)
                if missing is None or missing[0] in used:
                    raise
                self.bench.request = replace(self.bench.request, bases=(*used.items(), missing))
                self.notes.append(f"{missing[1]} was used in place of {missing[0]}, which cannot be had")

    def _one_part(self, otherwise: str) -> Part:
        """What is measured besides: where it fails, the rest is worth having."""
        return Part(self.notes, otherwise)

    def _verdict(self, proof: Proof, trial: Trial) -> Verdict:
        if trial.failed is not None:
            return Verdict.BROKEN
        return proof.verdict

    def _told(self, name: str, trial: Trial, verdict: Verdict, times: Timed) -> Variant:
        return variant(name, trial, verdict, times, self.settings.target)

    def _protocol(self, variants: Sequence[Variant]) -> Protocol:
        texts = [each.dockerfile for each in variants]
        trial = next(
            (each for each in self.bench.tried.values() if each.image is not None and each.text in texts), None
        )
        platform = trial.image.platform if trial is not None and trial.image is not None else ""
        told = protocol(self.workshop, self._bases(texts), platform, self.plan.repeats)
        if any(each.built is not None and each.built.syntax_removed for each in self.bench.tried.values()):
            self.notes.append("`# syntax=` lines were left out: the engine's own frontend was used")
        if self.prover.smoke is not None and self.prover.smoke.inferred:
            self.notes.append("the smoke test was inferred from the image")
        if self.bench.cold_first:
            self.notes.append("cold builds were timed when they were first needed, not in turns")
        skipped = [STATES[each] for each in STATES if each not in self.plan.states]
        if skipped:
            self.notes.append(f"not timed: {', '.join(skipped)}")
        return replace(told, notes=tuple(dict.fromkeys(self.notes)), key=self.key)

    def _bases(self, texts: Sequence[str]) -> set[str]:
        instead = dict(self.bench.request.bases)
        found = {base for text in texts for base in base_images(text, self.settings.target)}
        return {instead.get(base, base) for base in found}

    def _not_measurable(self, problem: str, before: Trial | None) -> CaseResult:
        text, checks = self.source.text, before.checks if before is not None else ()
        size = before.size if before is not None else None
        variant = Variant("before", text, size, verdict=Verdict.NOT_MEASURABLE, checks=checks)
        return CaseResult(
            self.case.name,
            self.case.title,
            self._protocol([variant]),
            Verdict.NOT_MEASURABLE,
            (variant,),
            problem=problem,
        )


def _at(test: Smoke, port: int | None) -> Smoke:
    """The same test of an image that serves on another port; what ends is asked at none."""
    return test if port is None or test.port is None else replace(test, port=port)
