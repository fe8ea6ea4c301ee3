"""What can go wrong with a build, told apart because a user mends each in another way (exit code 3 for all)."""

from __future__ import annotations

from slimmer.errors import SlimmerError


class BuildError(SlimmerError):
    """A build that gave no result; `str(error)` is a complete sentence for a person."""

    exit_code = 3


class NoEngineError(BuildError):
    """There is no BuildKit to build with, or it is too old."""


class EngineLostError(BuildError):
    """The engine stopped answering while it built."""


class BaseNotFoundError(BuildError):
    """An image of FROM or COPY --from cannot be had.

    Args:
        image: the reference as BuildKit tells it.
        reason: what the registry or the resolver said.
    """

    def __init__(self, image: str, reason: str) -> None:
        self.image, self.reason = image, reason
        super().__init__(image, reason)

    def __str__(self) -> str:
        return f"base image {self.image} cannot be had: {self.reason}"


class DoesNotBuildError(BuildError):
    """The Dockerfile does not build.

    Args:
        step: the step that failed, as BuildKit names it (`[2/3] RUN make`); empty when none began.
        reason: BuildKit's last word.
        log: the last lines of the step's output.
        flaky: whether every attempt failed for what looks like the network: another day it may build.
        attempts: how often it was tried.
    """

    def __init__(self, step: str, reason: str, log: tuple[str, ...], *, flaky: bool = False, attempts: int = 1) -> None:
        self.step, self.reason, self.log, self.flaky, self.attempts = step, reason, log, flaky, attempts
        super().__init__(step, reason)

    def __str__(self) -> str:
        where = f"{self.step}: " if self.step else ""
        why = f" (each of {self.attempts} attempts failed, it seems for the network)" if self.flaky else ""
        return "\n    ".join([f"does not build: {where}{self.reason}{why}", *self.log])


class BuildTimeoutError(BuildError):
    """The build was ended because it took too long.

    Args:
        seconds: the limit.
        step: what it was at; empty when unknown.
    """

    def __init__(self, seconds: float, step: str) -> None:
        self.seconds, self.step = seconds, step
        super().__init__(seconds, step)

    def __str__(self) -> str:
        return f"the build was ended after {self.seconds:.0f} s" + (f" in {self.step}" if self.step else "")


class BuildCancelledError(BuildError):
    """The build was ended because the caller asked for it."""


class DiskFullError(BuildError):
    """Too little room on a disk to begin a build or to go on with it.

    Args:
        place: a folder on that disk.
        free: bytes free.
        needed: bytes that must stay free.
    """

    def __init__(self, place: str, free: int, needed: int) -> None:
        self.place, self.free, self.needed = place, free, needed
        super().__init__(place, free, needed)

    def __str__(self) -> str:
        free, needed = f"{self.free / 1e6:.0f} MB", f"{self.needed / 1e6:.0f} MB"
        return f"{self.place}: {free} free, and building stops below {needed}; make room, or name another folder"


class ArchiveError(BuildError):
    """An exported image that is not what its own digests say, or in a form that cannot be read."""


class RunError(BuildError):
    """A container that could not be made or started: no such program, no such user, a limit that is too small."""
