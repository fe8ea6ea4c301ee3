"""Build with `buildctl` and a BuildKit of its own, without Docker."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from slimmer.build.builder import Place
from slimmer.build.processes import TimeUpError, ask
from slimmer.build.request import Cache, Request
from slimmer.build.result import Engine
from slimmer.records import dataclass


@dataclass(frozen=True, slots=True)
class Buildctl:
    """A BuildKit daemon.

    Args:
        engine: what it is.
        environment: all variables of its programs; BUILDKIT_HOST leads to the daemon.
        program: buildctl.
        embedded_syntax: whether Docker's frontend is to be the built-in one.
    """

    engine: Engine
    environment: Mapping[str, str]
    program: str
    embedded_syntax: bool = False

    def command(self, request: Request, place: Place, labels: Mapping[str, str]) -> tuple[str, ...]:
        """See Builder. A tag names the image in the archive: there is nothing to load it into."""
        network = request.network or self.engine.network
        words = [self.program, "build", "--progress=rawjson", "--frontend=dockerfile.v0"]
        words += [f"--local=context={request.context}", f"--local=dockerfile={place.folder}"]
        options = {f"build-arg:{name}": value for name, value in request.arguments}
        options |= {f"label:{name}": value for name, value in labels.items()}
        options |= {f"context:{name}": f"docker-image://{other}" for name, other in request.bases}
        if request.target:
            options["target"] = request.target
        if request.platforms:
            options["platform"] = ",".join(request.platforms)
        if network and network != "default":
            options["force-network-mode"] = network
        if request.fresh:
            options["no-cache"] = ",".join(request.fresh)
        if request.pull:
            options["image-resolve-mode"] = "pull"
        words += [f"--opt={name}={value}" for name, value in options.items()]
        for secret in request.secrets:
            source = f"src={secret.file}" if secret.file is not None else f"env={secret.variable or secret.name}"
            words += [f"--secret=id={secret.name},{source}"]
        if network == "host":
            words += ["--allow=network.host"]
        if request.cache is Cache.NONE:
            words += ["--no-cache"]
        name = f",name={request.tag}" if request.tag else ""
        return (*words, f"--output=type=oci,dest={place.archive}{name}")

    def save(self, request: Request, place: Place, ticking: Callable[[], None]) -> None:
        """See Builder: BuildKit always exports."""

    def alive(self) -> bool:
        """See Builder."""
        try:
            return ask([self.program, "debug", "workers"], self.environment, timeout=20).code == 0
        except (OSError, TimeUpError):
            return False

    def make_room(self) -> bool:
        """See Builder: nothing tells whose a BuildKit daemon is."""
        return False
