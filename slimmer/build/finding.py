"""Find an engine: Docker with buildx, or a BuildKit daemon with buildctl."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from slimmer.build.buildctl import Buildctl
from slimmer.build.builder import Builder
from slimmer.build.buildx import Buildx
from slimmer.build.errors import NoEngineError
from slimmer.build.processes import Answer, TimeUpError, ask
from slimmer.build.result import Engine

NETWORK = "SLIMMER_BUILD_NETWORK"
SYNTAX = "SLIMMER_BUILD_SYNTAX"
_OWN_LABEL = "dev.slimmer.engine=1"
# Progress as rawjson and several outputs at once came with it.
_OLDEST_BUILDX = (0, 13)


def find(environment: Mapping[str, str] | None = None, *, kind: str | None = None) -> Builder:
    """The engine to build with: buildx where it works, else buildctl.

    Args:
        environment: all variables; those of this process when None. DOCKER_HOST, DOCKER_CONTEXT, DOCKER_CONFIG and
            BUILDKIT_HOST count as for docker and buildctl. SLIMMER_BUILD_NETWORK names the network that RUN needs
            where a request names none; SLIMMER_BUILD_SYNTAX=embedded makes `# syntax=docker/dockerfile:...` mean the
            frontend that is built in.
        kind: `buildx` or `buildctl` alone; either when None.

    Raises:
        NoEngineError: none works; says what was tried.
    """
    variables = dict(os.environ if environment is None else environment)
    reasons = []
    for name, make in (("buildx", _buildx), ("buildctl", _buildctl)):
        if kind in (None, name):
            try:
                return make(variables)
            except NoEngineError as error:
                reasons.append(f"{name}: {error}")
    raise NoEngineError("\n    ".join(["nothing to build images with", *reasons]))


def _buildx(environment: dict[str, str]) -> Buildx:
    docker = shutil.which("docker", path=environment.get("PATH"))
    if docker is None:
        raise NoEngineError("docker is not installed")
    info = _json(_asked([docker, "info", "--format", "{{json .}}"], environment))
    problems = info.get("ServerErrors")
    if problems:
        raise NoEngineError(str(problems[0]).split("\n")[0])
    environment = environment | _endpoint(docker, environment)
    plugins = (info.get("ClientInfo") or {}).get("Plugins") or []
    plugin = next((each for each in plugins if each.get("Name") == "buildx"), None)
    if plugin is None:
        raise NoEngineError("the docker plugin buildx is not installed")
    version = str(plugin.get("Version", ""))
    if _numbers(version) < _OLDEST_BUILDX:
        raise NoEngineError(f"buildx {version} is too old: 0.13 or newer is needed")
    if info.get("OSType") not in (None, "linux"):
        raise NoEngineError(f"the engine builds {info['OSType']} images only")
    path = plugin.get("Path")
    program = (str(path),) if path and os.access(path, os.X_OK) else (docker, "buildx")
    driver = _driver(program, environment)
    stores_in_containerd = any("containerd.snapshotter" in str(each) for each in info.get("DriverStatus") or [])
    versions = [("docker", str(info.get("ServerVersion", ""))), ("buildx", version.removeprefix("v"))]
    root = Path(str(info.get("DockerRootDir") or "/var/lib/docker"))
    engine = Engine(
        "buildx",
        (*versions, *driver.versions),
        root=root if root.is_dir() else None,
        network=environment.get(NETWORK) or None,
        own=_OWN_LABEL in (info.get("Labels") or []),
        exports=stores_in_containerd or driver.name != "docker",
    )
    return Buildx(engine, environment, docker, program, embedded_syntax=environment.get(SYNTAX) == "embedded")


class _Driver:
    """What `buildx inspect` tells of the builder in use."""

    def __init__(self, text: str) -> None:
        self.name = _field(text, "Driver") or "docker"
        buildkit = _field(text, "BuildKit version") or _field(text, "BuildKit")
        self.versions = (("buildkit", buildkit.removeprefix("v")),) if buildkit else ()


def _driver(program: tuple[str, ...], environment: Mapping[str, str]) -> _Driver:
    answer = _asked([*program, "inspect"], environment)
    if answer.code:
        raise NoEngineError(answer.err.strip().removeprefix("ERROR: ") or "buildx does not know its builder")
    return _Driver(answer.out.decode(errors="replace"))


def _field(text: str, name: str) -> str:
    found = re.search(rf"^{re.escape(name)}:[ \t]*(\S+)", text, re.MULTILINE)
    return found[1] if found else ""


def _endpoint(docker: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Where the client's context leads, for what reads DOCKER_HOST alone (docker's Python library)."""
    if environment.get("DOCKER_HOST"):
        return {}
    answer = _asked([docker, "context", "inspect", "--format", "{{.Endpoints.docker.Host}}"], environment)
    host = answer.out.decode(errors="replace").strip()
    return {"DOCKER_HOST": host} if answer.code == 0 and host else {}


def _buildctl(environment: dict[str, str]) -> Buildctl:
    program = shutil.which("buildctl", path=environment.get("PATH"))
    if program is None:
        raise NoEngineError("buildctl is not installed")
    answer = _asked([program, "debug", "info"], environment)
    if answer.code:
        raise NoEngineError(answer.err.strip().split("\n")[-1] or "BuildKit does not answer")
    text = answer.out.decode(errors="replace")
    found = re.search(r"BuildKit:[ \t]*\S+[ \t]+(\S+)", text)
    own = _asked([program, "--version"], environment).out.decode(errors="replace").split()
    versions = [("buildkit", found[1].removeprefix("v"))] if found else []
    versions += [("buildctl", own[2].removeprefix("v"))] if len(own) > 2 else []
    engine = Engine("buildctl", tuple(versions), network=environment.get(NETWORK) or None)
    return Buildctl(engine, environment, program, embedded_syntax=environment.get(SYNTAX) == "embedded")


def _asked(arguments: list[str], environment: Mapping[str, str]) -> Answer:
    try:
        return ask(arguments, environment, timeout=30)
    except TimeUpError:
        raise NoEngineError(f"{Path(arguments[0]).name} {arguments[1]} did not end within 30 s") from None
    except OSError as error:
        raise NoEngineError(f"{arguments[0]}: {error.strerror}") from error


def _json(answer: Answer) -> dict[str, Any]:
    try:
        told = json.loads(answer.out)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise NoEngineError(answer.err.strip().split("\n")[-1] or "docker info gave no answer")
    return told


def _numbers(version: str) -> tuple[int, ...]:
    found = re.match(r"v?(\d+)\.(\d+)", version)
    # A build without a version is a developer's, and new.
    return (int(found[1]), int(found[2])) if found else (999, 0)
