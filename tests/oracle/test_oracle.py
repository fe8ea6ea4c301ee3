"""The oracle itself: protocol, positions, heredocs, and bytes that are not UTF-8."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.oracle import oracle as oracle_module
from tests.oracle.oracle import Heredoc, Oracle, OracleError

needs_go = pytest.mark.skipif(shutil.which("go") is None, reason="BuildKit's parser needs a Go compiler")


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    with Oracle() as running:
        yield running


def test_names_lines_flags_and_form(oracle: Oracle) -> None:
    verdict = oracle.check(b'FROM --platform=linux/amd64 a AS b\n\nRUN x \\\n  && y\nCMD ["c"]\n')
    found = [(i.name, i.start, i.end, i.flags, i.json) for i in verdict.instructions]
    assert found == [
        ("from", 1, 1, ("--platform=linux/amd64",), False),
        ("run", 3, 4, (), False),
        ("cmd", 5, 5, (), True),
    ]
    assert verdict.accepted
    assert verdict.stages == 1


@needs_go
@pytest.mark.parametrize(
    ("content", "ok", "message", "line"),
    [
        (b"", False, "file with no instructions", None),
        (b"FROM a\nRUN cat <<EOF\nx\n", False, "unterminated heredoc", 2),
        (b"FROM a\nwget x\n", True, "unknown instruction: wget", 2),
        (b"RUN a\n", True, "no build stage in current context", 1),
    ],
)
def test_rejected_with_line(oracle: Oracle, content: bytes, ok: bool, message: str, line: int | None) -> None:
    verdict = oracle.check(content)
    assert verdict.ok is ok
    assert not verdict.accepted
    error, error_line = (verdict.stages_error, verdict.stages_line) if ok else (verdict.error, verdict.error_line)
    assert error is not None
    assert message in error
    assert error_line == line


@needs_go
def test_heredoc_bodies_as_the_shell_gets_them(oracle: Oracle) -> None:
    content = b"FROM a\nRUN <<-'E' cat\n\tx\n\tE\nRUN <<E\nls\nE\nRUN <<P\n#!/bin/python\nP\nONBUILD RUN <<E\npwd\nE\n"
    verdict = oracle.check(content)
    _, mixed, script, python, onbuild = verdict.instructions
    assert mixed.heredocs == (Heredoc("E", "\tx\n", expand=False, chomp=True, fd=0),)
    assert mixed.body == "<<-'E' cat\n\tx\nE"
    assert script.body == "ls\n"
    assert not script.shebang
    assert python.shebang
    assert onbuild.onbuild is not None
    assert onbuild.onbuild.body == "pwd\n"
    assert onbuild.onbuild.end == 13


@needs_go
def test_other_bytes_come_back_as_surrogates(oracle: Oracle) -> None:
    content = 'FROM a\nRUN echo "\\t\x01é\u2028" '.encode() + b"\xff\xc3\n"
    original = oracle.check(content).instructions[1].original
    assert original.encode("utf-8", "surrogateescape") == content.split(b"\n")[1]


@needs_go
def test_escape_character_comments_and_warnings(oracle: Oracle) -> None:
    verdict = oracle.check(b"# escape=`\nFROM a\n# why\nRUN x `\n\n  y\n")
    assert verdict.escape == "`"
    assert verdict.instructions[1].comments == ("why",)
    assert verdict.warnings == 1


@needs_go
def test_a_check_comment_below_the_directives_is_a_comment(oracle: Oracle) -> None:
    assert oracle.check(b"# syntax=a\n# other\n# check=error=true\n\nFROM a\n").accepted


def test_many_keep_their_order(oracle: Oracle) -> None:
    contents = [b"FROM a%d\n" % number + b"RUN x\n" * (number % 50) for number in range(2000)]
    answers = list(oracle.check_many(contents))
    assert [answer.instructions[0].args for answer in answers] == [(f"a{n}",) for n in range(2000)]
    assert [len(answer.instructions) for answer in answers] == [1 + n % 50 for n in range(2000)]


def test_stopping_early_leaves_nothing_behind(oracle: Oracle) -> None:
    started = oracle.check_many([b"FROM a\n", b"FROM b\n", b"FROM c\n"])
    next(started)
    started.close()
    assert oracle.check(b"FROM d\n").instructions[0].args == ("d",)


@needs_go
@pytest.mark.usefixtures("oracle")
def test_names_on_standard_input(tmp_path: Path) -> None:
    there = tmp_path / "Dockerfile"
    there.write_bytes(b"FROM a\n")
    names = f"{there}\0{tmp_path / 'absent'}\0"
    done = subprocess.run([oracle_module.BINARY, "-0"], input=names, capture_output=True, text=True, check=True)
    first, second = done.stdout.splitlines()
    assert '"ok":true' in first
    assert "cannot read" in second


def test_fallback_knows_names_and_lines() -> None:
    verdict = oracle_module._fallback_verdict(b"FROM a\nONBUILD RUN x\nRUN y \\\n z\n")
    found = [(i.name, i.start, i.end) for i in verdict.instructions]
    assert found == [("from", 1, 1), ("onbuild", 2, 2), ("run", 3, 4)]
    inner = verdict.instructions[1].onbuild
    assert inner is not None
    assert inner.name == "run"
    assert verdict.source == "dockerfile"


def test_a_closed_oracle_says_so() -> None:
    with pytest.raises(OracleError, match="with"):
        Oracle(binary=Path("/bin/true")).check(b"FROM a\n")


def test_an_oracle_that_dies_is_an_error() -> None:
    program = shutil.which("false")
    assert program is not None
    with (
        Oracle(binary=Path(program)) as dying,
        pytest.raises(OracleError, match="early"),
    ):
        dying.check(b"FROM a\n")
