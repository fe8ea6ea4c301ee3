"""Caches that stay in a RUN's layer."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis.caches import pip_caches
from slimmer.analysis.calls import Step
from slimmer.analysis.packages import package_lists
from slimmer.analysis.view import View
from slimmer.estimate.tables import Tables
from slimmer.estimate.weights import Part
from slimmer.knowledge.images import Image


def left_behind(view: View, step: Step, image: Image | None, tables: Tables) -> Iterator[Part]:
    """The caches a step leaves, by what like ones were measured to weigh."""
    if any(each.step is step for each in package_lists(view)):
        yield from _part("package lists", "apt-lists", image, tables)
    if any(each.step is step and each.kept_out is None for each in pip_caches(view)):
        yield from _part("pip's cache", "pip-cache", None, tables)


def _part(what: str, key: str, image: Image | None, tables: Tables) -> Iterator[Part]:
    words = [word for word in (image.suite,) if word] if image is not None else []
    found = tables.cost(key, *words) or tables.cost(key)
    if found is not None:
        yield Part(what, found.low, found.high, found.source)
