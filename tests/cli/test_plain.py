"""Command lines that are read without click mean what they mean to click."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slimmer.cli.plain import FLAGS, plain
from slimmer.cli.rewrite import rewrite
from slimmer.cli.rewriting import Options
from tests.cli.conftest import Program
from tests.cli.test_main import imported_by

OTHER = (
    "-",
    "--",
    "-wq",
    "--writ",
    "--no-color",
    "-j",
    "2",
    "",
    "Dockerfile",
    "a b",
    "--select=x",
    "-h",
    "rewrite",
    "é",
)


def by_click(words: list[str]) -> tuple[tuple[str, ...], Options]:
    """What click reads, the whole of it.

    Raises:
        click.ClickException: there is something wrong.
        click.exceptions.Exit: it asks for help.
    """
    values: dict[str, Any] = dict(rewrite.make_context("rewrite", list(words)).params)
    return values.pop("paths"), Options(**values)


@given(st.lists(st.sampled_from((*FLAGS, *OTHER))))
def test_what_is_read_without_click_is_what_click_reads(words: list[str]) -> None:
    read = plain(["rewrite", *words], {})
    if read is None:
        return
    paths, options = read
    assert (paths, Options(**options)) == by_click(words)


@given(st.lists(st.sampled_from((*FLAGS, "-", "", "Dockerfile", "a b", "rewrite"))))
def test_flags_and_paths_need_no_click_unless_they_contradict_each_other(words: list[str]) -> None:
    asked = {FLAGS.get(word) for word in words}
    contradicting = {"write", "check"} <= asked or {"quiet", "verbose"} <= asked
    assert (plain(["rewrite", *words], {}) is None) is contradicting


@pytest.mark.skipif(os.name == "nt", reason="click expands globs there, and reads every command line")
def test_the_options_of_a_command_line_without_options_are_the_defaults() -> None:
    assert plain(["rewrite"], {}) == ((), {})
    assert by_click([]) == ((), Options())


@pytest.mark.parametrize("words", [[], ["tree", "Dockerfile"], ["--version"], ["-w", "rewrite"], ["rewrites"]])
def test_all_other_commands_are_clicks(words: list[str]) -> None:
    assert plain(words, {}) is None


def test_a_shell_that_asks_how_a_word_goes_on_asks_click() -> None:
    assert plain(["rewrite"], {"_SLIMMER_COMPLETE": "bash_complete"}) is None


@pytest.mark.parametrize(("flags", "imported"), [(["--check"], False), (["--color", "--check"], True)])
def test_only_other_command_lines_import_click(
    environment: dict[str, str], tmp_path: Path, flags: list[str], imported: bool
) -> None:
    (tmp_path / "Dockerfile").write_text("FROM a\n")
    modules = imported_by(environment, tmp_path, "rewrite", *flags, "Dockerfile")
    assert ("click" in modules, "inspect" in modules) == (imported, imported)


@pytest.mark.parametrize(
    "words",
    [
        ["Dockerfile"],
        ["--check", "Dockerfile"],
        ["--check", "--exit-zero", "-v", "Dockerfile"],
        ["-q", "missing"],
        ["missing", "Dockerfile", "-w"],
        ["empty"],
        ["--check", "-w"],
        ["-q", "-v"],
        ["-"],
        ["-w", "-"],
        [""],
    ],
)
def test_both_ways_print_and_end_alike(program: Program, tmp_path: Path, words: list[str]) -> None:
    """`--ablate` decides nothing without `--verify`, and makes click read the line."""

    def done(*more: str) -> tuple[int, bytes, bytes, bytes]:
        (tmp_path / "Dockerfile").write_text("FROM ubuntu:22.04\nRUN make needless\n")
        (tmp_path / "empty").mkdir(exist_ok=True)
        ran = program("rewrite", *words, *more, stdin=b"FROM ubuntu:22.04\nRUN make needless\n", cwd=tmp_path)
        return ran.returncode, ran.stdout, ran.stderr, (tmp_path / "Dockerfile").read_bytes()

    assert done() == done("--ablate")


def test_a_wrong_configuration_ends_both_ways_alike(program: Program, tmp_path: Path) -> None:
    (tmp_path / ".slimmer.toml").write_text("selects = 1\n")
    (tmp_path / "Dockerfile").write_text("FROM a\n")
    quick, clicks = program("rewrite", cwd=tmp_path), program("rewrite", "--ablate", cwd=tmp_path)
    assert quick.returncode == clicks.returncode == 2
    assert quick.stderr == clicks.stderr
    assert b"error: " in quick.stderr


def test_a_reader_that_leaves_ends_both_ways_alike(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM a\nRUN make needless\n")
    codes = []
    for more in ((), ("--ablate",)):
        command = [sys.executable, "-m", "slimmer", "rewrite", *more, "Dockerfile"]
        with subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            assert process.stdout is not None
            process.stdout.close()
            codes.append(process.wait(timeout=120))
    assert codes == [141, 141]


def test_click_still_says_what_is_wrong() -> None:
    with pytest.raises(click.UsageError, match="contradict"):
        rewrite.main(["--write", "--check"], standalone_mode=False)


@pytest.mark.parametrize("more", ["", "--ablate"])
@pytest.mark.parametrize(
    ("streams", "code"),
    [(">&-", 1), ("2>&-", 1), ("<&-", 1), (">&- 2>&- <&-", 1), ("2>/dev/full", 1)],
)
def test_streams_that_are_closed_or_full_decide_nothing_but_what_is_said(
    environment: dict[str, str], tmp_path: Path, streams: str, code: int, more: str
) -> None:
    (tmp_path / "Dockerfile").write_text("FROM a\nRUN make needless\n")
    (tmp_path / "Good").write_text("FROM a\nRUN make\n")
    for name, expected in (("Dockerfile", code), ("Good", 0)):
        command = f"{sys.executable} -m slimmer rewrite --check {more} {name} {streams}"
        done = subprocess.run(
            ["sh", "-c", command], cwd=tmp_path, env=environment, capture_output=True, check=False, timeout=60
        )
        assert done.returncode == expected, (name, done.stderr)
        assert b"internal error" not in done.stderr
