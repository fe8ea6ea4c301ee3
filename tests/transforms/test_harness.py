"""The harness itself: each mistake a case, or a transform, may have is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from slimmer.api import Edit, EditSet, Refusal, Rewrite, Safety, Span, Transform, View, transform
from slimmer.passes.registry import Registry
from slimmer.passes.results import FileResult
from slimmer.passes.settings import Settings
from slimmer.text.source import Source
from tests.transforms.harness import Ask, Case, assert_laws, check
from tests.transforms.test_cases import examples


@transform
class LoudWord(Transform):
    """Finds a word in capitals.

    ## Example
    Before:

    ```dockerfile
    RUN LOUD
    ```

    After:

    ```dockerfile
    RUN quiet
    ```

    ## When it is not applied
    ```dockerfile
    RUN nothing
    ```
    """

    name = "loud-word"
    safety = Safety.SAFE

    limit: int = 9

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        start = view.text.find("LOUD")
        if start >= self.limit:
            yield Refusal(Span(start, start + 4), "too far down")
        elif start >= 0:
            yield Rewrite(Span(start, start + 4), "loud", EditSet.of([Edit(start, start + 4, "quiet")]))


@transform
class RiskyWord(LoudWord):
    """The same, but only a build can tell."""

    name = "risky-word"
    safety = Safety.BUILD


@transform
class AdviceWord(LoudWord):
    """The same, but only told."""

    name = "advice-word"
    safety = Safety.ADVICE


KINDS: tuple[type[Transform], ...] = (LoudWord, RiskyWord, AdviceWord)
MADE = Registry({kind.name: kind for kind in KINDS}, {})


def case(folder: Path, before: str, after: str | None = None, toml: str = "") -> Case:
    (folder / "before.Dockerfile").write_text(before)
    if after is not None:
        (folder / "after.Dockerfile").write_text(after)
    if toml:
        (folder / "case.toml").write_text(toml)
    return Case.read(folder)


GOOD = [
    ("loud-word", "RUN LOUD\n", "RUN quiet\n", ""),
    ("loud-word", "RUN loud\n", None, ""),
    ("loud-word", "RUN so very LOUD\n", None, 'refusal = "too far"'),
    ("loud-word", "RUN so very LOUD\n", "RUN so very quiet\n", "[options.loud-word]\nlimit = 99"),
    ("risky-word", "RUN LOUD\n", "RUN quiet\n", ""),
    ("risky-word", "RUN LOUD\n", None, 'offered = "loud"'),
    ("advice-word", "RUN LOUD\n", None, 'advice = ["loud", "lou"]'),
    ("none", "RUN LOUD\n", "RUN quiet\n", 'select = ["loud-word"]'),
]


@pytest.mark.parametrize(("name", "before", "after", "toml"), GOOD)
def test_good_cases(tmp_path: Path, name: str, before: str, after: str | None, toml: str, ask: Ask) -> None:
    check(case(tmp_path, before, after, toml), [name], MADE, ask)


@pytest.mark.parametrize(
    ("name", "before", "after", "toml"),
    [
        ("loud-word", "RUN LOUD\n", "RUN QUIET\n", ""),
        ("loud-word", "RUN LOUD\n", None, ""),
        ("loud-word", "RUN loud\n", "RUN quiet\n", ""),
        ("loud-word", "RUN so very LOUD\n", None, 'refusal = "too near"'),
        ("loud-word", "RUN loud\n", None, 'refusal = "too far"'),
        ("loud-word", "RUN loud\n", None, "tarjet = 3"),
        ("loud-word", "RAN loud\n", None, ""),
        ("risky-word", "RUN LOUD\n", "RUN quiet\n", "unverified = false"),
        ("risky-word", "RUN LOUD\n", None, "unverified = false"),
        ("advice-word", "RUN LOUD\n", None, ""),
        ("loud-word", "RUN 'LOUD\n# quiet\n", "RUN 'quiet\n", ""),
    ],
)
def test_wrong_cases(tmp_path: Path, name: str, before: str, after: str | None, toml: str, ask: Ask) -> None:
    with pytest.raises(AssertionError):
        check(case(tmp_path, before, after, toml), [name], MADE, ask)


BROKEN = [
    ("RUN a\n", [Edit(0, 3, "RAN")], "the result does not parse"),
    ("FROM x\nRUN a\n", [Edit(12, 12, " |")], "bash does not read"),
    ("FROM x\nRUN a\n", [Edit(12, 12, " <(b)")], "dash does not read"),
    ("FROM x\n# c\nRUN a\n", [Edit(7, 11, "")], "a comment was lost"),
    ("FROM x\nRUN a\n", [Edit(12, 13, "")], "the end of the last line"),
    ("FROM x\nRUN a\n", [Edit(12, 12, "\r")], "the line endings"),
    ("FROM x\nRUN a\n", [Edit(4, 6, " x y")], "BuildKit refuses the result"),
    ("FROM x\nRUN LOUD\n", [], "a second run changes more"),
]


@pytest.mark.parametrize(("before", "edits", "said"), BROKEN)
def test_the_laws_are_asserted_without_the_guards(before: str, edits: list[Edit], said: str, ask: Ask) -> None:
    result = FileResult("f", Source("f", before), EditSet.of(edits))
    settings = Settings(options=())
    with pytest.raises(AssertionError, match=said):
        assert_laws(before.encode(), result, settings, [LoudWord(limit=99)], ask)


def test_examples_are_those_below_their_heading() -> None:
    assert examples(LoudWord) == ["RUN LOUD\n", "RUN quiet\n"]
    assert examples(RiskyWord) == []
