"""The files of an image: its layers laid over one another, and what that costs.

Whiteouts as OCI image-spec 1.1 (layer.md) defines them: `.wh.NAME` removes NAME of the layers below, `.wh..wh..opq`
all that a folder holds there.
"""

from __future__ import annotations

import hashlib
import re
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, NamedTuple

from slimmer.build.archive import Archive
from slimmer.build.result import Image
from slimmer.records import dataclass, field, replace

_WHITEOUT = ".wh."
_OPAQUE = ".wh..wh..opq"
_KINDS = {
    tarfile.DIRTYPE: "folder",
    tarfile.SYMTYPE: "link",
    tarfile.CHRTYPE: "device",
    tarfile.BLKTYPE: "device",
    tarfile.FIFOTYPE: "fifo",
}
_CHUNK = 1 << 20
_BLOCK = 1 << 16
"""Bytes read of a stream at a time: with the 10 kB of tarfile itself an image takes a quarter longer."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One path of an image.

    Args:
        path: absolute.
        kind: "file", "folder", "link", "device" or "fifo"; a hard link is the file it names.
        size: bytes of content; 0 for all but files, and for hard links, whose bytes the first name has.
        mode: permission bits, set-user-id and the like included.
        uid: of the owner.
        gid: of the group.
        target: where a symbolic link leads; empty for the rest.
        digest: SHA-256 of a file's content in hexadecimal; empty for the rest.
        layer: the index of the layer it comes from, from the base up.
        capabilities: the extended attribute `security.capability`, as the archive spells it.
    """

    path: str
    kind: str
    size: int
    mode: int
    uid: int
    gid: int
    target: str
    digest: str
    layer: int
    capabilities: str = ""


@dataclass(frozen=True, slots=True)
class FileSystem:
    """What a container of an image sees, and what the layers hold besides.

    Args:
        entries: by path.
        shadowed: bytes of files that a later layer replaces, changes or removes: shipped, and never seen.
        duplicated: bytes of files whose very content an earlier layer holds under the same path (a `chown` does
            that); part of `shadowed`.
        wasted: by path, the bytes of `shadowed`, for those that waste any.
        packaged: paths that Debian's or Alpine's package database says belong to a package.
    """

    entries: Mapping[str, Entry]
    shadowed: int
    duplicated: int
    wasted: Mapping[str, int] = field(default_factory=dict)
    packaged: frozenset[str] = frozenset()

    @property
    def visible(self) -> int:
        """Bytes of the files a container sees, hard links counted once."""
        return sum(each.size for each in self.entries.values())

    @property
    def efficiency(self) -> float:
        """The share of shipped content that a container sees, 0 to 1; 1 for an image without files."""
        whole = self.visible + self.shadowed
        return self.visible / whole if whole else 1.0


def file_system(archive: Archive, image: Image) -> FileSystem:
    """The file system of an image in an archive; `archive.images` has been called.

    Raises:
        ArchiveError: a layer is missing or damaged.
        tarfile.TarError: a layer is no tar archive.
    """
    laying = _Laying()
    for index, layer in enumerate(image.layers):
        if layer.digest not in _known:
            _known[layer.digest] = _told(_members(archive.open(layer)))
        laying.layer(index, _known[layer.digest])
    return laying.laid()


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a layer's archive, the digest of its content ("" but for files), and the paths it lists."""

    info: tarfile.TarInfo
    digest: str
    lists: tuple[str, ...] = ()


def overlaid(layers: Iterable[Iterable[Member]]) -> FileSystem:
    """Lay the members of layers, from the base up, over one another."""
    laying = _Laying()
    for index, members in enumerate(layers):
        laying.layer(index, _told(members))
    return laying.laid()


def merged(path: str) -> str:
    """A path with the folders that Debian merged into /usr spelled one way (`/lib/x` for `/usr/lib/x`)."""
    return re.sub(r"^/usr/(lib|lib64|bin|sbin)/", r"/\1/", path)


def _members(file: IO[bytes]) -> Iterator[Member]:
    with tarfile.open(fileobj=file, mode="r|", bufsize=_BLOCK) as tar:
        for info in tar:
            content = tar.extractfile(info) if info.isreg() else None
            if content is None:
                yield Member(info, "")
            elif _DATABASE.search(info.name):
                data = content.read()
                yield Member(info, hashlib.sha256(data).hexdigest(), tuple(_listed(data.decode("utf-8", "replace"))))
            else:
                yield Member(info, _digest(content))


def _digest(content: IO[bytes]) -> str:
    found = hashlib.sha256()
    while chunk := content.read(_CHUNK):
        found.update(chunk)
    return found.hexdigest()


# dpkg keeps a list of paths for each package; apk one file, folders as F:, files as R: (apk-tools' database format).
_DATABASE = re.compile(r"var/lib/dpkg/info/[^/]+\.list$|lib/apk/db/installed$")


def _listed(text: str) -> Iterator[str]:
    folder = ""
    for line in text.split("\n"):
        if line.startswith("/"):
            yield line
        elif line.startswith("F:"):
            folder = line[2:]
        elif line.startswith("R:"):
            yield f"/{folder}/{line[2:]}"


class _Told(NamedTuple):
    """What a layer tells by itself.

    Attributes:
        removed: paths below which the layers under it count no more, folders with a `/` at the end stay themselves.
        added: its entries, hard links as such.
        packaged: paths that belong to packages.
    """

    removed: tuple[str, ...]
    added: tuple[Entry, ...]
    packaged: frozenset[str]


# A layer is named by its content: those that images have in common are read once. By digest, since the process began.
_known: dict[str, _Told] = {}


def _told(members: Iterable[Member]) -> _Told:
    removed, added, packaged = [], [], set[str]()
    for member in members:
        path = _absolute(member.info.name)
        folder, _, name = path.rpartition("/")
        if name == _OPAQUE:
            removed.append(f"{folder}/")
        elif name.startswith(_WHITEOUT):
            removed.append(f"{folder}/{name.removeprefix(_WHITEOUT)}")
        else:
            added.append(_entry(path, member))
            packaged.update(map(merged, member.lists))
    return _Told(tuple(removed), tuple(added), frozenset(packaged))


class _Laying:
    """The state between two layers."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.wasted: dict[str, int] = {}
        self.duplicated = 0
        self.packaged: set[str] = set()
        self._inside: dict[str, set[str]] = {}

    def layer(self, index: int, told: _Told) -> None:
        """Lay one layer over what is there: its removals count for the layers below only, wherever they stand."""
        for path in told.removed:
            inside = sorted(self._inside.get(path.rstrip("/") or "/", ())) if path.endswith("/") else (path,)
            for each in inside:
                self._remove(each)
        self.packaged |= told.packaged
        added = [replace(each, layer=index) for each in told.added]
        own = {each.path: each for each in added}
        for entry in added:
            self._add(_linked(entry, own, self.entries))

    def laid(self) -> FileSystem:
        """What all layers together are."""
        shadowed = sum(self.wasted.values())
        return FileSystem(self.entries, shadowed, self.duplicated, self.wasted, frozenset(self.packaged))

    def _add(self, entry: Entry) -> None:
        old = self.entries.get(entry.path)
        if old is not None and old.layer != entry.layer:
            if old.kind == "folder" and entry.kind != "folder":
                self._remove(entry.path)
            self._waste(old)
            if old.kind == entry.kind == "file" and old.digest == entry.digest:
                self.duplicated += old.size
        self.entries[entry.path] = entry
        self._inside.setdefault(_parent(entry.path), set()).add(entry.path)

    def _remove(self, path: str) -> None:
        waiting = [path]
        while waiting:
            each = waiting.pop()
            waiting += self._inside.pop(each, ())
            old = self.entries.pop(each, None)
            if old is not None:
                self._waste(old)
        self._inside.get(_parent(path), set()).discard(path)

    def _waste(self, entry: Entry) -> None:
        if entry.size:
            self.wasted[entry.path] = self.wasted.get(entry.path, 0) + entry.size


def _entry(path: str, member: Member) -> Entry:
    """An entry that does not know the place of its layer yet."""
    info = member.info
    kind = _KINDS.get(info.type, "file")
    target = info.linkname if info.issym() or info.islnk() else ""
    capabilities = str(info.pax_headers.get("SCHILY.xattr.security.capability", ""))
    if info.islnk():
        kind = "hard link"
    size = info.size if kind == "file" else 0
    return Entry(path, kind, size, info.mode, info.uid, info.gid, target, member.digest, -1, capabilities)


def _linked(entry: Entry, own: Mapping[str, Entry], below: Mapping[str, Entry]) -> Entry:
    """A hard link as the file it names, without bytes of its own."""
    if entry.kind != "hard link":
        return entry
    path = _absolute(entry.target)
    named = own.get(path) or below.get(path)
    digest = named.digest if named is not None else ""
    return Entry(entry.path, "file", 0, entry.mode, entry.uid, entry.gid, "", digest, entry.layer, entry.capabilities)


def _absolute(name: str) -> str:
    return "/" + "/".join(part for part in name.split("/") if part not in ("", "."))


def _parent(path: str) -> str:
    return path.rpartition("/")[0] or "/"
