from __future__ import annotations

import pytest

from benchmarks.cases.case import Case, cases
from slimmer.errors import UsageError
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

ALL = cases()


def rewritten(case: Case) -> FileResult:
    source = Source.decode(case.dockerfile.read_bytes(), "Dockerfile")
    around = Surroundings(context_of(case.context, case.dockerfile), str(case.context))
    settings = Settings(unverified=True)
    return rewrite(source, settings, load().choose(settings), look=lambda _: around)


def test_there_are_enough() -> None:
    assert len(ALL) >= 14


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.folder.name)
def test_every_case_is_whole(case: Case, ask: Ask) -> None:
    for path in (case.dockerfile, case.ideal):
        verdict = ask(path.read_bytes())
        assert verdict.ok, verdict.error
        assert verdict.stages_ok or verdict.source != BUILDKIT
    assert (case.context / case.source).is_file()
    assert (case.context / case.manifest).is_file()
    assert case.held != case.smoke


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.folder.name)
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


def test_an_unknown_case_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="flask-gunicorn"):
        cases(("no-such",))
