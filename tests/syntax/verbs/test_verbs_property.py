"""Every verb at random places of generated files, by the judges of the benchmark: BuildKit, bash and dash."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from benchmarks.verbs.attempts import VERBS
from benchmarks.verbs.judge import judge, spliced
from benchmarks.verbs.trials import Refused, Trial, Tries, trials
from tests.oracle.oracle import Oracle
from tests.strategies import dockerfiles

pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in ("bash", "dash", "go")), reason="the judges: bash, dash and Go"
)


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    with Oracle(fallback=False) as running:
        yield running


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texts=st.lists(dockerfiles(), min_size=1, max_size=4), seed=st.integers(0, 1000))
@example(texts=["\ufeffFROM debian\n# about it\nFROM debian:12"], seed=0)
def test_verbs_do_what_they_were_asked_for_and_nothing_else(oracle: Oracle, texts: list[str], seed: int) -> None:
    found = [
        result
        for number, text in enumerate(texts)
        for result in trials(f"file {number}", text.encode(), Tries(seed, 1, frozenset(VERBS)))
    ]
    crashes = [each for each in found if isinstance(each, Refused) and each.crashed]
    assert not crashes, crashes
    violations = judge([each for each in found if isinstance(each, Trial)], oracle)
    assert not violations, "\n".join(f"{v.trial.verb}: {v.what}\n{v.trial.before!r}\n{v.after!r}" for v in violations)


@given(dockerfiles(), st.integers(0, 1000))
@settings(max_examples=60)
def test_edits_never_touch_a_comment_or_lose_a_byte_outside_them(text: str, seed: int) -> None:
    for trial in trials("file", text.encode(), Tries(seed, 1, frozenset(VERBS) - {"removed"})):
        if isinstance(trial, Trial):
            after = spliced(trial)
            kept = "".join(text[end:start] for end, start in _gaps(trial))
            assert len(after) == len(kept) + sum(len(edit.text) for edit in trial.edits)
            assert trial.edits.invert(text).apply(after) == text


def _gaps(trial: Trial) -> Iterator[tuple[int, int]]:
    at = 0
    for edit in trial.edits:
        yield at, edit.start
        at = edit.end
    yield at, len(trial.before)
