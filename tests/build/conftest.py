"""The engine that the tests marked `docker` build with, and a builder that plays a part."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from benchmarks.engine import daemon
from benchmarks.engine.environment import variables
from benchmarks.engine.folders import here
from slimmer.build import Builder, Engine, NoEngineError, Request, find
from slimmer.build.builder import Place


@pytest.fixture(scope="session")
def builder() -> Builder:
    """The engine; where there is none the tests are skipped, but fail in CI."""
    folders = here()
    environment = {**os.environ, **variables(folders)} if daemon.answers(folders) else dict(os.environ)
    try:
        return find(environment, kind="buildx")
    except NoEngineError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must have an engine (make engine-up): {error}")
        pytest.skip(f"no engine to build with (make engine-up): {error}")


@dataclass
class Player:
    """A builder whose program is a Python script: what it prints and leaves is the test's.

    Args:
        script: gets the archive's path as first argument.
        answers: whether the engine is said to be alive.
        room: what makes room on its disk; None when it must not be touched.
    """

    script: str
    answers: bool = True
    engine: Engine = field(default_factory=lambda: Engine("player", (("player", "1"),)))
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    embedded_syntax: bool = False
    room: Callable[[], bool] | None = None

    def command(self, request: Request, place: Place, labels: Mapping[str, str]) -> tuple[str, ...]:  # noqa: ARG002  the engine's signature
        return (sys.executable, "-c", self.script, str(place.archive))

    def save(self, request: Request, place: Place, ticking: object) -> None:
        pass

    def alive(self) -> bool:
        return self.answers

    def make_room(self) -> bool:
        return self.room is not None and self.room()


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Path]:
    """A build context with one file of 10,000 bytes that gzip cannot shrink."""
    folder = tmp_path / "context"
    folder.mkdir()
    (folder / "noise").write_bytes(os.urandom(10_000))
    yield folder
    assert sorted(each.name for each in folder.iterdir()) == ["noise"], "a build changed its context"
