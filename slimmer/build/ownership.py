"""Tell what this run made from what anybody else did: labels that name the process, so that leftovers can be found."""

from __future__ import annotations

import hashlib
import os
import platform
import secrets
from pathlib import Path

from slimmer.records import dataclass

RUN = "dev.slimmer.run"
_HOST = "dev.slimmer.host"


@dataclass(frozen=True, slots=True)
class Owner:
    """A run of slimmer.

    Args:
        host: the machine, as a hash.
        process: process number and start, in clock ticks since the machine booted: a number alone is used again.
        mark: tells runs of one process apart.
    """

    host: str
    process: str
    mark: str

    @property
    def labels(self) -> dict[str, str]:
        """For what it makes."""
        return {RUN: f"{self.process}-{self.mark}", _HOST: self.host}


def this_run() -> Owner:
    """A new owner in this process."""
    return Owner(host(), f"{os.getpid()}-{_started(os.getpid())}", secrets.token_hex(4))


def is_orphan(labels: dict[str, str]) -> bool:
    """Whether what carries these labels was made on this machine by a process that is no more."""
    return labels.get(_HOST) == host() and is_gone(labels.get(RUN, ""))


def is_gone(run: str) -> bool:
    """Whether the process of a run of this host is no more.

    Args:
        run: number and start of the process and the mark of the run, as `Owner.labels` writes them.
    """
    process = run.split("-")
    return len(process) == 3 and process[0].isdecimal() and _started(int(process[0])) != process[1]


def host() -> str:
    """What tells the machine since it was started, and the processes that are seen, from others."""
    try:
        name = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        name += str(Path("/proc/self/ns/pid").readlink())  # in a container a number means another process
    except OSError:  # not Linux
        name = platform.node()
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def _started(number: int) -> str:
    """When a process began; `gone` when there is none (proc(5), field 22 of stat, behind the name in brackets)."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        pass
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return "gone"
    except PermissionError:
        pass
    return "alive"
