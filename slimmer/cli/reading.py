"""Read a file whole and unchanged, or say why not; nothing but regular files is ever opened."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from slimmer.errors import InputError
from slimmer.records import dataclass

MAX_BYTES = 50_000_000
"""Larger files are refused: BuildKit's clients send no such Dockerfile, and the tree needs about 20 times that."""

_KINDS = (
    (stat.S_ISFIFO, "a FIFO; pipe it to `slimmer rewrite -` instead"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISDIR, "a folder"),
)


@dataclass(frozen=True, slots=True)
class Contents:
    """The bytes of a file, and the marks by which a later change is noticed."""

    data: bytes
    stamp: tuple[int, int, int, int]


def read(path: str) -> Contents:
    """The contents of a regular file, links followed.

    A file that changes meanwhile is read a second time.

    Raises:
        InputError: it is no readable regular file, too large, or changes all the time.
    """
    try:
        return _read_once(path) or _read_once(path) or _changing(path)
    except OSError as error:
        raise InputError(path, _reason(path, error)) from error
    except ValueError as error:  # a NUL in the name
        raise InputError(path, f"is no usable file name: {error}") from error


def read_stdin(path: str) -> bytes:
    """Everything that standard input holds; `path` is the name for messages.

    Raises:
        InputError: it cannot be read, or holds too much.
    """
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise InputError(path, _too_large(len(data), "more than "))
    return data


def stamp_of(status: os.stat_result) -> tuple[int, int, int, int]:
    """What changes when the contents do: device, inode, size in bytes, time of change in nanoseconds."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _read_once(path: str) -> Contents | None:
    """The contents, or None when the file changed meanwhile."""
    _require_regular(path, Path(path).stat())
    # Without O_NONBLOCK a FIFO put there since would block for ever.
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
    with os.fdopen(descriptor, "rb", buffering=0) as stream:
        before = os.fstat(descriptor)
        _require_regular(path, before)
        data = stream.readall() or b""
        after = os.fstat(descriptor)
    whole = stamp_of(before) == stamp_of(after) and len(data) == after.st_size
    return Contents(data, stamp_of(after)) if whole else None


def _require_regular(path: str, status: os.stat_result) -> None:
    kind = next((text for test, text in _KINDS if test(status.st_mode)), None)
    if kind is not None:
        raise InputError(path, f"is {kind}, not a file")
    if status.st_size > MAX_BYTES:
        raise InputError(path, _too_large(status.st_size))


def _too_large(size: int, more: str = "") -> str:
    return f"is too large for a Dockerfile: {more}{size // 10**6} MB, the limit is {MAX_BYTES // 10**6} MB"


def _changing(path: str) -> Contents:
    raise InputError(path, "changed while it was read, twice; run again when nothing writes to it")


def _reason(path: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        if Path(path).is_symlink():
            return f"is a broken link: {os.readlink(path)!r} does not exist"  # noqa: PTH115  Path normalises it
        return "does not exist"
    if isinstance(error, PermissionError):
        return "cannot be read: no permission"
    return f"cannot be read: {error.strerror or error}"
