"""Rounds, conflicts, safety and what is reported; the guards have tests of their own."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slimmer.api import Refusal, Rewrite, Safety, Span, Transform, View, transform
from slimmer.passes.rounds import _Claims
from slimmer.text.edits import Edit, EditSet
from tests.passes import made
from tests.passes.made import LINES, run

HEAD = "FROM scratch\n"


def test_rounds_go_on_until_nothing_is_to_do() -> None:
    result = run(f"{HEAD}RUN old && old\n", made.NewWord(), made.OldWord())
    assert result.after == f"{HEAD}RUN fresh && fresh\n"
    assert [(each.transform, each.round) for each in result.rewrites] == [
        ("old-word", 1),
        ("old-word", 1),
        ("new-word", 2),
        ("new-word", 2),
    ]
    assert result.guard_failures == ()


def test_edits_of_all_rounds_are_one_set_over_the_original() -> None:
    text = f"{HEAD}RUN old\n"
    result = run(text, made.NewWord(), made.OldWord())
    assert result.edits.edits == (Edit(17, 20, "fresh"),)
    assert result.edits.invert(text).apply(result.after) == text


def test_places_are_those_of_the_file_as_it_was_read() -> None:
    result = run(f"{HEAD}RUN old \\\n  && old\nUSER x\n", made.NewWord(), made.OldWord(), made.Refusing())
    assert [(each.line, each.span.start) for each in result.rewrites] == [(2, 17), (3, 28), (2, 17), (3, 28)]
    assert [(each.line, each.span) for each in result.refusals] == [(4, (32, 38))]


def test_nothing_to_do_is_no_change() -> None:
    result = run(f"{HEAD}RUN true\n", made.OldWord())
    assert not result.changed
    assert (result.rewrites, result.refusals, result.guard_failures, result.error) == ((), (), (), None)


def test_a_conflicting_rewrite_waits_with_all_its_edits() -> None:
    result = run(f"{HEAD}RUN old thing\n", made.OldWord(), made.TwoAtOnce())
    assert result.after == f"{HEAD}RUN one stuff\n"
    assert [(each.transform, each.round) for each in result.rewrites] == [("old-word", 1), ("two-at-once", 2)]


def test_waiting_for_others_does_not_use_up_the_rounds() -> None:
    @transform
    class OneByOne(Transform):
        """Claims the whole text for each step, so that only one is made a round."""

        name = "one-by-one"
        safety = Safety.SAFE

        def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
            for _ in range(view.text.count("old")):
                start = view.text.index("old")
                edits = [Edit(start, start + 3, "new")]
                yield Rewrite(Span(start, start + 3), "one", EditSet.of(edits))

    result = run(f"{HEAD}RUN {'old ' * 30}\n", OneByOne())
    assert result.guard_failures == ()
    assert result.after == f"{HEAD}RUN {'new ' * 30}\n"


def test_build_rewrites_are_offered_and_made_only_when_asked_for() -> None:
    text = f"{HEAD}RUN risky\n"
    offered = run(text, made.Risky())
    assert not offered.changed
    assert [each.transform for each in offered.offered] == ["risky-word"]
    taken = run(text, made.Risky(), unverified=True)
    assert taken.after == f"{HEAD}RUN proven\n"
    assert taken.offered == ()


@pytest.mark.parametrize("unverified", [False, True])
def test_advice_is_never_applied(unverified: bool) -> None:
    result = run(f"{HEAD}RUN true\n", made.Advice(), unverified=unverified)
    assert not result.changed
    assert [(each.transform, each.message, each.line) for each in result.advice] == [("advice-word", "pin it", 1)]


def test_refusals_are_those_of_the_last_round_and_told_once() -> None:
    result = run(f"{HEAD}RUN old\nUSER me\n", made.OldWord(), made.NewWord(), made.Refusing())
    assert [(each.reason, each.suppressed) for each in result.refusals] == [("the user is needed", False)]


def test_reasons_speak_of_the_lines_as_they_were_read() -> None:
    result = run("FROM x\nRUN long\nRUN kept\nRUN kept\n", made.LongWord(), made.RefusesTwice())
    assert result.after == "FROM x\nRUN short\nUSER x\nRUN kept\nRUN kept\n"
    assert [(each.line, each.reason) for each in result.refusals] == [
        (3, "another is on line 4"),
        (4, "another is on line 4"),
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "Dockerfile:1: file with no instructions"),
        ("FROM x\nFORM y\n", "Dockerfile:2: unknown instruction: FORM"),
        (
            "FROM x\n{{ if y }}\n",
            "Dockerfile:2: unknown instruction: {{",
        ),
        ("FROM x\nRUN <<EOF\nold\n", "Dockerfile:2: unterminated heredoc: no line holds 'EOF' alone"),
    ],
)
def test_a_file_buildkit_refuses_is_left_alone(text: str, error: str) -> None:
    result = run(text, made.OldWord())
    assert result.error == error
    assert (result.changed, result.after) == (False, text)


def test_a_fragment_without_from_is_rewritten() -> None:
    assert run("RUN old\n", made.OldWord()).after == "RUN new\n"


def test_bytes_that_are_not_utf8_are_kept_and_told() -> None:
    result = run(b"FROM x\nRUN old \xff\n# \xfe\n", made.OldWord())
    assert result.source is not None
    assert result.after.encode("utf-8", "surrogateescape") == b"FROM x\nRUN new \xff\n# \xfe\n"
    assert result.warnings == ("Dockerfile:2: bytes that are not UTF-8 (and 1 more lines); they are kept as they are",)


@pytest.mark.parametrize(
    ("hostile", "guard", "detail"),
    [
        (made.Crashes(), "crashed", "ZeroDivisionError: on purpose (made.py:"),
        (made.CrashesLater(), "crashed", "ZeroDivisionError: on purpose (made.py:"),
        (made.WritesBehindTheEnd(), "crashed", "ValueError: proposed an edit behind the end of the text"),
        (made.AnswersNonsense(), "crashed", "TypeError: answered a str"),
        (made.BreaksShell(), "shell-parses-again", "as posix shell: "),
        (made.BreaksPosixShell(), "shell-parses-again", "as posix shell: "),
        (made.BreaksInstruction(), "parses-again", "line 4: unknown instruction: RAN"),
        (made.EatsComment(), "comments-kept", "lost '# about it'"),
        (made.WritesBehindComment(), "comments-kept", "lost '# note'"),
        (made.MovesDirective(), "directives-unchanged", "['# syntax=docker/dockerfile:1'] became []"),
        (made.DropsLastNewline(), "line-endings-kept", "the end of the last line"),
        (made.Growing(), "second-run-idle", "growing-word: still not at rest after 10 rounds"),
        (made.Idle(), "second-run-idle", "idle-word: the text of round "),
    ],
    ids=lambda value: value.name if isinstance(value, Transform) else "",
)
def test_a_hostile_transform_is_caught_and_named_and_the_others_go_on(
    hostile: Transform, guard: str, detail: str
) -> None:
    text = "# syntax=docker/dockerfile:1\nFROM scratch\n# about it\nRUN victim && old # note\n"
    for transforms in ((hostile, made.OldWord()), (made.OldWord(), hostile)):
        result = run(text, *transforms)
        (failure,) = result.guard_failures
        assert (failure.transform, failure.guard) == (hostile.name, guard)
        assert detail in failure.detail
        assert result.after == text.replace("old", "new")
        assert [each.transform for each in result.rewrites] == ["old-word"]


def test_line_endings_of_a_crlf_file_are_watched() -> None:
    text = "FROM scratch\r\nRUN victim && old\r\n"
    result = run(text, made.MixesLineEndings(), made.OldWord())
    assert [each.guard for each in result.guard_failures] == ["line-endings-kept"]
    assert result.after == text.replace("old", "new")


def test_transforms_that_undo_each_other_are_both_named_and_left_out() -> None:
    result = run(f"{HEAD}RUN old && risky\n", made.OldWord(), made.BackWord(), made.Risky(), unverified=True)
    assert [(each.transform, each.guard) for each in result.guard_failures] == [
        ("back-word", "second-run-idle"),
        ("old-word", "second-run-idle"),
    ]
    assert {each.detail for each in result.guard_failures} == {
        "back-word, old-word: the text of round 2 came back after round 3"
    }
    assert result.after == f"{HEAD}RUN old && proven\n"


def test_several_hostile_transforms_are_all_named() -> None:
    text = f"{HEAD}# about it\nRUN victim && old\n"
    result = run(text, made.BreaksShell(), made.EatsComment(), made.Crashes(), made.OldWord())
    assert {each.transform for each in result.guard_failures} == {"breaks-shell", "eats-comment", "crashing-word"}
    assert result.after == text.replace("old", "new")


def test_one_bad_rewrite_among_many_is_found() -> None:
    lines = [f"RUN old{number}\n" for number in range(40)]
    lines[23] = "RUN victim\n"
    text = HEAD + "".join(lines)
    result = run(text, made.OldWord(), made.BreaksShell())
    assert [each.transform for each in result.guard_failures] == ["breaks-shell"]
    assert result.after == text.replace("old", "new")


spans = st.tuples(st.integers(0, 12), st.integers(0, 4), st.sampled_from(["", "x"])).map(
    lambda each: Edit(each[0], each[0] + each[1], each[2])
)


@given(st.lists(spans, max_size=12))
def test_claims_know_every_conflict(proposed: list[Edit]) -> None:
    claims, taken = _Claims(), EditSet()
    for edit in proposed:
        expected = taken.conflicts([edit])
        assert claims.conflicts([edit]) is expected
        if not expected:
            claims.add([edit])
            taken = taken.union([edit])


HARMLESS = (made.OldWord(), made.NewWord(), made.TwoAtOnce(), made.Refusing(), made.Risky())
HOSTILE = (made.BreaksShell(), made.EatsComment(), made.Growing(), made.BackWord(), made.CrashesLater())


@given(LINES, st.lists(st.sampled_from(HARMLESS + HOSTILE), unique=True), st.randoms(use_true_random=False))
def test_whatever_runs_the_result_is_at_rest_and_can_be_undone(
    lines: list[str], transforms: list[Transform], order: random.Random
) -> None:
    order.shuffle(transforms)
    text = "\n".join(["FROM scratch", *lines, ""])
    result = run(text, *transforms)
    assert result.edits.invert(text).apply(result.after) == text
    guilty = {each.transform for each in result.guard_failures}
    again = run(result.after, *(each for each in transforms if each.name not in guilty))
    assert not again.changed
    assert again.error is None
    assert again.guard_failures == ()
