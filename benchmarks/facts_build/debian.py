"""What packages of a release weigh and need: run by hand when a release changes, or is added.

`python -m benchmarks.facts_build.debian SUITE ORIGIN DATE ROOTS PACKAGES...`: ROOTS is a file of package names, one
a line; PACKAGES are index files of the release (`Packages.xz` of main, and for Ubuntu of universe). Written is
slimmer/knowledge/debian/SUITE.txt: the roots and all they lead to, without what every image of the release has
(required packages, apt and what these need).
"""

from __future__ import annotations

import lzma
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from benchmarks.facts_build.commands import KNOWLEDGE

FOLDER = KNOWLEDGE / "debian"
_INSTEAD = {"usrmerge": "usr-is-merged"}
"""A fresh system is made merged, and needs no program that merges it."""
_RANK = {"required": 0, "important": 1, "standard": 2}


class Package(NamedTuple):
    """A package as its index has it; alternatives are lists of names."""

    kilobytes: int
    priority: str
    depends: tuple[tuple[str, ...], ...]
    recommends: tuple[tuple[str, ...], ...]
    provides: tuple[str, ...]


class Index:
    """The packages of a release, and who provides what."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.packages: dict[str, Package] = {}
        for path in paths:
            for name, package in _read(path):
                self.packages.setdefault(name, package)
        self.providers: dict[str, list[str]] = {}
        for name, package in self.packages.items():
            for virtual in package.provides:
                self.providers.setdefault(virtual, []).append(name)

    def chosen(self, alternatives: tuple[str, ...]) -> str | None:
        """The package apt takes: the first that is there, or the first one's most basic provider."""
        for name in (_INSTEAD.get(each, each) for each in alternatives):
            if name in self.packages:
                return name
            if name in self.providers:
                return min(self.providers[name], key=lambda each: (_RANK.get(self.packages[each].priority, 3), each))
        return None

    def needs(self, name: str) -> tuple[list[str], list[str]]:
        """What a package depends on, and what it recommends besides."""
        package = self.packages[name]
        depends = {found for each in package.depends if (found := self.chosen(each))}
        recommends = {found for each in package.recommends if (found := self.chosen(each))}
        return sorted(depends), sorted(recommends - depends)

    def base(self) -> set[str]:
        """What every image has: required packages, apt, and what they need."""
        todo = [name for name, package in self.packages.items() if package.priority == "required"] + ["apt"]
        found: set[str] = set()
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                todo += self.needs(name)[0]
        return found


def table(index: Index, roots: Iterable[str]) -> Iterator[str]:
    """The lines of a table: a name, kilobytes (1,024 bytes), what it needs, `~`, what it recommends."""
    base = index.base()
    yield "= " + " ".join(sorted(base))
    todo = [name for root in roots if (name := index.chosen((root,)))]
    found: set[str] = set()
    while todo:
        name = todo.pop()
        if name in base or name in found:
            continue
        found.add(name)
        depends, recommends = index.needs(name)
        todo += depends + recommends
    for name in sorted(found):
        depends, recommends = ([each for each in names if each not in base] for names in index.needs(name))
        yield " ".join(
            (name, str(index.packages[name].kilobytes), *depends, *(["~", *recommends] if recommends else ()))
        )


def _read(path: str) -> Iterator[tuple[str, Package]]:
    fields: dict[str, str] = {}
    with lzma.open(path, "rt", encoding="utf-8", errors="replace") as lines:
        for line in chain(lines, "\n"):
            if line != "\n":
                if line[0] not in " \t":
                    key, _, value = line.rstrip("\n").partition(": ")
                    fields[key] = value
                continue
            if "Package" in fields:
                yield fields["Package"], _package(fields)
            fields = {}


def _package(fields: dict[str, str]) -> Package:
    needed = ", ".join(fields[key] for key in ("Pre-Depends", "Depends") if key in fields)
    provided = (each[0] for each in _names(fields.get("Provides", "")))
    size = int(fields.get("Installed-Size", "0"))
    return Package(
        size, fields.get("Priority", ""), _names(needed), _names(fields.get("Recommends", "")), tuple(provided)
    )


def _names(field: str) -> tuple[tuple[str, ...], ...]:
    """The groups of alternatives of a dependency field, without versions and architectures."""
    groups = (group.split("|") for group in field.split(",") if group.strip())
    return tuple(tuple(re.split(r"[ :(\[]", name.strip())[0] for name in group) for group in groups)


if __name__ == "__main__":
    suite, origin, date, roots_file, *paths = sys.argv[1:]
    roots = Path(roots_file).read_text(encoding="utf-8").split()
    head = (
        f"# {origin}\n# {date}\n# name, kilobytes, what it needs, ~, what it recommends; = is what every image has.\n"
    )
    text = head + "".join(line + "\n" for line in table(Index(paths), roots))
    FOLDER.joinpath(f"{suite}.txt").write_text(text, encoding="utf-8")
