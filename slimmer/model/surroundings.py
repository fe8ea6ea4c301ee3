"""What is known around a Dockerfile: its build context, who builds it, what it is built for."""

from __future__ import annotations

from slimmer.model.callers import Callers
from slimmer.model.context import Context
from slimmer.model.hints import NO_HINTS, Hints
from slimmer.model.uses import Use
from slimmer.records import dataclass


@dataclass(frozen=True, eq=False)
class Surroundings:
    """Around one Dockerfile.

    Attributes:
        context: the build context; None when it is not known, and nothing may be read out of its absence.
        folder: its folder as a person writes it; None when it has none.
        target: the stage that is built, None for the last one.
        uses: the compose services and bake targets that build the file, or may.
        hints: what a person told.
        callers: the files around the Dockerfile that may run its containers; None where its place is not known.
        notes: how this was found, and why what is not known is not; sentences for a person.
    """

    context: Context | None = None
    folder: str | None = None
    target: str | None = None
    uses: tuple[Use, ...] = ()
    hints: Hints = NO_HINTS
    callers: Callers | None = None
    notes: tuple[str, ...] = ()


NOTHING = Surroundings()
