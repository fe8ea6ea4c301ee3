"""What a verb answers: edits, or a reason."""

from __future__ import annotations

from collections.abc import Iterable

from slimmer.records import dataclass
from slimmer.text.edits import Edit, EditSet


@dataclass(frozen=True, slots=True)
class No:
    """It cannot be done exactly; `reason` completes "not rewritten: ..."."""

    reason: str


Answer = EditSet | No


def united(answers: Iterable[Answer]) -> Answer:
    """The edits of all answers, or the first reason why one of them cannot be had; no answer behind it is asked for.

    Raises:
        ValueError: two edits overlap.
    """
    edits: list[Edit] = []
    for answer in answers:
        if isinstance(answer, No):
            return answer
        edits += answer
    return EditSet.of(edits)
