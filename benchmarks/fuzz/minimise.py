"""Make an input that breaks a law as short as it can be."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

Breaks = Callable[[bytes], bool]


def minimise(data: bytes, breaks: Breaks, seconds: float) -> bytes:
    """The shortest input found in `seconds` that still `breaks`: fewer lines first, then fewer bytes."""
    deadline = time.monotonic() + seconds
    before = None
    while data != before and time.monotonic() < deadline:
        before = data
        data = _without(data.splitlines(keepends=True), breaks, deadline)
        data = _without([bytes((byte,)) for byte in data], breaks, deadline)
    return data


def _without(parts: Sequence[bytes], breaks: Breaks, deadline: float) -> bytes:
    """Drop stretches of parts, long ones first, as long as what is left breaks."""
    kept, size = list(parts), max(len(parts) // 2, 1)
    while True:
        at = 0
        while at < len(kept):
            if time.monotonic() > deadline:
                return b"".join(kept)
            shorter = kept[:at] + kept[at + size :]
            if breaks(b"".join(shorter)):
                kept = shorter
            else:
                at += size
        if size == 1:
            return b"".join(kept)
        size //= 2
