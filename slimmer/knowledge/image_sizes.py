"""How large an image is on the disk, as an interval."""

from __future__ import annotations

from functools import lru_cache

from slimmer.knowledge.costs import Estimate
from slimmer.knowledge.images import Image, Size, sizes_alike

_SPREAD = {"exact": 0.0, "sample": 0.03, "derived": 0.05, "ratio": 0.25}
"""How far off the unpacked size may be, as a part of it, by the quality of the table's entry."""


@lru_cache(maxsize=512)
def unpacked(image: Image) -> Estimate | None:
    """The unpacked bytes of an image: its own, else those of other versions of the same variant; None if unknown."""
    own = (image.size,) if image.size is not None and image.size.unpacked else ()
    known = [each for each in own or sizes_alike(image) if each.unpacked]
    if not known:
        return None
    sources = dict.fromkeys(f"{each.source.title}, {each.source.date}" for each in known)
    of_whom = "" if own else f"other versions of {image.family}, "
    return Estimate(min(map(_low, known)), max(map(_high, known)), of_whom + "; ".join(sources))


def _low(size: Size) -> int:
    return round((size.unpacked or 0) * (1 - _SPREAD[size.quality]))


def _high(size: Size) -> int:
    return round((size.unpacked or 0) * (1 + _SPREAD[size.quality]))
