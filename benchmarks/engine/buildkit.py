"""BuildKit of its own sources, where Debian's packages do not run: the daemon, buildctl, and a registry for stand-ins.

It builds, but runs no images. The daemon finds the stand-ins under their public names because the registry beside it
is its mirror for them.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

from benchmarks.engine.errors import EngineError
from benchmarks.engine.folders import Folders
from benchmarks.engine.programs import run
from benchmarks.engine.running import cgroup

NAME = "buildkit"
PACKAGES = ("docker-registry",)
_MODULE, _VERSION = "github.com/moby/buildkit", "v0.31.2"
_PROGRAMS = ("buildkitd", "buildctl")
_COMPILING = 1800.0


def complete(prefix: Path) -> bool:
    """Whether all of it is in a prefix."""
    return (prefix / "suite").exists() and all((prefix / "usr/bin" / each).exists() for each in _PROGRAMS)


def compile_into(prefix: Path, keep: Path, say: Callable[[str], None]) -> None:
    """Fetch and compile BuildKit, unless that was done before.

    Args:
        prefix: where the programs are to lie, in usr/bin.
        keep: a folder in which what was compiled is kept.
        say: is told what is done.

    Raises:
        EngineError: there is no Go, or it does not compile.
    """
    kept = keep / f"buildkit-{_VERSION}"
    if not all((kept / each).exists() for each in _PROGRAMS):
        if shutil.which("go") is None:
            raise EngineError("BuildKit cannot be compiled: there is no Go here")
        say("compiling BuildKit: some minutes, once")
        told = json.loads(
            run(["go", "mod", "download", "-json", f"{_MODULE}@{_VERSION}"], what="fetching BuildKit", folder=Path("/"))
        )
        sources = keep / "sources"
        shutil.rmtree(sources, ignore_errors=True)
        # The module cache is read-only; `go install` refuses this module for its exclude directives.
        shutil.copytree(told["Dir"], sources, copy_function=shutil.copyfile)
        for place in (sources, *sources.rglob("*")):
            place.chmod(0o755)
        packages = [f"./cmd/{each}" for each in _PROGRAMS]
        environment = {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-buildvcs=false"}
        flags = f"-s -w -X {_MODULE}/version.Version={_VERSION}"
        command = ["go", "build", "-ldflags", flags, "-o", f"{kept}/", *packages]
        run(command, what="compiling BuildKit", folder=sources, timeout=_COMPILING, environment=environment)
        shutil.rmtree(sources)
    for each in _PROGRAMS:
        (prefix / "usr/bin").mkdir(parents=True, exist_ok=True)
        shutil.copy(kept / each, prefix / "usr/bin" / each)


def port(folders: Folders) -> int:
    """The registry's port: chosen once, so that the names of images in it stay."""
    file = folders.root / "registry.port"
    if not file.exists():
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            file.write_text(f"{free.getsockname()[1]}\n")
    return int(file.read_text())


def address(folders: Folders, tag: str) -> str:
    """The name in the registry of an image with a public name."""
    name = tag if "." in tag.partition("/")[0] else f"library/{tag}" if "/" not in tag else tag
    return f"127.0.0.1:{port(folders)}/{name}"


def probe(folders: Folders) -> list[str | Path]:
    """A command that succeeds when the daemon serves."""
    return [folders.prefix / "usr/bin/buildctl", "--addr", f"unix://{folders.socket}", "debug", "workers"]


def prepare(folders: Folders) -> None:
    """Write the settings of the daemon and of the registry."""
    here = f"127.0.0.1:{port(folders)}"
    (folders.root / "buildkitd.toml").write_text(
        f'''root = "{folders.data}/buildkitd"
insecure-entitlements = ["network.host"]
[grpc]
address = ["unix://{folders.socket}"]
[worker.oci]
gc = false
defaultCgroupParent = "{cgroup(folders)}"
[worker.containerd]
enabled = false
[registry."docker.io"]
mirrors = ["{here}"]
[registry."gcr.io"]
mirrors = ["{here}/gcr.io"]
[registry."{here}"]
http = true
'''
    )
    (folders.root / "registry.yml").write_text(
        f"version: 0.1\nlog: {{level: error}}\nhttp: {{addr: '{here}'}}\n"
        f"storage: {{filesystem: {{rootdirectory: '{folders.data}/registry'}}, delete: {{enabled: true}}}}\n"
    )


def services(folders: Folders) -> list[list[str | Path]]:
    """The commands to start."""
    programs = folders.prefix / "usr/bin"
    return [
        [programs / "docker-registry", "serve", folders.root / "registry.yml"],
        [programs / "buildkitd", "--config", folders.root / "buildkitd.toml"],
    ]


def clearing(folders: Folders) -> list[str | Path]:
    """A command that empties the cache of builds; the registry's images stay."""
    return [folders.prefix / "usr/bin/buildctl", "prune", "--all"]


def variables(folders: Folders) -> dict[str, str]:
    """What leads the client to it."""
    return {"BUILDKIT_HOST": f"unix://{folders.socket}"}
