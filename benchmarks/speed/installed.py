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

TWO_STAGES: Final = """\
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

PYTHON: Final = """\
FROM python:3.11
ENV PYTHONUNBUFFERED=1
RUN apt-get update && apt-get install -y gcc libpq-dev
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
EXPOSE 8000
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
"""

NODE: Final = """\
FROM node:18
WORKDIR /app
COPY package*.json ./
RUN npm install
COPY . .
RUN npm run build
EXPOSE 3000
CMD ["node", "dist/server.js"]
"""

NOTHING: Final = """\
FROM alpine:3.20
COPY app /app
CMD ["/app"]
"""

DOCKERFILES: Final = {"two stages": TWO_STAGES, "apt and pip": PYTHON, "npm": NODE, "nothing to do": NOTHING}
"""What is rewritten: the first has both apt's and pip's waste, and the last has none."""


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
        folder: for the files.
        repeats: as for `interleaved`.
        others: names and commands of other tools; `FILE` is the place of the first Dockerfile in a command.
    """
    files = write(folder)
    python = programs / "python"
    own: dict[str, Sequence[str | Path]] = {
        f"slimmer rewrite: {name}": [programs / "slimmer", "rewrite", file] for name, file in files.items()
    }
    commands: list[tuple[str, Sequence[str | Path]]] = [
        *own.items(),
        ("python -c pass", [python, "-c", "pass"]),
        ("python -c 'import click'", [python, "-c", "import click"]),
        ("python -c 'import click, lark'", [python, "-c", "import click, lark"]),
        *others,
    ]
    first = next(iter(files.values()))
    tasks = {}
    for name, command in commands:
        tasks[name] = _Task([first if part == "FILE" else part for part in command], folder)
    return interleaved(tasks, repeats)


def write(folder: Path) -> dict[str, Path]:
    """The Dockerfiles as files, by name, each in a folder of its own without a build context."""
    files = {}
    for number, (name, text) in enumerate(DOCKERFILES.items()):
        files[name] = folder / f"cold-{number}" / "Dockerfile"
        files[name].parent.mkdir(exist_ok=True)
        files[name].write_text(text)
    return files


class _Task:
    """Starts one command."""

    def __init__(self, command: Sequence[str | Path], folder: Path) -> None:
        self.command, self.folder = command, folder

    def __call__(self) -> float:
        return cpu_of(self.command, ok=(0, 1), cwd=self.folder)


def parts(programs: Path, folder: Path, repeats: int) -> dict[str, dict[str, Series]]:
    """CPU seconds of cold runs by Dockerfile and part, each repeat in a process of its own.

    Raises:
        MeasureError: the run, or what measures it, failed.
    """
    files = write(folder)
    found: dict[str, dict[str, list[float]]] = {name: {} for name in files}
    probe = Path(__file__).with_name("probe.py")
    for _ in range(repeats):
        for name, file in files.items():
            command = [programs / "python", probe, file]
            done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
            if done.returncode:
                raise MeasureError(f"the probe failed: {done.stderr[-500:]}")
            for part, seconds in json.loads(done.stdout).items():
                found[name].setdefault(part, []).append(seconds)
    return {name: {part: Series(tuple(each)) for part, each in by_part.items()} for name, by_part in found.items()}
