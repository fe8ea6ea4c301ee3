"""Whether a file lies where a web server hands it out to whoever asks for it."""

from __future__ import annotations

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.scripts import Step
from slimmer.knowledge.web import served_folders, web_image
from slimmer.model.scopes import OF_THE_BASE

_HANDED_OUT = "it lies in a folder that a server hands out"


def handed_out(step: Step, path: str) -> str | None:
    """Why a file may be asked for over the network, by where it lies.

    Args:
        step: the RUN that writes it.
        path: of the file; one below the folder the base image begins in is looked up by the image.
    """
    if not paths.is_base(path):
        served = any(paths.is_below(path, each) for each in served_folders())
        return _HANDED_OUT if served else None
    ground = step.stage.ground
    found = web_image(ground.name, ground.version) if ground is not None else None
    if found is None:
        return None
    if not found.workdir or step.scope.workdir.why != OF_THE_BASE:
        return f"the folder it lies in may be one that the server of {ground} hands out"
    whole = paths.joined(found.workdir, f".{paths.below_base(path)}")
    return _HANDED_OUT if any(paths.is_below(whole, each) for each in found.served) else None
