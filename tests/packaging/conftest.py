"""Builds an sdist and a wheel of this tree, and installs the wheel into an environment of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MADE = {"build", "dist", "examples/plugin/build", "tests/oracle/bin", ".git"}
MADE_NAMES = ("__pycache__", ".venv", ".hypothesis")
MADE_SUFFIXES = (".pyc", ".egg-info", ".tables", "_cache")


def made(path: str) -> bool:
    """Whether tools made the file or folder at that path of the tree, so that it is no part of it."""
    name = path.rpartition("/")[2]
    return path in MADE or name.startswith(MADE_NAMES) or name.endswith(MADE_SUFFIXES)


def tree_files(root: Path) -> set[str]:
    """The files of the tree, relative to it, without what tools made."""
    found = set()
    for folder, below, files in os.walk(root):
        here = Path(folder).relative_to(root)
        below[:] = [name for name in below if not made((here / name).as_posix())]
        found |= {path for name in files if not made(path := (here / name).as_posix())}
    return found


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program that must succeed, without this tree or these settings of Python in its environment."""
    outside = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "SLIMMER"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**outside, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{command} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


@dataclass(frozen=True, slots=True)
class Built:
    """What came of building the tree: `files` as they were when it was copied."""

    files: set[str]
    tree: Path
    sdist: Path
    wheel: Path


def only(folder: Path, pattern: str) -> Path:
    """The one file of the folder that matches."""
    (found,) = folder.glob(pattern)
    return found


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sdist of a copy of the tree, and the wheel built from that sdist."""
    place = tmp_path_factory.mktemp("built")
    tree, dist = place / "tree", place / "dist"
    files = tree_files(ROOT)
    for name in files:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, tree / name, follow_symlinks=False)
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", dist, tree, cwd=place)
    return Built(files, tree, only(dist, "*.tar.gz"), only(dist, "*.whl"))


def environment_with(folder: Path, *wheels: Path) -> Path:
    """A new virtual environment with slimmer's pinned dependencies and the wheels; its folder of programs."""
    run(sys.executable, "-m", "venv", folder, cwd=folder.parent)
    pip = (folder / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    run(*pip, "--require-hashes", "--requirement", ROOT / "requirements" / "run.txt", cwd=folder)
    run(*pip, "--no-deps", "--no-index", *wheels, cwd=folder)
    run(folder / "bin" / "python", "-m", "pip", "check", cwd=folder)
    return folder / "bin"


@pytest.fixture(scope="session")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment into which only the wheel and its dependencies were installed."""
    return environment_with(tmp_path_factory.mktemp("installed") / "venv", built.wheel)


@pytest.fixture(scope="session")
def installed_with_plugin(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As `installed`, with the wheel of the example plugin besides."""
    place = tmp_path_factory.mktemp("plugin")
    plugin = built.tree / "examples" / "plugin"
    run(
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--wheel",
        "--outdir",
        place / "dist",
        plugin,
        cwd=place,
    )
    return environment_with(place / "venv", built.wheel, only(place / "dist", "*.whl"))
