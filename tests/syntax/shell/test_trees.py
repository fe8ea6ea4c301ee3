"""Whole trees, as files: `trees/<what>.<dialect>.sh` and the `.tree` that `dump` gives.

Set UPDATE_TREES=1 to write the trees anew; then read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from slimmer.syntax.shell import Dialect, parse_shell
from slimmer.syntax.shell.dump import dump

SCRIPTS = sorted(Path(__file__).with_name("trees").glob("*.sh"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_the_tree_is_as_written_down(script: Path) -> None:
    dialect = Dialect(script.stem.rpartition(".")[2])
    tree = dump(parse_shell(script.read_bytes().decode(), dialect))
    golden = script.with_suffix(".tree")
    if os.environ.get("UPDATE_TREES"):
        golden.write_bytes(tree.encode())
    assert tree == golden.read_bytes().decode()


def test_each_tree_has_its_script() -> None:
    trees = {path.stem for path in Path(__file__).with_name("trees").glob("*.tree")}
    assert trees == {path.stem for path in SCRIPTS}
    assert len(trees) > 10
