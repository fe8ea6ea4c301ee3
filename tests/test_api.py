"""The module that authors import from: what it gives, and what it does not import before it is asked."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from slimmer import api


def later() -> dict[str, str]:
    """The module of each name that a type checker sees and a run imports when it is asked for."""
    tree = ast.parse(Path(api.__file__).read_text("utf-8"))
    guarded = [each for each in tree.body if isinstance(each, ast.If)]
    imports = [each for block in guarded for each in block.body if isinstance(each, ast.ImportFrom)]
    return {alias.asname or alias.name: str(each.module) for each in imports for alias in each.names}


def test_a_run_finds_every_name_where_a_type_checker_does() -> None:
    assert later() == api._MODULES
    assert len(api._MODULES) > 50


@pytest.mark.parametrize("name", sorted(later()))
def test_every_name_is_there(name: str) -> None:
    assert getattr(api, name) is getattr(sys.modules[later()[name]], name)
    assert name in dir(api)


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match=r"module 'slimmer\.api' has no attribute 'archives'"):
        api.archives  # noqa: B018  to ask for it is the test


def test_what_few_transforms_need_is_imported_for_those() -> None:
    program = (
        "import sys\n"
        "from slimmer.api import Rewrite, Transform, View, transform\n"
        "few = {'analysis.calls', 'analysis.caches', 'analysis.go.image', 'analysis.archives', 'syntax.verbs'}\n"
        "imported = lambda: {name for name in few if 'slimmer.' + name in sys.modules}\n"
        "assert imported() == set(), imported()\n"
        "from slimmer.api import go_image\n"
        "assert imported() >= {'analysis.go.image'}, imported()\n"
        "assert 'analysis.archives' not in imported()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
