"""What was put off until all cases were done with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from slimmer.bench.asked import Plan, Rewriting
from slimmer.bench.cases import Case
from slimmer.bench.measuring import Measuring
from slimmer.bench.remaining import finished, in_turn
from slimmer.bench.results import CaseResult, Size, Timing, Variant
from slimmer.build import BaseNotFoundError, BuildResult, Request
from slimmer.passes.settings import Settings
from slimmer.records import replace
from tests.bench.test_records import RESULT
from tests.bench.test_timing import Workshop as Builds
from tests.bench.test_timing import after_builds

ALL = ("warm", "source edit", "manifest edit")


class Owner:
    mark = "0f"


class Workshop(Builds):
    owner = Owner()


@pytest.fixture
def case(tmp_path: Path) -> Case:
    (tmp_path / "Dockerfile").write_text("FROM a\n")
    (tmp_path / "app.py").write_text("x = 1\n")
    (tmp_path / "package.json").write_text("{}")
    bases = (("a", "instead"),)
    return Case("one", "One", tmp_path / "Dockerfile", tmp_path, source="app.py", manifest="package.json", bases=bases)


def result(name: str = "one", after: str = "FROM b\n", cold: float = 9.0, left: tuple[str, ...] = ALL) -> CaseResult:
    variants = tuple(
        Variant(each, text, Size(1, 2) if each != "ideal" else None, timings=(Timing("cold", (cold,)),))
        for each, text in (("before", "FROM a\n"), ("after", after), ("ideal", "FROM c\n"), ("only x", "FROM d\n"))
    )
    return replace(RESULT, case=name, variants=variants, protocol=replace(RESULT.protocol, repeats=1, left=left))


def measuring(case: Case, workshop: Workshop) -> Measuring:
    maker: Any = workshop
    return Measuring(maker, case, Plan(budget=60.0), Rewriting(Settings(), ()))


def test_what_is_left_is_timed_and_added(case: Case) -> None:
    workshop = Workshop()
    found = finished(measuring(case, workshop), result(), lambda: False)
    assert len(workshop.asked) == 8, "before and after, to fill the cache and in three states; no other variant"
    assert found.protocol.left == ()
    assert [each.state for each in found.variants[1].timings] == ["cold", *ALL]
    assert found.variants[0].retries == 1
    assert found.variants[2:] == result().variants[2:]
    rest = replace(result(), variants=(), protocol=RESULT.protocol)
    assert replace(found, variants=(), protocol=RESULT.protocol) == rest


def test_what_there_was_no_time_for_stays_left_and_a_later_run_goes_on(case: Case) -> None:
    workshop = Workshop()
    half = finished(measuring(case, workshop), result(), after_builds(workshop, 5))
    assert half.protocol.left == ("source edit", "manifest edit")
    assert [each.state for each in half.variants[0].timings] == ["cold", "warm"]
    again = Workshop()
    whole = finished(measuring(case, again), half, lambda: False)
    assert len(again.asked) == 6, "the cache is filled, and what is whole is not timed again"
    assert whole.protocol.left == ()
    assert [each.state for each in whole.variants[0].timings] == ["cold", *ALL]


def test_without_time_nothing_changes(case: Case) -> None:
    assert finished(measuring(case, Workshop()), result(), lambda: True) == result()


def test_a_base_image_that_cannot_be_had_is_replaced_here_too(case: Case) -> None:
    class Missing(Workshop):
        def build(self, request: Request, name: str, **given: object) -> BuildResult:
            if not request.bases:
                raise BaseNotFoundError("a", "not found")
            return super().build(request, name, **given)

    found = finished(measuring(case, Missing()), result(), lambda: False)
    assert found.protocol.left == ()
    assert [each.state for each in found.variants[0].timings] == ["cold", *ALL]
    assert found.protocol.notes == ("instead was used in place of a, which cannot be had",)


def test_what_goes_wrong_with_one_case_is_noted_and_not_tried_for_ever(case: Case) -> None:
    class Missing(Workshop):
        def build(self, *_: object, **__: object) -> BuildResult:
            raise BaseNotFoundError("z", "not found")

    found = finished(measuring(case, Missing()), result(), lambda: False)
    assert found.protocol.left == ()
    assert found.variants == result().variants
    assert found.protocol.notes[0].startswith("not timed: warm, source edit, manifest edit: ")


def test_the_fastest_come_first_and_last_what_was_not_rewritten() -> None:
    told = [
        result("slow", cold=90.0),
        result("same", after="FROM a\n", cold=1.0),
        result("done", left=()),
        result("fast", cold=2.0),
    ]
    assert [each.case for each in in_turn(told)] == ["fast", "slow", "same"]
