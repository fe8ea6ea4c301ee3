"""The page: well formed, alone in the world, deaf to what names ask of it."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

import pytest
from hypothesis import given, settings

from slimmer.bench.hardened import Hardened
from slimmer.bench.results import CaseResult, Check
from slimmer.report.measured.rendering import render
from slimmer.report.style import visible
from tests.report.measured import sample
from tests.report.measured.markup import Page
from tests.report.measured.strategies import QUICK, RUNS

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
SETS = {"one": sample.many(1), "twenty": sample.many(20), "hostile": (sample.hostile(), sample.go()), "none": ()}


def page(results: tuple[CaseResult, ...] | list[CaseResult]) -> Page:
    return Page(render(results, "html"))


@pytest.mark.parametrize("name", SETS)
def test_the_page_is_well_formed_and_needs_nothing_else(name: str) -> None:
    html = render(SETS[name], "html")
    read = Page(html)
    assert read.faults == []
    assert html.startswith("<!doctype html>")
    assert not FORBIDDEN.search(html)
    assert all(link.startswith("#") and link[1:] in read.ids for link in read.links)
    assert len(read.ids) == len(set(read.ids))
    (sheet,) = read.sheets
    assert not re.search(r"@import|url\((?!#)|expression|https?:", sheet)


def test_hostile_texts_are_shown_as_they_are_spelled() -> None:
    text = "".join(page(SETS["hostile"]).texts)
    for each in sample.HOSTILE:
        if len(each) < 160:
            assert visible(each) in text, each


def test_restrictions_are_told_whole_or_what_stops_it() -> None:
    command = f"docker run --read-only {'--tmpfs /a ' * 60}<me>"
    text = render([replace(sample.flask(), hardened=Hardened(passed=True, command=command, compose="x:\n"))], "html")
    assert escape(command) in text
    text = render([replace(sample.flask(), hardened=Hardened(passed=False, reason="may not <write>"))], "html")
    assert "does not pass" in text
    assert "may not &lt;write&gt;" in text


def test_a_long_name_loses_its_middle() -> None:
    html = render(SETS["hostile"], "html")
    assert "x" * 321 not in html
    assert "3,841 characters" in html


@settings(QUICK, max_examples=30)
@given(RUNS)
def test_any_result_makes_a_page(results: list[CaseResult]) -> None:
    html = render(results, "html")
    assert Page(html).faults == []
    assert not FORBIDDEN.search(html)
    assert len(html) < 600_000


def test_overview_and_totals_only_where_there_is_more_than_one() -> None:
    one, twenty = ("".join(page(SETS[name]).texts) for name in ("one", "twenty"))
    assert "All cases" not in one
    assert "All cases" in twenty
    assert "16 cases together" in twenty


def test_a_broken_case_has_no_waterfall_and_no_share() -> None:
    text = "".join(page((sample.broken(),)).texts)
    assert "Where the bytes went" not in text
    assert "% left" not in text
    assert "connection refused after 30 s" in text


def test_stand_ins_are_told_at_the_top_and_in_each_case() -> None:
    html = render((sample.flask(), sample.go()), "html")
    assert html.count("Measured on stand-ins for") == 2
    assert html.count("stand-ins that were built for the measurement") == 1


def test_what_was_predicted_looks_different_from_what_was_measured() -> None:
    html = render(SETS["one"], "html")
    assert '<td class="n predicted">790 to 906 MB</td>' in html
    assert html.count('class="f-predicted"') == 5  # four rewrites and the legend
    assert re.search(r"\.f-predicted \{ fill: none;[^}]*stroke-dasharray", html)
    assert re.search(r"\.predicted \{ font-style: italic", html)


def test_the_dockerfile_is_shown_as_a_diff() -> None:
    html = render(SETS["one"], "html")
    assert '<span class="removed">-FROM python:3.12</span><span class="added">+FROM python:3.12-slim</span>' in html


def test_lists_that_are_too_long_say_what_is_left_out() -> None:
    result = sample.flask()
    many = tuple((f"transform-{at}", "reason") for at in range(60))
    html = render((CaseResult("a", "", result.protocol, result.verdict, result.variants, refusals=many),), "html")
    assert "and 20 more" in html
    assert "transform-39" in html
    assert "transform-40" not in html


def test_legends_tell_only_what_is_drawn() -> None:
    result = sample.flask()
    bare = replace(result, effects=(), variants=tuple(replace(each, timings=()) for each in result.variants[:2]))
    text = "".join(page((bare,)).texts)
    assert "own layers before" in text
    assert "own layers by hand" not in text
    assert "predicted" not in text.split("Layers")[0]
    assert "No rewrite is in the result." in text
    assert "Build time" not in text


def test_line_ends_of_a_log_are_not_told() -> None:
    check = Check("held", "GET /", passed=False, detail="status 404\r\n<html>\r\na\rb")
    by_hand = replace(sample.less_by_hand().variants[2], checks=(check,))
    page = render((replace(sample.less_by_hand(), variants=(*sample.flask().variants[:2], by_hand)),), "html")
    assert "status 404\n&lt;html&gt;\na\\x0db\n" in page
