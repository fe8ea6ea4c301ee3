"""Caches that stay in a RUN's layer."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis.caches.caches import caches_left
from slimmer.analysis.caches.packages import package_lists
from slimmer.analysis.calls.calls import Step
from slimmer.analysis.view import View
from slimmer.estimate.tables import Tables
from slimmer.estimate.weights import Part
from slimmer.knowledge.images import Image

_CACHES = (
    ("pip's cache", "pip-cache", ("pip-cache",)),
    ("apk's index", "apk-index", ("apk-index",)),
    ("the package manager's cache", "rpm-cache", ("yum-cache", "dnf-cache", "tdnf-cache", "zypper-cache")),
    ("npm's cache", "npm-cache", ("npm-cache",)),
    ("Yarn's cache", "yarn-cache", ("yarn-cache",)),
    ("Go's modules", "go-modules", ("go-modules",)),
    ("Go's build cache", "go-build-cache", ("go-build",)),
    ("Cargo's registry", "cargo-registry", ("cargo-registry",)),
    ("Maven's repository", "maven-repository", ("maven-repository",)),
)
"""What stays, the key of what it costs, and the names of the caches."""


def left_behind(view: View, step: Step, image: Image | None, tables: Tables) -> Iterator[Part]:
    """The caches a step leaves, by what like ones were measured to weigh."""
    if any(each.step is step and not each.again for each in package_lists(view)):
        yield from _part("package lists", "apt-lists", image, tables)
    for what, key, caches in _CACHES:
        if any(each.step is step for each in caches_left(view, *caches)):
            yield from _part(what, key, None, tables)


def _part(what: str, key: str, image: Image | None, tables: Tables) -> Iterator[Part]:
    words = [word for word in (image.suite,) if word] if image is not None else []
    found = tables.cost(key, *words) or tables.cost(key)
    if found is not None:
        yield Part(what, found.low, found.high, found.source)
