"""What a base image weighs."""

from __future__ import annotations

from slimmer.estimate.tables import Tables
from slimmer.estimate.weights import Layer, Part
from slimmer.knowledge.images import Image, Size
from slimmer.model.stages import Stage
from slimmer.syntax.nodes import From

_OFF = {"exact": 0.0, "sample": 0.1, "derived": 0.05, "ratio": 0.15}
"""How far an unpacked size may be off, by the quality of what is known of it.

A sample is of an unknown day; sums of layers were checked against images; ratios are those of 1,428 images.
"""
_ALIKE = 0.1
"""How far other versions' sizes may be from this one's."""
_SEVERAL = 3
_RATIO = (1.4, 3.5)
"""The smallest and the largest ratio of unpacked to compressed bytes, by 1,428 images."""


def base_layer(stage: Stage, from_: From, tables: Tables) -> Layer:
    """The layers of the image a stage is built on, as one."""
    if stage.image is not None and stage.image.is_scratch:
        return Layer(stage, from_, (Part("no files", 0, 0),))
    text = stage.base.text
    if text is None:
        return Layer(stage, from_, (), (f"the base image: {stage.base.why}",))
    known = tables.image(text)
    if known is None:
        return Layer(stage, from_, (), (f"the image {text}",))
    if known.size is not None:
        return Layer(stage, from_, (_of_size(text, known.size),), compressed=known.size.compressed)
    alike = tables.sizes_alike(known)
    if not alike:
        return Layer(stage, from_, (), (f"the size of {text}",))
    return Layer(stage, from_, (_like_others(known, alike),))


def _of_size(text: str, size: Size) -> Part:
    low, high = _unpacked(size)
    return Part(text, low, high, f"{size.source.title}, {size.source.date}")


def _unpacked(size: Size) -> tuple[int, int]:
    if size.unpacked is None:
        return round(size.compressed * _RATIO[0]), round(size.compressed * _RATIO[1])
    off = _OFF.get(size.quality, _OFF["ratio"])
    return round(size.unpacked * (1 - off)), round(size.unpacked * (1 + off))


def _like_others(known: Image, alike: tuple[Size, ...]) -> Part:
    """An image of unknown size, by other versions: those of today where there are several, else those of all times."""
    newest = max(size.source.date for size in alike)
    chosen = [size for size in alike if size.source.date == newest]
    if len(chosen) < _SEVERAL:
        chosen = list(alike)
    low, high = min(_unpacked(size)[0] for size in chosen), max(_unpacked(size)[1] for size in chosen)
    kind = known.family if known.variant in ("full", known.family) else f"{known.variant} {known.family}"
    origins = dict.fromkeys(f"{size.source.title}, {size.source.date}" for size in chosen)
    source = f"other {kind} images: {'; '.join(origins)}"
    return Part(f"{known.family}:{known.tag}", round(low * (1 - _ALIKE)), round(high * (1 + _ALIKE)), source)
