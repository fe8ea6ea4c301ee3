"""Turn the TOML tables of other facts than commands (tables/facts) into the JSON files that are read at run time."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from benchmarks.facts_build.commands import TABLES

FACTS = TABLES / "facts"


def compiled(folder: Path = FACTS) -> dict[str, str]:
    """Give the texts of the compiled files by name.

    Raises:
        ValueError: a table has no sources, and so says what nobody can check.
    """
    texts = {}
    for path in sorted(folder.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        if not table.get("sources"):
            raise ValueError(f"{path.name}: no sources")
        texts[f"{path.stem}.json"] = json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n"
    return texts
