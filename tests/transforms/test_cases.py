"""Every case folder, and what every transform must have: cases of both kinds, and an example that is true."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from slimmer.model.context import Context
from slimmer.passes.registry import Registry, load
from slimmer.passes.transform import Safety, Transform
from slimmer.text.source import encode
from tests.transforms.harness import Ask, Case, assert_laws, check, folders, run

HERE = Path(__file__).resolve().parent
REGISTRY = load()
OWN = [name for name in REGISTRY.classes if REGISTRY.distributions[name] == "slimmer"]
CASES = [case for transform in folders(HERE) for case in folders(transform)]

BLOCK = re.compile(r"^```dockerfile\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_case(folder: Path, registry: Registry, ask: Ask) -> None:
    check(Case.read(folder), [folder.parent.name], registry, ask)


def test_every_folder_belongs_to_a_transform() -> None:
    assert {folder.name for folder in folders(HERE)} <= REGISTRY.names


@pytest.mark.parametrize("name", OWN)
def test_every_transform_has_cases_of_both_kinds(name: str) -> None:
    cases = [Case.read(folder) for folder in folders(HERE / name)]
    assert any(case.acts for case in cases), "no case in which it acts"
    assert any(not case.acts for case in cases), "no case in which it must not act"


def example(kind: type[Transform]) -> str:
    """What stands below the heading `## Example` of a docstring."""
    text = inspect.cleandoc(kind.__doc__ or "")
    return text.partition("\n## Example\n")[2].partition("\n## ")[0] + "\n"


def examples(kind: type[Transform]) -> list[str]:
    """The Dockerfiles of the example."""
    return BLOCK.findall(example(kind))


def example_context(kind: type[Transform]) -> Context | None:
    """The build context of the example: blocks whose fence names a file, as ```` ```json package.json ````."""
    files = dict(FILE.findall(example(kind)))
    return Context.of(files) if files else None


@pytest.mark.parametrize("name", OWN)
def test_the_example_of_the_docstring_is_true(name: str, registry: Registry, ask: Ask) -> None:
    kind = registry.get(name)
    blocks = [block.encode() for block in examples(kind)]
    case = Case(HERE, b"", None, {"unverified": True})
    settings = case.settings([name], registry)
    transforms = registry.choose(settings)
    context = example_context(kind)
    if kind.safety is Safety.ADVICE:
        assert blocks, "the docstring has no example"
        assert run(blocks[0], settings, transforms, context).advice
        return
    assert len(blocks) >= 2, "the docstring has no example with a before and an after"
    assert len(blocks) % 2 == 0, "a Dockerfile of the example has no other beside it"
    for before, after in zip(blocks[::2], blocks[1::2], strict=True):
        result = run(before, settings, transforms, context)
        assert_laws(before, result, settings, transforms, ask, context)
        assert encode(result.after) == after
        assert before != after
