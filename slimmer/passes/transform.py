"""What a transform is, and what it answers with."""

from __future__ import annotations

import enum
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, TypeVar, dataclass_transform

from slimmer.analysis.view import View
from slimmer.knowledge.costs import Estimate
from slimmer.records import dataclass
from slimmer.syntax.lines import Span
from slimmer.syntax.nodes import Node
from slimmer.text.edits import Edit, EditSet


class Safety(enum.Enum):
    """How far a transform may be trusted.

    SAFE: the same files in the final image but for caches nobody reads, the same behaviour, comments kept;
    applied by default. BUILD: very likely right, but only a build can tell; applied when asked for. ADVICE:
    shown, never written.
    """

    SAFE = "safe"
    BUILD = "build"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Rewrite:
    """One finding and the edits that mend it: all of them are made, or none.

    Attributes:
        span: what was found, in the text of the view.
        message: one sentence: what is left behind or shipped, and what the edits do about it.
        edits: over the text of the view; empty for ADVICE.
        estimate: what the image is likely to lose; None where nothing measured tells.
        unmissed: folders of the image, absolute, that may be gone although the original reads files in them: who reads
            them is known to do without.
    """

    span: Span
    message: str
    edits: EditSet
    estimate: Estimate | None = None
    unmissed: tuple[str, ...] = ()

    @classmethod
    def of(cls, node: Node, message: str, edits: Iterable[Edit]) -> Rewrite:
        """A rewrite of what was found at `node`."""
        return cls(Span(node.start, node.end), message, EditSet.of(edits))


@dataclass(frozen=True, slots=True)
class Refusal:
    """A finding that is left alone, and why: `reason` completes "not rewritten: ..."."""

    span: Span
    reason: str

    @classmethod
    def of(cls, node: Node, reason: str) -> Refusal:
        """A refusal to touch what was found at `node`."""
        return cls(Span(node.start, node.end), reason)


class Transform(ABC):
    """Finds one kind of waste and proposes edits.

    Options are the fields of the subclass, which `@transform` makes a frozen dataclass. The text is a valid
    Dockerfile before and after each rewrite. `rewrites` does no I/O and knows of no other transform.

    Attributes:
        name: kebab-case, says what is found: "ignore apt-lists-left-behind" must read right.
        safety: how far it may be trusted.
        related: rules of other tools that find the same, as `hadolint/DL3009`.
        requires: names of transforms that must come earlier in a preset.
        changes: settings of the image that a rewrite may change (`env`, `user`, `cmd` ...): all others must stay.
    """

    name: ClassVar[str]
    safety: ClassVar[Safety]
    related: ClassVar[tuple[str, ...]] = ()
    requires: ClassVar[tuple[str, ...]] = ()
    changes: ClassVar[tuple[str, ...]] = ()
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def may_concern(self, view: View) -> bool:  # noqa: ARG002  transforms that say so look at it
        """Whether it is worth asking at all."""
        return True

    @abstractmethod
    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """Every finding in the view: a rewrite, or a refusal with its reason."""


_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
C = TypeVar("C", bound=type[Transform])


@dataclass_transform(frozen_default=True)
def transform(cls: C) -> C:
    """Check the declaration of a transform and make it a frozen dataclass of its options.

    Raises:
        TypeError: when the name is not kebab-case, or safety or docstring are missing.
    """
    if not _NAME.fullmatch(getattr(cls, "name", "")):
        raise TypeError(f"{cls.__qualname__}: `name` must be kebab-case, and say what is found")
    if not isinstance(getattr(cls, "safety", None), Safety):
        raise TypeError(f"{cls.__qualname__}: `safety` must be a Safety")
    if not cls.__doc__:
        raise TypeError(f"{cls.__qualname__}: the docstring is the transform's page and must not be missing")
    dataclass(frozen=True)(cls)
    return cls
