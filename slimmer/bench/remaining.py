"""Time what a result says was left: the builds that were put off until all cases were done with."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from slimmer.bench.measuring import Measuring
from slimmer.bench.parts import Part
from slimmer.bench.results import CaseResult, Variant
from slimmer.bench.timing import STATES, Timed, timed
from slimmer.records import replace

_TIMED = ("before", "after", "ideal")


def in_turn(results: Iterable[CaseResult]) -> list[CaseResult]:
    """Results of which something is left, in the order in which most is learned.

    Those that were built fastest come first, so that most are finished in time, and last those in which nothing was
    rewritten: there after takes what before does.
    """
    return sorted((each for each in results if each.protocol.left), key=lambda each: (_same(each), _cold_seconds(each)))


def _same(result: CaseResult) -> bool:
    texts = {each.dockerfile for each in result.variants if each.name in ("before", "after")}
    return len(texts) == 1


def _cold_seconds(result: CaseResult) -> float:
    every = (each for variant in result.variants for each in variant.timings if each.state == STATES["cold"])
    return sum(each.median for each in every)


def finished(measuring: Measuring, result: CaseResult, is_over: Callable[[], bool]) -> CaseResult:
    """The result with what was left timed, as far as there is time.

    Args:
        measuring: of the same case.
        result: what it gave; its Dockerfiles are built as they stand there.
        is_over: asked before each build whether it is too late for one.

    Raises:
        BuildError: what keeps every case from being measured: no engine, a full disk.
    """
    texts = {each.name: each.dockerfile for each in result.variants if each.name in _TIMED and each.size is not None}
    states = tuple(state for state, shown in STATES.items() if shown in result.protocol.left)
    found, notes = Timed(), list(result.protocol.notes)
    with Part(notes, f"not timed: {', '.join(result.protocol.left)}"):
        found = measuring.based(
            lambda: timed(measuring.bench, measuring.case, texts, states, measuring.plan.repeats, is_over)
        )
    notes += [*measuring.notes, *found.notes]
    left = tuple(STATES[each] for each in found.left)
    told = replace(result.protocol, notes=tuple(dict.fromkeys(notes)), left=left)
    return replace(result, protocol=told, variants=tuple(_with(each, found) for each in result.variants))


def _with(variant: Variant, found: Timed) -> Variant:
    added = found.timings.get(variant.name, ())
    retries = variant.retries + found.retries.get(variant.name, 0)
    return replace(variant, timings=(*variant.timings, *added), retries=retries)
