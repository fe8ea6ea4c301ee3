"""Turn the TOML tables of other facts than commands (tables/facts) into the JSON files that are read at run time."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from benchmarks.facts_build.commands import TABLES

FACTS = TABLES / "facts"
_APART = {"images": "family"}
"""By table: the part of which each entry is a line of a file of its own, `images.family.lines`, which is parsed when it
is asked for: most files name one image of a hundred and fifty."""


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
        if path.stem in _APART:
            part = _APART[path.stem]
            lines = (f"{name}\t{_text(entry)}\n" for name, entry in sorted(table.pop(part).items()))
            texts[f"{path.stem}.{part}.lines"] = "".join(lines)
        texts[f"{path.stem}.json"] = _text(table) + "\n"
    return texts


def _text(table: Any) -> str:
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"))
