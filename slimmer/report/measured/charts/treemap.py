"""What an image holds, as areas: each kind of file, and how much of it went.

Areas are squarified (M. Bruls, K. Huizing, J. J. van Wijk: Squarified Treemaps, 2000): rows of cells along the
shorter side, each row as long as its cells get squarer by another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slimmer.bench.results import CaseResult, FileGroup

_ASPECT = 2.6
"""Width / height of the area for which cells are squarified; on a narrow page they are narrower."""
_MOST = 14
"""Cells at most; the rest is one cell."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in per cent of the width and of the height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A kind of file.

    Args:
        kind: its name.
        box: its area.
        gone: the part of the area that went; None when nothing did.
        held: bytes in the image before.
        went: bytes that went.
        files: how many there were before.
        largest: some of the largest, as path and bytes.
    """

    kind: str
    box: Box | None
    gone: Box | None
    held: int
    went: int
    files: int
    largest: tuple[tuple[str, int], ...]


def cells(result: CaseResult) -> tuple[Cell, ...]:
    """The kinds by size; those too small for an area come without one. What went alone is shown where that is all."""
    before = result.variant("before")
    vanished: dict[str, int] = {}
    for each in result.vanished:
        vanished[each.kind] = vanished.get(each.kind, 0) + max(each.size, 0)
    groups = (before.groups if before is not None else ()) or result.vanished
    merged = sorted(_merged(groups), key=lambda each: -each.size)
    shown = [each for each in merged[:_MOST] if each.size * 2000 > merged[0].size]
    boxes = squarified([each.size for each in shown])
    made = []
    for at, group in enumerate(merged):
        box = boxes[at] if at < len(boxes) else None
        went = min(vanished.get(group.kind, 0), group.size)
        gone = _part(box, went / group.size) if box is not None and went > 0 else None
        made.append(Cell(group.kind, box, gone, group.size, went, group.files, group.largest))
    return tuple(made)


def _merged(groups: Sequence[FileGroup]) -> list[FileGroup]:
    """One group a kind, those with bytes only."""
    found: dict[str, FileGroup] = {}
    for each in groups:
        old = found.get(each.kind, FileGroup(each.kind, 0, 0))
        found[each.kind] = FileGroup(
            each.kind, old.files + each.files, old.size + max(each.size, 0), old.largest + each.largest
        )
    return [each for each in found.values() if each.size > 0]


def _part(box: Box, share: float) -> Box:
    """The right or lower part of a box, whichever cuts the longer side."""
    if box.width * _ASPECT >= box.height:
        return Box(box.x + box.width * (1 - share), box.y, box.width * share, box.height)
    return Box(box.x, box.y + box.height * (1 - share), box.width, box.height * share)


def squarified(sizes: Sequence[int]) -> list[Box]:
    """A box for each size, which are above 0 and sorted, the largest first; together they fill the area."""
    total = sum(sizes)
    areas = [each / total * _ASPECT for each in sizes]
    boxes: list[Box] = []
    x, y, width, height = 0.0, 0.0, _ASPECT, 1.0
    while len(boxes) < len(areas):
        row = _row(areas[len(boxes) :], min(width, height))
        thick = sum(row) / min(width, height) if min(width, height) > 0 else 0.0
        at = 0.0
        for area in row:
            long = area / thick if thick > 0 else 0.0
            boxes.append(_scaled(x, y + at, thick, long) if width >= height else _scaled(x + at, y, long, thick))
            at += long
        if width >= height:
            x, width = x + thick, width - thick
        else:
            y, height = y + thick, height - thick
    return boxes


def _scaled(x: float, y: float, width: float, height: float) -> Box:
    return Box(100 * x / _ASPECT, 100 * y, 100 * width / _ASPECT, 100 * height)


def _row(areas: Sequence[float], side: float) -> list[float]:
    """The first areas that together make the squarest cells along a side."""
    row = [areas[0]]
    for area in areas[1:]:
        if _worst([*row, area], side) > _worst(row, side):
            break
        row.append(area)
    return row


def _worst(row: Sequence[float], side: float) -> float:
    """The most oblong cell's longer side / its shorter one."""
    total = sum(row)
    if side <= 0 or total <= 0 or min(row) <= 0:
        return float("inf")
    return max(side**2 * max(row) / total**2, total**2 / (side**2 * min(row)))
