"""Start and stop the engine's daemon, and nothing but it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import IO

from benchmarks.engine.editions import edition
from benchmarks.engine.environment import variables
from benchmarks.engine.errors import EngineError
from benchmarks.engine.folders import Folders
from benchmarks.engine.programs import run, succeeds
from benchmarks.engine.running import processes

_STARTING = 60.0
_STOPPING = 20.0
_CLEARING = 900.0  # 55 GB took two minutes on two cores
_ENTRIES_OF_LOG = 8


def answers(folders: Folders) -> bool:
    """Whether the daemon is up and serves requests."""
    if not folders.socket.exists():
        return False
    return succeeds(edition(folders).probe(folders), environment=_environment(folders))


def start(folders: Folders) -> bool:
    """Start the daemon and wait until it serves.

    What an engine that was killed left behind is cleared first: a pid file whose process is another or none.

    Returns:
        whether it was started; False when it ran already.

    Raises:
        EngineError: it ends, or does not serve in time; with the end of its log.
    """
    if answers(folders):
        return False
    stop(folders)
    for each in (folders.data, folders.runtime):
        each.mkdir(parents=True, exist_ok=True)
    edition(folders).prepare(folders)
    try:
        with folders.log.open("wb") as log:
            begun = {str(each[0]): _begin(folders, each, log) for each in edition(folders).services(folders)}
        _wait_until_it_serves(folders, begun)
    except BaseException:  # also Ctrl-C: half an engine would be in the way of the next run
        stop(folders)
        raise
    for process in begun.values():  # not waited for: they outlive this process
        process.returncode = 0
    return True


def clear(folders: Folders) -> None:
    """Empty the cache of builds; base images stay.

    The daemon itself removes nothing behind a measurement, so each run of the applications leaves some 10 GB. Between
    its start and the first build there is no measurement to disturb.

    Raises:
        EngineError: it does not answer, or needs longer than a cache of a hundred gigabytes does.
    """
    run(
        edition(folders).clearing(folders),
        what="emptying the cache",
        timeout=_CLEARING,
        environment=_environment(folders),
    )


def _begin(folders: Folders, command: list[str | Path], log: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        env=_environment(folders),
        cwd=folders.root,
        start_new_session=True,  # Ctrl-C ends the run that started it, not the engine
    )


def _wait_until_it_serves(folders: Folders, begun: dict[str, subprocess.Popen[bytes]]) -> None:
    end = time.monotonic() + _STARTING
    while not answers(folders):
        for program, process in begun.items():
            if process.poll() is not None:
                what = f"{Path(program).name} ended with exit code {process.returncode}"
                raise EngineError(f"{what}:\n{_end_of(folders.log)}")
        if time.monotonic() > end:
            raise EngineError(f"the engine does not serve after {_STARTING:.0f} s:\n{_end_of(folders.log)}")
        time.sleep(0.1)


def stop(folders: Folders) -> None:
    """End the daemon, its containers and all they started, and take its mounts away."""
    running = sorted(processes(folders))
    daemon = _written_pid(folders.pid)
    if daemon in running:
        _signal([daemon], signal.SIGTERM)
        _wait(folders, _STOPPING)
    for number in (signal.SIGTERM, signal.SIGKILL):
        left = list(processes(folders))
        if not left:
            break
        _signal(left, number)
        _wait(folders, 3.0)
    _unmount(folders)
    for each in (folders.pid, folders.socket):
        each.unlink(missing_ok=True)
    # A pid file in it, of a containerd that was killed, would cost the next start ten seconds.
    shutil.rmtree(folders.runtime, ignore_errors=True)
    still = list(processes(folders))
    if still:
        raise EngineError(f"processes that do not end: {', '.join(map(str, still))}")


def _environment(folders: Folders) -> dict[str, str]:
    return {**os.environ, **variables(folders)}


def _written_pid(file: Path) -> int | None:
    try:
        return int(file.read_text())
    except (OSError, ValueError):
        return None


def _signal(numbers: list[int], which: signal.Signals) -> None:
    for each in numbers:
        try:
            os.kill(each, which)
        except ProcessLookupError:
            continue


def _wait(folders: Folders, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and any(processes(folders)):
        with contextlib.suppress(ChildProcessError):  # a daemon that this process started would stay as a zombie
            os.waitpid(-1, os.WNOHANG)
        time.sleep(0.1)


def _unmount(folders: Folders) -> None:
    below = f"{folders.root}/"
    mounts = [line.split(" ")[4] for line in Path("/proc/self/mountinfo").read_text().split("\n") if line]
    for each in reversed([point for point in mounts if point.startswith(below)]):
        run(["umount", "--lazy", each], what=f"unmounting {each}", timeout=30)


def _end_of(log: Path) -> str:
    lines = log.read_text(errors="replace").rstrip("\n").split("\n")
    return "\n".join(f"    {each}" for each in lines[-_ENTRIES_OF_LOG:])
