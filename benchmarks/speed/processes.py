"""Run programs and measure the CPU time and the memory they and their children use (Linux)."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

_SOME_UNREADABLE: Final = 2
"""slimmer's exit code when it did all files but those no builder would read."""


class MeasureError(Exception):
    """A program that is measured failed, or cannot be started."""


def cpu_of(command: Sequence[str | Path], *, ok: Sequence[int] = (0,), cwd: Path | None = None) -> float:
    """CPU seconds, user and system, of a command and the children it waited for.

    Raises:
        MeasureError: it ended with an exit code that is not in `ok`.
    """
    with subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cwd
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ok:
        raise MeasureError(f"{' '.join(map(str, command[:6]))} ... ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


class Child:
    """A running `child.py`: each call of `run` does its task once.

    Args:
        python: the interpreter to run it with.
        task: one of `child.TASKS`.
        listed: a file that lists the inputs.
    """

    def __init__(self, python: Path, task: str, listed: Path) -> None:
        script = Path(__file__).with_name("child.py")
        self._process = subprocess.Popen(
            [str(python), str(script), task, str(listed)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.files = self.failed = 0

    def __enter__(self) -> Self:
        """Wait until it has read its inputs."""
        try:
            self._answer()
        except MeasureError:
            self._process.communicate()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self._process.communicate()

    def run(self) -> float:
        """CPU seconds of one run over all inputs."""
        stdin: Any = self._process.stdin
        stdin.write("\n")
        stdin.flush()
        answer = json.loads(self._answer())
        self.files, self.failed = int(answer["files"]), int(answer["failed"])
        return float(answer["cpu"])

    def _answer(self) -> str:
        stdout: Any = self._process.stdout
        line: str = stdout.readline()
        if not line:
            raise MeasureError(f"a child ended with {self._process.wait()}")
        return line


@dataclass(frozen=True, slots=True)
class Peak:
    """Most memory used, in MB (10^6 bytes).

    Attributes:
        parent: resident set of the process itself, pages shared with its children included.
        workers: the same of each child, by when it was seen first.
        total: of all together at one time, each shared page counted once (proportional set size).
        seconds: CPU time of all.
    """

    parent: float
    workers: tuple[float, ...]
    total: float
    seconds: float


def peak_of(command: Sequence[str | Path], cwd: Path, *, every: float = 0.1) -> Peak:
    """The memory a command needs, looked at `every` so many seconds; high-water marks are the kernel's own.

    Raises:
        MeasureError: it failed.
    """
    marks: dict[int, float] = {}
    total = 0.0
    with subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cwd
    ) as process:
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            family = [process.pid, *_children(process.pid)]
            for each in family:
                marks[each] = max(marks.get(each, 0.0), _field(f"/proc/{each}/status", "VmHWM:"))
            total = max(total, sum(_field(f"/proc/{each}/smaps_rollup", "Pss:") for each in family))
            time.sleep(every)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, _SOME_UNREADABLE):
        raise MeasureError(f"{command[0]} ended with {process.returncode}")
    parent = max(marks.pop(process.pid, 0.0), 0.0)
    return Peak(parent, tuple(marks.values()), total, usage.ru_utime + usage.ru_stime)


def _children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _field(path: str, name: str) -> float:
    """A field in kB of a file of /proc, in MB; 0 when the process is gone."""
    with contextlib.suppress(OSError):
        for line in Path(path).read_text().split("\n"):
            if line.startswith(name):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0
