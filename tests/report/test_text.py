"""What a person reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from slimmer.knowledge.costs import Estimate
from slimmer.passes.results import Applied, FileResult, GuardFailure, Refused
from slimmer.passes.transform import Safety
from slimmer.report.excerpt import excerpt, whole_line
from slimmer.report.style import PLAIN, Style, visible
from slimmer.report.text import render, troubles
from slimmer.syntax.lines import Span
from slimmer.text.edits import Edit
from slimmer.text.source import Source


def marked(text: str, found: str, width: int = 100) -> list[str]:
    start = text.index(found)
    return excerpt(Source("f", text), Span(start, start + len(found)), Style(width=width)).split("\n")[:-1]


def under(lines: list[str]) -> str:
    """What stands above the marks."""
    first = lines[1].index("^")
    return lines[0][first : first + lines[1].count("^")]


def test_marks_stand_under_what_was_found() -> None:
    lines = marked("FROM a\nRUN one two three\n", "two")
    assert lines == ["    2 | RUN one two three", "      |         ^^^"]


def test_tabs_before_and_inside() -> None:
    assert under(marked("\tRUN\tone\ttwo\n", "one\ttwo")) == "one    two"


def test_wide_characters_take_two_columns() -> None:
    lines = marked("RUN echo 中文 here\n", "here")
    assert lines[1].index("^") == lines[0].index("here") + 2


def test_combining_characters_take_none() -> None:
    lines = marked("RUN echo e\u0301 here\n", "here")
    assert lines[1].index("^") == lines[0].index("here") - 1


def test_first_line_of_a_long_finding() -> None:
    lines = marked("RUN one \\\n  two\n", "one \\\n  two")
    assert lines == ["    1 | RUN one \\", "      |     ^^^^^"]


@pytest.mark.parametrize("column", [0, 30, 70, 500, 9_000])
def test_long_lines_are_cut_around_what_was_found(column: int) -> None:
    text = "a" * column + "FOUND" + "z" * (10_000 - column)
    lines = marked(text, "FOUND", width=80)
    assert under(lines) == "FOUND"
    assert all(len(line) <= 80 for line in lines)


def test_a_finding_longer_than_the_line() -> None:
    lines = marked("x" * 500, "x" * 500, width=80)
    assert all(len(line) <= 80 for line in lines)
    assert lines[0].endswith("…")


def test_nothing_found_still_gets_a_mark() -> None:
    lines = excerpt(Source("f", "RUN a\n"), Span(5, 5), PLAIN).split("\n")
    assert lines[1] == "      |      ^"


def test_carriage_returns_are_not_shown() -> None:
    assert whole_line(Source("f", "FROM a\r\n"), 1, PLAIN) == "    1 | FROM a\n      | ^^^^^^\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", r"a\x1b[31mb"),
        ("a\x07\x7f\x9b", r"a\x07\x7f\x9b"),
        ("a\u202eb", r"a\u202eb"),
        ("caf\udce9", r"caf\xe9"),
        ("line\nfeed", r"line\x0afeed"),
        ("tab\té中", "tab\té中"),
    ],
)
def test_a_file_cannot_command_the_terminal(text: str, shown: str) -> None:
    assert visible(text) == shown


def result(**changes: object) -> FileResult:
    source = Source("dir/Dockerfile", "FROM a\nRUN one two\n")
    return FileResult("dir/Dockerfile", source, **changes)  # type: ignore[arg-type]  # made from what a test gives


FOUND = Applied("needless-word", Safety.SAFE, "left behind", 1, 2, Span(11, 14), ())
REFUSED = Refused("needless-word", "it is precious", 2, Span(11, 14))


def test_a_finding_names_place_transform_and_message() -> None:
    assert render(result(rewrites=(FOUND,)), PLAIN).split("\n") == [
        "dir/Dockerfile:2: needless-word",
        "  left behind",
        "    2 | RUN one two",
        "      |     ^^^",
        "  SAFE (certain), made",
        "",
    ]


def test_what_edits_make_of_the_lines() -> None:
    edits = (Edit(14, 18, " \\\n  three"),)
    shown = render(result(rewrites=(replace(FOUND, edits=edits),)), PLAIN)
    assert "      |     ^^^\n      + RUN one \\\n      +   three\n  SAFE" in shown


def test_lines_that_go_are_numbered() -> None:
    shown = render(result(rewrites=(replace(FOUND, edits=(Edit(0, 7, ""),)),)), PLAIN)
    assert "      |     ^^^\n    1 - FROM a\n  SAFE" in shown


def test_edits_of_a_later_round_are_shown_in_its_text() -> None:
    first = replace(FOUND, edits=(Edit(11, 14, "uno"),))
    second = replace(FOUND, round=2, edits=(Edit(15, 18, "due"),))
    shown = render(result(rewrites=(first, second)), PLAIN)
    assert "    2 - RUN uno two\n      + RUN uno due\n" in shown


def test_of_many_lines_some_are_shown() -> None:
    edits = (Edit(18, 18, " \\\n x" * 40),)
    lines = render(result(rewrites=(replace(FOUND, edits=edits),)), PLAIN).split("\n")
    assert lines[-3] == "      … 29 more lines"
    assert len(lines) < 20


def test_what_is_saved_and_what_that_rests_on() -> None:
    found = result(rewrites=(replace(FOUND, estimate=Estimate(24_700_000, 29_700_000, "apt-get update, 2026")),))
    assert "  SAFE (certain), made; saves 24 to 30 MB unpacked\n" in render(found, PLAIN)
    assert "apt-get update, 2026" not in render(found, PLAIN)
    assert render(found, PLAIN, sources=True).endswith("  estimate by apt-get update, 2026\n")


def test_findings_stand_apart_and_fit_a_narrow_terminal() -> None:
    found = result(rewrites=(replace(FOUND, message="left behind " * 6), FOUND))
    shown = render(found, Style(width=30))
    assert shown.count("\n\n") == 1
    assert max(map(len, shown.split("\n"))) <= 32


def test_offers_and_advice_say_that_they_are_not_made() -> None:
    doubtful, thinkable = replace(FOUND, safety=Safety.BUILD), replace(FOUND, safety=Safety.ADVICE)
    offered = render(result(offered=(doubtful,)), PLAIN)
    assert "  BUILD (likely), not made: a build must prove it, or --unverified\n" in offered
    assert "  ADVICE (yours), for you to decide\n" in render(result(advice=(thinkable,)), PLAIN)


def test_refusals_on_request() -> None:
    refused = result(refusals=(REFUSED, Refused("other", "a comment asks for it", 1, Span(0, 1), suppressed=True)))
    assert render(refused, PLAIN) == ""
    assert render(refused, PLAIN, refusals=True).split("\n") == [
        "dir/Dockerfile:2: needless-word not rewritten: it is precious",
        "dir/Dockerfile:1: other suppressed: a comment asks for it",
        "",
    ]


def test_an_error_shows_its_line() -> None:
    told = troubles(result(error="dir/Dockerfile:2: unknown instruction: RUN"), PLAIN)
    assert told.split("\n") == [
        "error: dir/Dockerfile:2: unknown instruction: RUN",
        "    2 | RUN one two",
        "      | ^^^^^^^^^^^",
        "",
    ]


@pytest.mark.parametrize("message", ["x: no line", "dir/Dockerfile:99: behind the end", "dir/Dockerfile:3: empty"])
def test_an_error_without_a_line_to_show(message: str) -> None:
    assert troubles(result(error=message), PLAIN) == f"error: {message}\n"


def test_a_broken_law_names_the_transform() -> None:
    told = troubles(result(guard_failures=(GuardFailure("lawless", "comments-kept", "one is lost"),)), PLAIN)
    assert told.startswith("internal error: dir/Dockerfile: lawless broke the law comments-kept: one is lost")


def test_warnings_can_be_silenced() -> None:
    warned = result(warnings=("dir/Dockerfile:1: careful",))
    assert troubles(warned, PLAIN) == "warning: dir/Dockerfile:1: careful\n"
    assert troubles(warned, PLAIN, warnings=False) == ""


def test_colours_add_nothing_but_colours() -> None:
    import re

    findings = result(rewrites=(FOUND,), refusals=(REFUSED,))
    coloured = render(findings, Style(colour=True), refusals=True)
    assert coloured != render(findings, PLAIN, refusals=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(findings, PLAIN, refusals=True)


def test_what_a_build_said_keeps_its_lines_and_cannot_command_the_terminal() -> None:
    said = troubles(
        FileResult("Dockerfile", None, unproven="Dockerfile: does not build:\n    \x1b[2Jgcc: no\rsuch"), PLAIN
    )
    assert said == "error: Dockerfile: does not build:\n    \\x1b[2Jgcc: no\\x0dsuch\n"


def test_what_was_measured_goes_before_what_was_thought() -> None:
    thought = replace(FOUND, estimate=Estimate(24_700_000, 29_700_000, "apt-get update, 2026"))
    alone = result(rewrites=(replace(thought, measured=26_000_000),))
    assert "  SAFE (certain), made; saves 26.0 MB unpacked, measured\n" in render(alone, PLAIN)
    together = replace(result(rewrites=(thought, replace(thought, line=9))), measured=51_000_000)
    assert "saves 24 to 30 MB unpacked, by estimate: it was not" in render(together, PLAIN)
