"""Which layers of an image are the base image's, and which the Dockerfile made."""

from __future__ import annotations

from slimmer.build import Image
from slimmer.model.stages import StageGraph


def base_layers(graph: StageGraph, image: Image) -> int:
    """How many layers, from the base up, the base image brought.

    BuildKit writes one entry of history for each instruction (dockerfile2llb/convert.go, commitToHistory), so that
    those before the file's own are the base image's. ONBUILD triggers of the base image count as its own.

    Args:
        graph: of the Dockerfile, with the target that was built.
        image: what was built.
    """
    chain = graph.chain(graph.target) if graph.target is not None else ()
    own = sum(len(stage.instructions) for stage in chain)
    return sum(each.layer is not None for each in image.history[: max(0, len(image.history) - own)])
