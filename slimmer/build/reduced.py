"""An image with some files of another and its very configuration, to try what an application does without the rest.

Written as `docker save` does (moby's image/tarexport), in one layer, so that every engine loads it and nothing of the
configuration has to be spelled in a Dockerfile.
"""

from __future__ import annotations

import copy
import gzip
import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import IO, cast

from slimmer.build.needs import Opened, absolute
from slimmer.records import dataclass


@dataclass(frozen=True, slots=True)
class Reduced:
    """What a reduced image holds.

    Args:
        unpacked: bytes of content of its files, hard links counted once.
        files: how many those are.
    """

    unpacked: int
    files: int


@dataclass(frozen=True, slots=True)
class Selection:
    """What is taken over.

    Args:
        whole: absolute paths, each below folders that are also taken.
        named: files that are there by name alone, empty.
        sized: files that have their size and times, too, and hold zeros.
    """

    whole: Collection[str]
    named: Collection[str] = frozenset()
    sized: Collection[str] = frozenset()


def write(opened: Opened, selection: Selection, out: Path, tag: str, labels: Mapping[str, str]) -> Reduced:
    """Write the reduced image into an archive that `docker load` reads.

    Args:
        opened: the whole image.
        selection: what is taken over.
        out: the file to write.
        tag: the image's name.
        labels: besides its own.
    """
    with tempfile.TemporaryFile() as layer:
        with gzip.GzipFile(fileobj=layer, mode="wb", compresslevel=1) as packed:  # zeros take no room
            unpacked = _Hashing(packed)
            reduced = _layer(opened, selection, unpacked)
        digest = unpacked.digest.hexdigest()
        size = layer.tell()
        layer.seek(0)
        config = _config(opened.archive.configuration(opened.image), digest, labels)
        name = hashlib.sha256(config).hexdigest() + ".json"
        manifest = json.dumps([{"Config": name, "RepoTags": [tag], "Layers": [f"{digest}/layer.tar"]}]).encode()
        with tarfile.open(out, "w") as saved:
            for member, content in ((name, config), ("manifest.json", manifest)):
                saved.addfile(_named(member, len(content)), io.BytesIO(content))
            saved.addfile(_named(f"{digest}/layer.tar", size), layer)
    return reduced


class _Hashing:
    """What is written goes on to a file, and into a digest."""

    def __init__(self, out: gzip.GzipFile) -> None:
        self.out, self.digest = out, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self.out.write(data)


class _Zeros:
    """A file of nothing but zeros, as long as it is read."""

    def read(self, size: int) -> bytes:
        return bytes(size)


def _layer(opened: Opened, selection: Selection, out: _Hashing) -> Reduced:
    unpacked = number = 0
    written = set[str]()
    with tarfile.open(fileobj=cast("IO[bytes]", out), mode="w|", format=tarfile.PAX_FORMAT) as target:
        for info, path, tar in opened.members():
            if path in selection.whole:
                if info.isreg():
                    unpacked, number = unpacked + info.size, number + 1
                if not info.islnk() or absolute(info.linkname) in written:
                    target.addfile(info, tar.extractfile(info) if info.isreg() else None)
                    written.add(path)
            elif path in selection.sized and info.isreg():
                target.addfile(info, cast("IO[bytes]", _Zeros()))
            elif path in selection.named or path in selection.sized:
                target.addfile(_hollow(info))
    return Reduced(unpacked, number)


def _hollow(info: tarfile.TarInfo) -> tarfile.TarInfo:
    found = copy.copy(info)
    found.size, found.type, found.linkname = 0, tarfile.REGTYPE, ""
    found.pax_headers = {name: value for name, value in info.pax_headers.items() if name not in ("size", "linkpath")}
    return found


def _config(told: dict[str, object], digest: str, labels: Mapping[str, str]) -> bytes:
    """The configuration with one layer instead of all."""
    inner = told.get("config")
    settings = dict(inner) if isinstance(inner, dict) else {}
    settings["Labels"] = {**(settings.get("Labels") or {}), **labels}
    rootfs = {"type": "layers", "diff_ids": [f"sha256:{digest}"]}
    history = [{"created_by": "slimmer: the files that were touched"}]
    return json.dumps({**told, "config": settings, "rootfs": rootfs, "history": history}).encode()


def _named(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size = size
    return info
