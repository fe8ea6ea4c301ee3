"""The environment in which docker and buildx reach the engine."""

from __future__ import annotations

import os
import shlex

from benchmarks.engine.editions import edition
from benchmarks.engine.folders import VARIABLE, Folders
from benchmarks.engine.programs import succeeds


def variables(folders: Folders) -> dict[str, str]:
    """The variables that lead a client to the engine in these folders.

    Two are for slimmer.build: a build that names no network needs the host's, for there is no bridge; and Docker's own
    frontend must be the built-in one, for there is no registry to fetch it from.
    """
    path = os.environ.get("PATH", os.defpath).split(os.pathsep)
    own = [str(each) for each in folders.programs]
    return {
        "PATH": os.pathsep.join([*own, *(each for each in path if each not in own)]),
        **edition(folders).variables(folders),
        "SLIMMER_BUILD_NETWORK": "host",
        "SLIMMER_BUILD_SYNTAX": "embedded",
        VARIABLE: str(folders.root),
    }


def script(folders: Folders) -> str:
    """The variables as lines a shell can read with `.`; PATH is led by the engine's programs and goes on as it was."""
    settings = variables(folders)
    del settings["PATH"]
    own = shlex.quote(os.pathsep.join(str(each) for each in folders.programs))
    lines = [f"export {name}={shlex.quote(value)}" for name, value in settings.items()]
    return "\n".join([*lines, f'export PATH={own}:"$PATH"', ""])


def machine_has_docker() -> bool:
    """Whether docker and buildx of the machine itself work: then no other engine is needed."""
    return succeeds(["docker", "info"]) and succeeds(["docker", "buildx", "version"])
