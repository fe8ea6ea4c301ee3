"""An environment with slimmer installed from a wheel of this tree, as a user has it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.speed.figures import Series, interleaved
from benchmarks.speed.processes import MeasureError, cpu_of

ROOT: Final = Path(__file__).resolve().parents[2]

DOCKERFILE: Final = """\
# syntax=docker/dockerfile:1
FROM python:3.12-slim AS build
ENV LANG=C.UTF-8 \\
    APP=/srv/app
RUN apt-get update \\
    && apt-get install -y --no-install-recommends build-essential curl \\
    # the client of the database
    && apt-get install -y libpq-dev
WORKDIR /srv/app
COPY requirements.txt .
RUN if [ -f requirements.txt ]; then pip install -r requirements.txt; fi
FROM python:3.12-slim
COPY --from=build /srv/app /srv/app
RUN apt-get update && apt-get install -y libpq5
RUN pip install gunicorn
EXPOSE 8000
CMD ["gunicorn", "app:main"]
"""


def install(folder: Path) -> Path:
    """Build a wheel of a copy of the tree and install it into a new environment; gives its folder of programs.

    Raises:
        MeasureError: a step failed.
    """
    tree, wheels, environment = folder / "tree", folder / "wheels", folder / "venv"
    skipped = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__", "*.tables", "bin")
    shutil.copytree(ROOT, tree, ignore=skipped)
    _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", wheels, tree)
    _run(sys.executable, "-m", "venv", environment)
    pip = (environment / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    _run(*pip, "--require-hashes", "--requirement", ROOT / "requirements" / "run.txt")
    _run(*pip, "--no-deps", "--no-index", *wheels.glob("*.whl"))
    return environment / "bin"


def _run(*command: str | Path) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise MeasureError(f"{' '.join(map(str, command[:6]))}: {done.stderr[-500:]}")


def cold(
    programs: Path, folder: Path, repeats: int, others: Sequence[tuple[str, Sequence[str | Path]]]
) -> dict[str, Series]:
    """CPU seconds of whole processes, each doing one file, run in turn.

    Args:
        programs: of the environment.
        folder: for the file.
        repeats: as for `interleaved`.
        others: names and commands of other tools; `FILE` is the file's place in a command.
    """
    file = folder / "Dockerfile"
    file.write_text(DOCKERFILE)
    commands: list[tuple[str, Sequence[str | Path]]] = [
        ("slimmer rewrite", [programs / "slimmer", "rewrite", "FILE"]),
        ("slimmer rewrite, nothing to do", [programs / "slimmer", "rewrite", "--ignore", _ALL, "FILE"]),
        ("python -c pass", [programs / "python", "-c", "pass"]),
        *others,
    ]
    tasks = {}
    for name, command in commands:
        filled = [file if part == "FILE" else part for part in command]
        tasks[name] = _task(filled, folder)
    return interleaved(tasks, repeats)


_ALL: Final = "apt-lists-left-behind,pip-cache-left-behind"


def _task(command: Sequence[str | Path], folder: Path) -> _Task:
    return _Task(command, folder)


class _Task:
    """Starts one command."""

    def __init__(self, command: Sequence[str | Path], folder: Path) -> None:
        self.command, self.folder = command, folder

    def __call__(self) -> float:
        return cpu_of(self.command, ok=(0, 1), cwd=self.folder)


def parts(programs: Path, folder: Path, repeats: int) -> dict[str, Series]:
    """CPU seconds of a cold run by part, each repeat in a process of its own."""
    found: dict[str, list[float]] = {}
    probe = Path(__file__).with_name("probe.py")
    for _ in range(repeats):
        done = subprocess.run(
            [programs / "python", probe, folder / "Dockerfile"], capture_output=True, text=True, check=False, cwd=folder
        )
        if done.returncode:
            raise MeasureError(f"the probe failed: {done.stderr[-500:]}")
        for name, seconds in json.loads(done.stdout).items():
            found.setdefault(name, []).append(seconds)
    return {name: Series(tuple(values)) for name, values in found.items()}
