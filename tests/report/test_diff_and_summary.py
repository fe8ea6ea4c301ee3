"""Diffs, counts, sentences and exit codes."""

from __future__ import annotations

import re

import pytest

from slimmer.knowledge.costs import Estimate
from slimmer.passes.results import Applied, FileResult, GuardFailure
from slimmer.passes.transform import Safety
from slimmer.records import replace
from slimmer.report.diff import render
from slimmer.report.style import PLAIN, Style
from slimmer.report.summary import Tally, exit_code, sentence
from slimmer.syntax.lines import Span
from slimmer.text.edits import Edit, EditSet
from slimmer.text.source import Source

TEXT = "FROM a\r\nRUN one two\r\n"
CHANGED = FileResult(
    "Dockerfile",
    Source("Dockerfile", TEXT),
    edits=EditSet((Edit(15, 19, ""),)),
    rewrites=(Applied("needless-word", Safety.SAFE, "left behind", 1, 2, Span(15, 19), (Edit(15, 19, ""),)),),
)


def test_diff() -> None:
    assert render(CHANGED, PLAIN) == (
        "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,2 +1,2 @@\n FROM a\r\n-RUN one two\r\n+RUN one\r\n"
    )


def test_coloured_diff_shows_carriage_returns() -> None:
    coloured = render(CHANGED, Style(colour=True))
    assert "\r" not in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).replace("\\x0d", "\r") == render(CHANGED, PLAIN)


def test_no_diff_without_edits() -> None:
    assert render(FileResult("x", Source("x", TEXT)), PLAIN) == ""
    assert render(FileResult("x", None, error="x: gone"), PLAIN) == ""


@pytest.mark.parametrize(
    ("tally", "check", "code"),
    [
        (Tally(files=1), False, 0),
        (Tally(files=1, changed=1), False, 0),
        (Tally(files=1, changed=1), True, 1),
        (Tally(files=1), True, 0),
        (Tally(files=2, changed=1, errors=1), True, 2),
        (Tally(files=2, changed=1, errors=1, guard_failures=1), True, 4),
    ],
)
def test_exit_code_is_the_worst(tally: Tally, check: bool, code: int) -> None:
    assert exit_code(tally, check=check) == code


def test_what_was_measured_is_not_told_as_thought() -> None:
    (applied,) = CHANGED.rewrites
    thought = replace(applied, estimate=Estimate(1_000_000, 3_000_000, "somebody"))
    known = replace(thought, measured=2_000_000)
    told = [sentence(Tally.of(replace(CHANGED, rewrites=each)), write=False) for each in ((thought,), (known,))]
    assert told == [
        "1 rewrite found in 1 of 1 file, thought to save 1 to 3 MB unpacked; --write writes them\n",
        "1 rewrite found in 1 of 1 file; --write writes them\n",
    ]


def test_a_file_that_was_built_is_told_by_what_was_measured() -> None:
    (applied,) = CHANGED.rewrites
    thought = replace(applied, estimate=Estimate(1_000_000, 3_000_000, "somebody"))
    result = replace(CHANGED, rewrites=(thought, replace(thought, line=9)))
    told = [sentence(Tally.of(replace(result, measured=each)), write=False) for each in (2_000_000, 0, -812)]
    assert [each.partition("file, ")[2].partition(";")[0] for each in told] == [
        "measured to save 2.00 MB unpacked",
        "measured to save nothing",
        "measured to cost 812 bytes unpacked",
    ]
    both = Tally.of(replace(result, measured=2_000_000)).plus(Tally.of(result))
    assert "measured to save 2.00 MB unpacked, thought to save 2 to 6 MB unpacked" in sentence(both, write=False)


def test_tally_of_a_file_and_of_two() -> None:
    one = Tally.of(CHANGED, written=True)
    other = Tally.of(FileResult("x", None, error="x: gone", guard_failures=(GuardFailure("t", "g", "d"),)))
    assert one == Tally(files=1, changed=1, written=1, rewrites=1)
    assert one.plus(other) == Tally(files=2, changed=1, written=1, rewrites=1, errors=1, guard_failures=1)


@pytest.mark.parametrize(
    ("tally", "write", "words"),
    [
        (Tally(files=1), False, "nothing to rewrite in 1 file\n"),
        (Tally(files=3, changed=1, rewrites=2), False, "2 rewrites found in 1 of 3 files; --write writes them\n"),
        (
            Tally(files=1, changed=1, rewrites=1, offered=2, offered_low=2_000_000, offered_high=3_000_000),
            False,
            "1 rewrite found in 1 of 1 file, 2 more with --unverified (2 to 3 MB unpacked); --write writes them\n",
        ),
        (Tally(files=3, changed=1, written=1, rewrites=1), True, "1 rewrite written to 1 of 3 files\n"),
        (
            Tally(files=3, offered=1, advice=2, refusals=3, errors=1, guard_failures=1),
            False,
            (
                "nothing certain to rewrite in 3 files, 1 with --unverified, 2 for you to decide, "
                "3 left alone (-v shows why), 1 error, 1 internal error\n"
            ),
        ),
    ],
)
def test_sentence(tally: Tally, write: bool, words: str) -> None:
    assert sentence(tally, write=write) == words
