"""The Dockerfiles of the guide that slimmer is built from, by section: lean files and fragments stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from slimmer.passes.pipeline import rewrite
from slimmer.passes.registry import Registry, load
from slimmer.passes.results import FileResult
from slimmer.passes.settings import Settings
from slimmer.text.source import Source

HERE = Path(__file__).resolve().parent
FILES = sorted(HERE.glob("*.Dockerfile"))
REFUSED = {"13-node": [("npm-dev-dependencies-shipped", 4, "package.json is not known: pass --context")]}
WRONG = "15-flask-production"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load()


def result_of(path: Path, registry: Registry) -> FileResult:
    settings = Settings(unverified=True)
    source = Source.decode(path.read_bytes(), path.name)
    return rewrite(source, settings, registry.choose(settings), registry.names)


def test_all_are_there() -> None:
    assert len(FILES) == 17


@pytest.mark.parametrize("path", [each for each in FILES if each.stem != WRONG], ids=lambda path: path.stem)
def test_nothing_is_rewritten(path: Path, registry: Registry) -> None:
    result = result_of(path, registry)
    assert (result.error, result.guard_failures, result.changed) == (None, (), False)
    said = [(each.transform, each.line, each.reason) for each in result.refusals]
    assert said == REFUSED.get(path.stem, [])


def test_a_here_document_in_a_health_check_is_told_of_with_a_way_out(registry: Registry) -> None:
    result = result_of(HERE / f"{WRONG}.Dockerfile", registry)
    assert result.error == (
        f"{WRONG}.Dockerfile:19: HEALTHCHECK takes no here-document: Docker allows them in RUN, COPY and ADD only"
    )
    assert "exec form" in (result.help or "")
