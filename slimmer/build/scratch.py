"""Folders that are gone with the block that needs them, whenever it is interrupted."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def scratch(purpose: str) -> Iterator[Path]:
    """A new folder for temporary files, which nobody else may enter.

    Unlike `tempfile.TemporaryDirectory` it is removed, too, when Ctrl-C comes while it is being made: its name is
    known before.

    Args:
        purpose: a word for its name.
    """
    folder = Path(tempfile.gettempdir()) / f"slimmer-{purpose}-{secrets.token_hex(8)}"
    try:
        folder.mkdir(mode=0o700)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
