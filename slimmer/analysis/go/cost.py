"""What Go's toolchain costs in an image that ships it."""

from __future__ import annotations

from slimmer.analysis.structure import mounts, stages
from slimmer.analysis.view import View
from slimmer.knowledge.costs import Estimate, cost
from slimmer.knowledge.images import image
from slimmer.model.mounts import covering
from slimmer.syntax.nodes import Run

_LIKE = "1.26"
"""The version whose size stands for those that were not measured."""

_OFF = 0.06
"""How far a derived size may be off: the golang images' two derivations differ by as much."""


def go_cost(view: View) -> Estimate | None:
    """The bytes of the base image, and of the caches the build leaves; None for a base of unknown size."""
    target = stages(view).target
    if target is None or target.image is None:
        return None
    likely = f"golang:{_LIKE}{'-alpine' if 'alpine' in target.image.version else ''}"
    known = next((each for name in (str(target.image), likely) if (each := image(name)) and each.size), None)
    if known is None or known.size is None or known.size.unpacked is None:
        return None
    size, source = known.size.unpacked, known.size.source
    share = _OFF if known.size.is_estimated else 0
    title = f"{known.family}:{known.tag} unpacked: {source.title}, {source.date}"
    total = Estimate(round(size * (1 - share)), round(size * (1 + share)), title)
    for key, place in (("go-modules", "/go/pkg/mod"), ("go-build-cache", "/root/.cache/go-build")):
        left = cost(key)
        if left is not None and not _mounted(view, place):
            total = total.plus(Estimate(0, left.high, left.source))
    return total


def _mounted(view: View, place: str) -> bool:
    """Whether a cache lies on a mount in all builds."""
    from slimmer.analysis.go.builds import go_builds  # noqa: PLC0415  few files need what it takes to read Go

    runs = [build.call.instruction for build in go_builds(view)]
    return all(isinstance(run, Run) and covering(mounts(view, run), place) is not None for run in runs)
