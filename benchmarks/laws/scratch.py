"""Lay copies of the files out for a command, and read back what it made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER_SIZE = 1000


@dataclass(frozen=True, slots=True)
class Scratch:
    """Copies of files, each alone in a folder under the name every tool knows: `Dockerfile`.

    Attributes:
        root: the folder that holds nothing else.
        paths: one a file, absolute, in the order they were given.
    """

    root: Path
    paths: tuple[Path, ...]

    def read(self) -> list[bytes | None]:
        """What stands in each file now; None for one that is gone or unreadable."""
        return [_read(path) for path in self.paths]


def lay_out(root: Path, contents: Sequence[bytes]) -> Scratch:
    """Write the contents below `root`, which is made; at most 1,000 folders side by side."""
    paths = tuple(
        root.resolve() / f"{number // FOLDER_SIZE:03d}" / f"{number:06d}" / "Dockerfile"
        for number in range(len(contents))
    )
    root.mkdir(parents=True, exist_ok=True)
    for path, content in zip(paths, contents, strict=True):
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    return Scratch(root.resolve(), paths)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
