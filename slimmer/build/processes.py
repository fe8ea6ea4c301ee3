"""Run a program, hear its lines while it runs, and leave no process behind, however it ends.

A program gets a process group of its own, so that Ctrl-C reaches slimmer alone, which then ends the whole group. When
slimmer itself is killed, Linux tells the program to end (prctl(2), PR_SET_PDEATHSIG), where util-linux is installed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import selectors
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, cast

from slimmer.records import dataclass

_PATIENCE = 5.0
_TICK = 0.2
_CHUNK = 1 << 16
_LONGEST_LINE = 1 << 20


class TimeUpError(Exception):
    """The program was ended because its time was up."""


class CancelledError(Exception):
    """The program was ended because the caller asked for it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What ends a program early.

    Args:
        timeout: seconds.
        cancel: ends it when set; None for never.
        tick: called five times a second; what it raises ends the program and is passed on.
    """

    timeout: float
    cancel: threading.Event | None = None
    tick: Callable[[], None] | None = None

    def check(self, started: float) -> None:
        """Raise what ends the program now.

        Raises:
            TimeUpError: the time is up.
            CancelledError: asked for.
        """
        if self.cancel is not None and self.cancel.is_set():
            raise CancelledError
        if time.monotonic() - started > self.timeout:
            raise TimeUpError
        if self.tick is not None:
            self.tick()


def listen(
    arguments: Sequence[str],
    hear: Callable[[bytes], None],
    limits: Limits,
    environment: Mapping[str, str],
) -> int:
    """Run a program to its end and pass on each line of its standard error; standard output is thrown away.

    Args:
        arguments: program and arguments.
        hear: called with each line, without its end.
        limits: what ends it early.
        environment: all its variables.

    Returns:
        Its exit code; negative when a signal ended it.

    Raises:
        TimeUpError: the time is up.
        CancelledError: the caller asked for the end.
        OSError: it cannot be started.
    """
    started = time.monotonic()
    with (
        _group(arguments, environment, stdout=subprocess.DEVNULL) as process,
        selectors.DefaultSelector() as selector,
    ):
        pipe, lines = cast("IO[bytes]", process.stderr).fileno(), _Lines(hear)
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            limits.check(started)
            if not selector.select(_TICK):
                continue
            chunk = os.read(pipe, _CHUNK)
            if not chunk:
                break
            lines.add(chunk)
        lines.end()
        while process.poll() is None:  # it closed the pipe and goes on
            limits.check(started)
            time.sleep(_TICK / 10)
    return process.returncode


class _Lines:
    """Cuts what comes in pieces into lines, in time linear in its length."""

    def __init__(self, hear: Callable[[bytes], None]) -> None:
        self._hear = hear
        self._begun: list[bytes] = []
        self._length = 0

    def add(self, piece: bytes) -> None:
        first, *others = piece.split(b"\n")
        self._keep(first)
        for each in others:
            self.end()
            self._keep(each)

    def end(self) -> None:
        self._hear(b"".join(self._begun))
        self._begun, self._length = [], 0

    def _keep(self, part: bytes) -> None:
        # Of a line without end the beginning is enough to tell what it is.
        if self._length < _LONGEST_LINE:
            self._begun.append(part)
            self._length += len(part)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program gave.

    Args:
        code: exit code.
        out: standard output.
        err: standard error.
    """

    code: int
    out: bytes
    err: str


def ask(arguments: Sequence[str], environment: Mapping[str, str], timeout: float = 60.0) -> Answer:
    """Run a program to its end and collect what it says.

    Raises:
        TimeUpError: the time is up.
        OSError: it cannot be started.
    """
    with _group(arguments, environment, stdout=subprocess.PIPE) as process:
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            raise TimeUpError from None
    return Answer(process.returncode, out, err.decode(errors="replace"))


@contextlib.contextmanager
def _group(arguments: Sequence[str], environment: Mapping[str, str], stdout: int) -> Iterator[subprocess.Popen[bytes]]:
    """A program in a group of its own, which is gone when the block ends."""
    process = subprocess.Popen(  # noqa: S603  no shell; the program is docker, buildx, buildctl or git
        [*_bound_to_us(arguments[0], environment), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=dict(environment),
        cwd=Path("/"),  # a folder that is taken away meanwhile would keep buildx from starting
        process_group=0,
    )
    try:
        yield process
    finally:
        _end(process)
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def _bound_to_us(program: str, environment: Mapping[str, str]) -> tuple[str, ...]:
    """What is put before a command so that it ends when this process is killed; nothing where that is not to be had.

    Raises:
        OSError: the program is not there: what is put before it would find out too late.
    """
    if shutil.which(program, path=environment.get("PATH", os.defpath)) is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), program)
    return _binding()


@cache
def _binding() -> tuple[str, ...]:
    """What binds a program to this process: setpriv of util-linux 2.33 or newer (busybox's does not know how to)."""
    setpriv = shutil.which("setpriv") if sys.platform.startswith("linux") else None
    if setpriv is None:
        return ()
    words = (setpriv, "--pdeathsig", "TERM", "--")
    try:
        tried = subprocess.run([*words, "/bin/true"], capture_output=True, check=False, timeout=10)  # noqa: S603  no shell
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return words if tried.returncode == 0 else ()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the group: first with a signal that lets a client cancel its build, then without asking."""
    try:
        if process.poll() is None:
            _signal(process, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_PATIENCE)
    finally:  # also when Ctrl-C comes a second time while waiting
        _signal(process, signal.SIGKILL)
        process.wait()


def _signal(process: subprocess.Popen[bytes], which: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, which)
