"""Put compiled tables in their place."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.facts_build.commands import KNOWLEDGE

COMPILED = KNOWLEDGE / "compiled"


def write(texts: Mapping[str, str]) -> None:
    """Write the compiled files by their names, and remove those of tables that are gone."""
    for path in COMPILED.iterdir():
        if path.name not in texts:
            path.unlink()
    for name, text in texts.items():
        COMPILED.joinpath(name).write_text(text, encoding="utf-8")
