"""The knowledge a prediction rests on, in one place, so that another may be put in its stead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from slimmer.knowledge.closures import RELEASES, Closure, closure
from slimmer.knowledge.costs import Estimate, cost
from slimmer.knowledge.images import Image, Size, image, sizes_alike


class FindsClosure(Protocol):
    """`slimmer.knowledge.closures.closure`, or a stand-in."""

    def __call__(
        self, packages: Iterable[str], release: str, *, recommends: bool = True, present: frozenset[str] = frozenset()
    ) -> Closure | None:
        """What installing packages adds."""


class Tables(NamedTuple):
    """What is asked of slimmer.knowledge.

    Attributes:
        image: a base image by its reference.
        sizes_alike: sizes of its other versions.
        closure: what packages weigh with all they need.
        releases: those that `closure` knows.
        cost: what waste costs.
    """

    image: Callable[[str], Image | None] = image
    sizes_alike: Callable[[Image], tuple[Size, ...]] = sizes_alike
    closure: FindsClosure = closure
    releases: tuple[str, ...] = RELEASES
    cost: Callable[..., Estimate | None] = cost


TABLES = Tables()
