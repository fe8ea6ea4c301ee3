"""Paths in an image or a build context, by their text alone."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator


def is_below(path: str, folder: str) -> bool:
    """Whether an absolute path is `folder` or lies below it."""
    return path == folder or path.startswith(folder if folder.endswith("/") else folder + "/")


def absolute(path: str, workdir: str | None) -> str | None:
    """The normal form of a path in the image; None when it is relative to a folder that is not known."""
    if not path.startswith("/"):
        if workdir is None:
            return None
        path = posixpath.join("/", workdir, path)
    return posixpath.normpath("/" + path.lstrip("/"))


def upwards(path: str) -> Iterator[str]:
    """A normal path and the folders above it: up to `/`, or to the last that a relative one names."""
    while path:
        yield path
        above = posixpath.dirname(path)
        path = above if above != path else ""
