"""Find the entry points of a group in the installed distributions, and the modules of a package.

`importlib.metadata` gives the same answer, but importing it costs 27 ms of every run; here only the files
`entry_points.txt` beside the installed packages are read (1 ms with 80 distributions). Where part of the
import path is an archive, `importlib.metadata` is asked.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_SUFFIXES = (".dist-info", ".egg-info")


class Entry(NamedTuple):
    """One line of an entry-point group: `name = value`, and the distribution that has it."""

    name: str
    value: str
    distribution: str


def entries(group: str, path: Iterable[str]) -> tuple[Entry, ...]:
    """The entry points of `group`, of the first distribution of each name on the import path, sorted.

    Args:
        group: such as `slimmer.transforms`.
        path: folders, as in `sys.path`.
    """
    places = [place or os.curdir for place in path]
    if any(os.path.isfile(place) for place in places):  # noqa: PTH113  # pathlib is slower, and this is every run
        return _by_metadata(group)
    found: list[Entry] = []
    seen: set[str] = set()
    for place in dict.fromkeys(places):
        for distribution, folder in _distributions(place):
            if distribution in seen:
                continue
            seen.add(distribution)
            found += _group(_read(folder), group, distribution)
    return tuple(sorted(found))


def modules(folders: Iterable[str]) -> list[str]:
    """The names of a package's modules, sorted.

    `pkgutil` gives the same answer and imports `inspect` for it, which costs 6 ms of every run; it is asked where there
    is more than source files: an archive, packages, or what has been compiled.

    Args:
        folders: the package's `__path__`.
    """
    places = list(folders)
    try:
        names = {name for place in places for name in os.listdir(place)}  # noqa: PTH208  as above
    except OSError:
        return _by_pkgutil(places)
    stems = [name.rpartition(".") for name in names - {"__init__.py", "__pycache__"}]
    if not all(stem and ending == "py" for stem, _, ending in stems):
        return _by_pkgutil(places)
    return sorted(stem for stem, _, _ in stems if "." not in stem)


def _by_pkgutil(places: list[str]) -> list[str]:
    from pkgutil import iter_modules  # noqa: PLC0415  # see above

    return sorted({each.name for each in iter_modules(places)})


def _distributions(place: str) -> Iterator[tuple[str, str]]:
    """Normalised names and metadata folders of the distributions in a folder of the import path."""
    try:
        names = os.listdir(place)  # noqa: PTH208  as above
    except OSError:
        return
    for name in names:
        if name.endswith(_SUFFIXES):
            distribution = name.rpartition(".")[0].partition("-")[0]
            yield _normal(distribution), f"{place}{os.sep}{name}"


def _normal(distribution: str) -> str:
    """A distribution's name as other files may spell it: `My.Plug` is `my_plug`."""
    return distribution.lower().replace("_", "-").replace(".", "-")


def _read(folder: str) -> str:
    try:
        with open(f"{folder}{os.sep}entry_points.txt", encoding="utf-8", errors="replace") as file:  # noqa: PTH123  as above
            return file.read()
    except OSError:
        return ""


def _group(text: str, group: str, distribution: str) -> Iterator[Entry]:
    """The entries of one group in an `entry_points.txt` (the packaging guide's format, of INI files)."""
    if group not in text:
        return
    section = ""
    for line in map(str.strip, text.split("\n")):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1].strip()
        elif section == group and "=" in line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            yield Entry(name.strip(), value.strip(), distribution)


def _by_metadata(group: str) -> tuple[Entry, ...]:
    from importlib.metadata import entry_points  # noqa: PLC0415  # see the module's docstring

    found = entry_points(group=group)
    names = (each.dist.name if each.dist else "an unknown distribution" for each in found)
    return tuple(sorted(Entry(each.name, each.value, _normal(name)) for each, name in zip(found, names, strict=True)))
