"""What charts draw: the right lengths, in the right order, none over another."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slimmer.bench.results import CaseResult, Effect, FileGroup, Rebuild, Size, Timing
from slimmer.report.measured.charts.layers import stacks
from slimmer.report.measured.charts.overview import bars
from slimmer.report.measured.charts.rebuilds import rebuilds
from slimmer.report.measured.charts.scale import Scale, ticks
from slimmer.report.measured.charts.times import times
from slimmer.report.measured.charts.treemap import Box, cells, squarified
from slimmer.report.measured.charts.waterfall import waterfall
from tests.report.measured import sample


def test_the_waterfall_goes_from_before_to_after_without_a_gap() -> None:
    steps = waterfall(sample.flask())
    assert [step.kind for step in steps] == [*("before", *["saved"] * 4), "after", "ideal", "bound"]
    level = 100.0
    for step in steps[1:5]:
        assert step.bar is not None
        assert step.carry == pytest.approx(level)
        assert step.bar.end == pytest.approx(level)
        level = step.bar.start
    assert steps[5].bar is not None
    assert steps[5].bar.end == pytest.approx(level, abs=0.5)
    assert steps[1].told == "−849 MB"
    assert steps[1].told_predicted == "790 to 906 MB"


def test_the_prediction_is_drawn_where_the_step_begins() -> None:
    step = waterfall(sample.flask())[1]
    assert step.predicted is not None
    before = sample.flask().variants[0].size
    assert before is not None
    low, high = sample.flask().effects[0].estimate or (0, 0)
    assert step.predicted.start == pytest.approx(100 * (before.unpacked - high) / before.unpacked)
    assert step.predicted.end == pytest.approx(100 * (before.unpacked - low) / before.unpacked)


def test_what_no_rewrite_accounts_for_is_a_step_of_its_own() -> None:
    result = sample.flask()
    steps = waterfall(replace(result, effects=result.effects[1:]))
    (rest,) = [step for step in steps if step.kind == "rest"]
    assert rest.told == "−853 MB"  # with what the rewrites do not add up to
    twice = waterfall(replace(result, effects=(*result.effects, replace(result.effects[0]))))
    (rest,) = [step for step in twice if step.kind == "rest"]
    assert rest.told == "+845 MB"


def test_a_rewrite_that_was_not_measured_has_no_bar_but_its_prediction() -> None:
    result = sample.flask()
    step = waterfall(replace(result, effects=(replace(result.effects[0], saved=None),)))[1]
    assert (step.bar, step.told) == (None, "–")
    assert step.predicted is not None


def test_rewrites_measured_in_one_build_save_together() -> None:
    result = sample.flask()
    steps = waterfall(replace(result, effects=tuple(replace(each, saved=None) for each in result.effects)))
    together = next(step for step in steps if step.label == "together")
    assert (together.kind, together.note) == ("saved", "rewrites that were not measured one by one")


def test_a_rewrite_that_costs_bytes_is_told_apart() -> None:
    step = waterfall(sample.grown())[1]
    assert (step.kind, step.told) == ("grown", "+3.50 MB")


@pytest.mark.parametrize("result", [sample.broken(), sample.unmeasurable()], ids=["broken", "not measurable"])
def test_no_waterfall_where_nothing_may_be_said(result: CaseResult) -> None:
    assert waterfall(result) == ()


def test_the_overview_has_the_smallest_share_first_and_the_unknown_last() -> None:
    order = (sample.unmeasurable(), sample.grown(), sample.flask(), sample.broken(), sample.go(), sample.node())
    names = [bar.figures.result.case for bar in bars(order)]
    assert names == ["go-client", "flask-gunicorn", "express-trap", "grown", "gone", "broken-case"]
    assert [bar.number for bar in bars(order)] == [4, 2, 5, 1, 0, 3]


def test_an_image_that_grew_goes_beyond_the_original() -> None:
    (bar,) = bars((sample.grown(),))
    assert bar.left is not None
    assert bar.left.end == 100
    assert bar.whole == pytest.approx(100 * 7.3 / 10.8, rel=0.01)


def test_layers_lie_side_by_side_on_one_scale() -> None:
    before, after, ideal = stacks(sample.flask())
    for stack in (before, after, ideal):
        for one, next_ in pairwise(stack.segments):
            assert one.span.end == pytest.approx(next_.span.start)
    assert before.segments[-1].span.end == pytest.approx(100)
    assert after.segments[-1].span.end == pytest.approx(100 * after.size.unpacked / before.size.unpacked)
    assert [line.number for line in before.lines] == [0, 1, 2, 3]
    assert before.lines[0].text == "base image, 5 layers"
    assert not before.segments[5].has_room  # 2.3 MB of 1.18 GB
    assert before.segments[6].has_room


@pytest.mark.parametrize(
    ("history", "told"),
    [
        ("RUN /bin/sh -c make # buildkit", "RUN make"), ("COPY a /b # buildkit", "COPY a /b"),
        ("RUN |2 A=1 B=two words /bin/sh -c make x # buildkit", "RUN make x"), ("RUN make", "RUN make"),
        ("RUN sh -c '/bin/sh -c x'", "RUN sh -c '/bin/sh -c x'"), ("", "not told by the image"),
    ],
)  # fmt: skip
def test_layers_are_told_as_the_file_has_them(history: str, told: str) -> None:
    result = sample.flask()
    layers = (replace(result.variants[0].layers[-1], instruction=history),)
    before = replace(result.variants[0], layers=layers)
    assert stacks(replace(result, variants=(before,)))[0].lines[0].text == told


def overlap(one: Box, other: Box) -> float:
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return max(wide, 0) * max(high, 0)


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=14))
def test_cells_fill_the_area_and_none_covers_another(sizes: list[int]) -> None:
    sizes.sort(reverse=True)
    boxes = squarified(sizes)
    assert len(boxes) == len(sizes)
    for box, size in zip(boxes, sizes, strict=True):
        assert box.width * box.height / 10_000 == pytest.approx(size / sum(sizes), rel=1e-6, abs=1e-12)
        assert min(box.x, box.y) >= -1e-6
        assert max(box.x + box.width, box.y + box.height) <= 100 + 1e-6
    for at, box in enumerate(boxes):
        assert all(overlap(box, other) < 1e-6 for other in boxes[:at])


def test_the_part_that_went_lies_within_its_cell() -> None:
    for cell in cells(sample.flask()):
        if cell.box and cell.gone:
            share = cell.gone.width * cell.gone.height / (cell.box.width * cell.box.height)
            assert share == pytest.approx(cell.went / cell.held)
            assert overlap(cell.box, cell.gone) == pytest.approx(cell.gone.width * cell.gone.height)


def test_more_went_than_was_there_is_all_of_it() -> None:
    result = replace(sample.flask(), vanished=(FileGroup("toolchain", 9, 10**12),))
    (cell,) = [each for each in cells(result) if each.kind == "toolchain"]
    assert cell.went == cell.held


def test_kinds_without_bytes_have_no_cell() -> None:
    result = sample.flask()
    first = replace(result.variants[0], groups=(FileGroup("a", 1, 0), FileGroup("b", 1, 5), FileGroup("b", 1, 5)))
    (cell,) = cells(replace(result, variants=(first, *result.variants[1:])))
    assert (cell.kind, cell.held, cell.files) == ("b", 10, 2)


def test_times_stand_where_their_multiples_are() -> None:
    chart = times(sample.flask())
    assert chart is not None
    assert [state.name for state in chart.states] == ["cold", "warm", "source edit", "manifest edit"]
    before, after, ideal = chart.states[2].rows
    assert (before.ratio, after.ratio, ideal.ratio) == ("1.00", "0.040", "0.033")
    assert before.at == pytest.approx(chart.one)
    assert after.seconds == "2.31 s (2.17 to 2.56 s)"
    assert before.spread is not None
    assert before.spread.start == pytest.approx(0.94 * chart.one, rel=0.01)


def test_a_single_build_has_no_spread_and_none_no_row() -> None:
    result = sample.flask()
    first = replace(result.variants[0], timings=(Timing("cold", (4.0,)), Timing("warm", ())))
    chart = times(replace(result, variants=(first,)))
    assert chart is not None
    ((row,),) = [state.rows for state in chart.states]
    assert (row.spread, row.seconds, row.ratio) == (None, "4.00 s", "1.00")
    assert times(sample.unmeasurable()) is None


def test_rebuilds_are_lines_over_k_and_a_table() -> None:
    chart = rebuilds(sample.flask())
    assert chart is not None
    assert [line.variant for line in chart.lines] == ["before", "after"]
    assert [row.commits for row in chart.table] == [1, 2, 5, 10]
    assert chart.table[0].expected == pytest.approx((26.1, 9.45))
    higher = zip(chart.lines[0].points, chart.lines[1].points, strict=True)
    assert all(before.y < after.y for before, after in higher)  # more seconds stand higher


def test_labels_below_the_axis_stay_few() -> None:
    result = replace(sample.flask(), rebuilds=tuple(Rebuild("before", k, 1, 5.0 + k) for k in range(1, 60)))
    chart = rebuilds(result)
    assert chart is not None
    assert len(chart.across) <= 8
    assert all(right[0] - left[0] > 8 for left, right in pairwise(chart.across))


def test_rebuilds_that_are_no_numbers_are_left_out() -> None:
    assert rebuilds(replace(sample.flask(), rebuilds=(Rebuild("before", 1, 1, math.nan),))) is None
    assert rebuilds(sample.go()) is None


@given(st.floats(1e-300, 1e300))
def test_ticks_are_few_round_and_below_the_top(top: float) -> None:
    marks = ticks(top)
    assert 2 <= len(marks) <= 5
    assert marks[-1] <= top * (1 + 1e-6)


def test_ticks_of_next_to_nothing() -> None:
    assert ticks(5e-324) == (0.0,)
    assert len(ticks(1e-299)) > 1


def test_ticks_of_nothing() -> None:
    assert ticks(0) == ticks(math.inf) == (0.0,)
    assert ticks(7) == (0, 2, 4, 6)


@given(st.floats(), st.floats())
def test_a_scale_never_leaves_the_chart(top: float, amount: float) -> None:
    assert 0 <= Scale.over((top,)).at(0 if math.isnan(amount) else amount) <= 100


def test_an_effect_of_the_largest_sizes() -> None:
    effect = Effect("a", "safe", "", 1, kept=True, saved=Size(0, -(2**62)), estimate=(0, 2**62))
    steps = waterfall(replace(sample.flask(), effects=(effect,)))
    assert all(0 <= step.bar.start <= step.bar.end <= 100.001 for step in steps if step.bar)
