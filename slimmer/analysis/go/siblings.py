"""Another Dockerfile beside the one at hand that ships the program without Go: this one is kept whole on purpose."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator

from slimmer.analysis.view import View

_ENDINGS = ("multistage", "multi-stage", "slim", "prod", "production", "release")
_FROM = re.compile(r"^[ \t]{0,40}FROM[ \t]+(?:--\S+[ \t]+)*(\S+)(?:[ \t]+AS[ \t]+(\S+))?", re.IGNORECASE | re.MULTILINE)


def lean_sibling(view: View) -> str | None:
    """The file beside the Dockerfile, by its name a leaner one, whose last stage stands on no image of Go."""
    for path, text in _siblings(view):
        if _leaves_go(text):
            return f"{path} beside it ships the program without Go already: this file keeps Go on purpose"
    return None


def _siblings(view: View) -> Iterator[tuple[str, str]]:
    names = [f"Dockerfile.{ending}" for ending in _ENDINGS]
    if view.context is not None:
        yield from ((name, text) for name in names if (text := view.context.read(name)) is not None)
    if view.callers is not None:
        folder = os.path.relpath(view.callers.dockerfile.parent, view.callers.top)
        paths = (posixpath.normpath(posixpath.join(folder, name)) for name in names)
        texts = view.callers.texts
        yield from ((posixpath.basename(path), texts[path]) for path in paths if path in texts)


def _leaves_go(text: str) -> bool:
    """Whether a file builds on an image of Go and ends on another one."""
    is_go: dict[str, bool] = {}
    last, builds = True, False
    for found in _FROM.finditer(text):
        base = found[1].lower()
        last = is_go.get(base, "golang" in base)
        builds = builds or last
        if found[2]:
            is_go[found[2].lower()] = last
    return builds and not last
