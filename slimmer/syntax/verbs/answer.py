"""What a verb answers: edits, or a reason."""

from __future__ import annotations

from slimmer.records import dataclass
from slimmer.text.edits import EditSet


@dataclass(frozen=True, slots=True)
class No:
    """It cannot be done exactly; `reason` completes "not rewritten: ..."."""

    reason: str


Answer = EditSet | No
