"""Programs run to their end, with the last lines of what they said when they fail."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.engine.errors import EngineError

_LAST_LINES = 12
_running: set[subprocess.Popen[bytes]] = set()


def run(
    arguments: Sequence[str | Path],
    *,
    what: str,
    timeout: float = 600,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    given: bytes | None = None,
) -> str:
    """What a program says on standard output.

    Args:
        arguments: program and arguments.
        what: what it does, for the message when it fails ("unpacking docker.io").
        timeout: seconds; then it is ended with all it started.
        environment: all variables; those of this process when None.
        folder: where it runs.
        given: standard input; empty when None.

    Raises:
        EngineError: not found, timed out, or an exit code other than 0.
    """
    words = [str(each) for each in arguments]
    try:
        process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
    except OSError as error:
        raise EngineError(f"{what}: {words[0]} cannot be started ({error.strerror})") from error
    _running.add(process)
    try:
        out, said = process.communicate(given or b"", timeout=timeout)
    except subprocess.TimeoutExpired as error:
        raise EngineError(f"{what}: no end after {timeout:.0f} s") from error
    finally:
        _running.discard(process)
        if process.poll() is None:  # timed out, or interrupted
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if process.returncode:
        lines = (said or out).decode(errors="replace").rstrip("\n").split("\n")[-_LAST_LINES:]
        raise EngineError("\n    ".join([f"{what}: {words[0]} ended with exit code {process.returncode}", *lines]))
    return out.decode(errors="replace")


def end_all() -> None:
    """End the programs that other threads wait for, so that an interrupted run does not wait for them, too."""
    for each in list(_running):
        if each.poll() is None:
            os.killpg(each.pid, signal.SIGKILL)


def succeeds(arguments: Sequence[str | Path], *, environment: Mapping[str, str] | None = None) -> bool:
    """Whether a program ends with exit code 0 within half a minute."""
    try:
        run(arguments, what="trying", timeout=30, environment=environment)
    except EngineError:
        return False
    return True
