"""The protocol behind which the engines lie: what differs between buildx and buildctl, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from slimmer.build.request import Request
from slimmer.build.result import Engine
from slimmer.build.scratch import scratch
from slimmer.build.syntax import without_syntax
from slimmer.records import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Files of one attempt, in a folder that is gone afterwards.

    Args:
        folder: where the Dockerfile lies, as `Dockerfile`.
        archive: where the exported image is to be.
        syntax_removed: whether the Dockerfile's `# syntax=` was left out.
    """

    folder: Path
    archive: Path
    syntax_removed: bool


class Builder(Protocol):
    """An engine that builds."""

    @property
    def engine(self) -> Engine:
        """What it is."""

    @property
    def environment(self) -> Mapping[str, str]:
        """All variables of its programs."""

    @property
    def embedded_syntax(self) -> bool:
        """Whether Docker's frontend is to be the built-in one, because none can be fetched."""

    def command(self, request: Request, place: Place, labels: Mapping[str, str]) -> tuple[str, ...]:
        """Program and arguments that build, with progress as rawjson on standard error.

        Args:
            request: what to build.
            place: its files.
            labels: to put on the image besides.
        """

    def save(self, request: Request, place: Place, ticking: Callable[[], None]) -> None:
        """Bring the image into the archive, where the build itself could not.

        Raises:
            BuildError: it could not be saved.
        """

    def alive(self) -> bool:
        """Whether the engine answers."""

    def make_room(self) -> bool:
        """Clear the engine's cache where it serves slimmer alone; anybody else's is not touched.

        Returns:
            Whether anything was tried.
        """


@contextmanager
def placed(builder: Builder, request: Request) -> Iterator[Place]:
    """Lay out the files of an attempt, and take them away at the end."""
    with scratch("build") as folder:
        text = without_syntax(request.dockerfile) if builder.embedded_syntax else request.dockerfile
        (folder / "Dockerfile").write_bytes(text)
        if request.ignore is not None:
            (folder / "Dockerfile.dockerignore").write_bytes(request.ignore)
        yield Place(folder, request.archive or folder / "image.tar", text != request.dockerfile)
