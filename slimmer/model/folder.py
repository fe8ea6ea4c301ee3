"""Read a build context from a folder: lazily, within bounds, and never anything outside of it."""

from __future__ import annotations

import errno
import os
import stat
from functools import cached_property
from io import RawIOBase
from itertools import islice
from pathlib import Path

from slimmer.model.context import IGNORE_FILE, Context, Listing, Unread
from slimmer.model.dockerignore import DockerIgnore, Matched
from slimmer.records import dataclass, field

MAX_ENTRIES = 1_000_000
"""Files and folders looked at, left out or not."""
MAX_WORK = 50_000_000
"""Files and folders times rules of .dockerignore: about 20 seconds."""
MAX_BYTES = 20_000_000
"""Of a file that is read: parsed, it takes a multiple of that."""
MAX_IGNORE_BYTES = 1_000_000


def context_of(folder: Path, dockerfile: Path | None = None) -> Context:
    """The build context in `folder`, of which nothing is read yet.

    Args:
        folder: as it is given to `docker build`.
        dockerfile: the file that is built: `<dockerfile>.dockerignore` beside it goes before `.dockerignore`.
    """
    return Context(Folder(folder, dockerfile))


@dataclass(frozen=True, eq=False)
class Folder:
    """The files of a folder that the builder is sent."""

    root: Path
    dockerfile: Path | None = None
    _limits: tuple[int, int] = field(default=(MAX_ENTRIES, MAX_WORK), repr=False)

    @cached_property
    def _root(self) -> str:
        return os.fspath(self.root)

    @cached_property
    def _listing(self) -> Listing:
        name, data, problem = _ignore_file(self.root, self.dockerfile)
        ignore = DockerIgnore.parse(data)
        problems = [f"{name}, {each}" for each in ignore.problems] + ([problem] if problem else [])
        return _Walk(self.root, ignore, problems, *self._limits).listing()

    def listing(self) -> Listing:
        """What is there; the folder is searched the first time."""
        return self._listing

    def read(self, path: str) -> bytes | Unread:
        """The bytes of a regular file; `path` is one of the listing's, and so leads through no link."""
        if path not in self._listing.files:
            return Unread(f"{path} is not a file of the build context")
        return read_regular(self.root / path, path, MAX_BYTES)

    def size(self, path: str) -> int | None:
        """The size in bytes of one of the listing's files."""
        try:
            return os.lstat(f"{self._root}/{path}").st_size  # no Path: a context may have 500,000 files
        except OSError:
            return None


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    is_folder: bool
    is_file: bool
    link: str | None


class _Walk:
    """One search of a folder, without following a link."""

    def __init__(self, root: Path, ignore: DockerIgnore, problems: list[str], entries: int, work: int) -> None:
        self._root, self._ignore, self._problems = os.fspath(root), ignore, problems
        self._left = min(entries, work // max(1, len(ignore.rules)))
        self._files: list[str] = []
        self._folders: list[str] = []
        self._links: dict[str, str] = {}

    def listing(self) -> Listing:
        pending: list[tuple[str, bool, Matched]] = [("", False, ())]
        while pending and self._left > 0:
            folder, is_out, above = pending.pop()
            for entry in self._entries(folder, is_out=is_out):
                self._left -= 1
                if self._left < 0:
                    break
                out, matched = self._ignore.leaves_out(entry.path, above)
                if entry.is_folder and (not out or self._ignore.may_keep_below(entry.path)):
                    pending.append((entry.path, out, matched))
                if not out:
                    self._keep(entry)
        if pending or self._left < 0:
            self._problems.append("the build context holds more files than slimmer looks at")
        return Listing.of(self._files, self._folders, self._links, tuple(self._problems))

    def _keep(self, entry: _Entry) -> None:
        if entry.link is not None:
            self._links[entry.path] = entry.link
        elif entry.is_folder:
            self._folders.append(entry.path)
        elif entry.is_file:
            self._files.append(entry.path)

    def _entries(self, folder: str, *, is_out: bool) -> list[_Entry]:
        try:
            with os.scandir(f"{self._root}/{folder}") as entries:
                prefix = folder + "/" if folder else ""
                return [_entry(prefix, entry) for entry in islice(entries, self._left + 1)]
        except OSError as error:
            # The client skips what it may not look into where that is left out, and else gives up.
            if not (is_out and error.errno == errno.EACCES):
                self._problems.append(f"the folder {folder or '.'} cannot be searched: {_why(error)}")
            return []


def _entry(prefix: str, entry: os.DirEntry[str]) -> _Entry:
    path = prefix + entry.name
    link = os.readlink(entry.path) if entry.is_symlink() else None  # noqa: PTH115  Path normalises it
    return _Entry(path, entry.is_dir(follow_symlinks=False), entry.is_file(follow_symlinks=False), link)


def read_regular(path: Path, name: str, limit: int) -> bytes | Unread:
    """The bytes of a regular file that is no link; `name` is for messages."""
    try:
        # Without O_NONBLOCK a FIFO put there since would block for ever.
        flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY | os.O_NOFOLLOW
        with os.fdopen(os.open(path, flags), "rb", buffering=0) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return Unread(f"{name} is no regular file")
            data = _up_to(stream, limit + 1)
    except OSError as error:
        return Unread(f"{name} cannot be read: {_why(error)}")
    return data if len(data) <= limit else Unread(f"{name} has more than {limit // 10**6} MB")


def _up_to(stream: RawIOBase, limit: int) -> bytes:
    """At most `limit` bytes: a raw read may give fewer than there are."""
    parts: list[bytes] = []
    left = limit
    while left > 0 and (part := stream.read(min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _ignore_file(root: Path, dockerfile: Path | None) -> tuple[str, bytes, str | None]:
    """The name and the bytes of the file that counts, and what is wrong with it; no bytes where there is none."""
    own = dockerfile.with_name(dockerfile.name + IGNORE_FILE) if dockerfile is not None else None
    for path, top in ((own, dockerfile.parent if dockerfile else root), (root / IGNORE_FILE, root)):
        if path is None or not os.path.lexists(path):
            continue
        real = Path(os.path.realpath(path))
        if not real.is_relative_to(os.path.realpath(top)):
            return path.name, b"", f"{path.name} is a link to the outside"
        data = read_regular(real, path.name, MAX_IGNORE_BYTES)
        return (path.name, data, None) if isinstance(data, bytes) else (path.name, b"", data.why)
    return IGNORE_FILE, b"", None


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__
