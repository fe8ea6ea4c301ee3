"""What Debian's packages recommend, and which of it matters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase, translate
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from slimmer.knowledge.closures import holds
from slimmer.knowledge.files import load
from slimmer.knowledge.tiers import commands_of
from slimmer.records import dataclass, replace


@dataclass(frozen=True, slots=True)
class Judgement:
    """When a recommended package is to be installed by name, and whether that is enough.

    Attributes:
        why: one sentence.
        always: in any case.
        calls: programs whose call asks for it.
        words: texts in a script that ask for it.
        beside: texts in the name of a package installed with it that ask for it.
        unless: texts in the name of a package installed with it that make `beside` count for nothing.
        scripts: whether a script that nobody reads may well call one of `calls`: then it is not known what is needed.
        for_scripts: whether it is installed by name where such a script may call one, though few do.
        toolbox: whether it is wanted where people work in the container.
        called_by: packages, named like their programs, that call it for whoever calls them.
        refused: whether a name added does not do: the recommended packages stay.
    """

    why: str
    always: bool = False
    calls: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    scripts: bool = True
    for_scripts: bool = False
    toolbox: bool = False
    called_by: frozenset[str] = frozenset()
    refused: bool = False

    def is_wanted_beside(self, packages: Iterable[str]) -> bool:
        """Whether one of the packages installed with it asks for it."""
        names = " ".join(packages)
        return any(text in names for text in self.beside) and not any(text in names for text in self.unless)


@dataclass(frozen=True, slots=True)
class Behind:
    """What asks for a package that comes with what a recommended one needs.

    Attributes:
        calls: programs whose call needs it: its own, as far as they are known, and others.
        scripts: whether scripts that nobody reads are likely to call them.
        partly: whether an image that has the programs may lack what the package adds to them.
        beside: texts in the names of packages named with it that ask for it where all are there.
    """

    calls: tuple[str, ...] = ()
    scripts: bool = False
    partly: bool = False
    beside: tuple[str, ...] = ()

    def is_wanted_beside(self, packages: Iterable[str]) -> bool:
        """Whether packages that are installed by name ask for it together."""
        names = " ".join(packages) if self.beside else ""
        return bool(self.beside) and all(text in names for text in self.beside)


@lru_cache(maxsize=4096)
def alike(package: str, release: str) -> str | None:
    """The name under which the table of a release holds a package, or one that is like it; None if it holds none."""
    if holds(package, release):
        return package
    if (lean := _lean(package)) is not None:
        return lean
    if _patterns("unlike").match(package):
        return None
    for pattern, names in _table()["alike"].items():
        if fnmatchcase(package, pattern):
            head, _, tail = pattern.partition("*")
            middle = package[len(head) : len(package) - len(tail)]
            found = next((each for name in names.split() if holds(each := name.replace("*", middle), release)), None)
            if found is not None:
                return str(found)
    return None


def _lean(package: str) -> str | None:
    """The package that a library's is like which only some releases have, and for which nothing recommended matters."""
    names, patterns = _leans()
    found = names.get(package)
    return found or next((like for some, like in patterns if some.match(package)), None)


@lru_cache(maxsize=1)
def _leans() -> tuple[Mapping[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    words = [(word, like) for like, names in _table()["lean"].items() for word in names.split()]
    patterns: dict[str, list[str]] = {}
    for word, like in words:
        if "*" in word or "[" in word:
            patterns.setdefault(like, []).append(translate(word))
    return dict(words), tuple((re.compile("|".join(some)), like) for like, some in patterns.items())


def matters_beside(package: str) -> str | None:
    """The package without which another one is of no use where that is only thought to be needed."""
    found: str | None = _table()["guessed"].get(package)
    return found


def judgement(package: str) -> Judgement | None:
    """Find what to do about a recommended package that is left out; None when nobody has judged it."""
    return _judgements().get(package)


@lru_cache(maxsize=4096)
def behind(package: str) -> Behind:
    """Find what asks for a package that nothing recommends itself."""
    entry = _table()["behind"].get(package, {})
    calls = (*commands_of(package), *entry.get("calls", "").split())
    if not calls and not entry:
        return _NOBODY
    return Behind(calls, entry.get("scripts", False), entry.get("partly", False), tuple(entry.get("beside", ())))


_NOBODY = Behind()


@lru_cache(maxsize=4096)
def is_harmless(package: str) -> bool:
    """Whether nothing in a container is known to need it."""
    return _patterns("harmless").match(package) is not None


def once_recommended(suite: str) -> tuple[frozenset[str], frozenset[str]]:
    """Packages that a release without an index may only recommend, and those that do so where others recommend them.

    Args:
        suite: "stretch"; "" where it is not known.
    """
    needed, shared = (_table()["once"][key].items() for key in ("needed", "shared"))
    always = frozenset(name for name, but in needed if suite not in but.split())
    return always, frozenset(name for name, but in shared if suite not in but.split())


@lru_cache(maxsize=32)
def more_recommended(suite: str) -> Mapping[str, frozenset[str]]:
    """What packages recommend in an older release, beside what its table, or that of the nearest one, has.

    Args:
        suite: "xenial"; "" where it is not known.
    """
    some = _table()["once"]["recommended"].items()
    found = {name: frozenset(one["packages"].split()) for name, one in some if suite in ("", *one["suites"].split())}
    return MappingProxyType(found)


def of_others(package: str) -> tuple[str, str] | None:
    """What a package of another repository than Debian's recommends, and a command that does instead of it."""
    entry = _table()["others"].get(package)
    return (entry["package"], entry["command"]) if entry is not None else None


def is_everywhere(package: str) -> bool:
    """Whether all releases have a package of this name, those too whose tables are not there."""
    return package in _everywhere()


@lru_cache(maxsize=1)
def callers_of_none() -> frozenset[str]:
    """Programs that, when a container starts them, call none of those that others bring."""
    return frozenset(_table()["alone"]["names"].split())


@lru_cache(maxsize=1)
def _everywhere() -> frozenset[str]:
    return frozenset(_table()["everywhere"]["names"].split())


@lru_cache(maxsize=2)
def _patterns(section: str) -> re.Pattern[str]:
    """All patterns in one expression: it is asked for hundreds of packages of one call."""
    return re.compile("|".join(map(translate, " ".join(_table()[section].values()).split())))


@lru_cache(maxsize=1)
def _judgements() -> Mapping[str, Judgement]:
    table = _table()
    found = {name: _read(entry) for name, entry in table["kept"].items()}
    for key in ("compilers", "mail"):
        entry = table[key]
        judged = replace(_read(entry), always=False, refused=True)
        found.update(dict.fromkeys(entry["packages"].split(), judged))
    return MappingProxyType(found)


def _read(entry: Mapping[str, Any]) -> Judgement:
    return Judgement(
        why=entry["why"],
        always=entry.keys() == {"why"},
        calls=frozenset(entry.get("calls", "").split()),
        words=tuple(entry.get("words", ())),
        beside=tuple(entry.get("beside", ())),
        unless=tuple(entry.get("unless", ())),
        scripts=entry.get("scripts", True),
        for_scripts=entry.get("for_scripts", False),
        toolbox=entry.get("toolbox", False),
        called_by=frozenset(entry.get("called_by", "").split()),
    )


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load("recommends.json")
    return table
