"""`slimmer rewrite`: options, reports, exit codes."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke, Program
from tests.report.schema_check import faults

OLD = b"FROM a\r\nRUN make needless all\r\nRUN precious"
NEW = b"FROM a\r\nRUN make all\r\nRUN precious"
DIFF = (
    "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,3 +1,3 @@\n FROM a\r\n-RUN make needless all\r\n+RUN make all\r\n"
    " RUN precious\n\\ No newline at end of file\n"
)
FOUND = "1 rewrite found in 1 of 1 file, 1 left alone (-v shows why); --write writes them\n"


def make(name: str = "Dockerfile", data: bytes = OLD) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_diff_on_standard_output_talk_on_standard_error(invoke: Invoke) -> None:
    file = make()
    result = invoke("rewrite", "Dockerfile")
    assert (result.exit_code, result.stdout_bytes.decode(), result.stderr) == (0, DIFF, FOUND)
    assert file.read_bytes() == OLD


def test_the_working_folder_is_the_default(invoke: Invoke) -> None:
    make()
    assert invoke("rewrite").stdout_bytes.decode() == DIFF


def test_git_applies_the_diff(invoke: Invoke) -> None:
    for name in ("Dockerfile", "sub/dir/web.Dockerfile", "sp ace/Dockerfile", "café/Dockerfile"):
        make(name)
    make("not-utf-8/Dockerfile", b"FROM a\nRUN needless caf\xe9 needless\n")
    Path("../changes.diff").write_bytes(invoke("rewrite", ".").stdout_bytes)
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(Path().absolute().parent)}
    subprocess.run(["git", "apply", "../changes.diff"], check=True, env=environment)
    assert Path("sub/dir/web.Dockerfile").read_bytes() == NEW
    assert Path("sp ace/Dockerfile").read_bytes() == NEW
    assert Path("café/Dockerfile").read_bytes() == NEW
    assert Path("not-utf-8/Dockerfile").read_bytes() == b"FROM a\nRUN caf\xe9\n"
    assert invoke("rewrite", "--check", ".").exit_code == 0


def test_write(invoke: Invoke) -> None:
    file = make()
    result = invoke("rewrite", "-w", ".")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 rewrite written to 1 of 1 file, 1 left alone (-v shows why)\n"
    assert file.read_bytes() == NEW
    assert "nothing to rewrite" in invoke("rewrite", "-w", ".").stderr


def test_write_leaves_a_file_without_findings_untouched(invoke: Invoke) -> None:
    file = make(data=b"FROM a\n")
    before = file.stat()
    invoke("rewrite", "-w", ".")
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_write_with_a_report_besides(invoke: Invoke) -> None:
    file = make()
    assert invoke("rewrite", "-w", "-f", "diff", ".").stdout_bytes.decode() == DIFF
    assert file.read_bytes() == NEW


@pytest.mark.parametrize(("data", "code"), [(OLD, 1), (NEW, 0)])
def test_check(invoke: Invoke, data: bytes, code: int) -> None:
    file = make(data=data)
    assert invoke("rewrite", "--check", ".").exit_code == code
    assert invoke("rewrite", "--check", "--exit-zero", ".").exit_code == 0
    assert file.read_bytes() == data


def test_exit_zero_hides_no_errors(invoke: Invoke) -> None:
    assert invoke("rewrite", "--check", "--exit-zero", "gone").exit_code == 2


def test_a_broken_law_beats_an_error_beats_a_finding(invoke: Invoke) -> None:
    make("1.Dockerfile")
    make("2.Dockerfile", b"FROM a\nRUNN\n")
    assert invoke("rewrite", "--check", ".").exit_code == 2
    lawless = make("3.Dockerfile", b"FROM a\n# the law\nRUN make needless\n")
    result = invoke("rewrite", "--check", ".")
    assert result.exit_code == 4
    assert "3.Dockerfile: lawless broke the law" in result.stderr
    assert lawless.read_bytes() == b"FROM a\n# the law\nRUN make needless\n"


def test_what_others_do_is_kept_where_one_breaks_a_law(invoke: Invoke) -> None:
    file = make(data=b"FROM a\n# the law\nRUN make needless\n")
    assert invoke("rewrite", "-w", ".").exit_code == 4
    assert file.read_bytes() == b"FROM a\n# the law\nRUN make\n"


def test_json(invoke: Invoke) -> None:
    make("a/Dockerfile")
    make("b/Dockerfile", b"FROM a\nRUNN\n")
    make("c/Dockerfile", b"FROM a\nRUN twofold doubtful thinkable\n")
    result = invoke("rewrite", "-f", "json", "a", "b", "c", "gone")
    found = json.loads(result.stdout)
    schema = json.loads((files("slimmer.report") / "schema.json").read_text("utf-8"))
    assert faults(found, schema) == []
    assert [each["path"] for each in found["files"]] == ["a/Dockerfile", "b/Dockerfile", "c/Dockerfile", "gone"]
    assert result.exit_code == 2
    first, second, third, gone = found["files"]
    assert first["edits"] == [{"start": 16, "end": 25, "start_byte": 16, "end_byte": 25, "text": ""}]
    assert first["rewrites"][0]["range"]["start"] == {"line": 2, "column": 9}
    assert first["refusals"][0]["reason"] == "it is precious"
    assert second["error"] == "b/Dockerfile:2: unknown instruction: RUNN"
    assert [each["round"] for each in third["rewrites"]] == [1, 2]
    assert third["edits"] == [{"start": 10, "end": 18, "start_byte": 10, "end_byte": 18, "text": ""}]
    assert [each["transform"] for each in third["offered"] + third["advice"]] == ["doubtful-word", "thinkable-word"]
    assert gone["error"] == "gone: does not exist"


def test_json_of_nothing(invoke: Invoke) -> None:
    Path("empty").mkdir()
    found = json.loads(invoke("rewrite", "-f", "json", "empty").stdout)
    assert [each["path"] for each in found["files"]] == ["empty"]


def test_json_says_what_was_written(invoke: Invoke) -> None:
    make()
    make("other.Dockerfile", NEW)
    found = json.loads(invoke("rewrite", "-w", "-f", "json", ".").stdout)
    assert [each["written"] for each in found["files"]] == [True, False]


def test_text(invoke: Invoke) -> None:
    make()
    result = invoke("rewrite", "-f", "text", ".")
    assert result.stdout.split("\n") == [
        "Dockerfile:2: needless-word",
        "  a needless word is left behind",
        "    2 | RUN make needless all",
        "      |         ^^^^^^^^^",
        "      + RUN make all",
        "  SAFE (certain), made; how much it saves is not known",
        "",
        FOUND.removesuffix("\n"),
        "",
    ]
    assert result.stderr == ""


def test_verbose_says_why_something_was_left_alone(invoke: Invoke) -> None:
    make()
    why = "Dockerfile:3: needless-word not rewritten: it is precious"
    assert why in invoke("rewrite", "-v", "-f", "text", ".").stdout
    result = invoke("rewrite", "-v", ".")
    assert result.stdout_bytes.decode() == DIFF
    assert why in result.stderr


def test_quiet_says_nothing_but_errors(invoke: Invoke) -> None:
    make(data=b"FROM a\n# caf\xe9\n")
    assert invoke("rewrite", ".").stderr.startswith("warning: Dockerfile:2: bytes that are not UTF-8")
    result = invoke("rewrite", "-q", ".", "gone")
    assert (result.stdout, result.stderr) == ("", "error: gone: does not exist\n")


def test_unverified(invoke: Invoke) -> None:
    file = make(data=b"FROM a\nRUN make doubtful\n")
    assert "nothing certain to rewrite in 1 file, 1 with --unverified" in invoke("rewrite", "-w", ".").stderr
    assert file.read_bytes() == b"FROM a\nRUN make doubtful\n"
    invoke("rewrite", "-w", "--unverified", ".")
    assert file.read_bytes() == b"FROM a\nRUN make\n"


def test_select_and_ignore(invoke: Invoke) -> None:
    make()
    assert invoke("rewrite", "--select", "needless-word", ".").stdout != ""
    assert invoke("rewrite", "--select", "lawless, deadly", "--select", "doubtful-word", ".").stdout == ""
    assert invoke("rewrite", "--ignore", "lawless,needless-word", ".").stdout == ""


def test_unknown_names_are_an_error_before_anything_is_done(invoke: Invoke) -> None:
    file = make()
    result = invoke("rewrite", "-w", "--ignore", "needles-word", ".")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error: --ignore: there is no transform `needles-word`; did you mean `needless-word`?\n"
    assert file.read_bytes() == OLD


def test_configuration_next_to_the_file(invoke: Invoke) -> None:
    make()
    make("a/Dockerfile")
    make("a/.slimmer.toml", b'ignore = ["needless-word"]\n')
    make("b/Dockerfile", b"FROM a\nRUN make useless all\n")
    make("b/.slimmer.toml", b'[transforms.needless-word]\nspelled = " useless"\n')
    names = re.findall(r"^\+\+\+ b/(.*)$", invoke("rewrite", ".").stdout, re.MULTILINE)
    assert names == ["Dockerfile", "b/Dockerfile"]


def test_wrong_configuration_costs_the_files_it_is_for(invoke: Invoke) -> None:
    make()
    make("a/Dockerfile")
    make("a/.slimmer.toml", b"\nignored = []\n")
    result = invoke("rewrite", "Dockerfile", "a/Dockerfile")
    assert result.exit_code == 2
    assert result.stdout_bytes.decode() == DIFF
    assert "a/.slimmer.toml:2: unknown key `ignored`; did you mean `ignore`?" in result.stderr


def test_excluded_files_are_not_found_but_may_be_named(invoke: Invoke) -> None:
    make()
    make("third/Dockerfile")
    make(".slimmer.toml", b'exclude = ["third"]\n')
    names = re.findall(r"^\+\+\+ b/(.*)$", invoke("rewrite", ".").stdout, re.MULTILINE)
    assert names == ["Dockerfile"]
    assert "third/Dockerfile" in invoke("rewrite", "third/Dockerfile").stdout


def test_environment_and_command_line(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    make()
    monkeypatch.setenv("SLIMMER_SELECT", "lawless")
    assert invoke("rewrite", ".").stdout == ""
    assert invoke("rewrite", "--select", "needless-word", ".").stdout_bytes.decode() == DIFF
    monkeypatch.setenv("SLIMMER_SELECT", "nonsense")
    result = invoke("rewrite", ".")
    said = "error: SLIMMER_SELECT: there is no transform `nonsense`; `slimmer transforms` lists them\n"
    assert (result.exit_code, result.stderr) == (2, said)


def test_standard_input(invoke: Invoke) -> None:
    result = invoke("rewrite", "-", stdin=OLD)
    assert result.stdout_bytes.decode() == DIFF.replace("/Dockerfile", "/<stdin>")
    named = invoke("rewrite", "-", "--stdin-filename", "Dockerfile", stdin=OLD)
    assert named.stdout_bytes.decode() == DIFF


def test_standard_input_with_write_is_a_filter(invoke: Invoke) -> None:
    assert invoke("rewrite", "-w", "-", stdin=OLD).stdout_bytes == NEW
    assert invoke("rewrite", "-w", "-", stdin=NEW).stdout_bytes == NEW


@pytest.mark.parametrize("data", [b"FROM a\nRUNN\n", b"FROM a\0\n", b"\xff\xfeF\0", b""])
def test_the_filter_gives_back_what_it_cannot_read(invoke: Invoke, data: bytes) -> None:
    result = invoke("rewrite", "-w", "-", stdin=data)
    assert (result.exit_code, result.stdout_bytes) == (2, data)


def test_the_configuration_of_standard_input_is_that_of_its_name(invoke: Invoke) -> None:
    make("a/.slimmer.toml", b'ignore = ["needless-word"]\n')
    assert invoke("rewrite", "-", "--stdin-filename", "a/Dockerfile", stdin=OLD).stdout == ""
    assert invoke("rewrite", "-", "--stdin-filename", "b/Dockerfile", stdin=OLD).stdout != ""


def test_output_file(invoke: Invoke) -> None:
    make()
    result = invoke("rewrite", "-o", "changes.diff", ".")
    assert (result.stdout, result.stderr) == ("", FOUND)
    assert Path("changes.diff").read_bytes().decode() == DIFF


@pytest.mark.parametrize("output", ["Dockerfile", "link"])
def test_output_does_not_take_the_place_of_a_file_of_the_run(invoke: Invoke, output: str) -> None:
    before = b"FROM a\nRUN make needless\n"
    Path("Dockerfile").write_bytes(before)
    Path("link").symlink_to("Dockerfile")
    for more in ((), ("-w",)):
        result = invoke("rewrite", *more, "-o", output, ".")
        assert (result.exit_code, "is one of the files" in result.stderr) == (2, True)
        assert Path("Dockerfile").read_bytes() == before


def test_output_file_that_cannot_be_written(invoke: Invoke) -> None:
    make()
    result = invoke("rewrite", "-o", "gone/changes.diff", ".")
    assert result.exit_code == 2
    assert "gone/changes.diff: not written" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("-w", "--check"),
        ("-q", "-v"),
        ("--stdin-filename", "x"),
        ("-w", "-f", "json", "-"),
        ("--format", "yaml"),
        ("--jobs", "0"),
        ("--context", "gone"),
        ("--nonsense",),
    ],
)
def test_wrong_usage(invoke: Invoke, arguments: tuple[str, ...]) -> None:
    make()
    assert invoke("rewrite", *arguments).exit_code == 2


def test_contract_options_are_taken(invoke: Invoke) -> None:
    make()
    options = ("--context", ".", "--target", "0", "--caches", "mount", "--goal", "size", "--jobs", "2")
    assert invoke("rewrite", *options, ".").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ((), {}, False),
        (("--color",), {}, True),
        (("--color",), {"NO_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--no-color",), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colours(
    invoke: Invoke,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    environment: dict[str, str],
    coloured: bool,
) -> None:
    make()
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert (b"\x1b[" in invoke("rewrite", *arguments, ".").stdout_bytes) == coloured


def test_a_file_of_the_run_that_cannot_be_written_costs_only_itself(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    make("1.Dockerfile")
    make("2.Dockerfile")
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if Path("1.Dockerfile").read_bytes() == OLD and Path("2.Dockerfile").read_bytes() == OLD:
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    make("0.Dockerfile", NEW)
    result = invoke("rewrite", "-w", ".")
    assert "1.Dockerfile: not written: No space left on device; the file is as it was" in result.stderr
    assert result.exit_code == 2


def test_as_a_program(program: Program, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_bytes(OLD)
    done = program("rewrite", "--check")
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (1, DIFF, FOUND)


def test_the_sentence_at_the_end_fits_the_terminal(
    program: Program, environment: dict[str, str], tmp_path: Path
) -> None:
    """In a pipe it is one line, for `grep`."""
    (tmp_path / "Dockerfile").write_bytes(b"FROM a\nRUN make doubtful\n")
    sentence = "nothing certain to rewrite in 1 file, 1 with --unverified"
    assert sentence in program("rewrite").stderr.decode()
    ours, theirs = os.openpty()
    columns = {**environment, "COLUMNS": "40", "TERM": "xterm"}
    program("rewrite", stdout=subprocess.DEVNULL, stderr=theirs, env=columns)
    os.close(theirs)
    with contextlib.closing(os.fdopen(ours, "rb", buffering=0)) as terminal:
        shown = terminal.read(4096).decode().replace("\r\n", "\n")
    assert shown.replace("\n", " ").strip(" ") == sentence
    assert max(map(len, shown.split("\n"))) <= 40
