"""Which files of the sources' folder a program reads when it runs."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from slimmer.analysis.go.programs import GoNeeds
from slimmer.model.mounts import absolute, is_below
from slimmer.records import dataclass

_SOURCES = (".go", ".mod", ".sum", ".md", ".proto", ".dockerfile", ".mk", ".tf", ".work")
_NAMES = frozenset(
    (
        *(
            "Dockerfile",
            "Containerfile",
            "Makefile",
            "LICENSE",
            "NOTICE",
            "AUTHORS",
            "CODEOWNERS",
            "README",
            "CHANGELOG",
        ),
        *(
            "LICENSE.txt",
            "README.txt",
            "Jenkinsfile",
            "Vagrantfile",
            "Procfile",
            "Gopkg.lock",
            "Gopkg.toml",
            "glide.yaml",
        ),
        *("docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml", "Taskfile.yml", "Tiltfile"),
        *("app.json", "buf.yaml", "buf.gen.yaml", "sqlc.yaml", "skaffold.yaml", "cloudbuild.yaml", "renovate.json"),
        *("modules.txt", "azure-pipelines.yml", "codecov.yml", "BUILD.bazel", "WORKSPACE", "fly.toml", "netlify.toml"),
    )
)
_FOLDERS = ("vendor", "testdata", "node_modules")


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays of the sources' folder.

    Attributes:
        paths: files and folders, absolute, none below another.
        whole: why the folder stays as it is, for a person; None when `paths` is all that is read.
    """

    paths: tuple[str, ...]
    whole: str | None = None


def kept(
    needs: GoNeeds, landed: Mapping[str, str], sources: str, folder: str, would_hold: Callable[[str], bool]
) -> Kept:
    """The files that are read.

    Args:
        needs: of the programs.
        landed: files of the build context by their place in the image.
        would_hold: whether a file that the context does not hold now (`.env`) would land at a path.
        sources: the folder of the module.
        folder: the one a container starts in.
    """
    data = {at for at, path in landed.items() if is_below(at, sources) and _is_data(at[len(sources) :], path)}
    loose = {at for at in data if landed[at] not in needs.embedded}
    found: set[str] = set()
    for name in needs.names:
        place = _place(name, folder)
        if place is None:
            continue
        opened = name in needs.opened
        if is_below(sources, place) and loose and opened:
            return Kept((sources,), f"it reads the folder {place}")
        if opened and is_below(place, sources) and would_hold(place) and not _is_there(place, landed):
            return Kept((sources,), f"it reads {place}, which the build context does not hold now")
        if is_below(place, sources) and place not in (sources, folder):
            found.update(_read(place, data if opened else loose, landed, opened=opened))
    found -= {sources, folder}
    paths = _outermost(_gathered(found, landed, {sources, folder}))
    if needs.unknown is not None and not all(any(is_below(at, path) for path in paths) for at in loose):
        return Kept((sources,), needs.unknown)
    return Kept(paths)


def _is_there(place: str, landed: Mapping[str, str]) -> bool:
    return place in landed or any(is_below(at, place) for at in landed)


def _gathered(found: set[str], landed: Mapping[str, str], tops: set[str]) -> set[str]:
    """The same, with a folder in place of several of its files."""
    above = Counter(posixpath.dirname(path) for path in found if path in landed)
    return found | {folder for folder, files in above.items() if files > 1 and folder not in tops}


def _outermost(paths: set[str]) -> tuple[str, ...]:
    return tuple(sorted(each for each in paths if not any(each != other and is_below(each, other) for other in paths)))


def _place(name: str, folder: str) -> str | None:
    """The absolute path a string may name: without a scheme, up to its first pattern."""
    text = name.removeprefix("file://")
    for mark in "*?[{":
        text = text.partition(mark)[0] if mark in text else text
    if text != name and not text.endswith("/") and any(mark in name for mark in "*?[{"):
        text = posixpath.dirname(text)
    if any(char in text for char in " \t\0:%$") or (not text and not any(mark in name for mark in "*?[{")):
        return None
    return absolute(text or ".", folder)


def _read(place: str, data: set[str], landed: Mapping[str, str], *, opened: bool) -> Iterator[str]:
    """What is at a place: a file, a folder that holds data, or the folder of a file that is made there later."""
    if place in landed:
        if place in data or opened:
            yield place
    elif any(is_below(at, place) for at in data):
        yield place
    elif "." in posixpath.basename(place)[1:]:
        above = posixpath.dirname(place)
        if any(posixpath.dirname(at) == above for at in data) and above.count("/") > 1:
            yield above


def _is_data(below: str, path: str) -> bool:
    """Whether a file of the sources may be read by a program that runs."""
    parts = below.strip("/").split("/")
    name = posixpath.basename(path)
    if any(part in _FOLDERS or (part.startswith(".") and part not in (".env", ".config")) for part in parts[:-1]):
        return False
    if name.startswith(".") and not name.startswith(".env"):
        return False
    is_named = name in _NAMES or name.startswith(("Dockerfile.", "docker-compose."))
    return not is_named and not name.lower().endswith(_SOURCES)
