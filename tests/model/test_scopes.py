from __future__ import annotations

import pytest

from slimmer.analysis.structure import scope, scopes, stages
from slimmer.analysis.view import View
from slimmer.model.scopes import Scope, ShellChoice
from slimmer.model.values import TOO_LONG, Certainty
from slimmer.syntax.parser import parse
from slimmer.syntax.shell import Dialect
from slimmer.text.source import Source


def at_end(text: str) -> Scope:
    """What holds at the last instruction."""
    view = View(parse(Source.decode(text.encode())))
    return scope(view, view.tree.instructions[-1])


@pytest.mark.parametrize(
    ("lines", "name", "certainty", "text"),
    [
        ("ENV A=1", "A", Certainty.CERTAIN, "1"),
        ("ENV A=1 B=$A", "B", Certainty.UNKNOWN, None),
        ("ENV A=1\nENV B=$A", "B", Certainty.CERTAIN, "1"),
        ("ENV A some words", "A", Certainty.CERTAIN, "some words"),
        ("ARG A=1", "A", Certainty.DEFAULT, "1"),
        ("ARG A", "A", Certainty.UNKNOWN, None),
        ("ARG G", "G", Certainty.DEFAULT, "global"),
        ("RUN x", "G", Certainty.UNKNOWN, None),
        ("ARG A=1\nENV A=2", "A", Certainty.CERTAIN, "2"),
        ("ENV A=1\nARG A=2", "A", Certainty.DEFAULT, "2"),
        ("ARG A=1\nENV B=${A:-x}", "B", Certainty.DEFAULT, "1"),
        ("ARG TARGETARCH", "TARGETARCH", Certainty.UNKNOWN, None),
        ("ENV A=${:}", "A", Certainty.UNKNOWN, None),
        ("ONBUILD ENV A=1", "A", Certainty.UNKNOWN, None),
        ("USER root", "HOME", Certainty.DEFAULT, "/root"),
    ],
)
def test_variables(lines: str, name: str, certainty: Certainty, text: str | None) -> None:
    value = at_end(f"ARG G=global\nFROM debian\n{lines}\nRUN end\n").lookup(name)
    assert value is not None
    assert (value.certainty, value.text) == (certainty, text)


def test_on_scratch_what_is_not_set_is_not_set() -> None:
    assert at_end("FROM scratch\nRUN x\n").lookup("A") is None


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        ("WORKDIR /a\nWORKDIR b/../c", "/a/c"),
        ("ENV D=/d\nWORKDIR $D/e/", "/d/e"),
        ("WORKDIR a", None),
        ("WORKDIR /x\nWORKDIR $NONE", None),
    ],
)
def test_workdir(lines: str, path: str | None) -> None:
    assert at_end(f"FROM someone/image\n{lines}\nRUN x\n").workdir.text == path


@pytest.mark.parametrize(
    ("image", "path"),
    [
        ("debian", "/a"),
        ("docker.io/library/python:3.12-slim", "/a"),
        ("golang:1.22", "/go/a"),
        ("python:$V", "/a"),
        ("${R}/python:3", None),
        ("${BASE:-debian:12}", None),
        ("php:8-apache", None),
    ],
)
def test_where_an_image_begins(image: str, path: str | None) -> None:
    arguments = "ARG V=3\nARG R=docker.io\nARG BASE\n"
    assert at_end(f"{arguments}FROM {image}\nWORKDIR a\nRUN x\n").workdir.text == path


@pytest.mark.parametrize(
    ("lines", "root"),
    [("", None), ("USER root", True), ("USER 0:0", True), ("USER app", False), ("ARG U=app\nUSER $U", False)],
)
def test_user(lines: str, root: bool | None) -> None:
    assert at_end(f"FROM debian\n{lines}\nRUN x\n").is_root is root


@pytest.mark.parametrize(
    ("words", "dialect", "stops", "pipes"),
    [
        (("/bin/sh", "-c"), Dialect.BASH, False, False),
        (("/bin/bash", "-eo", "pipefail", "-c"), Dialect.BASH, True, True),
        (("/usr/bin/env", "bash", "-c"), Dialect.BASH, False, False),
        (("powershell", "-Command"), None, False, False),
        (("C:\\Windows\\System32\\CMD.EXE", "/S", "/C"), None, False, False),
        ((), None, False, False),
    ],
)
def test_shells(words: tuple[str, ...], dialect: Dialect | None, stops: bool, pipes: bool) -> None:
    shell = ShellChoice(words)
    assert (shell.dialect, shell.stops_at_errors, shell.stops_at_pipes) == (dialect, stops, pipes)


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("FROM debian\nRUN x\n", "sh"),
        ('FROM debian\nSHELL ["bash", "-c"]\nRUN x\n', "bash"),
        ("FROM mcr.microsoft.com/windows/servercore\nRUN x\n", "cmd"),
        ("# escape=`\nARG B\nFROM $B\nRUN x\n", "cmd"),
    ],
)
def test_shell_of_a_stage(text: str, program: str) -> None:
    assert at_end(text).shell.program == program


def test_a_stage_begins_where_its_parent_ends() -> None:
    found = at_end('FROM debian AS a\nENV A=1\nARG B=2\nUSER u\nWORKDIR /w\nSHELL ["bash","-c"]\nFROM a\nRUN x\n')
    assert [found.expand(word).text for word in ("$A", "$B")] == ["1", "2"]
    assert (found.user.text, found.workdir.text, found.shell.program) == ("u", "/w", "bash")


def test_what_a_container_starts_with_knows_no_argument() -> None:
    view = View(parse(Source.decode(b"FROM debian\nARG A=1\nENV B=2\n")))
    assert set(scopes(view).behind(stages(view).stages[0]).env) == {"B"}


def test_a_global_argument_is_in_no_stage() -> None:
    view = View(parse(Source.decode(b"ARG A=1\nFROM debian\n")))
    with pytest.raises(KeyError, match="line 1"):
        scope(view, view.tree.instructions[0])


def test_variables_that_double_are_not_known_in_the_end() -> None:
    lines = "ENV A0=x\n" + "".join(f"ENV A{at}=${{A{at - 1}}}${{A{at - 1}}}\n" for at in range(1, 60))
    end = at_end(f"FROM scratch\n{lines}RUN x\n")
    assert (end.expand("$A10").text or "").count("x") == 1024
    assert end.expand("$A59").why == TOO_LONG


def test_a_folder_that_no_system_could_make_is_not_known() -> None:
    assert (
        at_end(
            "FROM scratch\nWORKDIR /" + "".join(f"WORKDIR folder{at}\n" for at in range(1000)) + "RUN x\n"
        ).workdir.text
        is None
    )
