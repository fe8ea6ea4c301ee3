"""Folders: which are in an image before anything was put there, and which certainly are not."""

from __future__ import annotations

from typing import NamedTuple

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.copies.accounts import homes
from slimmer.analysis.effects.concerned import concerned
from slimmer.analysis.effects.deeds import Deed
from slimmer.analysis.effects.uses import uses
from slimmer.analysis.structure import scope, stages
from slimmer.analysis.view import View, fact_of
from slimmer.knowledge.images import image
from slimmer.knowledge.paths import STANDARD_FOLDERS
from slimmer.model.paths import is_below
from slimmer.model.stages import Stage
from slimmer.syntax.nodes import Instruction, Workdir

_OWN = {
    "golang": ("/go",),
    "eclipse-temurin": ("/opt/java",),
    "openjdk": ("/opt/openjdk", "/docker-java-home"),
    "nginx": ("/docker-entrypoint.d",),
    "postgres": ("/docker-entrypoint-initdb.d",),
    "mysql": ("/docker-entrypoint-initdb.d",),
    "mariadb": ("/docker-entrypoint-initdb.d",),
    "mongo": ("/data", "/docker-entrypoint-initdb.d"),
    "rust": (),
}
"""What images of known families have beside the distribution's folders, below `/`, /opt, /srv, /home and /usr/src."""
_PLAIN = frozenset(
    (
        *("alpine", "almalinux", "amazonlinux", "buildpack-deps", "centos", "debian", "elixir", "erlang", "fedora"),
        *("maven", "node", "oraclelinux", "pypy", "python", "rockylinux", "ruby", "ubuntu"),
    )
)


def is_fresh(view: View, stage: Stage, path: str) -> bool:
    """Whether the image a stage begins with certainly holds nothing at `path`, nor the path itself."""
    first = stages(view).chain(stage)[0]
    if first.image is None or first.base.text is None:
        return False
    if first.image.is_scratch:
        return True
    written = first.from_.image.text if first.from_ is not None and first.from_.image is not None else "$"
    family = first.image.name
    if "$" in (written.rpartition(":")[0] or written) or "onbuild" in str(first.image):
        return False
    if family not in _PLAIN and family not in _OWN:
        return False
    base = image(str(first.image))
    own = (*_OWN.get(family, ()), *(f"/home/{user.name}" for user in (base.users if base is not None else ())))
    if any(path.startswith(each) or is_below(each, path) for each in own):
        return False
    top, _, rest = path[1:].partition("/")
    if f"/{top}" not in STANDARD_FOLDERS and top not in ("boot", "lib64", "sys", "lost+found"):
        return bool(top)
    return (top in ("opt", "srv", "home") and bool(rest)) or path.startswith("/usr/src/app")


def exists(view: View, stage: Stage, until: Instruction, path: str) -> bool:
    """Whether a folder is certainly there in front of an instruction of a stage."""
    chain = stages(view).chain(stage)
    first = chain[0]
    if path == "/":
        return True
    known = first.image is not None and not first.image.is_scratch and "distroless" not in str(first.image)
    if known and path in STANDARD_FOLDERS and first.image is not None and first.image.name != "busybox":
        return True
    added = (home for each in chain for home in homes(view, each, path, 0, until.start))
    if any(home.made and is_below(home.path, path) for home in added):
        return True
    found = ((each, _first_made(view, each, path)) for each in chain)
    return next(
        (made.surely for each, made in found if made and (each is not stage or made.start < until.start)), False
    )


class _Made(NamedTuple):
    """Where a folder is made, and whether that surely happens."""

    start: int
    surely: bool


@fact_of
def _first_made(view: View, stage: Stage, path: str) -> _Made | None:
    """What makes a folder, of the instructions of a stage the first one that does."""
    spot = Spot(path)
    for instruction in concerned(view, stage).behind(-1, spot):
        if isinstance(instruction, Workdir) and instruction.value is not None:
            where = scope(view, instruction).expand(instruction.value.text)
            if where.is_certain and where.text is not None and paths.is_below(where.text, path):
                return _Made(instruction.start, surely=True)
        for use in uses(view, instruction, spot):
            if use.deed is Deed.MAKES and use.exact and use.call is not None and use.call.program == "mkdir":
                return _Made(instruction.start, surely=use.call.reach > use.call.reach.MAYBE)
    return None
