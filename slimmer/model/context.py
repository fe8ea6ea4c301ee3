"""The build context: what the builder is sent, by path; reading a real folder is `slimmer.model.folder`'s."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Protocol

from slimmer.records import dataclass

IGNORE_FILE = ".dockerignore"
_MAX_LINKS = 40
"""Links followed on the way to a file (MAXSYMLINKS of Linux)."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a file's bytes are not known; a clause such as "package-lock.json has more than 20 MB"."""

    why: str


@dataclass(frozen=True, eq=False)
class Listing:
    """What a folder holds, by paths relative to it and with `/`; what .dockerignore leaves out is not there.

    Attributes:
        files: regular files.
        folders: but for the folder itself.
        links: what symbolic links say.
        problems: what could not be looked at or was too much.
    """

    files: frozenset[str]
    folders: frozenset[str]
    links: Mapping[str, str]
    problems: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        files: Iterable[str],
        folders: Iterable[str] = (),
        links: Mapping[str, str] | None = None,
        problems: tuple[str, ...] = (),
    ) -> Listing:
        """A listing whose folders are completed by those above the others."""
        found, linked = frozenset(files), links or {}
        known = set(folders)
        for path in (*found, *linked, *known):
            while (path := posixpath.dirname(path)) and path not in known:
                known.add(path)
        return cls(found, frozenset(known), linked, problems)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The paths of all files and of the links that lead to no folder, broken ones too, sorted."""
        links = (path for path in self.links if not self.is_folder(path))
        return tuple(sorted((*self.files, *links)))

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder at `path`, links followed; "" is the folder itself."""
        real = self.real(path)
        return real == "" or real in self.folders

    def real(self, path: str) -> str | None:
        """Where a path leads when links are followed as the builder does: `/` is the folder, and `..` ends there.

        Returns:
            A member of `files` or `folders`, or ""; None when nothing is there.
        """
        if path in self.files:
            return path
        waiting = _parts(path)
        at = ""
        links = 0
        while waiting:
            name = waiting.pop()
            if name == "..":
                at = posixpath.dirname(at)
                continue
            here = f"{at}/{name}" if at else name
            if here in self.links:
                target = self.links[here]
                links += 1
                if links > _MAX_LINKS:
                    return None
                at = "" if target.startswith("/") else at
                waiting += _parts(target)
            elif here in self.folders or (here in self.files and not waiting):
                at = here
            else:
                return None
        return at


def _parts(path: str) -> list[str]:
    """The names in a path, the last one first."""
    return [name for name in reversed(path.split("/")) if name not in ("", ".")]


class Files(Protocol):
    """Where a context's files come from."""

    def listing(self) -> Listing:
        """What is there; always the same."""

    def read(self, path: str) -> bytes | Unread:
        """The bytes of one of the listing's files."""

    def size(self, path: str) -> int | None:
        """The size in bytes of one of the listing's files, however large; None when it is not known."""


@dataclass(frozen=True, slots=True)
class Held:
    """Files held in memory: for tests, and for what was read elsewhere."""

    contents: Mapping[str, bytes]
    problems: tuple[str, ...] = ()

    def listing(self) -> Listing:
        """The paths."""
        return Listing.of(self.contents, problems=self.problems)

    def read(self, path: str) -> bytes | Unread:
        """A file's bytes."""
        return self.contents[path]

    def size(self, path: str) -> int:
        """A file's size in bytes."""
        return len(self.contents[path])


@dataclass(frozen=True, eq=False)
class Context:
    """What evidence is read from; the folder behind it is looked at when first asked."""

    files: Files

    @classmethod
    def of(cls, contents: Mapping[str, str], problems: tuple[str, ...] = ()) -> Context:
        """A context of texts by path."""
        return cls(Held({path: text.encode() for path, text in contents.items()}, problems))

    @cached_property
    def listing(self) -> Listing:
        """Files, folders and links."""
        return self.files.listing()

    @property
    def names(self) -> tuple[str, ...]:
        """The paths of all files and of the links that lead to no folder, sorted."""
        return self.listing.names

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be looked at or was too much; for messages."""
        return self.listing.problems

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left unseen, so that what is not there is known to be absent."""
        return not self.problems

    def has(self, path: str) -> bool:
        """Whether there is a file, or a link that leads nowhere, at `path`, relative to the context."""
        listing = self.listing
        real = listing.real(path)
        return real in listing.files or (real is None and path in listing.links)

    def below(self, folder: str) -> Iterator[str]:
        """The names of the files below a folder, "" for all."""
        names = self.names
        if not folder:
            return iter(names)
        following = folder + chr(ord("/") + 1)
        return (names[at] for at in range(bisect_left(names, folder + "/"), bisect_left(names, following)))

    def read(self, path: str) -> str | None:
        """A file's text, bytes that are not UTF-8 replaced; None when there is none, or `unread` says why not."""
        data = self._bytes(path)
        return data.decode("utf-8-sig", "replace") if isinstance(data, bytes) else None

    def unread(self, path: str) -> str | None:
        """Why a file cannot be read; None when it can."""
        data = self._bytes(path)
        return data.why if isinstance(data, Unread) else None

    def size(self, path: str) -> int | None:
        """A file's size in bytes, links followed; None when there is none, or it is not known."""
        real = self.listing.real(path)
        return self.files.size(real) if real is not None and real in self.listing.files else None

    def _bytes(self, path: str) -> bytes | Unread:
        real = self.listing.real(path)
        if real is None or real not in self.listing.files:
            linked = path in self.listing.links
            return Unread(f"{path} is a link that leads to no file" if linked else f"{path} does not exist")
        return self.files.read(real)
