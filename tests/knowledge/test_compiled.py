"""The compiled tables are those of the sources, which say where they come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.facts_build import commands, facts
from benchmarks.facts_build.writing import COMPILED
from slimmer.knowledge.programs import caches, fillers, names, program


def test_compiled_tables_are_those_of_the_sources() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in COMPILED.iterdir()}
    assert texts == {**commands.compiled(), **facts.compiled()}


def test_fillers_are_all_programs_that_write_a_cache_by_all_their_names() -> None:
    found: dict[str, set[str]] = {}
    for name in names():
        known = program(name)
        assert known is not None
        for subcommand in known.subcommands:
            for cache in subcommand.writes:
                found.setdefault(cache, set()).update((known.name, *known.aliases))
    assert {cache: set(fillers(cache)) for cache in found} == found
    assert found.keys() <= caches().keys()


def test_facts_without_sources_are_refused(tmp_path: Path) -> None:
    (tmp_path / "rumours.toml").write_text("[cost.x]\nlow = 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"rumours\.toml: no sources"):
        facts.compiled(tmp_path)
