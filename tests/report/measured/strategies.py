"""Any result at all: what JSON can hold, sensible or not."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from slimmer.bench.hardened import Hardened
from slimmer.bench.results import (
    CaseResult,
    Check,
    Effect,
    FileGroup,
    LayerSize,
    Protocol,
    Rebuild,
    Setting,
    Size,
    Timing,
    Variant,
    Verdict,
)
from tests.report.measured.sample import HOSTILE

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=12),
    st.sampled_from([each[:90] for each in HOSTILE]),
    st.sampled_from(("a", "b c")),
)
BYTES = st.one_of(st.integers(0, 2 * 10**9), st.sampled_from((0, 1, -5, 2**63 - 1)))
SECONDS = st.one_of(st.floats(0, 500), st.floats())
COUNTS = st.integers(-1, 10**6)
SIZES = st.builds(Size, BYTES, BYTES)


def few(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


STATES = st.one_of(st.sampled_from(("cold", "warm", "source edit", "manifest edit")), TEXTS)
TIMINGS = st.builds(Timing, STATES, st.lists(SECONDS, max_size=3).map(tuple))
CHECKS = st.builds(Check, TEXTS, TEXTS, st.booleans(), TEXTS)
GROUPS = st.builds(FileGroup, TEXTS, COUNTS, BYTES, few(st.tuples(TEXTS, BYTES)))
NAMES = st.one_of(st.sampled_from(("before", "after", "ideal", "only a")), TEXTS)
VARIANTS = st.builds(
    Variant,
    NAMES,
    TEXTS,
    st.none() | SIZES,
    few(st.builds(LayerSize, TEXTS, SIZES, st.booleans())),
    few(TIMINGS),
    few(GROUPS),
    BYTES,
    few(st.tuples(TEXTS, COUNTS)),
    st.none() | SECONDS,
    st.none() | BYTES,
    COUNTS,
    st.sampled_from(Verdict),
    few(CHECKS),
)
EFFECTS = st.builds(
    Effect,
    TEXTS,
    TEXTS,
    TEXTS,
    COUNTS,
    st.booleans(),
    TEXTS,
    st.none() | st.tuples(BYTES, BYTES),
    st.none() | SIZES,
    st.none() | SECONDS,
)
PROTOCOLS = st.builds(
    Protocol,
    TEXTS,
    TEXTS,
    few(st.tuples(TEXTS, TEXTS)),
    TEXTS,
    few(st.tuples(TEXTS, st.booleans())),
    TEXTS,
    COUNTS,
    few(TEXTS),
)
HARDENED = st.builds(Hardened, st.booleans(), TEXTS, few(TEXTS), few(TEXTS), TEXTS, TEXTS, TEXTS, few(TEXTS))
RESULTS = st.builds(
    CaseResult,
    TEXTS,
    TEXTS,
    PROTOCOLS,
    st.sampled_from(Verdict),
    few(VARIANTS),
    few(EFFECTS),
    few(st.builds(Setting, TEXTS, st.none() | TEXTS, st.none() | TEXTS, st.none() | TEXTS)),
    few(GROUPS),
    few(GROUPS),
    few(st.tuples(TEXTS, TEXTS)),
    few(st.tuples(TEXTS, TEXTS)),
    few(st.builds(Rebuild, NAMES, COUNTS, COUNTS, SECONDS)),
    st.none() | BYTES,
    TEXTS,
    st.none() | HARDENED,
)
RUNS = st.lists(RESULTS, max_size=3)

QUICK = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink a whole run takes minutes and shows little
)
