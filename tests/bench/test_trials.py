"""Trials without an engine: what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from slimmer.bench.trials import Bench
from slimmer.build import BuildResult, Cache, Engine, Request, Workshop


@dataclass
class Engineless:
    """A workshop that builds nothing, and remembers what it was asked for."""

    asked: list[Request] = field(default_factory=list)

    def build(self, request: Request, _tag: str, **_: Any) -> BuildResult:
        self.asked.append(request)
        return BuildResult(Engine("docker", ()), (), (), seconds=float(len(self.asked)))


def test_a_cold_build_is_timed_without_its_export_and_not_twice() -> None:
    workshop = Engineless()
    bench = Bench(cast("Workshop", workshop), Request(dockerfile=b"", context=Path()))
    assert bench.cold_seconds("FROM a\n", "a") == 1.0
    (request,) = workshop.asked
    assert (request.cache, request.measured, request.dockerfile) == (Cache.NONE, False, b"FROM a\n")
    bench.cold["FROM b\n"] = BuildResult(Engine("docker", ()), (), (), seconds=42.0)
    assert bench.cold_seconds("FROM b\n", "b") == 42.0
    assert len(workshop.asked) == 1
