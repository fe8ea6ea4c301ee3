"""Put new contents in the place of a file: all of them or none, whatever interrupts."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from slimmer.cli.reading import Contents, stamp_of
from slimmer.errors import InputError
from slimmer.records import dataclass


@dataclass(frozen=True, slots=True)
class _New:
    """A file that is not yet in its place."""

    path: Path
    stream: IO[bytes]


def replace(path: str, old: Contents, new: bytes) -> None:
    """Write `new` where `old` was read, keeping mode, owner and, for a link, the link.

    Raises:
        InputError: the file changed since it was read, or cannot be written; it is then as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        if not os.access(target, os.W_OK):
            raise InputError(path, "not written: no permission")
        with _beside(target) as made:
            _take_after(made.stream.fileno(), target.stat())
            made.stream.write(new)
            _to_disk(made.stream)
            if stamp_of(target.stat()) != old.stamp or target.read_bytes() != old.data:
                raise InputError(path, "not written: it was changed meanwhile; run again")
            made.path.replace(target)
        _folder_to_disk(target.parent)
    except OSError as error:
        raise InputError(path, f"not written: {error.strerror or error}; the file is as it was") from error


@contextlib.contextmanager
def whole_file(path: str) -> Iterator[IO[bytes]]:
    """A stream whose contents appear at `path` when the block ends without an error, and else not at all.

    What is no regular file (`/dev/stdout`, a FIFO) is written to directly.

    Raises:
        InputError: the file cannot be written; an older one is then as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
            return
        with _beside(target) as made:
            _take_after(made.stream.fileno(), target.stat() if target.exists() else None)
            yield made.stream
            _to_disk(made.stream)
            made.path.replace(target)
    except OSError as error:
        raise InputError(path, f"not written: {error.strerror or error}") from error


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[_New]:
    """A new file in the folder of `target`, where a rename is atomic; removed at the end unless it was renamed."""
    path = target.with_name(f".slimmer-{os.getpid()}-{os.urandom(4).hex()}.tmp")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield _New(path, stream)
    finally:
        path.unlink(missing_ok=True)


def _take_after(descriptor: int, old: os.stat_result | None) -> None:
    """Give a new file the owner, group and mode of the old one, or the mode any new file gets."""
    if old is None:
        mask = os.umask(0)
        os.umask(mask)
        os.fchmod(descriptor, 0o666 & ~mask)
        return
    if (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
        with contextlib.suppress(PermissionError):  # only root may give a file away
            os.fchown(descriptor, old.st_uid, old.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode))


def _to_disk(stream: IO[bytes]) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _folder_to_disk(folder: Path) -> None:
    """Make the rename itself last; not every file system lets a folder be opened for that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
