"""Build: the attempts, what each tells, and the measured result."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

from slimmer.build import disk
from slimmer.build.archive import Archive
from slimmer.build.builder import Builder, Place, placed
from slimmer.build.errors import (
    BaseNotFoundError,
    BuildCancelledError,
    BuildTimeoutError,
    DiskFullError,
    DoesNotBuildError,
    EngineLostError,
)
from slimmer.build.events import Failure, Timeline
from slimmer.build.failures import Kind, Verdict, judge
from slimmer.build.processes import CancelledError, Limits, TimeUpError, listen
from slimmer.build.request import Patience, Request
from slimmer.build.result import BuildResult, Image, Retry
from slimmer.records import dataclass, field

_LOG_IN_ERROR = 20


@dataclass(frozen=True, slots=True)
class Watch:
    """How a caller follows a build and ends it.

    Args:
        shown: called with the timeline after each event and five times a second; a slow one slows the build.
        cancel: ends the build when set, from any thread; Ctrl-C does so, too.
        retried: called before each further attempt.
        least_free: bytes that must stay free on each disk that a build writes to.
    """

    shown: Callable[[Timeline], None] = lambda _: None
    cancel: threading.Event = field(default_factory=threading.Event)
    retried: Callable[[Retry], None] = lambda _: None
    least_free: int = disk.LEAST_FREE


class _FlakyError(Exception):
    """An attempt that failed for the network."""

    def __init__(self, failure: Failure, verdict: Verdict) -> None:
        self.failure, self.verdict = failure, verdict
        super().__init__(verdict.reason)


def build(
    builder: Builder,
    request: Request,
    *,
    patience: Patience | None = None,
    watch: Watch | None = None,
    labels: Mapping[str, str] | None = None,
) -> BuildResult:
    """Build an image and measure it.

    Nothing is left behind when it fails or is ended: no process and no file, and the engine stops building.

    Args:
        builder: the engine, from `find`.
        request: what to build.
        patience: how to go on when the network fails; three attempts when None.
        watch: how to follow it.
        labels: to put on the image besides; those that begin with `dev.slimmer.` are not shown in its configuration.

    Raises:
        BaseNotFoundError: a base image cannot be had.
        DoesNotBuildError: the Dockerfile does not build.
        BuildTimeoutError: an attempt took longer than the request allows.
        BuildCancelledError: `watch.cancel` was set.
        EngineLostError: the engine died.
        DiskFullError: too little room.
        ArchiveError: the exported image is damaged.
    """
    watch, waits, retries = watch or Watch(), list((patience or Patience()).waits()), list[Retry]()
    while True:
        try:
            return _attempt(builder, request, watch, labels or {}, tuple(retries))
        except _FlakyError as flaky:
            if not waits:
                verdict = flaky.verdict
                raise _does_not_build(flaky.failure, verdict.reason, flaky=True, attempts=len(retries) + 1) from None
            retry = Retry(flaky.failure.step, flaky.verdict.reason, waits.pop(0))
        retries.append(retry)
        watch.retried(retry)
        if watch.cancel.wait(retry.waited):
            raise BuildCancelledError("the build was cancelled while it waited for another attempt")


def _attempt(
    builder: Builder, request: Request, watch: Watch, labels: Mapping[str, str], retries: tuple[Retry, ...]
) -> BuildResult:
    with placed(builder, request) as place:
        places = [Path(tempfile.gettempdir()), place.archive.parent]
        places += [builder.engine.root] if builder.engine.root is not None else []
        _check_room(builder, places, watch.least_free)
        ticking = disk.guard(places, watch.least_free)
        timeline, started = Timeline(), time.monotonic()
        try:
            _run(builder, request, place, labels, _Hearing(timeline, watch, ticking))
            if request.measured:
                builder.save(request, place, ticking)
            seconds = time.monotonic() - started
            images = _measured(place.archive) if request.measured else ()
        except BaseException:
            if request.archive is not None:  # half of one, or one whose build did not count
                request.archive.unlink(missing_ok=True)
            raise
    return BuildResult(
        engine=builder.engine,
        images=images,
        steps=timeline.steps(),
        seconds=seconds,
        retries=retries,
        tag=request.tag,
        warnings=timeline.warnings(),
        syntax_removed=place.syntax_removed,
    )


def _measured(path: Path) -> tuple[Image, ...]:
    with Archive(path) as archive:
        return archive.images()


def _check_room(builder: Builder, places: list[Path], least: int) -> None:
    """Check the disks; the engine's cache is cleared only where that gives a disk that is short its room back.

    Raises:
        DiskFullError: too little is free.
    """
    try:
        disk.check(places, least)
    except DiskFullError:
        root = builder.engine.root
        if root is None or not disk.is_short(root, least) or not builder.make_room():
            raise
        disk.check(places, least)


@dataclass(frozen=True, slots=True)
class _Hearing:
    """What listens to an attempt."""

    timeline: Timeline
    watch: Watch
    ticking: Callable[[], None]

    def __call__(self, line: bytes) -> None:
        """Take a line in, and show how far the build is."""
        self.timeline.add(line)
        self.watch.shown(self.timeline)

    def tick(self) -> None:
        """Look at the disks, and show what a listener may have left out to be quick."""
        self.ticking()
        self.watch.shown(self.timeline)


def _run(builder: Builder, request: Request, place: Place, labels: Mapping[str, str], hearing: _Hearing) -> None:
    limits = Limits(request.timeout, hearing.watch.cancel, hearing.tick)
    try:
        code = listen(builder.command(request, place, labels), hearing, limits, builder.environment)
    except TimeUpError:
        running = hearing.timeline.running()
        raise BuildTimeoutError(request.timeout, running[0] if running else "") from None
    except CancelledError:
        raise BuildCancelledError("the build was cancelled") from None
    except OSError as error:
        raise EngineLostError(f"the build program cannot be started: {error}") from error
    if code:
        _fail(builder, hearing, hearing.timeline.failure())


def _fail(builder: Builder, hearing: _Hearing, failure: Failure) -> NoReturn:
    """Raise what a failed build means.

    Raises:
        BuildError: one of its kinds.
        _FlakyError: worth another attempt.
    """
    verdict = judge(failure)
    if verdict.kind is not Kind.REAL and not builder.alive():
        raise EngineLostError(f"the engine stopped answering during the build: {verdict.reason}")
    match verdict.kind:
        case Kind.BASE:
            raise BaseNotFoundError(verdict.image, verdict.reason)
        case Kind.DISK:
            place = str(builder.engine.root or "the engine's disk")
            raise DiskFullError(place, 0, hearing.watch.least_free)
        case Kind.ENGINE:
            raise EngineLostError(f"the engine broke the build off: {verdict.reason}")
        case Kind.FLAKY:
            raise _FlakyError(failure, verdict)
        case Kind.REAL:
            raise _does_not_build(failure, verdict.reason)


def _does_not_build(failure: Failure, reason: str, *, flaky: bool = False, attempts: int = 1) -> DoesNotBuildError:
    return DoesNotBuildError(failure.step, reason, failure.log[-_LOG_IN_ERROR:], flaky=flaky, attempts=attempts)
