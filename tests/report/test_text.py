"""What a person reads."""

from __future__ import annotations

import pytest

from slimmer.passes.results import Applied, FileResult, GuardFailure, Refused
from slimmer.passes.transform import Safety
from slimmer.report.excerpt import excerpt, whole_line
from slimmer.report.style import PLAIN, Style, visible
from slimmer.report.text import render, troubles
from slimmer.syntax.lines import Span
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
    return FileResult("dir/Dockerfile", source, **changes)  # type: ignore[arg-type]


FOUND = Applied("needless-word", Safety.SAFE, "left behind", 1, 2, Span(11, 14), ())
REFUSED = Refused("needless-word", "it is precious", 2, Span(11, 14))


def test_a_finding_names_place_transform_and_message() -> None:
    lines = render(result(rewrites=(FOUND,)), PLAIN).split("\n")
    assert lines[0] == "dir/Dockerfile:2: needless-word left behind"
    assert lines[2] == "      |     ^^^"


def test_offers_and_advice_say_that_they_are_not_made() -> None:
    assert "--unverified" in render(result(offered=(FOUND,)), PLAIN)
    assert "advice" in render(result(advice=(FOUND,)), PLAIN)


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
