"""Several answers as one: all their edits, or the first reason."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from slimmer.syntax.verbs.answer import Answer, No, united
from slimmer.text.edits import Edit, EditSet


def test_all_edits_or_the_first_reason() -> None:
    one, two = EditSet.of([Edit(4, 5, "a")]), EditSet.of([Edit(0, 1, "b")])
    assert united([]) == EditSet(())
    assert united([one, two]) == EditSet.of([Edit(0, 1, "b"), Edit(4, 5, "a")])
    assert united([one, No("first"), No("second")]) == No("first")


def test_nothing_is_asked_behind_a_reason() -> None:
    def answers() -> Iterator[Answer]:
        yield No("enough")
        pytest.fail("asked for more")

    assert united(answers()) == No("enough")
