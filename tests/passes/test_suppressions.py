"""Comments that ask to leave things alone: slimmer's, hadolint's, BuildKit's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from slimmer.api import Edit, EditSet, Refusal, Rewrite, Safety, Span, Transform, View, transform
from slimmer.passes.pipeline import rewrite
from slimmer.passes.results import FileResult
from slimmer.passes.settings import Settings
from slimmer.text.source import Source
from tests.passes import made

KNOWN = frozenset({"old-word", "new-word", "other-word"})


def run(text: str, *transforms: made.Replacing) -> FileResult:
    return rewrite(Source("Dockerfile", text), Settings(), transforms or (made.OldWord(),), KNOWN)


SINGLE = [
    "FROM x\n# slimmer: ignore=old-word -- it is needed\nRUN old\n",
    "FROM x\n#slimmer:ignore=old-word -- it is needed\nRUN old\n",
    "FROM x\n# slimmer: ignore = new-word, old-word  --  it is needed\nRUN old\n",
    "FROM x\n   # slimmer: ignore=old-word -- it is needed\n# why\nRUN old\n",
    "FROM x\r\n# slimmer: ignore=old-word -- it is needed\r\nRUN old\r\n",
    "FROM x\nRUN true \\\n  # slimmer: ignore=old-word -- it is needed\n  && old\n",
    "FROM x\nONBUILD RUN true \\\n  # slimmer: ignore=old-word -- it is needed\n  && old\n",
    "FROM x\n# slimmer: ignore=old-word -- it is needed\nRUN <<E\nold\nE\n",
    "FROM x\n# slimmer: ignore-file=old-word -- it is needed\n\nRUN true\nRUN old\n",
    "FROM x\nRUN old\n\n# slimmer: ignore-file=old-word -- it is needed\n",
]


@pytest.mark.parametrize("text", SINGLE)
def test_a_comment_suppresses_and_its_reason_is_told(text: str) -> None:
    result = run(text)
    assert not result.changed
    assert [(each.transform, each.reason, each.suppressed) for each in result.refusals] == [
        ("old-word", "it is needed", True)
    ]
    assert result.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "FROM x\n# slimmer: ignore=new-word\nRUN old\n",
        "FROM x\n# slimmer: ignore=old-word\n\nRUN old\n",
        "FROM x\n# slimmer: ignore=old-word\nRUN true\nRUN old\n",
        "FROM x\nRUN true \\\n# slimmer: ignore=old-word\n  && true\nRUN old\n",
        "FROM x\nRUN old\n# slimmer: ignore=old-word\nRUN true\n",
        "FROM x\n# an example: slimmer: ignore=old-word\nRUN old\n",
        "FROM x\n# hadolint ignore=DL4242\nRUN old\n",
        "# check=skip=NewWord\nFROM x\nRUN old\n",
    ],
)
def test_comments_that_mean_something_else_suppress_nothing(text: str) -> None:
    result = run(text)
    assert result.rewrites
    assert result.refusals == ()
    assert result.warnings == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("FROM x\n# hadolint ignore=DL4242\nRUN new\n", "a comment asks hadolint to ignore DL4242"),
        ("FROM x\n#hadolint ignore = DL1, DL4242 # why\nRUN new\n", "a comment asks hadolint to ignore DL4242"),
        ("# hadolint global ignore=DL4242\nFROM x\n\nRUN new\n", "a comment asks hadolint to ignore DL4242"),
        ("# check=skip=Some,NewWord;error=true\nFROM x\nRUN new\n", "the file says check=skip=NewWord"),
        ("# check=error=true;skip=all\nFROM x\nRUN new\n", "the file says check=skip=all"),
    ],
)
def test_other_tools_comments_count_for_related_transforms(text: str, reason: str) -> None:
    result = run(text, made.NewWord())
    assert not result.changed
    assert [(each.reason, each.suppressed) for each in result.refusals] == [(reason, True)]


def test_one_instruction_is_left_and_the_others_are_rewritten() -> None:
    text = "FROM x\nRUN old\n# slimmer: ignore=old-word\nRUN old\nRUN old\n"
    result = run(text)
    assert result.after == "FROM x\nRUN new\n# slimmer: ignore=old-word\nRUN old\nRUN new\n"
    assert [(each.line, each.reason) for each in result.refusals] == [(4, "a comment asks for it (ignore)")]


def test_a_rewrite_of_several_instructions_is_suppressed_by_any_of_them() -> None:
    text = "FROM x\nRUN old\n# slimmer: ignore=two-words\nRUN old\n"

    @transform
    class TwoWords(Transform):
        """Replaces two words at once."""

        name = "two-words"
        safety = Safety.SAFE

        def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
            starts = [view.text.find("old"), view.text.rfind("old")]
            if -1 not in starts:
                edits = EditSet.of([Edit(start, start + 3, "new") for start in starts])
                yield Rewrite(Span(starts[0], starts[0] + 3), "both", edits)

    result = rewrite(Source("f", text), Settings(), (TwoWords(),))
    assert not result.changed
    assert [each.suppressed for each in result.refusals] == [True]


@pytest.mark.parametrize(
    ("comment", "warning"),
    [
        ("# slimmer: ignore=odl-word", "there is no transform `odl-word` to ignore; did you mean `old-word`?"),
        ("# slimmer: ignore-file=zzz", "there is no transform `zzz` to ignore"),
        ("# slimmer: ignore=", "this comment is not understood; write `# slimmer: ignore=NAME -- reason`"),
        ("# slimmer: please stop", "this comment is not understood; write `# slimmer: ignore=NAME -- reason`"),
    ],
)
def test_comments_that_ask_for_nothing_known_are_a_warning(comment: str, warning: str) -> None:
    result = run(f"FROM x\n{comment}\nRUN old\n")
    assert result.warnings == (f"Dockerfile:2: {warning}",)
    assert result.changed


def test_without_the_known_names_none_is_doubted() -> None:
    result = rewrite(Source("f", "FROM x\n# slimmer: ignore=zzz\nRUN old\n"), Settings(), (made.OldWord(),))
    assert result.warnings == ()
