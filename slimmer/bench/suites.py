"""The cases of a run, whatever they are given as."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

from slimmer.bench import cases
from slimmer.bench.apps import read_apps
from slimmer.bench.cases import Case
from slimmer.bench.modelling import History
from slimmer.errors import UsageError
from slimmer.passes.settings import nearest
from slimmer.records import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One case of a run.

    Args:
        name: of the case.
        place: where it was found, for messages.
        opened: gives the case with its files, and its history where it has one, as long as a block runs.
    """

    name: str
    place: str
    opened: Callable[[], AbstractContextManager[tuple[Case, History | None]]]


def find(paths: Iterable[str], suites: Iterable[str], clones: Path | None = None) -> tuple[Entry, ...]:
    """The cases that paths lead to.

    Args:
        paths: folders that hold a case or a Dockerfile, Dockerfiles, and files that name applications.
        suites: folders whose folders hold cases.
        clones: where repositories of applications are, see `git.repository`.

    Raises:
        UsageError: there is no case at a path, or it is wrong.
        InputError: one cannot be read.
    """
    found = [entry for each in paths for entry in _at(Path(each), clones)]
    for each in suites:
        if not Path(each).is_dir():
            raise UsageError(f"--suite {each}: no folder")
        found += map(_entry, cases.below(Path(each)))
    return tuple(found)


def _at(path: Path, clones: Path | None) -> Iterator[Entry]:
    if path.is_file() and path.name == cases.FILE:
        path = path.parent
    if path.is_file() and path.suffix == ".toml":
        for app in read_apps(path):
            yield Entry(app.case.name, f"{path}, {app.repo}", partial(app.fetched, clones))
    elif (path / cases.FILE).is_file():
        yield _entry(cases.read(path))
    elif path.is_file() or (path / "Dockerfile").is_file():
        yield _entry(_plain(path if path.is_file() else path / "Dockerfile"))
    elif path.is_dir() and any(path.glob(f"*/{cases.FILE}")):
        raise UsageError(f"{path}: holds cases, but is none: give it as --suite")
    else:
        hint = f"give a folder that holds a {cases.FILE} or a Dockerfile, a Dockerfile, or a .toml file of applications"
        raise UsageError(f"{path}: no case: {hint}")


def _plain(dockerfile: Path) -> Case:
    """A Dockerfile of which no more is told."""
    folder = dockerfile.resolve().parent
    note = f"no {cases.FILE} tells of it: its own folder is the build context"
    return Case(folder.name, str(dockerfile), dockerfile, folder, notes=(note,))


def _entry(case: Case) -> Entry:
    return Entry(case.name, str(case.context.parent), lambda: nullcontext((case, None)))


def chosen(entries: Iterable[Entry], names: tuple[str, ...]) -> tuple[Entry, ...]:
    """The cases of these names, in their order; all without names.

    Raises:
        UsageError: there is none of a name, or two of one.
    """
    by_name: dict[str, Entry] = {}
    for entry in entries:
        if entry.name in by_name:
            raise UsageError(f"two cases are called {entry.name}: {by_name[entry.name].place} and {entry.place}")
        by_name[entry.name] = entry
    unknown = [name for name in names if name not in by_name]
    if unknown:
        told = f"no case is called {', '.join(unknown)}{nearest(unknown[0], by_name)}"
        raise UsageError(f"{told}; there are {', '.join(by_name)}")
    return tuple(by_name[name] for name in dict.fromkeys(names)) if names else tuple(by_name.values())
