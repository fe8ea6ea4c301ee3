"""Whether the image that is built could stand on the slim variant of its base, and what that would lack."""

from __future__ import annotations

from slimmer.analysis.slim.found import FullBase
from slimmer.analysis.slim.references import SlimReference, slim_reference
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.knowledge.images import image


@fact
def full_bases(view: View) -> tuple[FullBase, ...]:
    """The base of the target's first stage, where it is a full image; no more than one."""
    graph = stages(view)
    first = graph.chain(graph.target)[0] if graph.target is not None else None
    if first is None or first.from_ is None or first.image is None:
        return ()
    full = image(str(first.image))
    if full is None or full.variant != "full" or not full.has_slim:
        return ()
    found = slim_reference(view, first)
    slim = image(found.reference) if isinstance(found, SlimReference) else None
    if isinstance(found, str) or slim is None:
        return (FullBase(first.from_, None, found if isinstance(found, str) else "the slim image is not known"),)
    from slimmer.analysis.slim.switch import Switch  # noqa: PLC0415  much that few files need

    return (Switch(view, first, full, slim, found).judged(first.from_),)
