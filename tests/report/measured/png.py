"""Reads a picture as browsers write them: PNG with 8 bits a channel, not interlaced (PNG, third edition, 9 and 12)."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture.

    Attributes:
        width: in pixels.
        height: in pixels.
        channels: bytes of a pixel, 3 or 4.
        rows: the bytes of each row.
    """

    width: int
    height: int
    channels: int
    rows: tuple[bytes, ...]

    def colours(self, box: Sequence[float] | None = None) -> Counter[bytes]:
        """How many pixels have which colour (red, green, blue).

        Args:
            box: left, top, right and bottom of a part of the picture; all of it by default.
        """
        left, top, right, bottom = (0, 0, self.width, self.height) if box is None else map(round, box)
        left, right = max(left, 0), min(right, self.width)
        found: Counter[bytes] = Counter()
        for row in self.rows[max(top, 0) : bottom]:
            step = self.channels
            found.update(row[at : at + 3] for at in range(left * step, right * step, step))
        return found


def picture(data: bytes) -> Picture:
    """The picture of a file."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at, packed = 8, b""
    width = height = channels = 0
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, *_, interlace = struct.unpack(">IIBBBBB", body)
            assert (depth, interlace) == (8, 0)
            channels = {2: 3, 6: 4}[colour]
        elif kind == b"IDAT":
            packed += body
        at += length + 12
    return Picture(width, height, channels, tuple(_rows(zlib.decompress(packed), width * channels, channels)))


def _rows(raw: bytes, length: int, step: int) -> list[bytes]:
    rows: list[bytes] = []
    above = bytearray(length)
    for start in range(0, len(raw), length + 1):
        row = bytearray(raw[start + 1 : start + 1 + length])
        _unfilter(raw[start], row, above, step)
        rows.append(bytes(row))
        above = row
    return rows


def _unfilter(kind: int, row: bytearray, above: bytearray, step: int) -> None:
    """Undo what was done to a row, in place."""
    if kind == 1:
        for at in range(step, len(row)):
            row[at] = (row[at] + row[at - step]) & 255
    elif kind == 2:
        row[:] = bytes((one + other) & 255 for one, other in zip(row, above, strict=True))
    elif kind == 3:
        for at in range(len(row)):
            left = row[at - step] if at >= step else 0
            row[at] = (row[at] + (left + above[at]) // 2) & 255
    elif kind == 4:
        for at in range(len(row)):
            left, corner = (row[at - step], above[at - step]) if at >= step else (0, 0)
            up = above[at]
            guess = left + up - corner
            far = (abs(guess - left), abs(guess - up), abs(guess - corner))
            nearest = left if far[0] <= far[1] and far[0] <= far[2] else up if far[1] <= far[2] else corner
            row[at] = (row[at] + nearest) & 255
