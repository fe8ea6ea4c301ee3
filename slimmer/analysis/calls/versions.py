"""Versions that the name of a stage's base image tells."""

from __future__ import annotations

from slimmer.knowledge.images import image
from slimmer.model.stages import Stage
from slimmer.text.rare import rare

_ALPINE = rare(r"v?(\d+)\.(\d+)")
_ON_ALPINE = rare(r"alpine(\d+)\.(\d+)")
_NEWEST = 99


def alpine_version(stage: Stage) -> tuple[int, int] | None:
    """The Alpine release of the base: of `alpine:3.18` and of tags such as `3.12-alpine3.18`; None when not told.

    `latest`, `edge` and `3` are whatever is newest when the image is built.
    """
    base = stage.ground
    if base is None or (base.digest is not None and base.tag is None):
        return None
    is_alpine = base.repository.rpartition("/")[2] == "alpine"
    found = _ALPINE().match(base.version) if is_alpine else _ON_ALPINE().search(base.version)
    if found is not None:
        return int(found[1]), int(found[2])
    return (_NEWEST, 0) if is_alpine and base.version in ("latest", "edge", "3") else None


def node_major(stage: Stage) -> int | None:
    """The major version of Node.js in the official image `node` of this tag; None for any other image.

    A tag that names none (`latest`, `alpine`) is whatever is newest when the image is built.
    """
    base = stage.ground
    if base is None or base.name != "node" or (base.digest is not None and base.tag is None):
        return None
    from slimmer.knowledge.node_tools import release_of_node  # noqa: PLC0415  for images of Node alone

    found = release_of_node(base.version)
    return found if found is not None else _NEWEST


def release_words(stage: Stage) -> frozenset[str]:
    """Names of the base's distribution and release, as far as its image tells: "debian", "bookworm"."""
    base = stage.ground
    if base is None:
        return frozenset()
    words = {base.repository.rpartition("/")[2], *base.version.split("-")}
    known = image(str(base))
    suite = {known.suite} if known is not None and known.suite else set()
    return frozenset(words | suite | {_RELEASES[word] for word in words if word in _RELEASES})


_RELEASES = {
    "20.04": "focal",
    "22.04": "jammy",
    "24.04": "noble",
}
