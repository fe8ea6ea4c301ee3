"""The paths that strings of a program's sources may name."""

from __future__ import annotations

import posixpath

from slimmer.model.paths import absolute

_PATTERNS = "*?[{%"
"""What is not known of a name stands behind these: patterns, and the verbs of a format."""


def is_pattern(name: str) -> bool:
    """Whether part of a name is not known."""
    return any(mark in name for mark in _PATTERNS)


def named_place(name: str, folder: str) -> str | None:
    """The absolute path a string may name: without a scheme, up to its first pattern; None where it can name none.

    Args:
        name: the string.
        folder: what a relative one is relative to.
    """
    text = whole = name.removeprefix("file://")
    for mark in _PATTERNS:
        text = text.partition(mark)[0]
    if text != whole and not text.endswith("/"):
        text = posixpath.dirname(text)
    if any(char in text for char in " \t\0:$") or (not text and text == whole):
        return None
    return absolute(text or ".", folder)
