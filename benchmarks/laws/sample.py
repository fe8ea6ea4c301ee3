"""Choose the Dockerfiles a command is measured on."""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


class SampleError(Exception):
    """The folder or list names no readable file."""


@dataclass(frozen=True, slots=True)
class Case:
    """One Dockerfile before anything touched it.

    Attributes:
        name: the name it is reported by: the file's own, relative to the folder it was found in.
        before: its bytes.
    """

    name: str
    before: bytes


@dataclass(frozen=True, slots=True)
class Sample:
    """The files measured, and how they were chosen.

    Attributes:
        source: last part of the folder's or list's name.
        total: how many files it held.
        seed: of the random choice; None when all were taken.
        digest: SHA-256 over names and bytes: equal digests mean equal inputs.
        cases: in the order of the source.
    """

    source: str
    total: int
    seed: int | None
    digest: str
    cases: tuple[Case, ...]


def choose(source: Path, limit: int | None = None, seed: int = 0) -> Sample:
    """Read the files of a folder, or those a list names.

    Args:
        source: a folder (every regular file below it, hidden ones left out) or a text file with one path a
            line, relative paths being relative to the list.
        limit: take that many at random; None takes all.
        seed: of the random choice.

    Raises:
        SampleError: nothing there, or a listed file cannot be read.
    """
    root = source if source.is_dir() else source.parent
    paths = sorted(_below(source)) if source.is_dir() else _listed(source)
    if not paths:
        raise SampleError(f"{source}: no files")
    chosen = paths
    if limit is not None and limit < len(paths):
        indexes = sorted(random.Random(seed).sample(range(len(paths)), limit))
        chosen = [paths[index] for index in indexes]
    try:
        cases = tuple(Case(_name(path, root), path.read_bytes()) for path in chosen)
    except OSError as error:
        raise SampleError(str(error)) from error
    drawn = seed if len(chosen) < len(paths) else None
    return Sample(source.name, len(paths), drawn, digest(cases), cases)


def digest(cases: Iterable[Case]) -> str:
    """SHA-256 in hexadecimal over every name and content, in order."""
    running = hashlib.sha256()
    for case in cases:
        running.update(f"{case.name}\0{len(case.before)}\0".encode("utf-8", "surrogateescape"))
        running.update(case.before)
    return running.hexdigest()


def _below(folder: Path) -> list[Path]:
    found: list[Path] = []
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(Path(where, name) for name in names if not name.startswith("."))
    return [path for path in found if path.is_file()]


def _listed(source: Path) -> list[Path]:
    try:
        lines = source.read_text().split("\n")
    except OSError as error:
        raise SampleError(str(error)) from error
    return [source.parent / line for line in lines if line]


def _name(path: Path, root: Path) -> str:
    return os.path.relpath(path, root) if path.is_relative_to(root) else path.name
