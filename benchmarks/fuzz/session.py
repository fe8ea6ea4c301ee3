"""A run: make inputs, ask all checks, keep what shows something new, write down what breaks a law."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.fuzz import checks
from benchmarks.fuzz.applying import verbs_at_random
from benchmarks.fuzz.finding import Finding, attempt
from benchmarks.fuzz.minimise import minimise
from benchmarks.fuzz.mutate import Mutator
from slimmer.errors import InputError
from slimmer.passes.transform import Transform
from slimmer.syntax.parser import parse
from slimmer.text.source import Source
from tests.oracle.oracle import Oracle, Verdict

BATCH: Final = 64
MINIMISING: Final = 20.0
"""Seconds spent on making a finding short."""


@dataclass
class Session:
    """One run's state.

    Attributes:
        judged_every: every so many batches the shells are asked too; 0 for never.
        folder: where findings are written; None writes none.
        counts: what was done.
        found: how often each finding came, by check and signature.
    """

    oracle: Oracle
    transforms: Sequence[Transform]
    mutator: Mutator
    judged_every: int = 4
    folder: Path | None = None
    say: Callable[[str], object] = print
    counts: Counter[str] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    _features: set[str] = field(default_factory=set)

    def run(self, seconds: float, most: int | None = None) -> None:
        """Go on for `seconds`, or until `most` inputs are done."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and (most is None or self.counts["inputs"] < most):
            self.batch([self.mutator.make() for _ in range(BATCH)])

    def batch(self, inputs: Sequence[bytes]) -> None:
        """Examine inputs together: BuildKit and the shells are asked once for all."""
        self.counts["batches"] += 1
        for data, verdict in zip(inputs, list(self.oracle.check_many(inputs)), strict=True):
            self.counts["inputs"] += 1
            self.counts["inputs BuildKit accepts"] += verdict.accepted
            rewritten = self.counts["files rewritten"]
            for each in self.examine(data, verdict):
                self._note(each, data, self._examiner(each))
            if self.counts["files rewritten"] > rewritten:
                self.mutator.prefer(data)
            self._learn(data)
        if self.judged_every and self.counts["batches"] % self.judged_every == 0:
            self._judge(inputs)

    def examine(self, data: bytes, verdict: Verdict, tries: int = 3) -> Iterator[Finding]:
        """All checks on one input."""
        try:
            source = Source.decode(data, "Dockerfile")
        except InputError:
            self.counts["inputs that are no text"] += 1
            return
        rng = random.Random(data)
        found = [attempt("parse", lambda: checks.parsing(source, verdict))]
        if found[0] is None:
            texts = list(checks.scripts(parse(source)))
            found.append(attempt("shell", lambda: checks.shell(texts)))
            act, oracle, counts = self.transforms, self.oracle, self.counts
            found.append(attempt("verbs", lambda: verbs_at_random(source, verdict, oracle, rng, counts, tries)))
            if act:
                found.append(attempt("rewrite", lambda: checks.rewriting(source, verdict, act, oracle, counts)))
        yield from (each for each in found if each is not None)

    def _judge(self, inputs: Sequence[bytes]) -> None:
        texts = [text for data in inputs for text in _scripts(data)]
        self.counts["scripts judged by the shells"] += len(texts)
        for text, each in checks.wrongly_accepted(texts, self.counts):
            self._note(each, text.encode("utf-8", "surrogateescape"), self._judged(each))

    def _learn(self, data: bytes) -> None:
        try:
            features = checks.features(parse(Source.decode(data)))
        except Exception:  # noqa: BLE001  # the checks have reported it
            return
        if not features <= self._features:
            self._features |= features
            self.mutator.remember(data)
            self.counts["inputs that showed something new"] += 1

    def _note(self, each: Finding, data: bytes, breaks: Callable[[bytes], bool]) -> None:
        key = (each.check, each.signature)
        self.found[key] += 1
        if self.found[key] > 1:
            return
        short = minimise(data, breaks, MINIMISING) if breaks(data) else data
        self.say(f"{each.check}: {each.signature}\n  {short!r}")
        if self.folder is not None:
            name = f"{len(self.found):03}-{each.check}"
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / f"{name}.input").write_bytes(short)
            (self.folder / f"{name}.txt").write_text(f"{each.signature}\n{each.detail}\n", errors="backslashreplace")

    def _examiner(self, sought: Finding) -> Callable[[bytes], bool]:
        tries = 60 if sought.check == "verbs" else 3

        def breaks(data: bytes) -> bool:
            return any(
                each.check == sought.check and each.signature == sought.signature
                for each in self.examine(data, self.oracle.check(data), tries)
            )

        return breaks

    def _judged(self, sought: Finding) -> Callable[[bytes], bool]:
        def breaks(data: bytes) -> bool:
            texts = [data.decode("utf-8", "surrogateescape")]
            return any(each.signature == sought.signature for _, each in checks.wrongly_accepted(texts, self.counts))

        return breaks


def _scripts(data: bytes) -> list[str]:
    try:
        return list(checks.scripts(parse(Source.decode(data))))
    except InputError:
        return []
