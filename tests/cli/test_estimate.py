"""`slimmer estimate`: the table, JSON, and what goes wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke

TEXT = b"""FROM python:3.12-slim-bookworm AS app
RUN apt-get update && apt-get install -y curl
COPY . /app
RUN make needless all
"""


@pytest.fixture
def place(invoke: Invoke, tmp_path: Path) -> Path:
    del invoke  # it enters the folder
    Path("Dockerfile").write_bytes(TEXT)
    folder = tmp_path / "context"
    folder.mkdir()
    (folder / "main.py").write_bytes(b"x" * 2_000)
    return folder


def test_a_table(invoke: Invoke, place: Path) -> None:
    result = invoke("estimate", "Dockerfile", "--context", place.name)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.split("\n")
    assert lines[0] == "Dockerfile, stage app: predicted bytes, nothing was built"
    assert re.fullmatch(r" {3}1  FROM python:3\.12-slim-bookworm AS app +118 MB \[1\]", lines[1])
    assert re.fullmatch(r" {3}2  RUN apt-get update && apt-get install -y curl +\d+ to \d+ MB", lines[2])
    assert re.fullmatch(r" +curl, and \d+ packages it brings +[\d.]+ to \d+ MB \[2\]", lines[3])
    assert re.fullmatch(r" +package lists +19 to 21 MB \[3\]", lines[4])
    assert re.fullmatch(r" {3}3  COPY \. /app +2 kB", lines[5])
    assert re.fullmatch(r" +total, unpacked +at least \d+ MB", lines[9])
    assert re.fullmatch(r" +of which the base image is pulled as +45 MB compressed", lines[10])
    assert any(re.fullmatch(r" {3}4  needless-word \(SAFE, certain\) saves +not known", line) for line in lines)
    assert "   4  what `make` writes" in lines
    assert any(line.startswith(" [2]  Debian bookworm, main, index of packages") for line in lines)


def test_json(invoke: Invoke, place: Path) -> None:
    value = json.loads(invoke("estimate", "-f", "json", "--context", place.name).stdout)
    (file,) = value["files"]
    assert (value["version"], file["path"], file["target"], file["error"]) == (1, "Dockerfile", "app", None)
    base, install, copy, run = file["layers"]
    assert (base["instruction"], base["low"], base["high"]) == ("FROM", 117_802_300, 117_802_300)
    assert base["compressed"] == 45_437_565
    assert [part["what"] for part in install["parts"]][1] == "package lists"
    assert copy["parts"] == [
        {"what": "main.py of the build context", "low": 2000, "high": 2000, "source": "the build context"}
    ]
    assert (run["high"], run["unknown"]) == (None, ["what `make` writes"])
    assert file["total"]["high"] is None
    assert file["total"]["low"] == base["low"] + install["low"] + 2000
    assert [(each["transform"], each["made"], each["estimate"]) for each in file["rewrites"]] == [
        ("needless-word", True, None)
    ]
    assert file["total_after"] == file["total"]


def test_a_target(invoke: Invoke) -> None:
    Path("Dockerfile").write_bytes(b"FROM scratch AS one\nFROM scratch\nCOPY --from=one /x /x\n")
    assert "Dockerfile, stage one" in invoke("estimate", "--target", "one").stdout
    result = invoke("estimate", "--target", "two")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: Dockerfile: there is no stage `two` (--target)\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("gone",), "error: gone: does not exist\n"),
        (("Dockerfile", "--context", "gone"), "error: --context: the build context `gone` does not exist\n"),
    ],
)
def test_what_is_not_there(invoke: Invoke, place: Path, arguments: tuple[str, ...], message: str) -> None:
    del place
    result = invoke("estimate", *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)


def test_a_file_that_cannot_be_read_as_a_dockerfile(invoke: Invoke) -> None:
    Path("Dockerfile").write_bytes(b"RUNN x\n")
    result = invoke("estimate")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: Dockerfile:1: unknown instruction: RUNN\n    1 | RUNN x\n")
    assert json.loads(invoke("estimate", "-f", "json").stdout)["files"][0]["error"].startswith("Dockerfile:1: ")


def test_standard_input(invoke: Invoke) -> None:
    result = invoke("estimate", "-", stdin=b"FROM scratch\n")
    assert (result.exit_code, result.stdout.split("\n")[0]) == (
        0,
        "<stdin>, the last stage: predicted bytes, nothing was built",
    )
    assert "nothing" in result.stdout


@pytest.mark.parametrize("width", ["40", "70", "100"])
def test_lines_fit_the_terminal(invoke: Invoke, place: Path, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    del place
    monkeypatch.setenv("COLUMNS", width)
    lines = invoke("estimate").stdout.split("\n")
    assert max(map(len, lines)) <= int(width)
    assert all(line == line.rstrip(" ") for line in lines)
