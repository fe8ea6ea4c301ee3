"""The compiled tables as they lie in the package."""

from __future__ import annotations

import json
import pkgutil
from typing import Any


def load(name: str) -> Any:
    """Parse one compiled table.

    `pkgutil` and not `importlib.resources`, whose import costs more than a table.

    Raises:
        FileNotFoundError: no such table; the tables and the code are not of one version.
    """
    return json.loads(_data(name))


def load_lines(name: str) -> dict[str, bytes]:
    """The entries of a compiled table of lines, by their names, each as the JSON it is: few of them are asked for.

    Raises:
        FileNotFoundError: as for `load`.
    """
    entries = (line.partition(b"\t") for line in _data(name).splitlines())
    return {name.decode(): text for name, _, text in entries}


def _data(name: str) -> bytes:
    return pkgutil.get_data("slimmer.knowledge", f"compiled/{name}") or b"null"
