"""The two engines there can be in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from benchmarks.engine import buildkit, dockerd
from benchmarks.engine.folders import Folders


class Edition(Protocol):
    """What an engine's module offers; see dockerd and buildkit."""

    def probe(self, folders: Folders) -> list[str | Path]:
        """A command that succeeds when the daemon serves."""

    def prepare(self, folders: Folders) -> None:
        """Write the settings."""

    def services(self, folders: Folders) -> list[list[str | Path]]:
        """The commands to start."""

    def clearing(self, folders: Folders) -> list[str | Path]:
        """A command that empties the cache of builds; base images stay."""

    def variables(self, folders: Folders) -> dict[str, str]:
        """What leads the clients to it."""


def is_buildkit(folders: Folders) -> bool:
    """Whether it is BuildKit alone; also before anything is unpacked it is not."""
    return folders.edition.exists() and folders.edition.read_text().strip() == buildkit.NAME


def edition(folders: Folders) -> Edition:
    """The engine in these folders."""
    return buildkit if is_buildkit(folders) else dockerd
