"""The report on a terminal: fits it, says what matters, and lets no file command it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slimmer.bench.hardened import Hardened
from slimmer.bench.results import CaseResult
from slimmer.records import replace
from slimmer.report.measured.rendering import render
from slimmer.report.style import Style, columns
from tests.report.measured import sample
from tests.report.measured.strategies import QUICK, RUNS

ALL = (sample.flask(), sample.go(), sample.node(), sample.grown(), sample.broken(), sample.unmeasurable())
ESCAPE = re.compile("\x1b\\[[0-9;]*m")
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(results: Sequence[CaseResult], width: int = 100, *, verbose: bool = False) -> str:
    return render(results, "terminal", Style(width=width), verbose=verbose)


def row(text: str, name: str) -> list[str]:
    """The words of the first line about a case."""
    return next(line for line in text.split("\n") if line.startswith(name)).split()


def test_a_case_is_told_in_sizes_ratios_and_times() -> None:
    text = shown(ALL, 300)
    assert row(text, "flask-gunicorn") == [
        *("flask-gunicorn", "works", "1.18", "GB", "222", "MB", "207", "MB", "0.19", "1.07"),
        *("435", "MB", "82.1", "MB", "76.7", "MB", "0.19", "1.07", "88", "%", "0.64", "0.98", "0.040", "0.64"),
    ]


def test_restrictions_are_told_as_the_command_that_passed_or_what_stops_it() -> None:
    passed = replace(sample.flask(), hardened=Hardened(passed=True, command="docker run --read-only me"))
    stopped = replace(sample.node(), hardened=Hardened(passed=False, reason="may not write\x1b[2J /app"))
    text = shown((passed, stopped, sample.go()), 300)
    assert row(text[text.index("\nhardened") :], "  flask-gunicorn")[1:] == ["docker", "run", "--read-only", "me"]
    assert "may not write" in text[text.index("\nnot hardened") :]
    assert FORBIDDEN.search(text) is None
    assert "hardened" not in shown(ALL[1:4])


@pytest.mark.parametrize("name", ["broken-case", "gone"])
def test_what_is_broken_or_not_measurable_saves_nothing(name: str) -> None:
    assert "0.19" not in row(shown(ALL, 300), name)
    alone = tuple(each for each in ALL if each.case == name)
    assert "geometric" not in shown((*alone, *alone))
    assert "not as it must be" in shown(alone)


def test_the_totals_count_only_what_works_or_builds() -> None:
    assert "4 of 6 cases: " in shown(ALL)


def test_stand_ins_are_told_and_images_of_a_registry_are_not() -> None:
    assert shown(ALL).startswith("  Some base images are stand-ins")
    real = CaseResult("a", "", sample.PROTOCOL.__class__("", "", (), "", (("debian:12", False),), "", 1), *ALL[0:0],
                      verdict=ALL[0].verdict, variants=ALL[0].variants)  # fmt: skip
    assert "stand-in" not in shown((real,))


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140, 240])
@pytest.mark.parametrize("verbose", [False, True])
def test_tables_fit_the_terminal(width: int, verbose: bool) -> None:
    for line in shown(ALL, width, verbose=verbose).split("\n"):
        words = max((columns(word) for word in line.split(" ")), default=0)
        assert columns(line) <= width or words > width - 30, line


def test_details_on_request() -> None:
    text = shown(ALL[:1], 140, verbose=True)
    assert "790 to 906 MB" in text  # predicted
    assert "849 MB" in text  # measured
    assert "toolchain-left-behind  smoke: GET /health: status 500" in text
    assert "user-is-root  nothing says which files" in text
    assert "790 to" not in shown(ALL[:1], 140)


def test_colours_only_where_they_are_wanted() -> None:
    assert "\x1b" not in shown(ALL, verbose=True)
    coloured = render(ALL, "terminal", Style(colour=True, width=100), verbose=True)
    assert "\x1b[" in coloured
    assert [line.rstrip(" ") for line in ESCAPE.sub("", coloured).split("\n")] == shown(ALL, verbose=True).split("\n")


def test_the_environment_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    before = shown(ALL)
    for name, value in (("FORCE_COLOR", "1"), ("TERM", "dumb"), ("COLUMNS", "20"), ("NO_COLOR", "1")):
        monkeypatch.setenv(name, value)
        assert shown(ALL) == before


def test_nothing_hostile_reaches_the_terminal() -> None:
    assert not FORBIDDEN.search(shown((sample.hostile(), sample.flask()), verbose=True))


@settings(QUICK, max_examples=40)
@given(RUNS, st.integers(1, 200))
def test_any_result_is_shown(results: list[CaseResult], width: int) -> None:
    assert not FORBIDDEN.search(shown(results, width, verbose=True))


def test_the_model_is_told_in_a_row_for_each_number_of_commits() -> None:
    text = shown((sample.flask(),), 200, verbose=True)
    assert "expected seconds of a rebuild, a model" in text
    assert re.search(r"^  1 commit a build +before 26\.1 s, after 9\.45 s$", text, re.MULTILINE)
    assert re.search(r"^  10 commits a build +before 54\.8 s, after 19\.8 s$", text, re.MULTILINE)
