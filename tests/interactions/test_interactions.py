"""Transforms together: a folder for each case, as for single ones, but with two or more names under `select`."""

from __future__ import annotations

from pathlib import Path

import pytest

from slimmer.passes.registry import Registry
from slimmer.passes.settings import Settings
from tests.transforms.harness import Ask, Case, assert_laws, check, folders, run

HERE = Path(__file__).resolve().parent
ALL = [case for transform in folders(HERE.parent / "transforms") for case in folders(transform)]


@pytest.mark.parametrize("folder", folders(HERE), ids=lambda folder: folder.name)
def test_case(folder: Path, registry: Registry, ask: Ask) -> None:
    case = Case.read(folder)
    names = case.table["select"]
    assert len(names) >= 2, "a case of one transform belongs into tests/transforms"
    result = check(case, names, registry, ask)
    said = {each.transform for each in (*result.rewrites, *result.advice, *result.offered)}
    said |= {each.transform for each in result.refusals}
    assert said == set(names), "a transform has nothing to say in this case"


@pytest.mark.parametrize("folder", [*ALL, *folders(HERE)], ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_all_transforms_together_keep_the_laws(folder: Path, registry: Registry, ask: Ask) -> None:
    case = Case.read(folder)
    for target in dict.fromkeys((None, case.table.get("target"))):
        settings = Settings(unverified=True, target=target)
        transforms = registry.choose(settings)
        result = run(case.before, settings, transforms, case.context)
        assert_laws(case.before, result, settings, transforms, ask, case.context)
