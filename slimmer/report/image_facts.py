"""What is known of a base image: as blocks for a person, and as values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slimmer.knowledge.images import Image, Size, variant
from slimmer.report.layout import Block
from slimmer.report.sizes import size

_COMMANDS = (
    "apt-get",
    "bash",
    "curl",
    "gcc",
    "git",
    "gpg",
    "make",
    "perl",
    "ps",
    "python3",
    "tar",
    "unzip",
    "wget",
    "xz",
)
"""Commands Dockerfiles and health checks call most."""
_QUALITY = {
    "exact": "read from the image",
    "sample": "read from an image of unknown day",
    "derived": "added up from other images' layers, about 5 % off",
    "ratio": "the unpacked size is the compressed one times the family's usual ratio",
}


def blocks(reference: str, found: Image) -> Iterator[Block]:
    """What is known of an image, as FROM names it."""
    yield Block(reference, tuple(rows(reference, found)))
    yield Block("sources", tuple(("", text) for text in dict.fromkeys(_sources(found))))


def document(reference: str, found: Image) -> dict[str, Any]:
    """The same as values that JSON can hold."""
    return {
        "kind": "image",
        "reference": reference,
        "family": found.family,
        "tag": found.tag,
        "tag_known": found.is_known,
        "variant": found.variant,
        "suite": found.suite or None,
        "size": None if found.size is None else _size_value(found.size),
        "slim": variant(reference, "slim"),
        "package_manager": found.package_manager or None,
        "libc": found.libc or None,
        "users": [{"name": each.name, "uid": each.uid, "gid": each.gid, "where": each.where} for each in found.users],
        "user": found.user or "root",
        "workdir": found.workdir or None,
        "entrypoint": list(found.entrypoint),
        "cmd": list(found.cmd),
        "environment": list(found.environment),
        "commands": {name: found.has(name) for name in _COMMANDS},
        "packages": len(found.packages) or None,
        "note": found.note,
        "sources": list(dict.fromkeys(_sources(found))),
    }


def rows(reference: str, found: Image) -> Iterator[tuple[str, str]]:
    """The facts of an image, each with its label."""
    if found.variant == "scratch":
        yield "", found.note or "no files"
        return
    yield "tag", _tag(found)
    yield "variant", f"{found.variant}, {found.suite}" if found.suite else found.variant or "not known"
    yield "size", "not known" if found.size is None else weight(found.size)
    yield "slim sibling", variant(reference, "slim") or ""
    yield "packages by", ", ".join(each for each in (found.package_manager, found.libc) if each)
    yield "runs as", found.user or "root"
    yield "other users", ", ".join(_user(each.name, each.uid, each.where) for each in found.users)
    yield "workdir", found.workdir
    yield "entrypoint", " ".join(found.entrypoint)
    yield "cmd", " ".join(found.cmd)
    yield "sets", ", ".join(found.environment)
    yield "has", ", ".join(name for name in _COMMANDS if found.has(name))
    yield "has not", ", ".join(name for name in _COMMANDS if found.lacks(name))
    yield "mind", found.note


def _tag(found: Image) -> str:
    if not found.tag:
        return "none: the digest decides"
    return (
        f"{found.tag}, {'known to exist' if found.is_known else 'not in the list of tags; it may exist all the same'}"
    )


def weight(known: Size) -> str:
    """A size in words: compressed as pulled, unpacked as stored."""
    unpacked = f", {size(known.unpacked)} unpacked" if known.unpacked else ", unpacked not known"
    return f"{size(known.compressed)} compressed{unpacked}; {_QUALITY.get(known.quality, known.quality)}"


def _user(name: str, uid: int, where: str) -> str:
    return f"{name} ({uid}{f', {where}' if where else ''})"


def _sources(found: Image) -> Iterator[str]:
    for source in (found.size.source if found.size else None, found.source):
        if source is not None:
            yield f"{source.title} ({source.kind}, {source.date})"


def _size_value(known: Size) -> dict[str, Any]:
    return {
        "compressed": known.compressed,
        "unpacked": known.unpacked,
        "quality": known.quality,
        "source": known.source.title,
        "date": known.source.date,
    }
