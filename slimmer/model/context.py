"""The build context: what the builder is sent, by path; reading a real folder is `slimmer.model.folder`'s."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol


class Files(Protocol):
    """Files of a folder by their paths, relative to it and with `/`; what .dockerignore leaves out is not there."""

    def names(self) -> tuple[str, ...]:
        """The paths of all regular files and links to such, sorted."""

    def read(self, path: str) -> bytes | None:
        """A file's bytes; None when there is no such file, or it cannot be read or is too large to be."""

    def size(self, path: str) -> int | None:
        """A file's size in bytes, however large; None when there is no such file, or it is not known."""


@dataclass(frozen=True, slots=True)
class Held:
    """Files held in memory: for tests, and for what was read elsewhere."""

    contents: Mapping[str, bytes]

    def names(self) -> tuple[str, ...]:
        """The paths, sorted."""
        return tuple(sorted(self.contents))

    def read(self, path: str) -> bytes | None:
        """A file's bytes, None when there is no such file."""
        return self.contents.get(path)

    def size(self, path: str) -> int | None:
        """A file's size in bytes, None when there is no such file."""
        data = self.contents.get(path)
        return None if data is None else len(data)


@dataclass(frozen=True, eq=False)
class Context:
    """What evidence is read from.

    Attributes:
        files: what COPY and ADD can name.
        problems: what could not be read or was too much: a transform that relies on a file's absence must not
            when there is one.
    """

    files: Files
    problems: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, contents: Mapping[str, str]) -> Context:
        """A context of texts by path."""
        return cls(Held({path: text.encode() for path, text in contents.items()}))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The paths of all files, sorted."""
        return self.files.names()

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.names)

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left unread, so that what is not there is known to be absent."""
        return not self.problems

    def has(self, path: str) -> bool:
        """Whether there is a file at `path`, relative to the context."""
        return path in self._known

    def read(self, path: str) -> str | None:
        """A file's text, bytes that are not UTF-8 replaced; None when there is none, or it cannot be read."""
        data = self.files.read(path)
        return None if data is None else data.decode("utf-8-sig", "replace")

    def size(self, path: str) -> int | None:
        """A file's size in bytes; None when there is none, or it is not known."""
        return self.files.size(path)
