"""Which files of the sources' folder a program reads when it runs."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from slimmer.analysis.go.data import is_data, is_named_data
from slimmer.analysis.go.places import is_pattern, named_place
from slimmer.analysis.go.programs import GoNeeds
from slimmer.model.paths import is_below
from slimmer.records import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays of the sources' folder.

    Attributes:
        paths: files and folders, absolute, none below another.
        whole: why a folder of sources stays as it is, for a person; None when `paths` is all that is read.
    """

    paths: tuple[str, ...]
    whole: str | None = None

    def and_whole(self, folder: str, why: str) -> Kept:
        """The same, with all of a folder of sources."""
        return Kept(_outermost({*self.paths, folder}), why)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the sources lie, and where a container starts.

    Attributes:
        top: the folder that the COPY of the sources fills: theirs, or one above it.
        sources: the folder of the module.
        folder: the one a container starts in.
    """

    top: str
    sources: str
    folder: str


def kept(needs: GoNeeds, landed: Mapping[str, str], places: Places, would_hold: Callable[[str], bool]) -> Kept:
    """The files that are read.

    Args:
        needs: of the programs.
        landed: files of the build context by their place in the image.
        places: of sources.
        would_hold: whether a file that the context does not hold now (`.env`) would land at a path.
    """
    return _Search(needs, landed, places, would_hold).all()


class _Search:
    """Looks for what names may mean among what was copied."""

    def __init__(
        self, needs: GoNeeds, landed: Mapping[str, str], places: Places, would_hold: Callable[[str], bool]
    ) -> None:
        self.needs, self.landed, self.places, self.would_hold = needs, landed, places, would_hold
        below = {at: path for at, path in landed.items() if is_below(at, places.top)}
        self.there = frozenset(below)
        outside = {at: path for at, path in below.items() if path not in needs.embedded}
        self.named = {at for at, path in outside.items() if is_named_data(path)}
        self.loose = {at for at, path in outside.items() if is_data(self.relative(at), path)}
        self.tops = {places.top, places.sources, places.folder}

    def relative(self, at: str) -> str:
        """A path relative to the module, or to what is copied with it."""
        folder = self.places.sources if is_below(at, self.places.sources) else self.places.top
        return at[len(folder) :].strip("/")

    def all(self) -> Kept:
        """What is read."""
        found: set[str] = set()
        whole: dict[str, str] = {}
        for name in sorted(self.needs.names):
            place = named_place(name, self.places.folder)
            if place is None:
                continue
            if name in self.needs.opened:
                self.opened(name, place, found, whole)
            elif is_below(place, self.places.top) and place not in self.tops:
                found.update(self.read(place, self.named))
        for name in self.needs.written:
            found.update(self.filled(name))
        paths = {path for path in found - self.tops if is_below(path, self.places.top)}
        paths = set(_outermost(self.gathered(paths) | whole.keys()))
        left = self.needs.unknown is not None and not all(
            any(is_below(at, path) for path in paths) for at in self.loose
        )
        files = Kept(tuple(sorted(paths)), next(iter(whole.values()), None))
        return files.and_whole(self.places.top, self.needs.unknown or "") if left else files

    def opened(self, name: str, place: str, found: set[str], whole: dict[str, str]) -> None:
        """What is at a place that certainly is a file's, or a folder's."""
        top = self.places.top
        if is_below(self.places.sources, place) or place in self.tops:
            if any(is_below(at, place) for at in (self.named if is_pattern(name) else self.loose)):
                whole[place if is_below(place, top) else top] = f"it reads the folder {place}"
        elif is_below(place, top):
            if self.would_hold(place) and not self.is_there(place):
                whole[top] = f"it reads {place}, which the build context does not hold now"
            found.update(self.read(place, self.there))

    def is_there(self, place: str) -> bool:
        return place in self.landed or any(is_below(at, place) for at in self.landed)

    def read(self, place: str, those: set[str] | frozenset[str]) -> Iterator[str]:
        """What is at a place: a file, a folder that holds some, or the folder of a file that is made there later."""
        if any(is_below(at, place) for at in those):
            yield place
        elif place not in self.landed and "." in posixpath.basename(place)[1:]:
            above = posixpath.dirname(place)
            if any(posixpath.dirname(at) == above for at in those) and above.count("/") > 1:
                yield above

    def filled(self, name: str) -> Iterator[str]:
        """The folder that a file is written to, and the folder itself where it is named: it must be there."""
        place = named_place(name, self.places.folder)
        for each in (place, posixpath.dirname(place)) if place is not None else ():
            if each not in self.landed and any(is_below(at, each) for at in self.there):
                yield each
                return

    def gathered(self, found: set[str]) -> set[str]:
        """The same, with a folder in place of several of its files."""
        above = Counter(posixpath.dirname(path) for path in found if path in self.landed)
        return found | {folder for folder, files in above.items() if files > 1 and folder not in self.tops}


def _outermost(paths: set[str]) -> tuple[str, ...]:
    return tuple(sorted(each for each in paths if not any(each != other and is_below(each, other) for other in paths)))
