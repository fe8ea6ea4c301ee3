"""Stop before a disk is full: a full one breaks more than a build."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from slimmer.build.errors import DiskFullError

LEAST_FREE = 2_000_000_000
_EVERY = 1.0


def check(places: Iterable[Path], least: int = LEAST_FREE) -> None:
    """Check the disks on which these folders lie; folders that are not there are left out.

    Args:
        places: folders.
        least: bytes that must be free.

    Raises:
        DiskFullError: too little is free.
    """
    for place in places:
        try:
            told = os.statvfs(place)
        except OSError:  # the engine's folder may be on another machine, or closed to us
            continue
        free = told.f_bavail * told.f_frsize
        if free < least:
            raise DiskFullError(str(place), free, least)


def is_short(place: Path, least: int = LEAST_FREE) -> bool:
    """Whether too little is free on the disk on which a folder lies; arguments as of `check`."""
    try:
        check((place,), least)
    except DiskFullError:
        return True
    return False


def guard(places: Iterable[Path], least: int = LEAST_FREE) -> Callable[[], None]:
    """A check that looks at most once a second, to be called while a build runs."""
    watched, last = tuple(places), 0.0

    def look() -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _EVERY:
            last = now
            check(watched, least)

    return look
