"""The cost of a file grows with its length: how often functions are called is counted, no time is measured."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Final

import pytest

from benchmarks.speed import generated
from slimmer.model.context import Context
from slimmer.passes import registry
from slimmer.passes.pipeline import rewrite
from slimmer.passes.results import FileResult
from slimmer.passes.settings import Settings
from slimmer.text.source import Source

LINES: Final = {
    "nested scripts": 310,
    "package managers": 800,
    "heirs": 2000,
    "installs in one RUN": 400,
    "chowned in one RUN": 640,
    "one long script": 160,
    "removals by pattern": 640,
}
"""Where a block is long, several programs' tables are read, or what is deep must be read at all."""


WITHIN_A_PROJECT: Final = {"many Node projects": 300, "heirs": 1000, "archives": 120, "one folder": 120}
"""Kinds that copy much, and the lines at which a look at all that was copied, for each question, is seen."""


def rewritten(text: str, context: Context | None = None) -> FileResult:
    settings, known = Settings(unverified=context is not None), registry.load()
    source = Source.decode(text.encode(), "Dockerfile")
    return rewrite(source, settings, known.choose(settings), known.names, context=context)


def calls_of(text: str, context: Context | None = None) -> int:
    """How many Python functions are called to rewrite a file."""
    registry.load()
    count = 0

    def tracer(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(tracer)
    try:
        rewritten(text, context)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("kind", sorted(generated.KINDS))
def test_twice_the_lines_take_twice_the_calls(kind: str) -> None:
    make: Callable[[int], str] = generated.KINDS[kind]
    lines = LINES.get(kind, 120)
    calls_of(make(lines))  # modules and tables are loaded
    once, twice = calls_of(make(lines)), calls_of(make(2 * lines))
    assert twice <= 2.2 * once, f"{once} calls for {lines} lines, {twice} for twice as many"


@pytest.mark.parametrize(("kind", "lines"), WITHIN_A_PROJECT.items())
def test_a_build_context_does_not_change_that(kind: str, lines: int) -> None:
    files = {"package.json": "{}", "app0/package.json": "{}", **{f"src/{number}.js": "" for number in range(50)}}
    make: Callable[[int], str] = generated.KINDS[kind]
    calls_of(make(lines), Context.of(files))
    once, twice = (calls_of(make(each), Context.of(files)) for each in (lines, 2 * lines))
    assert twice <= 2.2 * once, f"{once} calls for {lines} lines, {twice} for twice as many"


def test_five_hundred_pairs_of_copy_and_chown_come_to_rest_at_once() -> None:
    result = rewritten(generated.chowned_again(2000))
    assert not result.guard_failures
    made = [each for each in result.rewrites if each.transform == "copied-then-chowned"]
    assert (len(made), max(each.round for each in made)) == (1000, 1)
