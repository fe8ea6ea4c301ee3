"""The command group: fast help, versions, errors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import slimmer
from slimmer.cli.commands import cli
from tests.cli.conftest import ROOT, Invoke, Program

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
    command = cli.get_command(None, name)  # type: ignore[arg-type]  # wrong on purpose
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
    mine = {name for name in imported_by(environment, tmp_path, argument) if name.startswith("slimmer.")}
    assert mine == {"slimmer.errors", "slimmer.cli", *(f"slimmer.cli.{name}" for name in STARTING)}


STARTING = ("main", "ending", "plain", "commands")
NOT_FOR_ONE_FILE = {
    *("click", "inspect", "slimmer.cli.commands", "slimmer.cli.rewrite"),
    *("dataclasses", "difflib", "importlib.metadata", "multiprocessing", "pathspec", "tomllib"),
    *("docker", "jinja2", "packaging", "requests", "rich", "socket", "subprocess", "yaml"),
    *("slimmer.bench", "slimmer.build", "slimmer.cli.ignored", "slimmer.cli.workers", "slimmer.cli.writing"),
    *("slimmer.docgen", "slimmer.model.folder", "slimmer.passes.options", "slimmer.report.json", "slimmer.report.text"),
}
FAMILIES = {
    "apk": ("transforms.apk_",),
    "archives": ("analysis.archives", "analysis.checksums", "analysis.nesting", "transforms.archive_"),
    "bases": ("analysis.slim.", "transforms.full_"),
    "chown": ("analysis.owners", "transforms.copied_"),
    "go": ("analysis.go.", "knowledge.go_", "transforms.go_"),
    "javascript": ("analysis.javascript.", "analysis.node.", "analysis.yarn", "transforms.npm_"),
    "packages": ("analysis.packages", "analysis.recommended", "transforms.apt_"),
    "pip": ("transforms.pip_",),
    "removals": ("analysis.belated", "transforms.removed_"),
    "rpm": ("transforms.rpm_",),
}
"""Beginnings of the modules (without `slimmer.`) that are only for files of one kind."""
COLD: list[tuple[str, set[str]]] = [
    ("FROM alpine:3.20\nCOPY app /app\nRUN make install\n", set()),
    ("FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y make\n", {"packages", "removals"}),
    ("FROM ubuntu:22.04\nRUN pip install flask\n", {"pip"}),
    ("FROM alpine:3.20\nRUN apk add make\n", {"apk"}),
    ("FROM golang:1.22\nRUN go build -o /app .\n", {"go"}),
    ("FROM fedora:40\nRUN dnf install -y make\n", {"rpm"}),
    ("FROM node:18\nCOPY . .\nRUN npm install\nCMD node a.js\n", {"bases", "javascript"}),
]
"""Dockerfiles, and the families that have something to look for in each, once it is rewritten: removals after apt's."""


@pytest.mark.parametrize(("text", "families"), COLD, ids=[text.split("\n")[-2] for text, _ in COLD])
def test_rewrite_of_one_file_imports_only_what_it_needs(
    environment: dict[str, str], tmp_path: Path, text: str, families: set[str]
) -> None:
    (tmp_path / "Dockerfile").write_text(text)
    imported = imported_by({**environment, "PYTHONPATH": str(ROOT)}, tmp_path, "rewrite", "Dockerfile")
    assert "slimmer.passes.pipeline" in imported
    assert imported & NOT_FOR_ONE_FILE == set()
    own = {name.removeprefix("slimmer.") for name in imported}
    found = {family: {each for each in own if each.startswith(names)} for family, names in FAMILIES.items()}
    assert {family for family, modules in found.items() if modules} == families, found


MODULE = "import runpy; runpy.run_module('slimmer', None, '__main__', True)"
"""As `python -m slimmer`."""
SCRIPT = "from slimmer.__main__ import main; sys.exit(main())"
"""As the program that an installation makes."""
INTERRUPTED = """import signal, sys
class Interrupting:
    def find_spec(self, name, path, target=None):
        if name == {module!r}:
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
"""
"""What sends this process Ctrl-C when a module is about to be imported."""


@pytest.mark.parametrize(
    ("module", "flags"),
    [
        ("slimmer.cli.main", ""),
        ("slimmer.cli.rewriting", ""),
        ("slimmer.passes.pipeline", ""),
        ("click", "--color"),
        ("slimmer.cli.rewrite", "--color"),
    ],
)
@pytest.mark.parametrize("start", [MODULE, SCRIPT], ids=["module", "script"])
def test_ctrl_c_while_modules_are_imported_ends_quietly(
    environment: dict[str, str], tmp_path: Path, module: str, flags: str, start: str
) -> None:
    command = [sys.executable, "-c", INTERRUPTED.format(module=module) + start, "rewrite", *flags.split(), "Dockerfile"]
    (tmp_path / "Dockerfile").write_text("FROM a\n")
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "")  # click ends the terminal's line


def test_completion_is_clicks_own(program: Program, environment: dict[str, str]) -> None:
    done = program(env={**environment, "_SLIMMER_COMPLETE": "bash_source"})
    assert b"_slimmer_completion" in done.stdout


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("rewrite", "Do"), "file,Do\n"),
        (("rewrite", "--context", "sr"), "file,sr\n"),
        (("explain", "ap"), "plain,apt-lists-left-behind\n"),
        (("explain", "ap"), "file,ap\n"),
        (("rewrite", "--select", "pip-cache-left-behind,np"), "plain,pip-cache-left-behind,npm-cache-left-behind\n"),
    ],
)
def test_the_shell_completes_paths_and_names(
    program: Program, environment: dict[str, str], words: tuple[str, ...], offered: str
) -> None:
    typed = {"COMP_WORDS": " ".join(("slimmer", *words)), "COMP_CWORD": str(len(words))}
    done = program(env={**environment, "_SLIMMER_COMPLETE": "bash_complete", **typed})
    assert offered in done.stdout.decode()
