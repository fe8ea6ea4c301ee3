"""What git ignores: `.gitignore` files from the repository's top down, and `.git/info/exclude`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from slimmer.model.project import top_of
from slimmer.records import dataclass

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@dataclass(frozen=True, slots=True)
class Ignored:
    """The ignore rules that hold inside one folder.

    The nearest file with an opinion decides, and in it the last pattern that matches (gitignore(5)). The user's
    `core.excludesFile` is not read.

    Attributes:
        folder: resolved; the rules hold inside it.
        rules: pairs of a resolved folder and the patterns that count from there, the outermost first.
    """

    folder: Path
    rules: tuple[tuple[Path, GitIgnoreSpec], ...] = ()

    @classmethod
    def at(cls, folder: Path) -> Ignored:
        """The rules inside `folder`: its own, and those of its parents up to the top of the repository."""
        real = folder.resolve()
        top = top_of(real)
        if top is None:
            return cls(real, _rules(real, real / ".gitignore"))
        found = cls(top, _rules(top, _exclude_file(top)) + _rules(top, top / ".gitignore"))
        for name in real.relative_to(top).parts:
            if found.hides(name, is_folder=True):  # it was asked for all the same: the rules outside hide it whole
                found = cls(found.folder)
            found = found.inside(name)
        return found

    def inside(self, name: str) -> Ignored:
        """The rules inside the folder called `name`: these, and those of its `.gitignore`."""
        folder = self.folder / name
        return Ignored(folder, self.rules + _rules(folder, folder / ".gitignore"))

    def hides(self, name: str, *, is_folder: bool) -> bool:
        """Whether git would not track the file or folder called `name`."""
        if not self.rules:
            return False
        path = self.folder / name
        for top, patterns in reversed(self.rules):
            below = path.relative_to(top).as_posix() + "/" * is_folder
            verdict = patterns.check_file(below).include
            if verdict is not None:
                return verdict
        return False


def _rules(top: Path, file: Path) -> tuple[tuple[Path, GitIgnoreSpec], ...]:
    """The patterns of a file, which count from `top`; none where there is no such file."""
    try:
        lines = file.read_bytes().decode("utf-8", "surrogateescape").split("\n")
    except OSError:
        return ()
    if not any(line.strip() and not line.startswith("#") for line in lines):
        return ()
    # Only here, for it costs 20 ms of a start-up and many a run meets no such file.
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  as said above

    return ((top, GitIgnoreSpec.from_lines(lines)),)


def _exclude_file(top: Path) -> Path:
    """The repository's own exclude file; `.git` is a file in a linked work tree (gitrepository-layout(5))."""
    git = top / ".git"
    if os.path.isfile(git):  # noqa: PTH113  Path's raises where a folder may not be searched
        git = top / _first_line(git).removeprefix("gitdir: ")
        git /= _first_line(git / "commondir")
    return git / "info" / "exclude"


def _first_line(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8", "surrogateescape").partition("\n")[0]
    except OSError:
        return ""
