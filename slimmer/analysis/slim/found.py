"""What is found of a base image that has a slim variant."""

from __future__ import annotations

from slimmer.analysis.calls.calls import Call
from slimmer.analysis.slim.references import SlimReference
from slimmer.knowledge.costs import Estimate
from slimmer.records import dataclass
from slimmer.syntax.nodes import From


@dataclass(frozen=True, slots=True, eq=False)
class FullBase:
    """A FROM that names a full image whose family has slim ones, in a stage of the image that is built.

    Attributes:
        from_: the instruction.
        slim: where to write which reference; None when there is none.
        blocked: why the full image must stay, or None.
        missing: Debian packages to install by name, sorted.
        into: the call of apt that can install them.
        estimate: what is saved; None where no size is known.
    """

    from_: From
    slim: SlimReference | None
    blocked: str | None = None
    missing: tuple[str, ...] = ()
    into: Call | None = None
    estimate: Estimate | None = None
