"""Facts are computed once a view, and once for each thing they are asked about."""

from __future__ import annotations

import pytest

from slimmer.analysis.view import View, fact, fact_of
from slimmer.syntax.parser import parse
from slimmer.text.source import Source


def _view() -> View:
    return View(parse(Source.decode(b"FROM debian\n", "Dockerfile")))


def test_a_fact_is_computed_once_a_view() -> None:
    asked: list[View] = []

    @fact
    def seen(view: View) -> int:
        asked.append(view)
        return len(asked)

    first, second = _view(), _view()
    assert (seen(first), seen(first), seen(second), seen(first)) == (1, 1, 2, 1)


def test_a_fact_of_something_is_computed_once_for_equal_things() -> None:
    asked: list[tuple[str, ...]] = []

    @fact_of
    def seen(_: View, *names: str) -> int:
        asked.append(names)
        return len(asked)

    view = _view()
    assert (seen(view, "a"), seen(view, "a", "b"), seen(view, "a"), seen(view)) == (1, 2, 1, 3)
    assert seen(_view(), "a") == 4
    assert asked == [("a",), ("a", "b"), (), ("a",)]


def test_nothing_is_remembered_of_a_fact_that_cannot_be_computed() -> None:
    @fact_of
    def seen(_: View, number: int) -> float:
        return 1 / number

    view = _view()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            seen(view, 0)
    assert seen(view, 2) == 0.5
