"""What is made when it is first asked for: regular expressions that few texts need, and entries of tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TypeVar

T = TypeVar("T")


def rare(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A function that gives the expression, compiled when it is asked for first: that takes 0.1 to 1 ms of a start."""
    return cache(lambda: re.compile(pattern, flags))


class Numbered(dict[int, T]):
    """A tuple, as it were, whose items are made one by one: of the states of a parser a text comes to few."""

    def __init__(self, make: Callable[[int], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, number: int) -> T:
        """Make what was not asked for before."""
        made = self[number] = self._make(number)
        return made
