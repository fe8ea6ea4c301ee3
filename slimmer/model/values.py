"""Values a build would use, with how sure they are."""

from __future__ import annotations

import enum

from slimmer.records import dataclass

LONGEST = 4096
"""Characters by which a value may be longer than what is written: each of many variables may double the one before."""
TOO_LONG = f"it is more than {LONGEST} characters longer than what is written"


class Certainty(enum.Enum):
    """How sure a value is.

    CERTAIN: written in the file. DEFAULT: holds unless the build is given another one (`--build-arg`).
    UNKNOWN: only a build can tell.
    """

    CERTAIN = "certain"
    DEFAULT = "default"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Value:
    """What a build would use.

    Attributes:
        text: the value; None exactly when it is UNKNOWN.
        certainty: how sure it is.
        why: for what is not CERTAIN, why not; completes "not certain: ...".
    """

    text: str | None
    certainty: Certainty = Certainty.CERTAIN
    why: str = ""

    @classmethod
    def of(cls, text: str) -> Value:
        """A value that stands in the file."""
        return cls(text)

    @classmethod
    def default(cls, text: str, why: str) -> Value:
        """A value the build may be given another one for."""
        return cls(text, Certainty.DEFAULT, why)

    @classmethod
    def unknown(cls, why: str) -> Value:
        """A value only a build can tell."""
        return cls(None, Certainty.UNKNOWN, why)

    @property
    def is_certain(self) -> bool:
        """Whether every build uses this value."""
        return self.certainty is Certainty.CERTAIN

    def with_text(self, text: str) -> Value:
        """Another text that is as sure as this value."""
        return Value(text, self.certainty, self.why)


def joined(values: tuple[Value, ...], written: int) -> Value:
    """The values one after the other: as sure as the least sure of them.

    Args:
        values: of the parts.
        written: the characters that spell them; UNKNOWN is what is more than LONGEST longer.
    """
    parts: list[str] = []
    why, room = "", written + LONGEST
    for value in values:
        if value.text is None:
            return value
        parts.append(value.text)
        room -= len(value.text)
        why = why or value.why
    if room < 0:
        return Value.unknown(TOO_LONG)
    text = "".join(parts)
    if all(value.is_certain for value in values):
        return Value(text)
    return Value.default(text, why)
