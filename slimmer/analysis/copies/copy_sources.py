"""What the sources of COPY and ADD name in a build context (BuildKit's `dispatchCopy`, fsutil's copy.go, v0.34)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from slimmer.analysis.view import View, fact
from slimmer.model.context import Context
from slimmer.model.globs import PatternError, has_wildcards, matched
from slimmer.model.ignore_pattern import matcher
from slimmer.syntax.nodes import Add, Copy
from slimmer.text.rare import rare

_ARCHIVE = rare(r"\.(?:tar|tar\.\w+|t[gbx]z2?|tzst|gz|bz2|xz|zst|gem|crate|apk|ova|box)$", re.IGNORECASE)
_REMOTE = rare(r"^(?:https?://|git://|ssh://|git@|github\.com/)")


def sources(text: str, context: Context) -> Iterator[str]:
    """The paths a source names, relative to the context; "" is all of it."""
    listing = context.listing
    clean = clean_source(text)
    if not has_wildcards(text):
        if listing.real(clean) is not None:
            yield clean
        return
    parts = clean.split("/")
    fixed = next(at for at, part in enumerate(parts) if has_wildcards(part))
    below = listing.real("/".join(parts[:fixed]))
    if below is not None:
        named = {*listing.files, *listing.folders, *listing.links}
        yield from sorted(matched(named, below, "/".join(parts[fixed:])))


@fact
def copies_of_context(view: View) -> tuple[Copy | Add, ...]:
    """The COPYs and ADDs whose sources are in the build context."""
    some = (each for each in view.tree.instructions if isinstance(each, (Copy, Add)))
    return tuple(each for each in some if each.flag("from") is None)


def pivot_of(text: str) -> str:
    """The part of a source that `--parents` does not keep: what is in front of the first `/./`, clean."""
    parent, found, _ = text.partition("/./")
    return clean_source(parent) if found else ""


def sources_with_parents(text: str, context: Context) -> Iterator[str]:
    """The paths a source of `COPY --parents` names: its patterns are those of .dockerignore."""
    pivot = pivot_of(text)
    pattern = clean_source(text.partition("/./")[2] or text)
    if not has_wildcards(pattern):
        yield from sources(f"{pivot}/{pattern}", context)
        return
    try:
        match = matcher(pattern)
    except PatternError:
        return
    start = len(pivot) + 1 if pivot else 0
    listing = context.listing
    for name in sorted({*listing.files, *listing.folders, *listing.links}):
        if (not pivot or name.startswith(pivot + "/")) and match(name[start:]):
            yield name


def clean_source(text: str) -> str:
    """A source relative to the context; `..` ends there."""
    return posixpath.normpath("/" + text.lstrip("/"))[1:]


def is_remote(text: str) -> bool:
    """Whether a source of ADD is downloaded."""
    return _REMOTE().search(text) is not None


def is_unpacked(add: Add, name: str) -> bool:
    """Whether ADD unpacks a file of the context: by its name, for what is in it is not looked at."""
    flag = add.flag("unpack")
    is_told_not_to = flag is not None and (flag.value or "true").lower() in ("false", "0", "f")
    return not is_told_not_to and _ARCHIVE().search(name) is not None
