"""The laws catch a fixer that corrupts on purpose, in every column, and accuse no honest one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.laws import edits, shells
from benchmarks.laws.__main__ import main
from benchmarks.laws.command import Command, CommandError, Mode
from benchmarks.laws.judge import altered_bodies, comments_lost, shell_breaches
from benchmarks.laws.reading import Reading, reading
from benchmarks.laws.sample import SampleError, choose
from benchmarks.laws.shells import Acceptance
from tests.oracle.oracle import Oracle

needs_go = pytest.mark.skipif(shutil.which("go") is None, reason="BuildKit's parser needs a Go compiler")
FIXER = f"{sys.executable} {Path(__file__).with_name('fake_fixer.py')}"
FILES = {
    "untouched": b"FROM a\n",
    "good": b"# do: good\nFROM a\nRUN echo a\n",
    "buildkit": b"# do: buildkit\nFROM a\nRUN echo a \\\n  b\n",
    "both-shells": b"# do: both-shells\nFROM a\nRUN echo a\n",
    "one-shell": b"# do: one-shell\nFROM a\nRUN echo a\n",
    "comment": b"# do: comment\nFROM a\n# why\nRUN echo a\n",
    "restless": b"# do: restless\nFROM a\n",
    "lie": b"# do: lie\nFROM a\nRUN echo a\n",
    "fail": b"# do: fail\nFROM a\n",
    "gone": b"# do: gone\nFROM a\n",
    "bad-before": b"# do: buildkit\nFRM a \\\n\n",
    "other-bytes": b"# do: good\nFROM a\n# \xff\xe9\r\nRUN echo a\n",
}
CAUGHT = {
    "buildkit": {"rejected"},
    "both-shells": {"shell_both", "shell_either"},
    "one-shell": {"shell_either"},
    "comment": {"comments"},
    "restless": {"restless"},
    "lie": {"unrestored"},
    "fail": {"failed"},
    "gone": {"failed"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    for name, content in FILES.items():
        (made / f"{name}.Dockerfile").write_bytes(content)
    return made


def measured(folder: Path, *arguments: str) -> dict[str, Any]:
    result = folder.parent / "result.json"
    assert main([str(folder), *arguments, "--json", str(result)]) == 0
    loaded: dict[str, Any] = json.loads(result.read_text())
    return loaded


def caught(result: dict[str, Any]) -> dict[str, set[str]]:
    return {name.removesuffix(".Dockerfile"): set(found) for name, found in result["breaches"].items()}


@needs_go
@pytest.mark.parametrize("mark", ["{file}", "{files}"])
def test_every_corruption_is_caught_in_its_column(folder: Path, mark: str) -> None:
    result = measured(folder, "--command", f"{FIXER} {mark}", "--edits-json", f"{FIXER} --json {mark}", "--batch", "4")
    assert caught(result) == CAUGHT
    counts = result["counts"]
    assert counts["files"] == len(FILES)
    assert counts["accepted_before"] == len(FILES) - 1
    assert counts["changed"] == 9
    assert counts["broken"] == 6
    assert counts["comment_lines"] == 1


@needs_go
@pytest.mark.parametrize(
    ("line", "mode"),
    [
        (f"{FIXER} {{folder}}", "folder"),
        (f"{FIXER} --stdout {{file}}", "stdout"),
        (f"{FIXER} --diff {{folder}}", "diff"),
        (f"{FIXER} --diff {{files}}", "diff"),
    ],
)
def test_every_mode_sees_the_same(folder: Path, line: str, mode: str) -> None:
    for name in ("fail", "gone", "other-bytes"):
        (folder / f"{name}.Dockerfile").unlink()
    result = measured(folder, "--command", line, "--mode", mode)
    expected = {name: laws for name, laws in CAUGHT.items() if name not in {"fail", "gone", "lie"}}
    assert caught(result) == expected
    assert result["counts"]["unrestored"] is None


@needs_go
def test_a_folder_run_that_fails_is_noted(folder: Path) -> None:
    result = measured(folder, "--command", f"{FIXER} {{folder}}")
    assert result["counts"]["changed"] == 0
    assert result["notes"] == ["the run over the folder failed: exit 3: something is wrong"]


@needs_go
def test_an_honest_command_breaks_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--command", "true {files}", "--check"]) == 0
    assert "any law broken                                 0     0.00 %" in capsys.readouterr().out


@needs_go
def test_check_exits_with_1(folder: Path) -> None:
    assert main([str(folder), "--command", f"{FIXER} {{file}}", "--check"]) == 1


@needs_go
def test_the_inputs_are_never_touched(folder: Path) -> None:
    measured(folder, "--command", f"{FIXER} {{file}}")
    assert {path.stem: path.read_bytes() for path in folder.iterdir()} == FILES


@needs_go
def test_the_protocol_says_how_it_was_made(folder: Path) -> None:
    arguments = ("--command", "true {file}", "--version-command", "echo 1.2", "--limit", "3", "--seed", "7")
    protocol = measured(folder, *arguments)["protocol"]
    assert protocol["command"] == "true {file}"
    assert protocol["versions"]["command"] == "1.2"
    assert protocol["versions"]["buildkit"].startswith("v")
    assert protocol["sample"]["seed"] == 7
    assert (protocol["sample"]["files"], protocol["sample"]["files_in_source"]) == (3, len(FILES))
    assert str(folder.parent) not in json.dumps(protocol)


@pytest.mark.parametrize(
    "arguments",
    [
        ["absent", "--command", "true {file}"],
        [".", "--command", "true"],
        [".", "--command", "cat {files}", "--mode", "stdout"],
        [".", "--command", "cat {file}", "--mode", "folder"],
    ],
)
def test_nothing_to_measure_exits_with_2(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("laws: ")


def test_comments_count_by_text_and_number() -> None:
    before = b"\xef\xbb\xbf# a\n#a\n  # b\r\nRUN x # no line\n#\nRUN <<E\n# c\nE\n"
    assert comments_lost(before, before.replace(b"  # b", b"#  b")) == ()
    assert comments_lost(before, b"# a\n") == ("a", "b", "c")
    assert comments_lost(before, before.replace(b"#\n", b"")) == ()


def test_bodies_in_both_files_cancel_out() -> None:
    before = Reading(accepted=True, error=None, bodies=("a", "a", "b"))
    after = Reading(accepted=True, error=None, bodies=("b", "a", "c"))
    assert altered_bodies(before, after) == (["a"], ["c"])


def test_a_body_refused_before_may_stay_refused() -> None:
    good, bash, bad = (Acceptance(*pair) for pair in ((True, True), (True, False), (False, False)))
    accepted = {"good": good, "bash": bash, "bad": bad, "bad2": bad}
    assert shell_breaches(["bad"], ["bad2"], accepted) == (0, 0)
    assert shell_breaches(["good"], ["bad", "bad2"], accepted) == (2, 2)
    assert shell_breaches(["good"], ["bash"], accepted) == (0, 1)
    assert shell_breaches(["bad"], ["good"], accepted) == (0, 0)


def test_shells_answer_for_odd_texts() -> None:
    texts = {
        "": (True, True),
        "echo 'a": (False, False),
        "a=(1)": (True, False),
        "# only\n": (True, True),
        "echo \udcff\u2028": (True, True),
        "a\0b": (False, False),
        "exit 3; (": (False, False),
    }
    found = shells.accept(texts)
    assert {text: (found[text].bash, found[text].dash) for text in texts} == texts


def test_many_shell_texts_keep_their_answers() -> None:
    texts = [f"echo {number} {'(' if number % 3 == 0 else ''}" for number in range(1100)]
    found = shells.accept(texts)
    assert [found[text].by_any for text in texts] == [number % 3 != 0 for number in range(1100)]


@needs_go
@pytest.mark.parametrize(
    ("content", "bodies"),
    [
        (b"FROM a\nRUN x\nONBUILD RUN y\n", ("x", "y")),
        (b'FROM a\nSHELL ["pwsh", "-c"]\nRUN x\nFROM b\nRUN y\n', ("y",)),
        (b'# escape=`\nFROM a\nRUN x\nSHELL ["/bin/bash", "-c"]\nRUN y\n', ("y",)),
        (b'FROM a\nRUN ["x", "y"]\nRUN ["/bin/sh", "-ec", "z"]\n', ("z",)),
        (
            b"FROM a\nRUN <<E\n#!/usr/bin/env bash\nx\nE\nRUN <<E\n#!/bin/python\nE\n",
            ("#!/usr/bin/env bash\nx\n",),
        ),
    ],
)
def test_bodies_are_those_a_posix_shell_runs(content: bytes, bodies: tuple[str, ...]) -> None:
    with Oracle() as oracle:
        assert reading(oracle.check(content)).bodies == bodies


def test_the_edits_of_a_file_count_before_those_of_its_rewrites() -> None:
    told = {"start": 1, "end": 2, "text": "x"}
    of_second_round = {"transform": "t", "edits": [{"start": 7, "end": 9, "text": ""}]}
    document = {"version": 1, "files": [{"path": "a", "rewrites": [of_second_round], "edits": [told], "error": None}]}
    assert edits.reported(json.dumps(document).encode())[Path("a")].changes == (edits.Change(1, 2, "x"),)


def test_edits_apply_and_invert() -> None:
    changes = [edits.Change(4, 5, "XYZ"), edits.Change(0, 0, "<"), edits.Change(1, 3, "")]
    made, inverse = edits.apply("abcdef", changes)
    assert made == "<adXYZf"
    assert edits.apply(made, inverse)[0] == "abcdef"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([edits.Change(1, 3, ""), edits.Change(2, 4, "")], "overlaps"),
        ([edits.Change(0, 9, "")], "leaves the file"),
        ([edits.Change(0, 1, "z")], "do not give the output"),
        ([], "changed without an edit"),
    ],
)
def test_wrong_edits_are_named(changes: list[edits.Change], message: str) -> None:
    assert message in (edits.fault(b"abc", b"abd", changes) or "")


def test_positions_are_code_points_of_the_decoded_bytes() -> None:
    assert edits.fault("é\u2028".encode() + b"\xffa", "é\u2028".encode() + b"\xffb", [edits.Change(3, 4, "b")]) is None


@pytest.mark.parametrize("output", [b"", b"{}", b'{"files": [{"path": "a"}]}', b"[]"])
def test_other_json_is_refused(output: bytes) -> None:
    with pytest.raises(edits.EditsError):
        edits.reported(output)


def test_a_list_and_a_seed_choose_the_same_files(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / str(number)).write_bytes(b"FROM a%d\n" % number)
    listed = tmp_path / "list.txt"
    listed.write_text("".join(f"{number}\n" for number in range(20)))
    first, second = (choose(listed, 5, seed=3) for _ in range(2))
    assert first == second
    assert len({case.name for case in first.cases}) == 5
    assert choose(listed, 5, seed=4).digest != first.digest
    assert choose(listed).seed is None


def test_a_listed_file_that_is_absent_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("absent\n")
    with pytest.raises(SampleError, match="absent"):
        choose(tmp_path / "list.txt")


def test_a_command_that_cannot_start_is_an_error(folder: Path) -> None:
    with pytest.raises(CommandError, match="exactly one"):
        Command("true {file} {folder}")
    assert Command("a {folder}/x", Mode.FOLDER).words(folder, []) == ["a", f"{folder}/x"]
    assert main([str(folder), "--command", "/absent/program {file}"]) == 2


@pytest.mark.parametrize("text", ["p&&\\", "make \\", "a\\\\", "make && make &&\\", "(p)\\\n", "p\n"])
def test_a_shell_is_asked_as_the_builder_asks_it(text: str) -> None:
    asked = {}
    for shell in ("bash", "dash"):
        done = subprocess.run([shell, "-n", "-c", text], capture_output=True, check=False)
        asked[shell] = done.returncode == 0
    assert shells.accept([text, "if"]) == {text: Acceptance(**asked), "if": Acceptance(bash=False, dash=False)}
