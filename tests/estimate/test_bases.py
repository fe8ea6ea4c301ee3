"""What a base image weighs: wider where less is known, and nothing made up."""

from __future__ import annotations

import pytest

from tests.estimate.tables import megabytes, predicted


@pytest.mark.parametrize(
    ("base", "low", "high"),
    [
        ("box:1", 100, 100),
        ("box:derived", 95, 105),
        ("box:pulled", 56, 140),
        ("box:new", 45, 99),
        ("scratch", 0, 0),
    ],
)
def test_sizes(base: str, low: float, high: float) -> None:
    found = predicted(f"FROM {base}\n")
    assert megabytes(found.layers[0]) == pytest.approx((low, high))
    assert found.unknown == ()


def test_the_compressed_size_is_kept_apart() -> None:
    assert predicted("FROM box:1\n").layers[0].compressed == 40_000_000


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("FROM lone\n", 1, "the size of lone"),
        ("FROM nobody/knows:1\n", 1, "the image nobody/knows:1"),
        ("ARG BASE\nFROM $BASE\n", 2, "the base image: ARG BASE has no default"),
    ],
)
def test_what_is_not_known_is_said(text: str, line: int, why: str) -> None:
    found = predicted(text)
    assert (found.low, found.high) == (0, None)
    assert found.unknown == ((line, why),)


def test_the_default_of_an_argument_counts() -> None:
    assert megabytes(predicted("ARG TAG=1\nFROM box:${TAG}\n")) == (100, 100)


def test_the_target_and_what_it_continues_count_and_nothing_else() -> None:
    text = "FROM box:1 AS base\nRUN make\nFROM box:derived AS tools\nRUN make\nFROM base\nCOPY --from=tools /x /y\n"
    found = predicted(text)
    assert [each.instruction.lines[0] for each in found.layers] == [1, 2, 6]
    assert found.unknown == ((2, "what `make` writes"), (6, "/x of the stage tools"))
    assert [each.instruction.lines[0] for each in predicted(text, target="tools").layers] == [3, 4]
