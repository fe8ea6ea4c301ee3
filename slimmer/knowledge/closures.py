"""What Debian's and Ubuntu's packages weigh together with all they need, by the indexes of the releases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from slimmer.knowledge.vocabulary import Source
from slimmer.records import dataclass
from slimmer.shipped import shipped

RELEASES = ("bullseye", "bookworm", "trixie", "jammy", "noble")


@dataclass(frozen=True, slots=True)
class Closure:
    """Packages that an installation adds.

    Attributes:
        size: unpacked bytes by the packages' own word (Installed-Size); slim images drop their documentation.
        packages: their names.
        unknown: packages that were asked for and that the table does not hold.
        recommended: bytes of those that nothing needs: they come only because others recommend them.
    """

    size: int
    packages: frozenset[str]
    unknown: tuple[str, ...]
    recommended: int
    source: Source


def closure(
    packages: Iterable[str], release: str, *, recommends: bool = True, present: frozenset[str] = frozenset()
) -> Closure | None:
    """Find what installing packages adds.

    Args:
        packages: names as `apt-get install` takes them, without version and architecture.
        release: "bookworm", "noble".
        recommends: whether recommended packages are installed, which apt does unless told not to.
        present: packages that the image has, beside those that every image of the release has.

    Returns:
        None where the release has no table.
    """
    table = _release(release)
    if table is None:
        return None
    asked = tuple(dict.fromkeys(packages))
    known = tuple(name for name in asked if name in table.packages.lines or name in table.base or name in present)
    needed = _reached(table, known, present, recommends=False)
    found = _reached(table, known, present, recommends=True) if recommends else needed
    return Closure(
        size=table.size(found),
        packages=found,
        unknown=tuple(name for name in asked if name not in known),
        recommended=table.size(found - needed),
        source=table.source,
    )


def left_out(
    packages: Iterable[str],
    release: str,
    present: frozenset[str] = frozenset(),
    doubted: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset()),
) -> frozenset[str]:
    """Find the packages that only a recommendation of those named, or of what they need, would bring.

    Args:
        packages: names as in `closure`; those that the table does not hold recommend nothing.
        release: one of RELEASES.
        present: packages that the image has.
        doubted: needed packages that count as recommended, and those that do where another package recommends them.
    """
    table = _release(release)
    if table is None:
        return frozenset()
    named = tuple(packages)
    needed = _reached(table, named, present, recommends=False)
    wanted = {name for each in needed for name in table.packages[each][2]}
    always, shared = doubted
    surely = needed - always - (shared & wanted) | needed.intersection(named)
    return frozenset((wanted | needed) - surely - present - table.base)


def holds(package: str, release: str) -> bool:
    """Whether the table of a release tells what a package needs and recommends."""
    table = _release(release)
    return table is not None and (package in table.packages.lines or package in table.base)


def nearest(suite: str, reference: str = "") -> str:
    """The release with a table that is most like a suite of Debian's or Ubuntu's.

    Args:
        suite: "" where it is not known.
        reference: the image, whose name or tag may tell all the same that it is Ubuntu, and its number or name. Where
            neither is told it is the newest with a table: `ubuntu` is pulled as the latest LTS.
    """
    if suite in RELEASES or suite in _NEAREST:
        return _NEAREST.get(suite, suite)
    if "ubuntu" not in reference:
        return "bookworm"
    number = re.search(_NUMBER, reference)
    words = re.split(r"[-:]", reference)
    is_older = int(number[1]) <= _JAMMY if number is not None else any(word in _BEFORE_NOBLE for word in words)
    return "jammy" if is_older else "noble"


OLDER_UBUNTU = "jammy"
"""The release with a table that is like those of Ubuntu before the newest."""


def is_any_ubuntu(suite: str, release: str) -> bool:
    """Whether a release stands for one of Ubuntu's that is not known: `ubuntu` is another one every two years."""
    return not suite and release == "noble"


def suite_named(reference: str) -> str:
    """The long-term release of Ubuntu, or the one with a table, that the name or tag of an image tells; else ""."""
    number = re.search(_NUMBER, reference) if "ubuntu" in reference else None
    if number is not None:
        return _LONG_TERM.get(number[1], "")
    # The name of an image may be any word, `stretch` too, where it speaks of no distribution.
    spoken = "ubuntu" in reference or "debian" in reference
    words = re.split(r"[-:_./]", reference if spoken else reference.rpartition("/")[2].partition(":")[2])
    return next((each for each in (*RELEASES, *_NEAREST) if each in words), "")


_LONG_TERM = {"14": "trusty", "16": "xenial", "18": "bionic", "20": "focal", "22": "jammy", "24": "noble"}
_NUMBER = r"ubuntu(?:@|:|-|_)?(\d\d)[.-](?:04|10)(?!\d)"
_JAMMY = 22
_BEFORE_NOBLE = frozenset(
    (
        *("precise", "quantal", "raring", "saucy", "utopic", "vivid", "wily", "yakkety", "zesty", "artful"),
        *("cosmic", "disco", "eoan", "groovy", "hirsute", "impish", "kinetic"),
    )
)
"""Ubuntu's releases that no other table knows (wiki.ubuntu.com/Releases, 2026-11-28); those behind are like noble."""

_NEAREST = {
    **dict.fromkeys(("trusty", "xenial", "bionic", "focal"), "jammy"),
    **dict.fromkeys(("wheezy", "jessie", "stretch", "buster"), "bullseye"),
    "resolute": "noble",
    "forky": "trixie",
    "sid": "trixie",
}


@dataclass(frozen=True, slots=True, eq=False)
class _Release:
    """The table of a release: bytes, needs and recommendations by package."""

    base: frozenset[str]
    packages: _Packages
    source: Source

    def size(self, names: Iterable[str]) -> int:
        return sum([self.packages[name][0] for name in names])


@lru_cache(maxsize=64)  # what one call installs is asked for several times over
def _reached(table: _Release, names: tuple[str, ...], present: frozenset[str], *, recommends: bool) -> frozenset[str]:
    """What the packages lead to; a package that is there leads nowhere, as it is not installed."""
    lines, packages = table.packages.lines, table.packages
    found: set[str] = set()
    new = set(names)
    while new := {name for name in new if name in lines} - found - present:
        found |= new
        entries = [packages[name] for name in new]
        new = set().union(*[needs for _, needs, _ in entries])
        if recommends:
            new.update(*[recommended for _, _, recommended in entries])
    return frozenset(found)


@lru_cache(maxsize=8)
def _release(name: str) -> _Release | None:
    if name not in RELEASES:
        return None
    origin, date, _, base, *lines = shipped("slimmer.knowledge", f"debian/{name}.txt").decode().rstrip("\n").split("\n")
    packages = _Packages(lines)
    return _Release(frozenset(base.split(" ")[1:]), packages, Source(origin[2:], date[2:], "source"))


class _Packages(dict[str, tuple[int, tuple[str, ...], tuple[str, ...]]]):
    """Bytes, needs and recommendations by package, as far as somebody asked for it.

    Attributes:
        lines: the table, each line read when it is asked for: most are not.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__()
        self.lines = dict(line.split(" ", 1) for line in lines)

    def __missing__(self, name: str) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
        kilobytes, *rest = self.lines[name].split(" ")
        at = rest.index("~") if "~" in rest else len(rest)
        found = self[name] = int(kilobytes) * 1024, tuple(rest[:at]), tuple(rest[at + 1 :])
        return found
