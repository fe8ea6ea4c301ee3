"""A small world: a few images and packages of round sizes, so that a prediction can be worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from slimmer.analysis.view import View
from slimmer.estimate.prediction import predict
from slimmer.estimate.tables import Tables
from slimmer.estimate.weights import Layer, Prediction
from slimmer.knowledge.closures import Closure
from slimmer.knowledge.costs import Estimate
from slimmer.knowledge.images import Image, Size
from slimmer.knowledge.vocabulary import Source
from slimmer.model.context import Context
from slimmer.syntax.parser import parse
from slimmer.text.source import Source as Text

MB = 10**6
SOURCE = Source("the test's table", "2026-01-02", "measurement")
_PACKAGES = {"curl": (10, ("ssl",), ("certs",)), "ssl": (5, (), ()), "certs": (1, (), ()), "git": (100, ("ssl",), ())}
"""MB, needs, recommends; `curl` and `git` share `ssl`."""

_PLAIN = Image(
    family="box", tag="1", is_known=True, variant="full", suite="home", size=Size(40 * MB, 100 * MB, "exact", SOURCE),
    users=(), entrypoint=(), cmd=(), environment=(), workdir="", user="", package_manager="apt", libc="glibc",
    note="", source=SOURCE,
)  # fmt: skip
_IMAGES = {
    "box:1": _PLAIN,
    "box:slim": replace(_PLAIN, tag="slim", variant="slim"),
    "box:derived": replace(_PLAIN, tag="derived", size=Size(40 * MB, 100 * MB, "derived", SOURCE)),
    "box:pulled": replace(_PLAIN, tag="pulled", size=Size(40 * MB, None, "exact", SOURCE)),
    "box:new": replace(_PLAIN, tag="new", size=None),
    "box:old": replace(_PLAIN, tag="old", suite="gone"),
    "lone": replace(_PLAIN, family="lone", size=None),
}


_ALIKE = (Size(20 * MB, 50 * MB, "exact", SOURCE), Size(60 * MB, 90 * MB, "exact", SOURCE))


def _closure(
    packages: Iterable[str], release: str, *, recommends: bool = True, present: frozenset[str] = frozenset()
) -> Closure | None:
    if release not in ("home", "away"):
        return None
    asked, found, needed = tuple(packages), set[str](), set[str]()
    for into, with_recommended in ((needed, False), (found, recommends)):
        todo = list(asked)
        while todo:
            name = todo.pop()
            if name in _PACKAGES and name not in into and name not in present:
                into.add(name)
                todo += _PACKAGES[name][1] + (_PACKAGES[name][2] if with_recommended else ())
    weight = {name: _PACKAGES[name][0] * MB * (2 if release == "away" else 1) for name in found | needed}
    unknown = tuple(name for name in asked if name not in _PACKAGES)
    extra = sum(weight[name] for name in found - needed)
    return Closure(sum(weight[name] for name in found), frozenset(found), unknown, extra, SOURCE)


def _cost(key: str, *conditions: str) -> Estimate | None:
    if key == "apt-lists":
        return Estimate(20 * MB, 21 * MB, "lists at home") if "home" in conditions or not conditions else None
    return Estimate(1 * MB, 3 * MB, "pip's wheels") if key == "pip-cache" else None


FIXED = Tables(
    image=_IMAGES.get,
    sizes_alike=lambda found: () if found.family == "lone" else _ALIKE,
    closure=_closure,
    releases=("home", "away"),
    cost=_cost,
)  # fmt: skip


def predicted(text: str, context: dict[str, str] | None = None, target: str | None = None) -> Prediction:
    """What is predicted of a Dockerfile, by the tables of the small world."""
    files = None if context is None else Context.of(context)
    found = predict(View(parse(Text("Dockerfile", text)), target, files), FIXED)
    assert found is not None
    return found


def layer(text: str, context: dict[str, str] | None = None) -> Layer:
    """The last layer of a Dockerfile on box:1."""
    return predicted(f"FROM box:1\n{text}\n", context).layers[-1]


def megabytes(found: Layer | Prediction) -> tuple[float, float | None]:
    """Both bounds in MB."""
    return found.low / MB, None if found.high is None else found.high / MB
