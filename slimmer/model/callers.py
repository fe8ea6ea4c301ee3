"""The files of a project that may run its images: CI files, Makefiles, scripts, what a cluster is given."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice
from operator import attrgetter
from pathlib import Path

from slimmer.model.project import top_of
from slimmer.records import dataclass
from slimmer.text.rare import rare

LARGEST = 200_000
"""Bytes of a file that is looked into: what people write of containers is shorter."""
MOST = 500
"""Files that are looked into."""
_CHARACTERS = 5_000_000
_ENTRIES = 5_000
_DEPTH = 3
_NAMES = frozenset(
    (
        *("Makefile", "makefile", "GNUmakefile", "Justfile", "justfile", "Taskfile.yml", "Jenkinsfile"),
        *(".travis.yml", ".gitlab-ci.yml", ".drone.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml"),
        *("cloudbuild.yaml", "cloudbuild.yml", "buildspec.yml", "package.json", "devcontainer.json"),
        *("fly.toml", "heroku.yml", "render.yaml", "railway.json", "railway.toml"),
    )
)
_CI = (".github/workflows/", ".circleci/")
_CLUSTER = rare(r"(?:^|/)(?:k8s|kube|kubernetes|manifests?|deploy(?:ments?)?|helm|charts?|templates|infra|ops)/")
_DOCKERFILE = rare(r"(?:^|/)(?:Dockerfile[^/]*|[^/]*\.[Dd]ockerfile)$")
_FOLDER_WORDS = ".github/workflows .circleci .devcontainer scripts script bin ci .ci docker tools k8s kube kubernetes "
_FOLDER_WORDS += "manifests deploy deployment deployments helm charts infra ops"
_FOLDERS = tuple(_FOLDER_WORDS.split())


def tells(path: str) -> bool:
    """Whether a file, by its path in the project, may say what a container of the project runs."""
    name = path.rpartition("/")[2]
    if name in _NAMES or path.startswith(_CI) or name.endswith((".sh", ".mk", ".bash")):
        return True
    in_yaml = name.endswith((".yml", ".yaml"))
    return bool((in_yaml and _CLUSTER().search(path)) or _DOCKERFILE().search(path))


@dataclass(frozen=True, eq=False)
class Callers:
    """What lies in a Dockerfile's folder and those above it, up to the repository's top; read when it is asked for.

    A build context seldom holds all of it: .dockerignore leaves it out, or it lies further up.

    Attributes:
        dockerfile: absolute and normal.
    """

    dockerfile: Path

    def __reduce__(self) -> tuple[type[Callers], tuple[Path]]:
        return Callers, (self.dockerfile,)  # another process reads for itself

    @cached_property
    def top(self) -> Path:
        """Up to which folder is looked: outside of a repository, its own."""
        folder = self.dockerfile.parent
        return top_of(folder) or folder

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The texts of the files, by their paths from the top, the nearest first."""
        from slimmer.model.folder import read_regular  # noqa: PLC0415  few files ask who runs their containers

        found: dict[str, str] = {}
        left = _CHARACTERS
        for path in self._paths():
            if len(found) >= MOST or left < 0:
                break
            name = os.path.relpath(path, self.top)
            data = read_regular(Path(path), name, LARGEST)
            if isinstance(data, bytes) and Path(path) != self.dockerfile:
                found[name] = data.decode("utf-8", "replace")
                left -= len(data)
        return found

    def read(self, path: str) -> str | None:
        """The text of another file, by its path from the top; None where it cannot be read or lies outside."""
        from slimmer.model.folder import read_regular  # noqa: PLC0415  as above

        place = os.path.realpath(self.top / path)
        if not place.startswith(os.path.realpath(self.top) + os.sep):
            return None
        data = read_regular(Path(place), path, LARGEST)
        return data.decode("utf-8", "replace") if isinstance(data, bytes) else None

    def _paths(self) -> Iterator[str]:
        folder = self.dockerfile.parent
        for each in (folder, *folder.parents):
            places = [(os.fspath(each), 0), *((f"{each}/{name}", _DEPTH) for name in _FOLDERS)]
            for place, depth in places:
                yield from (path for path in _files(place, depth) if tells(os.path.relpath(path, each)))
            if each == self.top:
                break


def _files(folder: str, depth: int) -> Iterator[str]:
    """The regular files of a folder, and so many levels below it."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(islice(entries, _ENTRIES), key=attrgetter("name"))
    except OSError:
        return
    for entry in found:
        if entry.is_file(follow_symlinks=False):
            yield entry.path
        elif depth and entry.is_dir(follow_symlinks=False) and entry.name != "node_modules":
            yield from _files(entry.path, depth - 1)
