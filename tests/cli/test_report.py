"""`slimmer report`: what it reads, what it refuses, and where it writes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from slimmer.bench.records import from_json, to_json
from tests.cli.conftest import Invoke, Program
from tests.cli.test_main import imported_by
from tests.report.measured import sample

LINE = to_json(sample.flask())


@pytest.fixture
def results(tmp_path: Path) -> Path:
    place = tmp_path / "results.jsonl"
    place.write_text("".join(f"{to_json(each)}\n" for each in (sample.flask(), sample.go())), "utf-8")
    return place


def test_a_table_by_default(invoke: Invoke, results: Path) -> None:
    result = invoke("report", results.name)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "flask-gunicorn" in result.stdout
    assert "\x1b" not in result.stdout


def test_details(invoke: Invoke, results: Path) -> None:
    assert "849 MB" not in invoke("report", results.name).stdout
    assert "849 MB" in invoke("report", "-v", results.name).stdout


def test_colours(invoke: Invoke, results: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" in invoke("report", "--color", results.name).stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in invoke("report", results.name).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in invoke("report", results.name).stdout


def test_json_gives_the_lines_back(invoke: Invoke, results: Path) -> None:
    assert invoke("report", "-f", "json", results.name).stdout == results.read_text("utf-8")


def test_standard_input_and_several_files(invoke: Invoke, results: Path) -> None:
    result = invoke("report", "-f", "json", results.name, "-", stdin=to_json(sample.node()).encode())
    cases = [from_json(line).case for line in result.stdout.split("\n")[:-1]]
    assert cases == ["flask-gunicorn", "go-client", "express-trap"]


def test_blank_lines_and_windows_line_ends_are_fine(invoke: Invoke) -> None:
    Path("r.jsonl").write_bytes(b"\xef\xbb\xbf" + LINE.encode() + b"\r\n\r\n \n")
    assert invoke("report", "-f", "json", "r.jsonl").stdout == f"{LINE}\n"


def test_a_line_that_ends_what_a_budget_left_is_not_told_of(invoke: Invoke) -> None:
    whole = sample.flask()
    half = replace(whole, protocol=replace(whole.protocol, left=("warm",)))
    Path("r.jsonl").write_text(f"{to_json(half)}\n{to_json(whole)}\n", "utf-8")
    result = invoke("report", "-f", "json", "r.jsonl")
    assert [from_json(line) for line in result.stdout.split("\n")[:-1]] == [whole]
    assert result.stderr == ""
    other = replace(whole, protocol=replace(whole.protocol, key="another"))
    Path("r.jsonl").write_text(f"{to_json(half)}\n{to_json(other)}\n", "utf-8")
    assert "is told twice" in invoke("report", "-f", "json", "r.jsonl").stderr


def test_the_last_line_of_a_case_counts_in_the_place_of_the_first(invoke: Invoke) -> None:
    newer = replace(sample.flask(), title="newer")
    Path("a.jsonl").write_text(f"{LINE}\n{to_json(sample.go())}\n", "utf-8")
    Path("b.jsonl").write_text(to_json(newer), "utf-8")
    result = invoke("report", "-f", "json", "a.jsonl", "b.jsonl")
    assert [from_json(line) for line in result.stdout.split("\n")[:-1]] == [newer, sample.go()]
    assert result.stderr == "flask-gunicorn is told twice: b.jsonl:1 counts, a.jsonl:1 does not\n"
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "r.jsonl: holds no results"),
        (b"\n \n", "r.jsonl: holds no results"),
        (b"{\n", "r.jsonl:1: not a line of results"),
        (LINE.encode() + b"\n" + LINE.encode()[:-40] + b"\n", "r.jsonl:2: not a line of results"),
        (b"[]\n", "r.jsonl:1: not a line of results"),
        (b"null\n", "r.jsonl:1: not a line of results"),
        (b"{}\n", "r.jsonl:1: not a line of results: there is no 'version'"),
        (b"[" * 100_000, "r.jsonl:1: not a line of results"),
        (json.dumps({**json.loads(LINE), "version": 9, "new": 1}).encode(), "r.jsonl:1: results of version 9"),
        (b"\xff\xfe" + LINE.encode(), "r.jsonl: not read: 'utf-8' codec"),
        (b"PK\x03\x04\x00", "r.jsonl:1: not a line of results"),
    ],
)
def test_bad_input_is_told_with_its_place_and_nothing_is_reported(invoke: Invoke, data: bytes, message: str) -> None:
    Path("r.jsonl").write_bytes(data)
    Path("good.jsonl").write_text(LINE, "utf-8")
    Path("old.txt").write_text("old", "utf-8")
    result = invoke("report", "good.jsonl", "r.jsonl", "-o", "old.txt")
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""
    assert Path("old.txt").read_text("utf-8") == "old"


@pytest.mark.parametrize("name", ["gone.jsonl", ".", "nul\0"])
def test_files_that_cannot_be_read(invoke: Invoke, name: str) -> None:
    result = invoke("report", name)
    assert result.exit_code == 2
    assert "not read" in result.stderr


def test_a_missing_folder_and_a_folder_for_output(invoke: Invoke, results: Path) -> None:
    result = invoke("report", results.name, "-o", "no/such/folder.txt")
    assert (result.exit_code, "not written" in result.stderr) == (2, True)
    assert not Path("no").exists()
    Path("folder").mkdir()
    assert invoke("report", results.name, "-o", "folder").exit_code == 2
    assert [each.name for each in Path().iterdir() if each.name.startswith(".slimmer")] == []


def test_the_suffix_of_the_output_says_the_format(invoke: Invoke, results: Path) -> None:
    assert invoke("report", results.name, "-o", "out.JSONL").exit_code == 0
    assert Path("out.JSONL").read_text("utf-8") == results.read_text("utf-8")
    assert invoke("report", "-f", "terminal", "-o", "out.json", results.name).exit_code == 0
    assert "geometric mean" in Path("out.json").read_text("utf-8")


def test_output_to_a_pipe_nobody_reads(program: Program, results: Path) -> None:
    done = program("report", results.name, "-o", "/dev/full")
    assert done.returncode == 2
    assert b"not written" in done.stderr


def test_a_format_that_is_not_there(invoke: Invoke, results: Path) -> None:
    assert invoke("report", "-f", "pdf", results.name).exit_code == 2


def test_hostile_names_in_messages(invoke: Invoke) -> None:
    evil = replace(sample.go(), case="\x1b[31m\u202e")
    Path("r.jsonl").write_text(f"{to_json(evil)}\n{to_json(evil)}\n", "utf-8")
    result = invoke("report", "r.jsonl")
    assert "\x1b" not in result.stderr + result.stdout
    assert "\\x1b[31m\\u202e is told twice" in result.stderr


@pytest.mark.parametrize(
    ("form", "needless"),
    [("terminal", {"jinja2"}), ("html", {"rich"}), ("markdown", {"rich", "jinja2"}), ("json", {"rich", "jinja2"})],
)
def test_a_format_imports_what_it_needs_and_nothing_that_builds(
    environment: dict[str, str], tmp_path: Path, results: Path, form: str, needless: set[str]
) -> None:
    imported = imported_by(environment, tmp_path, "report", results.name, "-f", form, "-o", "out")
    assert "slimmer.bench.results" in imported
    assert imported & {*needless, "docker", "slimmer.build", "slimmer.bench.proof", "slimmer.passes.pipeline"} == set()


@pytest.mark.parametrize(("name", "start"), [("out.html", "<!doctype html>"), ("out.md", "## Images before and after")])
def test_pages_and_pull_requests_by_their_suffix(invoke: Invoke, results: Path, name: str, start: str) -> None:
    assert invoke("report", results.name, "-o", name).stdout == ""
    assert Path(name).read_text("utf-8").startswith(start)
