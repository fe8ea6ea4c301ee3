"""The cost of a file grows with its length: how often functions are called is counted, no time is measured."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Final

import pytest

from benchmarks.speed import generated
from slimmer.passes import registry
from slimmer.passes.pipeline import rewrite
from slimmer.passes.settings import Settings
from slimmer.text.source import Source

LINES: Final = {"nested scripts": 310, "package managers": 200, "heirs": 2000}
"""Where a block is long, several programs' tables are read, or what is deep must be read at all."""


def calls_of(text: str) -> int:
    """How many Python functions are called to rewrite a file."""
    settings, known = Settings(), registry.load()
    transforms = known.choose(settings)
    count = 0

    def tracer(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(tracer)
    try:
        rewrite(Source.decode(text.encode(), "Dockerfile"), settings, transforms, known.names)
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
