"""The compiled tables as they lie in the package."""

from __future__ import annotations

import json
import os
from typing import Any, cast


def load(name: str) -> Any:
    """Parse one compiled table.

    Raises:
        FileNotFoundError: no such table; the tables and the code are not of one version.
    """
    return json.loads(data(f"compiled/{name}"))


def load_lines(name: str) -> dict[str, bytes]:
    """The entries of a compiled table of lines, by their names, each as the JSON it is: few of them are asked for.

    Raises:
        FileNotFoundError: as for `load`.
    """
    entries = (line.partition(b"\t") for line in data(f"compiled/{name}").splitlines())
    return {name.decode(): text for name, _, text in entries}


def data(name: str) -> bytes:
    """A file of this package.

    The package's loader also reads from a zip, and costs no import as `pkgutil` and `importlib.resources` do.

    Raises:
        FileNotFoundError: there is no such file.
    """
    loader: Any = globals()["__loader__"]
    return cast("bytes", loader.get_data(os.path.join(os.path.dirname(__file__), *name.split("/"))))  # noqa: PTH118, PTH120
