"""Which processes are the engine's: its own, and those of containers it made."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks.engine.folders import Folders


def processes(folders: Folders) -> Iterator[int]:
    """Running processes of programs in the engine's folder, and of containers they made."""
    prefix, group = os.fsencode(folders.prefix), cgroup(folders).encode()
    for each in Path("/proc").iterdir():
        if not each.name.isdecimal() or int(each.name) == os.getpid():
            continue
        try:
            program = os.fsencode(os.readlink(each / "exe"))  # noqa: PTH115  " (deleted)" is no path
            mine = program.startswith(prefix + b"/") or group in (each / "cgroup").read_bytes()
        except OSError:  # ended meanwhile, or a thread of the kernel
            continue
        if mine:
            yield int(each.name)


def cgroup(folders: Folders) -> str:
    """The control group of the engine's containers; tells them from those of any other engine."""
    return "slimmer-" + hashlib.sha256(os.fsencode(folders.root)).hexdigest()[:12]
