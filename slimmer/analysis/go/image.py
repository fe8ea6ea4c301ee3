"""An image that ships Go's toolchain although it runs a program that needs none of it: what a lean one must hold."""

from __future__ import annotations

import re

from slimmer.analysis.go.found import GoImage, GoStays
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.model.images import ImageReference
from slimmer.model.stages import Stage
from slimmer.syntax.nodes import Onbuild

_VERSION = re.compile(r"1\.(\d+)")
_FIRST_WITH_MODULES = 11


@fact
def go_image(view: View) -> GoImage | GoStays | None:
    """The target, when it stands on an official golang image."""
    target = stages(view).target
    if target is None or target.from_ is None or target.image is None or not _is_golang(target.image):
        return None
    found: GoImage | str | None = _problem(view, target, target.image.version)
    if found is None:
        from slimmer.analysis.go.plan import planned  # noqa: PLC0415  few files need what it takes to read Go

        found = planned(view, target, target.from_)
    return found if isinstance(found, GoImage) else GoStays(target.from_, found)


def _is_golang(image: ImageReference) -> bool:
    return image.name == "golang" or f"{image.registry}/{image.repository}".endswith("/library/golang")


def _problem(view: View, stage: Stage, version: str) -> str | None:
    """Why nothing can be said of the stage, whatever it builds."""
    found = _VERSION.match(version)
    if len(stages(view).stages) > 1:
        return "the file has stages already, and the last one is on a golang image"
    if view.target is not None:
        return f"the stage is built by its name, {view.target}: another last stage would not be"
    if any(isinstance(each, Onbuild) for each in stage.instructions) or "onbuild" in version:
        return "ONBUILD: other images are built on this one"
    if any(word in version for word in ("windows", "nanoserver")):
        return "it is a Windows image"
    if found is not None and int(found[1]) < _FIRST_WITH_MODULES:
        return f"golang {found[0]} is older than modules: which packages it would build is not known"
    platform = stage.from_.flag("platform") if stage.from_ is not None else None
    if platform is not None and (not platform.value or "$" in platform.value or "windows" in platform.value):
        return "--platform is not the same in all builds, or Windows"
    return None
