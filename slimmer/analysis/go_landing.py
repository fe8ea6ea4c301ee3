"""Where the files of the build context land in the image, as COPY and ADD of a single stage say."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from fnmatch import fnmatchcase

from slimmer.analysis.structure import scope, stages
from slimmer.analysis.view import View, fact
from slimmer.model.mounts import absolute
from slimmer.syntax.nodes import Add, Copy


@fact
def go_landed(view: View) -> Mapping[str, str]:
    """The context's files by their place in the target's image; what cannot be told is left out."""
    target = stages(view).target
    found: dict[str, str] = {}
    for instruction in target.instructions if target is not None and view.context is not None else ():
        if not isinstance(instruction, Copy | Add) or instruction.flag("from") or not instruction.destination:
            continue
        around = scope(view, instruction)
        words = [around.expand(token.text.strip('"')).text for token in instruction.arguments]
        if None in words:
            continue
        texts = [word or "" for word in words]
        where = absolute(texts[-1], around.workdir.text or "/go")
        if where is not None:
            for source in texts[:-1]:
                into = texts[-1].endswith(("/", ".")) or len(texts) > 2
                found.update(_placed(view, source, where, into))
    return found


def _placed(view: View, source: str, where: str, into: bool) -> dict[str, str]:
    source = posixpath.normpath(source.lstrip("/") or ".")
    placed: dict[str, str] = {}
    for name in view.context.names if view.context is not None else ():
        if source == ".":
            placed[posixpath.join(where, name)] = name
        elif name.startswith(source + "/"):
            placed[posixpath.join(where, name[len(source) + 1 :])] = name
        elif name == source:
            placed[posixpath.join(where, posixpath.basename(name)) if into else where] = name
        elif fnmatchcase(name, source) and name.count("/") == source.count("/"):
            placed[posixpath.join(where, posixpath.basename(name))] = name
    return placed
