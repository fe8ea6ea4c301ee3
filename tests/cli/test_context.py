"""Where the build context of a Dockerfile is found, and what is said when it cannot be."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke

ASKING = "FROM a\nRUN surroundings\n"


def make(**files: str) -> None:
    for name, text in files.items():
        path = Path(name.replace("__", "/").replace("_DOT_", "."))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def told(invoke: Invoke, *arguments: str, stdin: bytes = b"") -> dict[str, list[str]]:
    """What the transform that asks for the surroundings says, by file."""
    result = invoke("rewrite", "-f", "json", *arguments, stdin=stdin)
    assert result.exit_code == 0, result.stderr
    files = json.loads(result.stdout)["files"]
    return {each["path"]: [advice["message"] for advice in each["advice"]] for each in files}


def test_context_holds_for_all_files_of_the_run(invoke: Invoke) -> None:
    make(a__Dockerfile=ASKING, b__Dockerfile=ASKING, c__x="", c__y="", c___DOT_dockerignore="y\n.*\n")
    expected = {name: ["context: x"] for name in ("a/Dockerfile", "b/Dockerfile")}
    assert told(invoke, "--context", "c", "a", "b") == expected


def test_the_ignore_file_beside_a_dockerfile_is_its_own(invoke: Invoke) -> None:
    make(a__Dockerfile=ASKING, b__Dockerfile=ASKING, c__x="", c__y="")
    Path("b/Dockerfile.dockerignore").write_text("x\n")
    assert told(invoke, "--context", "c", "a", "b", "a/Dockerfile") == {
        "a/Dockerfile": ["context: x y"],
        "b/Dockerfile": ["context: y"],
    }


def test_of_standard_input(invoke: Invoke) -> None:
    make(c__x="")
    assert told(invoke, "--context", "c", "-", stdin=ASKING.encode()) == {"<stdin>": ["context: x"]}


def test_from_the_configuration_relative_to_its_file(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    make(p__docker__Dockerfile=ASKING, p__src__x="", other__y="")
    Path("p/.slimmer.toml").write_text('context = "src"\n')
    assert told(invoke, "p") == {"p/docker/Dockerfile": ["context: x"]}
    monkeypatch.setenv("SLIMMER_CONTEXT", "other")
    assert told(invoke, "p") == {"p/docker/Dockerfile": ["context: y"]}


BAD = {
    "gone": "does not exist",
    "file": "is a file, not a folder",
    "empty": "is empty",
    "file/x": "is a file, not a folder",
    "loop": "cannot be looked into: Too many levels of symbolic links",
    "\0": "cannot be looked into: embedded null byte",
}


@pytest.mark.parametrize("folder", BAD)
def test_what_is_no_context(invoke: Invoke, folder: str) -> None:
    make(Dockerfile=ASKING, file="")
    Path("empty").mkdir()
    Path("loop").symlink_to("loop")
    result = invoke("rewrite", "--context", folder)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("error: --context: ")
    assert BAD[folder] in result.stderr


def test_a_context_that_may_not_be_looked_into(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    make(Dockerfile=ASKING, closed__x="")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    result = invoke("rewrite", "--context", "closed", "Dockerfile")
    assert (result.exit_code, "cannot be looked into: Permission denied" in result.stderr) == (2, True)


def test_a_wrong_context_in_the_configuration_names_its_line(invoke: Invoke) -> None:
    make(Dockerfile=ASKING, _DOT_slimmer_DOT_toml='caches = "clean"\ncontext = "gone"\n')
    assert ".slimmer.toml:2: the build context" in invoke("rewrite").stderr
    make(_DOT_slimmer_DOT_toml="context = 1\n")
    assert ".slimmer.toml:1: `context` must be a folder" in invoke("rewrite").stderr
