"""What a prediction is made of."""

from __future__ import annotations

from collections.abc import Iterable

from slimmer.model.stages import Stage
from slimmer.records import dataclass
from slimmer.syntax.nodes import Instruction


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a layer's files.

    Attributes:
        what: in words: "curl and 12 packages it needs".
        low: unpacked bytes, at least.
        high: unpacked bytes, at most; None where there is no bound.
        source: what the prediction rests on, with its date; "" for what the build context shows.
    """

    what: str
    low: int
    high: int | None
    source: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """What one instruction adds to the image.

    Attributes:
        stage: where it stands.
        parts: what is thought to be in it.
        unknown: what else it does, to a size nobody knows: clauses such as "what `make` writes".
        compressed: bytes as they are pulled, for a base image where they are known.
    """

    stage: Stage
    instruction: Instruction
    parts: tuple[Part, ...]
    unknown: tuple[str, ...] = ()
    compressed: int | None = None

    @property
    def low(self) -> int:
        """Unpacked bytes, at least."""
        return sum(part.low for part in self.parts)

    @property
    def high(self) -> int | None:
        """Unpacked bytes, at most; None where something is not known."""
        return None if self.unknown else summed(part.high for part in self.parts)


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """What a file's image is thought to weigh.

    Attributes:
        target: the stage that is built.
        layers: those of the image, the base image first; instructions that add no file are not among them.
    """

    target: Stage
    layers: tuple[Layer, ...]

    @property
    def low(self) -> int:
        """Unpacked bytes, at least."""
        return sum(layer.low for layer in self.layers)

    @property
    def high(self) -> int | None:
        """Unpacked bytes, at most; None where something is not known."""
        return summed(layer.high for layer in self.layers)

    @property
    def unknown(self) -> tuple[tuple[int, str], ...]:
        """What is not known, each with the line it stands on."""
        return tuple((layer.instruction.lines[0], each) for layer in self.layers for each in layer.unknown)


def summed(bounds: Iterable[int | None]) -> int | None:
    """The sum of upper bounds, None when one is missing."""
    total = 0
    for each in bounds:
        if each is None:
            return None
        total += each
    return total
