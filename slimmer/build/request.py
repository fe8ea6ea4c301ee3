"""What is to be built, and how."""

from __future__ import annotations

import enum
from pathlib import Path

from slimmer.records import dataclass


class Cache(enum.Enum):
    """What a build may take from an earlier one."""

    USE = "use"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret for `RUN --mount=type=secret`.

    Args:
        name: its id.
        file: where its content lies; None when it is in a variable.
        variable: the variable of the environment that holds it; read when `file` is None.
    """

    name: str
    file: Path | None = None
    variable: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One build.

    Args:
        dockerfile: its bytes; it need not be a file of the context.
        context: the build context's folder.
        ignore: content of `<Dockerfile>.dockerignore`, which counts instead of the context's `.dockerignore`; None
            when there is none.
        target: the stage to build; None for the last.
        arguments: build arguments, by name.
        bases: images that are used in place of others, whatever the Dockerfile says: `node:18` by `node:22`.
        secrets: for RUN; they enter no layer and no message.
        platforms: such as `linux/arm64`; empty for the engine's own.
        network: `default`, `none` or `host` for RUN; None for what the engine needs.
        cache: what may be taken from earlier builds.
        fresh: stages that are built anew although the cache may be used.
        pull: whether to ask the registry for a newer base image.
        tag: a name to load the image under, so that it can be run; None when it is only measured.
        archive: where to keep the exported image; None when it is only measured.
        measured: whether the image is exported, its layers counted; else the build is only timed, and has no images.
        timeout: seconds for one attempt.
    """

    dockerfile: bytes
    context: Path
    ignore: bytes | None = None
    target: str | None = None
    arguments: tuple[tuple[str, str], ...] = ()
    bases: tuple[tuple[str, str], ...] = ()
    secrets: tuple[Secret, ...] = ()
    platforms: tuple[str, ...] = ()
    network: str | None = None
    cache: Cache = Cache.USE
    fresh: tuple[str, ...] = ()
    pull: bool = False
    tag: str | None = None
    archive: Path | None = None
    measured: bool = True
    timeout: float = 1800.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How a build is repeated that failed for what looks like the network.

    Args:
        attempts: at most this many, the first included.
        wait: seconds before the second attempt.
        factor: each further wait is this much longer.
    """

    attempts: int = 3
    wait: float = 5.0
    factor: float = 4.0

    def waits(self) -> tuple[float, ...]:
        """Seconds before each further attempt."""
        return tuple(self.wait * self.factor**each for each in range(self.attempts - 1))
