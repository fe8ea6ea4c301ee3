"""Find the Dockerfiles that paths on the command line mean."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from slimmer.errors import InputError
from slimmer.records import dataclass

STDIN = "-"
STDIN_NAMES = frozenset({STDIN, "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"})
_PATTERNS = "Dockerfile, Containerfile, Dockerfile.*, *.Dockerfile or *.dockerfile"
# What editors, patch and merge tools leave beside a file they changed.
_LEFTOVERS = ("~", ".bak", ".orig", ".rej", ".save", ".swn", ".swo", ".swp", ".tmp", ".dockerignore")


@dataclass(frozen=True, slots=True)
class Found:
    """What the command line means.

    Attributes:
        files: paths as they are shown, each file once, in the order of the command line, folders sorted.
        errors: what could not be looked into, or held nothing.
    """

    files: tuple[str, ...]
    errors: tuple[InputError, ...]


def is_dockerfile(name: str) -> bool:
    """Whether a file of this name is taken from a folder: by its name alone, as `docker build -f` users have it."""
    if name.endswith(_LEFTOVERS) or name.startswith(".#"):
        return False
    if name in ("Dockerfile", "Containerfile"):
        return True
    return name.startswith("Dockerfile.") or name.endswith((".Dockerfile", ".dockerfile"))


def discover(paths: Sequence[str], excluded: Callable[[str], bool]) -> Found:
    """The files that `paths` mean: files as they are, folders searched, `-` for standard input.

    A path that does not exist is left to the reader, which says why. A folder is searched without following
    links to folders, without `.git`, and without what git ignores; a folder that holds no Dockerfile is an error,
    since a run that looked at nothing must not look like a success.
    """
    files: dict[str, str] = {}
    errors: list[InputError] = []
    for path in paths:
        if path in STDIN_NAMES:
            files.setdefault(STDIN, STDIN)
        elif not path:
            errors.append(InputError("''", "an empty argument names no file; is it a variable that is not set?"))
        elif os.path.isdir(path):  # noqa: PTH112  Path's raises where a folder may not be searched
            before = len(errors)
            found = [file for file in _walk(path, errors) if not excluded(file)]
            if not found and len(errors) == before:
                errors.append(
                    InputError(_shown(path), f"holds no file named {_PATTERNS} that is neither ignored nor excluded")
                )
            for file in found:
                _add(files, file)
        else:
            _add(files, path)
    return Found(_without_doubles(files), tuple(errors))


def _add(files: dict[str, str], path: str) -> None:
    shown = _shown(path)
    files.setdefault(os.path.normpath(shown), shown)


def _shown(path: str) -> str:
    """The path as messages and diffs name it: relative to the working folder where it lies below it."""
    if not path.startswith("/"):
        return path.removeprefix("./") or path
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except (OSError, ValueError):
        return path


def _without_doubles(files: dict[str, str]) -> tuple[str, ...]:
    """Without links to a file that is in the list itself: a diff against a link does not apply."""
    links = {path for path in files.values() if path != STDIN and os.path.islink(path)}  # noqa: PTH114  as above
    if not links:
        return tuple(files.values())
    real = {_resolved(path) for path in files.values() if path not in links}
    kept: list[str] = []
    for path in files.values():
        if path in links:
            target = _resolved(path)
            if target in real:
                continue
            real.add(target)
        kept.append(path)
    return tuple(kept)


def _resolved(path: str) -> str:
    return os.path.realpath(path)  # not Path.resolve: it raises on a loop of links before Python 3.13


def _walk(top: str, errors: list[InputError]) -> Iterator[str]:
    from slimmer.cli.ignored import Ignored  # noqa: PLC0415  a folder is searched, not a file

    pending = [(top, Ignored.at(Path(top)))]
    while pending:
        folder, ignored = pending.pop()
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            errors.append(InputError(_shown(folder), f"cannot be searched: {error.strerror}"))
            continue
        below = []
        for entry in listed:
            is_folder = entry.is_dir(follow_symlinks=False)
            if is_folder:
                if entry.name != ".git" and not ignored.hides(entry.name, is_folder=True):
                    below.append((entry.path, ignored.inside(entry.name)))
            elif _is_wanted(entry) and not ignored.hides(entry.name, is_folder=False):
                yield entry.path
        pending += reversed(below)


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    """Whether it has the name of a Dockerfile and is no link to a folder; a broken link is left to the reader."""
    if not is_dockerfile(entry.name):
        return False
    try:
        return not entry.is_dir()
    except OSError:
        return True
