"""What the kernel and the engine open by themselves so that traced programs run: interpreters, and who a user is.

Libraries are opened by the loader, in the traced process: strace sees them. The formats: execve(2) for `#!`,
and the program headers of the System V ABI (elf(5)).
"""

from __future__ import annotations

import shutil
import struct
import tarfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from slimmer.build.archive import Archive
from slimmer.build.disk import LEAST_FREE
from slimmer.build.files import FileSystem
from slimmer.build.result import Image, Layer
from slimmer.build.tracing import with_links
from slimmer.records import dataclass, field

_HEAD = 4096
_CHUNK = 1 << 20
_INTERPRETER = 3  # PT_INTERP
_LONGEST_LINE = 256  # of `#!`, as the kernel reads it (BINPRM_BUF_SIZE)
_ACCOUNTS = ("/etc/passwd", "/etc/group")


@dataclass(frozen=True, slots=True)
class Survey:
    """A look at the files of an image.

    Args:
        heads: by path, the beginning of each file that may be executed.
        links: of each hard link, the path it was made of.
    """

    heads: Mapping[str, bytes] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """An image in an archive that is open.

    Args:
        archive: `images` was called before.
        image: one of them.
        files: what a container of it sees.
        folder: where the layers are kept unpacked as they are read first, so that the next reader skips what it does
            not want; None to unpack them each time.
    """

    archive: Archive
    image: Image
    files: FileSystem
    folder: Path | None = None

    def members(self) -> Iterator[tuple[tarfile.TarInfo, str, tarfile.TarFile]]:
        """Each member of the layers that a container sees, with its absolute path and the archive that holds it."""
        for index, layer in enumerate(self.image.layers):
            with self._opened(layer) as tar:
                for info in tar:
                    path = absolute(info.name)
                    entry = self.files.entries.get(path)
                    if entry is not None and entry.layer == index:
                        yield info, path, tar

    @contextmanager
    def _opened(self, layer: Layer) -> Iterator[tarfile.TarFile]:
        if self.folder is None or not _room(self.folder, layer.unpacked):
            with self.archive.open(layer) as file, tarfile.open(fileobj=file, mode="r|") as tar:
                yield tar
            return
        place = self.folder / layer.digest.replace(":", "-")
        if not place.exists():
            half = place.with_suffix(".half")
            with self.archive.open(layer) as file, half.open("wb") as out:
                shutil.copyfileobj(file, out, _CHUNK)
            half.rename(place)
        with tarfile.open(place, mode="r:") as tar:
            yield tar


def _room(folder: Path, size: int) -> bool:
    """Whether so many bytes more leave as much of the disk free as builds ask for."""
    return shutil.disk_usage(folder).free > size + LEAST_FREE


def survey(opened: Opened) -> Survey:
    """Look at the files a container sees."""
    heads, links = dict[str, bytes](), dict[str, str]()
    for info, path, tar in opened.members():
        if info.islnk():
            links[path] = absolute(info.linkname)
        elif info.isreg() and info.mode & 0o111:
            content = tar.extractfile(info)
            heads[path] = content.read(_HEAD) if content is not None else b""
    return Survey(heads, links)


def absolute(name: str) -> str:
    """The path of a member in a container."""
    return "/" + "/".join(part for part in name.split("/") if part not in ("", "."))


def closed(touched: Collection[str], files: FileSystem, seen: Survey, user: str) -> frozenset[str]:
    """The paths of the image that were touched, and those without which they cannot be: interpreters, folders, links.

    Args:
        touched: absolute paths.
        files: of the image.
        seen: a look at them.
        user: of the image's configuration: a name is looked up in the image.
    """
    waiting = [*touched]
    if not user.replace(":", "").isdecimal():
        waiting += _ACCOUNTS if user else ()
    found = {"/"}
    while waiting:
        for path in with_links(waiting.pop(), files):
            if path in found or path not in files.entries:
                continue
            found.add(path)
            waiting += [path.rpartition("/")[0] or "/"]
            waiting += [seen.links[path]] if path in seen.links else []
            program = interpreter(seen.heads.get(path, b""))
            waiting += [program] if program else []
    return frozenset(found & files.entries.keys())


def interpreter(head: bytes) -> str | None:
    """The program with which the kernel runs a file; None when it needs none, or names it too far from its beginning.

    Args:
        head: the file's beginning.
    """
    if head.startswith(b"#!"):
        words = head[2:_LONGEST_LINE].split(b"\n")[0].split()
        return words[0].decode("utf-8", "surrogateescape") if words else None
    if not head.startswith(b"\x7fELF") or len(head) < 64:
        return None
    order, wide = "<" if head[5] == 1 else ">", head[4] == 2
    table = struct.unpack_from(f"{order}Q" if wide else f"{order}I", head, 32 if wide else 28)[0]
    size, number = struct.unpack_from(f"{order}HH", head, 54 if wide else 42)
    for at in range(table, table + size * number, size or 1):
        if at + (40 if wide else 20) > len(head):
            return None
        if struct.unpack_from(f"{order}I", head, at)[0] == _INTERPRETER:
            word = f"{order}Q" if wide else f"{order}I"
            start = struct.unpack_from(word, head, at + (8 if wide else 4))[0]
            length = struct.unpack_from(word, head, at + (32 if wide else 16))[0]
            return head[start : start + length].rstrip(b"\0").decode("utf-8", "surrogateescape") or None
    return None
