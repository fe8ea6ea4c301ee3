"""What an image is stacked of, before and after, on one scale."""

from __future__ import annotations

import re
from dataclasses import dataclass

from slimmer.bench.results import CaseResult, LayerSize, Size, Variant
from slimmer.report.measured.charts.scale import Scale, Span

_ROOM = 4.0
"""Per cent of the width a segment needs for its number."""
_SHELL = re.compile(r"^RUN (\|\d+ .*? )?/bin/sh -c ")
"""How BuildKit's history begins a RUN in shell form; with build arguments, those stand before the shell."""
_SHOWN = ("before", "after", "ideal")


@dataclass(frozen=True, slots=True)
class Segment:
    """A layer in the bar.

    Args:
        span: its place.
        base: whether it is the base image's.
        number: in the list of layers below the bar; 0 for layers of the base image, which the list tells as one.
        has_room: whether the number fits.
    """

    span: Span
    base: bool
    number: int
    has_room: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list below: the layers of the base image together, or one of the file's own.

    Args:
        number: as in the bar; 0 for the base image.
        text: the instruction.
        size: of it.
    """

    number: int
    text: str
    size: Size


@dataclass(frozen=True, slots=True)
class Stack:
    """The bar of one variant, and its list."""

    name: str
    segments: tuple[Segment, ...]
    lines: tuple[Line, ...]
    size: Size

    @property
    def has_base(self) -> bool:
        """Whether layers of a base image are in it."""
        return any(each.base for each in self.segments)


def stacks(result: CaseResult) -> tuple[Stack, ...]:
    """Before, after and by hand, as far as their layers are known."""
    shown = [each for name in _SHOWN if (each := result.variant(name)) is not None and each.layers]
    scale = Scale.over(sum(_weight(layer) for layer in each.layers) for each in shown)
    return tuple(_stack(each, scale) for each in shown)


def _stack(variant: Variant, scale: Scale) -> Stack:
    segments: list[Segment] = []
    lines: list[Line] = []
    base = [layer for layer in variant.layers if layer.base]
    if base:
        lines.append(Line(0, f"base image, {len(base)} layer{'' if len(base) == 1 else 's'}", _sum(base)))
    below = number = 0
    for layer in variant.layers:
        if not layer.base:
            number += 1
            lines.append(Line(number, _told(layer.instruction), layer.size))
        span = scale.span(below, below + _weight(layer))
        segments.append(Segment(span, layer.base, 0 if layer.base else number, span.width >= _ROOM))
        below += _weight(layer)
    return Stack(variant.name, tuple(segments), tuple(lines), _sum(variant.layers))


def _told(instruction: str) -> str:
    """An instruction as a Dockerfile has it, from what an image's history says."""
    text = _SHELL.sub("RUN ", instruction.removesuffix(" # buildkit"))
    return text or "not told by the image"


def _weight(layer: LayerSize) -> int:
    return max(layer.size.unpacked, 0)


def _sum(layers: tuple[LayerSize, ...] | list[LayerSize]) -> Size:
    return Size(sum(each.size.compressed for each in layers), sum(each.size.unpacked for each in layers))
