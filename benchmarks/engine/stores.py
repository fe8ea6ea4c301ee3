"""Where stand-ins are kept: in dockerd's image store, or in the registry beside BuildKit."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from benchmarks.engine import buildkit
from benchmarks.engine.editions import is_buildkit
from benchmarks.engine.environment import variables
from benchmarks.engine.errors import EngineError
from benchmarks.engine.folders import Folders
from benchmarks.engine.programs import run

_MANIFESTS = "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to build.

    Args:
        context: the build context's folder.
        folder: where the Dockerfile lies.
        tags: names of the image.
        labels: of the image.
        arguments: of the build.
        target: the stage; empty for the last.
    """

    context: Path
    folder: Path
    tags: tuple[str, ...]
    labels: dict[str, str]
    arguments: dict[str, str]
    target: str


class Store(Protocol):
    """A place that an engine takes base images from."""

    def label(self, tag: str, name: str) -> str | None:
        """A label of the image of that tag; None when there is none."""

    def command(self, recipe: Recipe) -> list[str | Path]:
        """The command that builds an image into the store."""


def of(folders: Folders) -> Store:
    """The store of the engine in these folders."""
    return _Registry(folders) if is_buildkit(folders) else _Docker(folders)


@dataclass(frozen=True, slots=True)
class _Docker:
    folders: Folders

    def label(self, tag: str, name: str) -> str | None:
        """See Store."""
        docker = self.folders.prefix / "usr/bin/docker"
        command: list[str | Path] = [docker, "image", "inspect", "--format", "{{json .Config.Labels}}", tag]
        environment = {**os.environ, **variables(self.folders)}
        try:
            labels = json.loads(run(command, what="inspecting", environment=environment, timeout=60))
        except EngineError:
            return None
        return labels.get(name) if isinstance(labels, dict) else None

    def command(self, recipe: Recipe) -> list[str | Path]:
        """See Store."""
        words: list[str | Path] = [self.folders.prefix / "usr/bin/docker", "buildx", "build", "--quiet"]
        words += ["--network", "host", "--file", recipe.folder / "Dockerfile"]
        words += [f"--tag={tag}" for tag in recipe.tags]
        words += [f"--label={name}={value}" for name, value in recipe.labels.items()]
        words += [f"--build-arg={name}={value}" for name, value in recipe.arguments.items()]
        words += ["--target", recipe.target] if recipe.target else []
        return [*words, recipe.context]


@dataclass(frozen=True, slots=True)
class _Registry:
    folders: Folders

    def label(self, tag: str, name: str) -> str | None:
        """See Store."""
        host, _, image = buildkit.address(self.folders, tag).partition("/")
        image, _, version = image.partition(":")
        try:
            manifest = _asked(f"http://{host}/v2/{image}/manifests/{version or 'latest'}")
            config = _asked(f"http://{host}/v2/{image}/blobs/{manifest['config']['digest']}")
        except (OSError, ValueError, KeyError):
            return None
        value = ((config.get("config") or {}).get("Labels") or {}).get(name)
        return str(value) if value is not None else None

    def command(self, recipe: Recipe) -> list[str | Path]:
        """See Store."""
        names = ",".join(buildkit.address(self.folders, tag) for tag in recipe.tags)
        words: list[str | Path] = [self.folders.prefix / "usr/bin/buildctl", "build", "--progress=plain"]
        words += ["--frontend=dockerfile.v0", "--allow=network.host", "--opt=force-network-mode=host"]
        words += [f"--local=context={recipe.context}", f"--local=dockerfile={recipe.folder}"]
        words += [f"--opt=label:{name}={value}" for name, value in recipe.labels.items()]
        words += [f"--opt=build-arg:{name}={value}" for name, value in recipe.arguments.items()]
        words += [f"--opt=target={recipe.target}"] if recipe.target else []
        return [*words, f'--output=type=image,"name={names}",push=true']


def _asked(address: str) -> Any:
    request = urllib.request.Request(address, headers={"Accept": _MANIFESTS})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # it is on this machine
    with opener.open(request, timeout=20) as answer:
        return json.loads(answer.read())
