"""The trees of small Dockerfiles, one folder each, named for what is special in it.

`UPDATE_GOLDEN=1 pytest tests/syntax/test_golden.py` writes the trees anew: read each before it is kept.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from slimmer.syntax.dump import dump
from slimmer.syntax.nodes import Dockerfile
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(folder for folder in GOLDEN.iterdir() if folder.is_dir())


def tree_of(folder: Path) -> Dockerfile:
    return parse(Source.decode((folder / "Dockerfile").read_bytes(), "Dockerfile"))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_tree(folder: Path) -> None:
    found = dump(tree_of(folder), with_shell=True)
    file = folder / "tree.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(found, "utf-8", newline="\n")
    assert found == file.read_text("utf-8")


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_items_tile_the_file(folder: Path) -> None:
    tree = tree_of(folder)
    assert "".join(tree.source.text[span.start : span.end] for span in tree.extents) == tree.source.text
    assert tree.source.data == (folder / "Dockerfile").read_bytes()


def test_there_are_cases() -> None:
    assert len(CASES) >= 25
