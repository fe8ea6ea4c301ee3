from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.engine.catalogue import chosen, normal
from slimmer.bench import apps
from slimmer.bench.cases import Case, below
from slimmer.bench.protocols import base_images
from slimmer.model.folder import context_of
from slimmer.model.surroundings import Surroundings
from slimmer.passes.pipeline import rewrite
from slimmer.passes.registry import load
from slimmer.passes.results import FileResult
from slimmer.passes.settings import Settings
from slimmer.syntax.parser import parse
from slimmer.text.source import Source, encode
from tests.oracle.oracle import BUILDKIT
from tests.transforms.conftest import ask
from tests.transforms.harness import Ask

__all__ = ["ask"]

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
ALL = below(BENCHMARKS / "cases")


def rewritten(case: Case) -> FileResult:
    source = Source.decode(case.dockerfile.read_bytes(), "Dockerfile")
    around = Surroundings(context_of(case.context, case.dockerfile), str(case.context))
    settings = Settings(unverified=True)
    return rewrite(source, settings, load().choose(settings), look=lambda _: around)


def test_there_are_enough() -> None:
    assert len(ALL) >= 14


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_every_case_is_whole(case: Case, ask: Ask) -> None:
    assert case.ideal is not None
    for path in (case.dockerfile, case.ideal):
        verdict = ask(path.read_bytes())
        assert verdict.ok, verdict.error
        assert verdict.stages_ok or verdict.source != BUILDKIT
    assert (case.context / case.source).is_file()
    assert (case.context / case.manifest).is_file()
    assert case.smoke is not None
    assert case.held not in (None, case.smoke)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_rewrites_are_as_the_case_says(case: Case, ask: Ask) -> None:
    result = rewritten(case)
    assert result.error is None
    assert result.guard_failures == ()
    assert ask(encode(result.after)).ok
    assert not parse(Source.decode(encode(result.after))).problems
    assert not (case.lean and result.changed)
    made, refused = {each.transform for each in result.rewrites}, {each.transform for each in result.refusals}
    for name in case.refused:
        assert name not in made
        assert name in refused


def test_public_applications_are_named_and_tested() -> None:
    named = apps.read_apps(BENCHMARKS / "apps.toml")
    assert len({each.case.name for each in named}) == len(named) >= 8
    for each in named:
        assert len(each.commit) == 40
        assert each.case.smoke is not None
        assert each.case.source
        assert each.case.manifest


def test_the_bases_that_make_bench_cases_asks_for_are_those_the_cases_need() -> None:
    told = re.findall(
        r"^CASE_BASES := (?:\$\(CASE_BASES\),)?(.*)$", (BENCHMARKS.parent / "Makefile").read_text(), re.MULTILINE
    )
    there = {normal(tag) for image in chosen(",".join(told).split(",")) for tag in image.tags}
    there |= {tag.replace("{version}", "3.9") for tag in there}
    for case in ALL:
        assert case.ideal is not None
        for path in (case.dockerfile, case.ideal):
            needed = {normal(each) for each in base_images(path.read_text(), None)}
            assert needed <= there, case.name
