"""Folders that are gone with the block that needs them, whenever it is interrupted."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from slimmer.build.ownership import RUN, host, is_gone, this_run


@contextlib.contextmanager
def scratch(purpose: str) -> Iterator[Path]:
    """A new folder for temporary files, which nobody else may enter.

    Unlike `tempfile.TemporaryDirectory` it is removed, too, when Ctrl-C comes while it is being made: its name is
    known before.

    Args:
        purpose: a word for its name.
    """
    owner = this_run()
    name = f"slimmer-{purpose}-{owner.host}-{owner.labels[RUN]}"
    folder = Path(tempfile.gettempdir()) / name
    try:
        folder.mkdir(mode=0o700)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_scratch() -> int:
    """Remove the folders of runs that were killed; their number. Those of other users are left alone."""
    cleared = 0
    for folder in Path(tempfile.gettempdir()).glob(f"slimmer-*-{host()}-*"):
        run = folder.name.rpartition(f"-{host()}-")[2]
        with contextlib.suppress(OSError):
            if is_gone(run) and folder.lstat().st_uid == os.geteuid() and not folder.is_symlink():
                shutil.rmtree(folder)
                cleared += 1
    return cleared
