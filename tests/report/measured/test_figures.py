"""Ratios, seconds and protocols as every report shows them."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest

from slimmer.bench.results import Size, Timing
from slimmer.report.measured.figures import (
    Figures,
    Totals,
    one_line,
    protocols,
    states,
    told_ratio,
    told_seconds,
    told_share,
)
from slimmer.report.measured.rendering import render
from slimmer.report.sizes import measured
from slimmer.report.style import Style
from tests.report.measured import sample


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.00 kB"), (1234, "1.23 kB"), (12_345, "12.3 kB"),
        (99_949, "99.9 kB"), (99_951, "100 kB"), (999_499, "999 kB"), (999_600, "1.00 MB"), (163_400_000, "163 MB"),
        (999_400_000, "999 MB"), (999_600_000, "1.00 GB"), (1_024_000_000, "1.02 GB"), (1_234_567_000_000, "1,235 GB"),
        (-16_300, "-16.3 kB"),
    ],
)  # fmt: skip
def test_measured_bytes_have_three_digits(count: int, told: str) -> None:
    assert measured(count) == told


@pytest.mark.parametrize(
    ("ratio", "told"),
    [(None, "–"), (math.nan, "–"), (math.inf, "–"), (0.0, "0.00"), (0.163, "0.16"), (1.0, "1.00"), (0.0412, "0.041"),
     (0.0003, "0.0003"), (12.345, "12.35"), (1234.5, "1,234"), (-0.5, "-0.50")],
)  # fmt: skip
def test_ratios(ratio: float | None, told: str) -> None:
    assert told_ratio(ratio) == told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(None, "–"), (math.nan, "–"), (412.4, "412 s"), (61.34, "61.3 s"), (0.81, "0.81 s"), (-21.4, "-21.4 s")],
)  # fmt: skip
def test_seconds(seconds: float | None, told: str) -> None:
    assert told_seconds(seconds) == told


def test_shares() -> None:
    assert [told_share(each) for each in (0.876, -1.5, None)] == ["88 %", "-150 %", "–"]


def test_nearly_all_is_not_told_as_all_and_hardly_anything_not_as_nothing() -> None:
    shares = (0.9937, 0.9951, 0.99937, 0.99999, 1.0, 0.00865, 0.00004, 0.0)
    told = ["99 %", "99.5 %", "99.9 %", "99.9 %", "100 %", "0.86 %", "0.004 %", "0 %"]
    assert list(map(told_share, shares)) == told


def test_times_are_compared_within_a_state() -> None:
    figures = Figures(sample.flask())
    assert figures.time("source edit") == pytest.approx(2.31 / 58.4)
    assert figures.time("cold", "ideal") == pytest.approx(72.9 / 96.2)
    assert figures.time("no such state") is None


def test_no_time_before_and_no_repeats_give_no_ratio() -> None:
    result = sample.go()
    for timings in ((Timing("cold", ()),), (Timing("cold", (0.0,)),), (Timing("cold", (math.nan,)),)):
        first = replace(result.variants[0], timings=timings)
        assert Figures(replace(result, variants=(first, *result.variants[1:]))).time("cold") is None


def test_an_empty_image_before_gives_no_ratio() -> None:
    result = sample.go()
    first = replace(result.variants[0], size=Size(0, 0))
    assert Figures(replace(result, variants=(first, *result.variants[1:]))).ratio() is None


def test_totals_are_sums_and_the_mean_of_ratios() -> None:
    totals = Totals.of([sample.flask(), sample.go(), sample.broken(), sample.unmeasurable()])
    assert totals.cases == 2
    first, second = sample.flask().variants[0].size, sample.go().variants[0].size
    assert first is not None
    assert second is not None
    assert totals.before == Size(first.compressed + second.compressed, first.unpacked + second.unpacked)
    ratios = [Figures(each).ratio() or 0 for each in (sample.flask(), sample.go())]
    assert totals.mean == pytest.approx(math.sqrt(ratios[0] * ratios[1]))
    assert Totals.of([sample.unmeasurable()]).mean is None


def test_states_keep_their_order() -> None:
    result = sample.flask()
    odd = replace(result.variants[0], timings=(Timing("other", (1.0,)), Timing("warm", (1.0,)), Timing("cold", (1.0,))))
    assert states([replace(result, variants=(odd,))]) == ("cold", "warm", "other")


def test_protocols_that_differ_in_bases_notes_and_date_are_one() -> None:
    second = replace(
        sample.go(),
        protocol=replace(
            sample.PROTOCOL, date="2026-01-01", bases=(("golang", True),), notes=("Only here.",), key="0f"
        ),
    )
    other = replace(sample.node(), protocol=replace(sample.PROTOCOL, machine="another"))
    shared, alone = protocols([sample.flask(), second, other])
    assert (shared.cases, alone.cases) == (("flask-gunicorn", "go-client"), ("express-trap",))
    assert shared.protocol.date == "2026-01-01"
    assert ("golang", True) in shared.bases
    assert ("python:3.12", True) in shared.bases
    assert ("Only here.", ("go-client",)) in shared.notes
    assert ("note", "Only here. (go-client)") in shared.rows


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_what_was_not_measured_within_the_budget_is_told_and_has_no_figure(form: str) -> None:
    flask = replace(sample.flask(), protocol=replace(sample.PROTOCOL, left=("source edit", "manifest edit")))
    variants = tuple(replace(each, timings=each.timings[:1]) for each in flask.variants)
    go = replace(sample.go(), protocol=replace(sample.PROTOCOL, left=("manifest edit",)))
    (shared,) = protocols([replace(flask, variants=variants), go])
    told = "within the budget: source edit (flask-gunicorn); manifest edit"
    assert ("not measured", told) in shared.rows
    text = render([replace(flask, variants=variants), go], form, Style(width=400))
    assert told in text
    assert "not measured" in text
    assert not [label for label, _ in protocols([sample.flask(), sample.go()])[0].rows if label == "not measured"]


def test_excerpts_on_one_line() -> None:
    assert one_line("\na\r\n\nb\n") == "a ⏎  ⏎ b"


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_that_what_a_person_wrote_does_less_is_told_beside_it(form: str) -> None:
    told = render((sample.less_by_hand(),), form, Style(width=120))
    assert re.search("by hand.*the test held back", told)
    assert "status 404" in told
    assert "status 404" not in render((sample.flask(),), form, Style(width=120))
    assert ("it fails a check" in told) == (form == "html")
