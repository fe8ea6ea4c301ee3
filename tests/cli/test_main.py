"""The command group: fast help, versions, errors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import slimmer
from slimmer.cli.main import cli
from tests.cli.conftest import Invoke, Program

COMMANDS = (
    *("rewrite", "transforms", "explain", "facts", "estimate"),
    *("bench", "report", "harden", "tree", "new-transform", "docs"),
)


def test_version(invoke: Invoke) -> None:
    assert invoke("--version").stdout == f"slimmer, version {slimmer.__version__}\n"


def test_help_lists_the_commands_and_the_exit_codes(invoke: Invoke) -> None:
    text = invoke("--help").stdout
    assert [line.split()[0] for line in text.split("Commands:\n")[1].split("\n\n")[0].split("\n")] == list(COMMANDS)
    assert "4 internal error" in " ".join(text.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_name_and_help(invoke: Invoke, name: str) -> None:
    command = cli.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    assert command.name == name
    assert invoke(name, "--help").stdout.startswith(f"Usage: slimmer {name} ")


def test_unknown_command(invoke: Invoke) -> None:
    assert invoke("rewrit").exit_code == 2


def imported_by(environment: dict[str, str], folder: Path, *arguments: str) -> set[str]:
    """The modules a run imports in a folder without configuration."""
    script = "import sys; from slimmer.cli.main import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(
        command,
        input="FROM a\n",
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_and_version_import_next_to_nothing(environment: dict[str, str], tmp_path: Path, argument: str) -> None:
    mine = {name for name in imported_by(environment, tmp_path, argument) if name.startswith("slimmer")}
    assert mine == {"slimmer", "slimmer.errors", "slimmer.cli", "slimmer.cli.main"}


NOT_FOR_ONE_FILE = {
    *("difflib", "importlib.metadata", "multiprocessing", "pathspec", "rich", "tomllib", "traceback"),
    *("slimmer.cli.workers", "slimmer.docgen", "slimmer.report.json"),
}


def test_rewrite_of_one_file_imports_only_what_it_needs(environment: dict[str, str], tmp_path: Path) -> None:
    imported = imported_by(environment, tmp_path, "rewrite", "-")
    assert "slimmer.passes.pipeline" in imported
    assert imported & NOT_FOR_ONE_FILE == set()


def test_completion_is_clicks_own(program: Program, environment: dict[str, str]) -> None:
    done = program(env={**environment, "_SLIMMER_COMPLETE": "bash_source"})
    assert b"_slimmer_completion" in done.stdout
