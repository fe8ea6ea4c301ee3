"""Runs the command line, in this process or as a program, with a plugin that does what a test needs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from slimmer.cli.commands import cli
from tests.build.conftest import builder

__all__ = ["builder"]

ROOT = Path(__file__).resolve().parents[2]
PLUGIN = Path(__file__).parent / "plugin"

Program = Callable[..., subprocess.CompletedProcess[bytes]]
Invoke = Callable[..., Result]


@pytest.fixture(scope="session")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the import path that holds an installed distribution with the transforms of `plugin/`.

    It holds metadata of slimmer without transforms, too, which hide its own: a test is about the transforms it names.
    """
    place = tmp_path_factory.mktemp("site")
    (place / "cli_plugin.py").write_bytes((PLUGIN / "cli_plugin.py").read_bytes())
    _install(place, "cli_plugin", "[slimmer.transforms]\ntests = cli_plugin\n")
    _install(place, "slimmer", "")
    return place


def _install(place: Path, name: str, entry_points: str) -> None:
    metadata = place / f"{name}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (metadata / "entry_points.txt").write_text(entry_points, "utf-8")


@pytest.fixture
def environment(plugin: Path) -> dict[str, str]:
    """The variables of this process without those that change what slimmer does, and with the plugin."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SLIMMER_", "NO_COLOR", "FORCE_COLOR"))
    }
    return {**kept, "PYTHONPATH": os.pathsep.join((str(plugin), str(ROOT)))}


@pytest.fixture
def program(tmp_path: Path, environment: dict[str, str]) -> Program:
    """Runs `slimmer` as a program in the test's folder."""

    def run(*arguments: str, stdin: bytes = b"", **options: object) -> subprocess.CompletedProcess[bytes]:
        settings: dict[str, object] = {"cwd": tmp_path, "env": environment, "timeout": 60, **options}
        if "stdout" not in settings:
            settings |= {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        command = [sys.executable, "-m", "slimmer", *arguments]
        return subprocess.run(command, input=stdin, check=False, **settings)  # type: ignore[call-overload,no-any-return]  # made from what a test gives

    return run


@pytest.fixture
def invoke(tmp_path: Path, plugin: Path, monkeypatch: pytest.MonkeyPatch) -> Invoke:
    """Runs `slimmer` in this process, in the test's folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(plugin)
    for name in [*(name for name in os.environ if name.startswith("SLIMMER_")), "NO_COLOR", "FORCE_COLOR"]:
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, stdin: bytes = b"") -> Result:
        result = CliRunner().invoke(cli, arguments, input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run
