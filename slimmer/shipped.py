"""Files that are shipped in slimmer's packages."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any, cast


def shipped(package: str, name: str) -> bytes:
    """A file of a package, by its path below it.

    The package's loader also reads from a zip, and costs no import as `pkgutil` and `importlib.resources` do.

    Args:
        package: such as `slimmer.grammars`.
        name: with `/`.

    Raises:
        FileNotFoundError: there is no such file.
    """
    found: Any = import_module(package)
    path = f"{found.__path__[0]}{os.sep}{name.replace('/', os.sep)}"
    return cast("bytes", found.__loader__.get_data(path))
