"""Find the compose and bake files around a Dockerfile, and what they say of it."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

from slimmer.model.uses import Read, Use
from slimmer.text.rare import rare

_COMPOSE = rare(r"(?:docker-)?compose[^/]*\.ya?ml", re.DOTALL)
_BAKE = rare(r"docker-bake[^/]*\.(?:hcl|json)", re.DOTALL)
_MAX_BYTES = 1_000_000
_MAX_FILES = 50
_MAX_ENTRIES = 100_000
_BESIDE = ("docker", ".docker", "docker-compose", "compose", "deploy", "deployment", "infra", "ops", ".devcontainer")
"""Folders that projects keep such files in: `build: ..` leads back from there."""


@lru_cache(maxsize=1024)
def top_of(folder: Path) -> Path | None:
    """The top of the repository a folder lies in; None where it lies in none."""
    return next((each for each in (folder, *folder.parents) if os.path.lexists(each / ".git")), None)


class Project:
    """What compose and bake files say; each folder is looked at once."""

    def __init__(self) -> None:
        self._known: dict[Path, Read] = {}

    def builds(self, dockerfile: Path) -> Read:
        """The builds of a Dockerfile, and those that may be, in its folder and those above up to the repository's top.

        Outside of a repository its own folder and the one above count.

        Args:
            dockerfile: absolute and normal.
        """
        folder = dockerfile.parent
        top = top_of(folder) or folder.parent
        uses: list[Use] = []
        problems: list[str] = []
        for each in (folder, *folder.parents):
            for place in (each, *(each / name for name in _BESIDE)):
                read = self._folder(place)
                uses += [use for use in read.uses if use.may_build(dockerfile)]
                # What lies beside is another project's more often than not.
                problems += read.problems if place == each else ()
            if each == top:
                break
        return Read(tuple(uses), tuple(problems))

    def _folder(self, folder: Path) -> Read:
        found = self._known.get(folder)
        if found is None:
            found = self._known[folder] = _read(folder)
        return found


def _read(folder: Path) -> Read:
    compose: dict[Path, bytes] = {}
    reads: list[Read] = []
    for name in _names(folder):
        from slimmer.model.folder import read_regular  # noqa: PLC0415  as below

        data = read_regular(folder / name, name, _MAX_BYTES)
        if not isinstance(data, bytes):
            reads.append(Read(problems=(data.why,)))
        elif _BAKE().fullmatch(name):
            from slimmer.model.bake import read_bake  # noqa: PLC0415  few folders hold such a file

            reads.append(read_bake(folder / name, data))
        else:
            compose[folder / name] = data
    # A file without a build may say what runs on the image that another one builds.
    if any(b"build" in data for data in compose.values()):
        from slimmer.model.compose import read_compose  # noqa: PLC0415  as above

        reads.append(read_compose(compose))
    uses = (use for read in reads for use in read.uses)
    return Read(tuple(uses), tuple(problem for read in reads for problem in read.problems))


def _names(folder: Path) -> list[str]:
    """The names of the compose and bake files in a folder, sorted; what cannot be looked into has none."""
    try:
        with os.scandir(folder) as entries:
            named = (entry.name for _, entry in zip(range(_MAX_ENTRIES), entries, strict=False))
            found = [name for name in named if _COMPOSE().fullmatch(name) or _BAKE().fullmatch(name)]
    except OSError:
        return []
    return sorted(found)[:_MAX_FILES]
