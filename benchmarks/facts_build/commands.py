"""Turn the TOML tables of commands into the JSON files that are read at run time: one a family, and an index.

Reading a family's TOML costs ten times as much as its JSON, and every run begins with it.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

KNOWLEDGE = Path(__file__).resolve().parents[2] / "slimmer" / "knowledge"
TABLES = KNOWLEDGE / "tables"


def compiled(folder: Path = TABLES) -> dict[str, str]:
    """Give the texts of the compiled files by name.

    Raises:
        ValueError: two tables define the same program, alias or cache, or `like` names an unknown program.
    """
    index: dict[str, dict[str, str]] = {"programs": {}, "aliases": {}, "patterns": {}, "caches": {}}
    texts, fillers = {}, dict[str, set[str]]()
    for path in sorted(folder.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        family = path.stem
        unknown = set(table) - {"sources", "program", "cache"}
        if unknown:
            raise ValueError(f"{path.name}: unknown table {', '.join(sorted(unknown))}")
        table.setdefault("cache", {})
        table["program"] = {name: _inherited(name, table.get("program", {})) for name in table.get("program", {})}
        for name in table["cache"]:
            _add(index["caches"], name, family)
        for name, entry in table["program"].items():
            _add(index["programs"], name, family)
            for alias in entry.get("aliases", ()):
                _add(index["patterns" if "*" in alias else "aliases"], alias, name)
            for cache in _filled(entry):
                fillers.setdefault(cache, set()).update((name, *entry.get("aliases", ())))
        texts[f"{family}.json"] = _text(table)
    words = {cache: sorted(found) for cache, found in sorted(fillers.items())}
    return {**texts, "index.json": _text({**index, "fillers": words})}


def _filled(program: dict[str, Any]) -> set[str]:
    """The caches that calls of a program fill."""
    return {cache for each in (program, *program.get("do", {}).values()) for cache in each.get("writes", ())}


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _add(index: dict[str, str], name: str, value: str) -> None:
    if name in index:
        raise ValueError(f"{name} is defined twice: for {index[name]} and for {value}")
    index[name] = value


def _inherited(name: str, programs: dict[str, Any]) -> dict[str, Any]:
    """Fill a program from the one it is `like`: tables are merged, lists of its own come first."""
    entry = dict(programs[name])
    parent = entry.pop("like", None)
    if parent is None:
        return entry
    if parent not in programs:
        raise ValueError(f"{name} is like {parent}, which its table does not have")
    base = {key: value for key, value in _inherited(parent, programs).items() if key not in {"aliases", "what"}}
    without = entry.pop("without", [])
    merged = _merged(base, entry)
    merged["do"] = {sub: value for sub, value in merged.get("do", {}).items() if sub not in without}
    return merged


def _merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in own.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            result[key] = _merged(base[key], value)
        elif key in {"plain", "valued", "optional"}:
            result[key] = [*value, *base.get(key, [])]
        else:
            result[key] = value
    return result
