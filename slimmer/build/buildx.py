"""Build with `docker buildx build`."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping

from slimmer.build.builder import Place
from slimmer.build.errors import BuildError
from slimmer.build.processes import Limits, TimeUpError, ask, listen
from slimmer.build.request import Cache, Request
from slimmer.build.result import Engine
from slimmer.records import dataclass

_SAVING = 1800.0
_CLEARING = 900.0  # 55 GB took two minutes on an idle machine, and more than five on a busy one


@dataclass(frozen=True, slots=True)
class Buildx:
    """A Docker engine with buildx.

    Args:
        engine: what it is.
        environment: all variables of its programs.
        docker: the client.
        program: buildx itself, and how it is called: the plugin is called directly, so that a signal reaches it and
            not the client before it.
        embedded_syntax: whether Docker's frontend is to be the built-in one.
    """

    engine: Engine
    environment: Mapping[str, str]
    docker: str
    program: tuple[str, ...]
    embedded_syntax: bool = False

    def command(self, request: Request, place: Place, labels: Mapping[str, str]) -> tuple[str, ...]:
        """See Builder."""
        words = [*self.program, "build", "--progress=rawjson", "--provenance=false", "--sbom=false"]
        words += ["--file", str(place.folder / "Dockerfile")]
        words += _options(request, request.network or self.engine.network)
        words += [f"--label={name}={value}" for name, value in labels.items()]
        if self.engine.exports and request.measured:
            words += [f"--output=type=oci,dest={place.archive}"]
        if request.tag:
            words += ["--tag", request.tag, "--load"]
        elif not request.measured:
            words += ["--output=type=cacheonly"]
        elif not self.engine.exports:
            words += ["--tag", _passing_tag(place), "--load"]
        return (*words, str(request.context))

    def save(self, request: Request, place: Place, ticking: Callable[[], None]) -> None:
        """See Builder: an engine without containerd's image store cannot export, but it can save."""
        if self.engine.exports:
            return
        tag = request.tag or _passing_tag(place)
        said: list[bytes] = []
        command = [self.docker, "image", "save", "--output", str(place.archive), tag]
        try:
            if listen(command, said.append, Limits(_SAVING, tick=ticking), self.environment):
                raise BuildError(f"the image could not be saved: {b' '.join(said).decode(errors='replace')}")
        except TimeUpError:
            raise BuildError(f"the image was not saved within {_SAVING:.0f} s") from None
        finally:
            if not request.tag:
                ask([self.docker, "image", "rm", "--force", tag], self.environment)

    def alive(self) -> bool:
        """See Builder."""
        try:
            asked = ask([self.docker, "version", "--format", "{{.Server.Version}}"], self.environment, timeout=20)
        except (OSError, TimeUpError):
            return False
        return asked.code == 0

    def make_room(self) -> bool:
        """See Builder: the cache carries no labels, so only that of slimmer's own engine can be told to be its own."""
        if not self.engine.own:
            return False
        try:
            return ask([*self.program, "prune", "--force"], self.environment, timeout=_CLEARING).code == 0
        except (OSError, TimeUpError):
            return False


def _options(request: Request, network: str | None) -> list[str]:
    words = []
    if request.target:
        words += ["--target", request.target]
    words += [f"--build-arg={name}={value}" for name, value in request.arguments]
    words += [f"--build-context={name}=docker-image://{other}" for name, other in request.bases]
    for secret in request.secrets:
        source = f"src={secret.file}" if secret.file is not None else f"env={secret.variable or secret.name}"
        words += ["--secret", f"id={secret.name},{source}"]
    if request.platforms:
        words += ["--platform", ",".join(request.platforms)]
    if network:
        words += ["--network", network]
    if request.cache is Cache.NONE:
        words += ["--no-cache"]
    words += [f"--no-cache-filter={stage}" for stage in request.fresh]
    if request.pull:
        words += ["--pull"]
    return words


def _passing_tag(place: Place) -> str:
    """A name nobody else uses, for as long as the image is only measured."""
    return f"slimmer-made:{uuid.uuid5(uuid.NAMESPACE_URL, str(place.folder)).hex}"
