from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from slimmer.bench import cases
from slimmer.bench.asked import Plan, Rewriting, key
from slimmer.bench.parts import Part
from slimmer.build import DoesNotBuildError, Engine, EngineLostError
from slimmer.build.smoke import Smoke
from slimmer.passes.settings import Settings
from slimmer.records import replace
from tests.build.conftest import Player


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "context").mkdir()
    (tmp_path / "context" / "Dockerfile").write_text("FROM scratch\n")
    (tmp_path / "context" / "app").write_bytes(b"\xff")
    (tmp_path / "context" / "ignored").write_text("")
    (tmp_path / "context" / ".dockerignore").write_text("ignored\n")
    (tmp_path / "case.toml").write_text("[smoke]\nport = 1\n")
    return tmp_path


def test_the_key_of_the_same_thing_is_the_same(folder: Path) -> None:
    rewriting, builder = Rewriting(Settings(), ()), Player("")
    first = key(cases.read(folder), Plan(), rewriting, builder)
    (folder / "context" / "ignored").write_text("what the builder is not sent")
    assert key(cases.read(folder), Plan(), rewriting, builder) == first


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file of the context": lambda folder: (folder / "context" / "app").write_bytes(b"\xfe"),
    "another file": lambda folder: (folder / "context" / "new").write_text(""),
    "the Dockerfile": lambda folder: (folder / "context" / "Dockerfile").write_text("FROM scratch\nUSER 1\n"),
    "the file by hand": lambda folder: (folder / "ideal.Dockerfile").write_text("FROM scratch\n"),
    "the smoke test": lambda folder: (folder / "case.toml").write_text("[smoke]\nport = 2\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_measured_is_part_of_the_key(folder: Path, change: str) -> None:
    rewriting, builder = Rewriting(Settings(), ()), Player("")
    first = key(cases.read(folder), Plan(), rewriting, builder)
    CHANGES[change](folder)
    assert key(cases.read(folder), Plan(), rewriting, builder) != first


def test_a_budget_is_not_part_of_the_key_and_leaves_the_cold_builds_alone(folder: Path) -> None:
    case, rewriting, builder = cases.read(folder), Rewriting(Settings(), ()), Player("")
    plan = Plan(budget=60.0)
    assert key(case, plan, rewriting, builder) == key(case, Plan(), rewriting, builder)
    assert (plan.at_once, plan.later) == (("cold",), ("warm", "source", "manifest"))
    assert (Plan().at_once, Plan().later) == (Plan().states, ())
    assert Plan(("source",), budget=1.0).at_once == ()


def test_how_it_is_measured_is_part_of_the_key(folder: Path) -> None:
    case, plan, rewriting, builder = cases.read(folder), Plan(), Rewriting(Settings(), ()), Player("")
    other = Player("", engine=Engine("player", (("player", "2"),)))
    keys = {
        key(case, plan, rewriting, builder),
        key(replace(case, target="one"), plan, rewriting, builder),
        key(replace(case, held=Smoke(port=1)), plan, rewriting, builder),
        key(case, replace(plan, repeats=2), rewriting, builder),
        key(case, replace(plan, states=("cold",)), rewriting, builder),
        key(case, plan, Rewriting(Settings(goal="time"), ()), builder),
        key(case, plan, rewriting, other),
    }
    assert len(keys) == 7


def test_a_part_that_fails_is_noted() -> None:
    notes: list[str] = []
    with Part(notes, "it was not built"):
        raise DoesNotBuildError("[1/1] RUN x", "exit code 1", ("a log",))
    assert notes == ["it was not built: does not build: [1/1] RUN x: exit code 1"]
    with pytest.raises(EngineLostError), Part(notes, "it was not built"):
        raise EngineLostError("gone")
    assert len(notes) == 1
