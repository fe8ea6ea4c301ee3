"""Check the edits a command reports against what it wrote (slimmer's JSON, `rewrite -f json`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class EditsError(Exception):
    """The command's JSON does not follow the contract."""


@dataclass(frozen=True, slots=True)
class Change:
    """Replace `[start, end)` of the text by `text`; positions are code points of the decoded file."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reported:
    """What the JSON says of one file: its edits over the original, and its error."""

    changes: tuple[Change, ...]
    error: str | None


def reported(output: bytes) -> dict[Path, Reported]:
    """Read one JSON document of the contract `{"version": 1, "files": [...]}`.

    Raises:
        EditsError: it is none.
    """
    try:
        document = json.loads(output)
        return {Path(item["path"]): _reported(item) for item in document["files"]}
    except (ValueError, KeyError, TypeError) as error:
        raise EditsError(f"not the JSON contract: {error!r}") from error


def _reported(item: Mapping[str, Any]) -> Reported:
    """The file's own edits where they are told; those of its rewrites speak of the file in the first round only."""
    told = item["edits"] if "edits" in item else [edit for each in item["rewrites"] for edit in each["edits"]]
    changes = tuple(Change(edit["start"], edit["end"], edit["text"]) for edit in told)
    error = item.get("error")
    return Reported(changes, None if error is None else str(error))


def apply(text: str, changes: Iterable[Change]) -> tuple[str, list[Change]]:
    """Apply changes to a text, and invert them.

    Returns:
        The new text, and the changes that lead from it back to the old one.

    Raises:
        EditsError: two overlap, or one lies outside the text.
    """
    pieces: list[str] = []
    inverse: list[Change] = []
    position = shift = 0
    for change in sorted(changes, key=lambda change: (change.start, change.end)):
        if not position <= change.start <= change.end <= len(text):
            raise EditsError(f"edit [{change.start}, {change.end}) overlaps another or leaves the file")
        pieces += [text[position : change.start], change.text]
        start = change.start + shift
        inverse.append(Change(start, start + len(change.text), text[change.start : change.end]))
        shift += len(change.text) - (change.end - change.start)
        position = change.end
    pieces.append(text[position:])
    return "".join(pieces), inverse


def fault(before: bytes, after: bytes, changes: Sequence[Change]) -> str | None:
    """Why the changes do not lead from before to after and back; None when they do.

    Every byte outside the changes is then the same, for the application copies it.
    """
    old, new = (content.decode("utf-8", "surrogateescape") for content in (before, after))
    try:
        made, inverse = apply(old, changes)
        if made != new:
            return "the edits do not give the output" if changes else "changed without an edit"
        restored, _ = apply(made, inverse)
    except EditsError as error:
        return str(error)
    return None if restored == old else "the inverted edits do not restore the file"
