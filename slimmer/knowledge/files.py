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
    return json.loads(pkgutil.get_data("slimmer.knowledge", f"compiled/{name}") or b"null")
