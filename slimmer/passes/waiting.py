"""Transforms that are imported when a file holds one of the words without which they find nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from slimmer.analysis.calls.scripts import holds_one, spoken
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View
from slimmer.passes.transform import Refusal, Rewrite, Safety, Transform

_FROM = "FROM "


class Waiting(Transform):
    """Stands for a transform, which is made when it is needed: most files have nothing for most of them.

    Args:
        name: of the transform.
        words: it finds something only where one of them stands in a RUN, or, of those that begin with "FROM ", the
            rest in the reference of a base image.
        make: imports and configures it.
    """

    def __init__(self, name: str, words: tuple[str, ...], make: Callable[[], Transform]) -> None:
        self.name = name  # type: ignore[misc]  # a class has it, but this one stands for many
        self._words = tuple(word for word in words if not word.startswith(_FROM))
        self._bases = tuple(word.removeprefix(_FROM) for word in words if word.startswith(_FROM))
        self._make = make

    @cached_property
    def real(self) -> Transform:
        """The transform itself."""
        return self._make()

    @property
    def safety(self) -> Safety:  # type: ignore[override]  # as above, and those below
        """How far it may be trusted."""
        return self.real.safety

    @property
    def related(self) -> tuple[str, ...]:  # type: ignore[override]  # as above
        """Rules of other tools."""
        return self.real.related

    @property
    def requires(self) -> tuple[str, ...]:  # type: ignore[override]  # as above
        """Transforms that must come earlier."""
        return self.real.requires

    @property
    def changes(self) -> tuple[str, ...]:  # type: ignore[override]  # as above
        """Settings of the image that it may change."""
        return self.real.changes

    def may_concern(self, view: View) -> bool:
        """Whether one of its words is there."""
        if holds_one(spoken(view), self._words):
            return True
        if not self._bases:
            return False
        images = (str(stage.image) for stage in stages(view).stages if stage.image is not None)
        return any(holds_one(image, self._bases) for image in images)

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """What the transform finds; nothing, and nothing imported, where none of its words is."""
        if self.may_concern(view):
            yield from self.real.rewrites(view)
