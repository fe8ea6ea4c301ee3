"""Which file of the build context a path of the image is, for what runs there."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from slimmer.analysis.copies.landing import Landed, landing
from slimmer.analysis.structure import mounts
from slimmer.analysis.view import View
from slimmer.model.paths import is_below
from slimmer.model.stages import Stage
from slimmer.syntax.nodes import Instruction, Run

Sources = Callable[[str], str | None]
"""The file of the build context that lies at a path of the image; None where none does, or it is not known."""


def sources(view: View, stage: Stage, before: Instruction | None = None) -> Sources:
    """What lies where in a stage: at its end, or when an instruction of it begins, with what a RUN mounts."""
    mounted = mounts(view, before) if isinstance(before, Run) else ()
    bound = [
        (mount.target, posixpath.normpath(f"/{mount.source}").strip("/"))
        for mount in mounted
        if mount.kind == "bind" and not mount.from_ and mount.target is not None
    ]

    def find(path: str) -> str | None:
        for target, source in reversed(bound):
            if is_below(path, target) and view.context is not None:
                inner = posixpath.normpath(posixpath.join(source, posixpath.relpath(path, target)))
                if view.context.has(inner):
                    return inner
        found = landing(view).at(stage, path, before)
        return found.source if isinstance(found, Landed) else None

    return find
