"""Public repositories whose histories are built: named, not copied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class History:
    """One history.

    Attributes:
        name: owner and repository.
        last: the commit with which it ends, so that runs can be compared.
        commits: how many.
        bases: image and the one that is built on instead: the nearest there is a stand-in for.
        folder: of the build context; with one, only the commits that touch it are built.
        dockerfile: below it.
    """

    name: str
    last: str
    commits: int
    bases: tuple[tuple[str, str], ...]
    folder: str = ""
    dockerfile: str = "Dockerfile"

    def clone(self, folder: Path) -> Path:
        """Where it lies in a folder of clones: as owner/name, owner+name or name, perhaps in `repo` below."""
        owner, _, name = self.name.partition("/")
        for each in (folder / owner / name, folder / f"{owner}+{name}", folder / name):
            if each.is_dir():
                return each / "repo" if (each / "repo").is_dir() else each
        raise SystemExit(f"{self.name}: no clone in {folder}")

    def edition(self, text: str, salt: str) -> str:
        """The Dockerfile on the bases there are, with a step that keeps the builds of a run from finding others'."""
        for image, other in self.bases:
            text = re.sub(rf"(?im)^(FROM\s+(?:--\S+\s+)*){re.escape(image)}(?=\s|$)", rf"\g<1>{other}", text)
        ending = "\r\n" if "\r\n" in text else "\n"
        return re.sub(r"(?im)^(FROM\s[^\r\n]*)", rf"\g<1>{ending}RUN : {salt}", text)


HISTORIES = (
    History(
        "docker/docker-gs-ping",
        "fbee203",
        18,
        (("golang:1.16-alpine", "golang:1.22"), ("golang:1.19", "golang:1.22")),
    ),
    History(
        "dockersamples/example-voting-app",
        "63e9150",
        10,
        tuple((f"python:{each}", "python:3.11-slim") for each in ("2.7-alpine", "3.9-slim")),
        folder="vote",
    ),
    History(
        "docker/welcome-to-docker",
        "373269c",
        15,
        (
            ("node:19-alpine3.16", "node:20-slim"),
            ("node:19-slim", "node:20-slim"),
            ("node:18-alpine", "node:20-slim"),
        ),
    ),
)
