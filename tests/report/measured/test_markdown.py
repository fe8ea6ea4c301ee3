"""The text of a pull request: short enough, and dead to all that a forge makes alive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from slimmer.bench.hardened import Hardened
from slimmer.bench.results import CaseResult, Check
from slimmer.report.measured.inert import code, fenced, tagged
from slimmer.report.measured.markdown import LIMIT
from slimmer.report.measured.rendering import render
from tests.report.measured import sample
from tests.report.measured.strategies import QUICK, RUNS, TEXTS

FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
ALIVE = re.compile(r"[@#<>\[\]\\]|https?:|www\.|&\w+;")
HTML = re.compile(r"<details><summary>(<code>[^<>]*</code>|Protocol)[^<>]*</summary>|</details>")
PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")


def tokens(text: str) -> Iterator[Token]:
    for token in PARSER.parse(text):
        yield token
        yield from token.children or ()


def faults(text: str) -> list[str]:
    """What a forge might bring to life."""
    found = [f"the character {match[0]!r}" for match in FORBIDDEN.finditer(text)]
    for token in tokens(text):
        if token.type in ("link_open", "image", "html_inline"):
            found.append(f"{token.type} {token.content!r}")
        if token.type == "html_block" and not HTML.fullmatch(token.content.strip("\n")):
            found.append(f"HTML {token.content!r}")
        if token.type == "text" and ALIVE.search(token.content):
            found.append(f"text {token.content!r}")
    return found


def balanced(text: str) -> bool:
    """Whether each fold that is opened is closed, and tables have as many cells in each row as in their head."""
    blocks = [token.content for token in tokens(text) if token.type == "html_block"]
    return sum("<details>" in each for each in blocks) == sum("</details>" in each for each in blocks)


@pytest.mark.parametrize(
    "results",
    [sample.many(6), sample.many(20), (sample.hostile(),), (sample.hostile(),) * 30, sample.many(600), ()],
    ids=["six", "twenty", "hostile", "thirty hostile", "six hundred", "none"],
)
def test_it_fits_and_nothing_is_alive(results: Sequence[CaseResult]) -> None:
    text = render(results, "markdown")
    assert len(text.encode("utf-8")) <= LIMIT
    assert faults(text) == []
    assert balanced(text)


@settings(QUICK, max_examples=40)
@given(RUNS)
def test_any_result_is_bounded_and_dead(results: list[CaseResult]) -> None:
    text = render(results, "markdown")
    assert len(text.encode("utf-8")) <= LIMIT
    assert faults(text) == []
    assert balanced(text)


@given(st.one_of(TEXTS, st.text("`|\\ \n<>@#a", max_size=30)))
def test_code_is_one_piece_of_code(text: str) -> None:
    for shown in (code(text), f"| a | b |\n| --- | --- |\n| {code(text)} | x |"):
        inline = [token for token in tokens(shown) if token.type in ("text", "code_inline") and token.content]
        if "|" in shown:
            assert [token.content for token in inline if token.type == "text"][-1:] == ["x"]
            inline = inline[2:-1]
        assert len(inline) == 1
        assert inline[0].type == ("text" if shown.startswith("(empty)") or "| (empty)" in shown else "code_inline")


@given(st.one_of(TEXTS, st.text("`|\\ \n<>@#a~", max_size=60)))
def test_a_log_is_one_block(text: str) -> None:
    (fence,) = tokens(fenced(text))
    assert fence.type == "fence"


def test_names_in_summaries_are_escaped() -> None:
    assert tagged("<b>&\u202e") == "<code>&lt;b&gt;&amp;\\u202e</code>"


def test_the_end_of_a_log_is_kept_and_what_is_left_out_is_said() -> None:
    shown = fenced("\n".join(f"line {at}" for at in range(100)))
    assert "… 88 lines left out …" in shown
    assert "line 99" in shown
    assert "line 5\n" not in shown


def test_the_table_tells_the_figures() -> None:
    text = render(sample.many(6), "markdown")
    assert (
        "| `flask-gunicorn` | works | 1.18 GB to 222 MB | 19 % | 435 MB to 82.1 MB | 19 % | 207 MB | 88 % "
        "| 0.64 × | 0.98 × | 0.040 × | 0.64 × |" in text
    )
    assert "| `full-base-image` | 1 | yes | _790 to 906 MB_ | 849 MB | 314 MB | -21.4 s |" in text
    assert "6 of 6 cases" in text


def test_restrictions_are_told_whole_or_what_stops_it() -> None:
    command = f"docker run --read-only {'--tmpfs /a ' * 60}me"
    text = render(
        [replace(sample.flask(), hardened=Hardened(passed=True, command=command, compose="services:\n"))], "markdown"
    )
    assert f"```text\n{command}\n```" in text
    assert "```text\nservices:\n```" in text
    text = render([replace(sample.flask(), hardened=Hardened(passed=False, reason="may not write @me"))], "markdown")
    assert "```text\nmay not write @me\n```" in text


def test_stand_ins_are_told_before_any_figure() -> None:
    text = render(sample.many(3), "markdown")
    assert text.index("stand-ins") < text.index("GB")


def test_what_is_broken_tells_why_and_saves_nothing() -> None:
    text = render((sample.broken(), sample.unmeasurable()), "markdown")
    assert "Traceback: boom" in text
    assert "gone: not found" in text
    assert "| `broken-case` | broken | 1.18 GB to 222 MB | – |" in text
    assert "geometric" not in text


def test_details_that_do_not_fit_are_said_to_be_left_out() -> None:
    checks = tuple(Check("smoke", "x" * 400, passed=False, detail=("y" * 300 + "\n") * 50) for _ in range(9))
    result = sample.flask()
    loud = replace(result, variants=(replace(result.variants[0], checks=checks), *result.variants[1:]))
    text = render([replace(loud, case=f"loud-{at}") for at in range(9)], "markdown")
    assert re.search(r"\*\*Left out to fit a pull request:\*\* the details of \d cases?: `loud-\d`", text)
    assert "**Left out:** 3 more that failed or were taken back." in text
    assert "| `loud-8` |" in text  # the table has them all


def test_a_table_that_is_too_long_says_so() -> None:
    text = render(sample.many(600), "markdown")
    assert re.search(r"\*\*Left out to fit a pull request:\*\* \d{3} rows of the table\.", text)
    assert "more of the protocol" in text or "Protocol" in text


def test_a_reader_sees_what_changed_what_it_was_tried_on_and_the_model_in_a_row_for_each_k() -> None:
    text = render((sample.flask(),), "markdown")
    diff = text[text.index("```diff\n") :].partition("\n```\n")[0]
    result = sample.flask()
    before, after = (result.variants[at].dockerfile for at in (0, 1))
    assert set(re.findall(r"^\+(.*)$", diff, re.MULTILINE)) == set(after.split("\n")) - set(before.split("\n"))
    passed = [f"`{each.kind}: {each.name}`" for each in result.variants[1].checks if each.passed]
    assert f"Passed: {passed[0]}" in text
    assert "| expected rebuild (a model): commits a build | builds | before | after |" in text
    assert re.search(r"^\| 10 \| 4 \| _54\.8 s_ \| _19\.8 s_ \|$", text, re.MULTILINE)
    long = replace(result.variants[1], dockerfile="\n".join(f"RUN {at}" for at in range(200)))
    told = render((replace(result, variants=(result.variants[0], long)),), "markdown")
    assert re.search(r"^… \d+ more lines are left out …$", told, re.MULTILINE)
