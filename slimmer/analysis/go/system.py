"""What a program names of the folders that its base image has and an empty one lacks: /var, /run, /etc, /usr, /root."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from slimmer.analysis.go.places import named_place
from slimmer.knowledge.go_needs import system_folder, system_paths
from slimmer.model.paths import is_below
from slimmer.records import dataclass

_TREES = ("/var", "/run", "/etc", "/usr", "/root")


@dataclass(frozen=True, slots=True)
class System:
    """What is brought of the base image's own folders.

    Attributes:
        folders: by the name the program uses, what is copied there.
        files: of /etc.
        problem: a path that cannot be judged, for a person; None when all can.
    """

    folders: dict[str, str]
    files: tuple[str, ...]
    problem: str | None = None


def system_of(names: Iterable[str], folder: str, services: bool, is_there: Callable[[str], bool]) -> System:
    """What names of a program's sources ask of the base image.

    Args:
        names: strings that may be paths.
        folder: the one a container starts in.
        services: whether a port is asked for by a name that is no part of Go.
        is_there: whether a path is copied, or holds something that is.
    """
    places = {place for name in names if name.startswith(("/", "file:///")) and (place := named_place(name, folder))}
    asked = sorted(place for place in places if place.startswith(tuple(f"{tree}/" for tree in _TREES)))
    folders: dict[str, str] = {}
    files: set[str] = {"/etc/services"} if services else set()
    problem: str | None = None
    for place in asked:
        if is_there(place) or _is_in(place, "given"):
            continue
        found = system_folder(place)
        if place in system_paths("files"):
            files.add(place)
        elif found is not None:
            folders[found[0]] = found[1]
        elif problem is None and (_is_in(place, "held") or place.rpartition("/")[0] in system_paths("parents")):
            problem = f"the program names {place}, and the base image has it, or the folder it would be made in"
    if len(set(folders.values())) < len(folders):  # two names of one folder: a copy of each would be two
        problem = problem or f"the program names {' and '.join(folders)}, which are one folder in the base image"
    return System(folders, tuple(sorted(files)), problem)


def _is_in(place: str, kind: str) -> bool:
    return any(is_below(place, each) for each in system_paths(kind))
