"""What a transform sees: the tree, and the facts that were asked of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar, TypeVarTuple

from slimmer.model.callers import Callers
from slimmer.model.context import Context
from slimmer.model.hints import NO_HINTS, Hints
from slimmer.model.uses import Use
from slimmer.records import dataclass, field
from slimmer.syntax.nodes import Dockerfile

T = TypeVar("T")
About = TypeVarTuple("About")


@dataclass(frozen=True, eq=False)
class View:
    """One tree and everything known about it; never changed, dropped with the text it speaks of.

    Attributes:
        tree: the parsed Dockerfile.
        target: the stage that is built (`--target`), None for the last one.
        context: the build context; None when nobody said where it is, and nothing may be read out of its absence.
        uses: the compose services and bake targets that build the file, or may: how its containers are run.
        hints: what a person told of the image.
        callers: the files around it that may run its containers; None where its own place is not known.
    """

    tree: Dockerfile
    target: str | None = None
    context: Context | None = None
    uses: tuple[Use, ...] = ()
    hints: Hints = NO_HINTS
    callers: Callers | None = None
    _facts: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    @property
    def text(self) -> str:
        """The text all spans speak of."""
        return self.tree.source.text


def fact(compute: Callable[[View], T]) -> Callable[[View], T]:
    """Make `compute` an analysis: its frozen result is computed once a view and then remembered."""

    @wraps(compute)
    def ask(view: View) -> T:
        facts = view._facts  # noqa: SLF001  the cache is the view's, and only this function fills it
        try:
            result: T = facts[compute]
        except KeyError:
            result = facts[compute] = compute(view)
        return result

    return ask


def fact_of(compute: Callable[[View, *About], T]) -> Callable[[View, *About], T]:
    """Make `compute` an analysis of something in the file, such as a stage: computed once for equal arguments."""

    @wraps(compute)
    def ask(view: View, *about: *About) -> T:
        facts, key = view._facts, (compute, about)  # noqa: SLF001  as above
        try:
            result: T = facts[key]
        except KeyError:
            result = facts[key] = compute(view, *about)
        return result

    return ask
