"""The compiled tables as they lie in the package."""

from __future__ import annotations

import json
from typing import Any

from slimmer.shipped import shipped


def load(name: str) -> Any:
    """Parse one compiled table.

    Raises:
        FileNotFoundError: no such table; the tables and the code are not of one version.
    """
    return json.loads(shipped("slimmer.knowledge", f"compiled/{name}"))


def load_lines(name: str) -> dict[str, bytes]:
    """The entries of a compiled table of lines, by their names, each as the JSON it is: few of them are asked for.

    Raises:
        FileNotFoundError: as for `load`.
    """
    entries = (line.partition(b"\t") for line in shipped("slimmer.knowledge", f"compiled/{name}").splitlines())
    return {name.decode(): text for name, _, text in entries}
