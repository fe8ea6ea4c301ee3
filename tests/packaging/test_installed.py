"""The wheel works in an environment that holds nothing else but its dependencies."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import slimmer
from tests.packaging.conftest import ROOT, run

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("packaging")]

EXAMPLES = ROOT / "examples"
IMPORTED = re.compile(r"import time:[^|]+\|[^|]+\| +(\S+)")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the example Dockerfiles."""
    for name in ("flask", "service", "worker"):
        shutil.copytree(EXAMPLES / name, tmp_path / name)
    return tmp_path


def names_of_transforms() -> set[str]:
    modules = {path.stem for path in (ROOT / "transforms").glob("*.py")}
    return {name.replace("_", "-") for name in modules if not name.startswith("_")}


def test_version(installed: Path, tmp_path: Path) -> None:
    assert slimmer.__version__ in run(installed / "slimmer", "--version", cwd=tmp_path).stdout
    assert slimmer.__version__ in run(installed / "python", "-m", "slimmer", "--version", cwd=tmp_path).stdout


def test_every_transform_is_listed(installed: Path, tmp_path: Path) -> None:
    listed = run(installed / "slimmer", "transforms", cwd=tmp_path).stdout
    assert names_of_transforms() >= {"apt-lists-left-behind", "pip-cache-left-behind"}
    assert {name for name in names_of_transforms() if name not in listed} == set()


def test_rewrite_prints_a_diff_that_git_takes(installed: Path, project: Path) -> None:
    before = (project / "flask" / "Dockerfile").read_bytes()
    done = run(installed / "slimmer", "rewrite", "flask", cwd=project)
    assert (project / "flask" / "Dockerfile").read_bytes() == before
    assert re.search(r"^\+.*rm -rf /var/lib/apt/lists", done.stdout, re.MULTILINE)
    assert re.search(r"^\+.*pip.*--no-cache-dir", done.stdout, re.MULTILINE)
    (project / "changes.diff").write_text(done.stdout, "utf-8")
    run("git", "apply", "changes.diff", cwd=project, GIT_CEILING_DIRECTORIES=str(project.parent))
    after = (project / "flask" / "Dockerfile").read_bytes()
    assert after != before
    assert run(installed / "slimmer", "rewrite", "flask", cwd=project).stdout == ""


def test_rewrite_writes(installed: Path, project: Path) -> None:
    run(installed / "slimmer", "rewrite", "-w", ".", cwd=project)
    for name, acts in (("flask", True), ("worker", True), ("service", False)):
        changed = (project / name / "Dockerfile").read_bytes() != (EXAMPLES / name / "Dockerfile").read_bytes()
        assert changed == acts, name


def test_start_up_needs_neither_lark_nor_a_cache(installed: Path, project: Path) -> None:
    done = run(
        *(installed / "python", "-X", "importtime", "-m", "slimmer", "rewrite", "flask/Dockerfile"),
        cwd=project,
        XDG_CACHE_HOME=str(project / "cache"),
    )
    imported = {name.partition(".")[0] for name in IMPORTED.findall(done.stderr)}
    assert "slimmer" in imported
    assert imported.isdisjoint({"lark", "rich", "platformdirs"})
    assert not (project / "cache").exists()
