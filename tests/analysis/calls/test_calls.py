from __future__ import annotations

import pytest

from slimmer.analysis.calls.call import Call
from slimmer.analysis.calls.calls import calls, share_calls
from slimmer.analysis.calls.flow import Reach
from slimmer.analysis.calls.naming import paths_of
from slimmer.analysis.calls.paths import may_be
from slimmer.analysis.calls.scripts import syntax_problem
from slimmer.analysis.effects.removals import removed_paths
from slimmer.analysis.view import View
from slimmer.model.values import TOO_LONG
from slimmer.syntax.nodes import share_scripts
from slimmer.syntax.parser import parse
from slimmer.text.source import Source


def view_of(text: str) -> View:
    return View(parse(Source.decode(text.encode())))


def calls_in(script: str, before: str = "") -> list[Call]:
    """The calls of `RUN script` behind `before`."""
    view = view_of(f"FROM debian\nWORKDIR /app\n{before}RUN {script}\n")
    return [call for call in calls(view).all() if call.step.is_run]


def one(script: str, program: str, before: str = "") -> Call:
    """The only call of `program`."""
    (found,) = (call for call in calls_in(script, before) if call.program == program)
    return found


@pytest.mark.parametrize(
    ("script", "wrappers"),
    [
        ("apt-get update", ()),
        ("/usr/bin/apt-get update", ()),
        ("A=b apt-get update", ()),
        ("sudo -E -u root apt-get update", ("sudo",)),
        ("env -i A=b apt-get update", ("env",)),
        ("sudo A=b env C=d apt-get update", ("sudo", "env")),
        ("exec apt-get update", ("exec",)),
        ("command apt-get update", ("command",)),
        ("nice -n 5 apt-get update", ("nice",)),
        ("timeout 60 apt-get update", ("timeout",)),
        ("eatmydata apt-get update", ("eatmydata",)),
        ("gosu root apt-get update", ("gosu",)),
        ("sh -c 'apt-get update'", ("sh",)),
        ('bash -exc "apt-get update"', ("bash",)),
        ("sudo sh -c 'env A=b apt-get update'", ("sudo", "sh", "env")),
        ('["apt-get", "update"]', ()),
        ('["/bin/bash", "-c", "apt-get update"]', ("bash",)),
        ("bash <<EOF\napt-get update\nEOF", ("bash",)),
        ("<<EOF\napt-get update\nEOF", ()),
    ],
)
def test_found_behind_wrappers(script: str, wrappers: tuple[str, ...]) -> None:
    call = one(script, "apt-get")
    assert (call.subcommand, call.wrappers) == ("update", wrappers)


@pytest.mark.parametrize("script", ["echo apt-get update", "echo 'apt-get update'", "true # apt-get update"])
def test_words_are_no_calls(script: str) -> None:
    assert not [call for call in calls_in(script) if call.program == "apt-get"]


def test_flags_values_and_operands() -> None:
    call = one("apt-get -o Dpkg::Use-Pty=0 install -yqt sid --no-install-recommends -- curl -x", "apt-get")
    flags = [(use.name, use.value and use.value.text) for use in call.flags]
    assert flags == [
        ("-o", "Dpkg::Use-Pty=0"),
        ("-y", None),
        ("-q", None),
        ("-t", "sid"),
        ("--no-install-recommends", None),
    ]
    assert [operand.known for operand in call.operands] == ["curl", "-x"]


@pytest.mark.parametrize(
    ("script", "head"),
    [
        ("pip install x", ["pip"]),
        ("pip3.11 install x", ["pip3.11"]),
        ("python3 -m pip install x", ["python3", "-m", "pip"]),
        ("python3 -u -m pip install x", ["python3", "-u", "-m", "pip"]),
    ],
)
def test_modules_are_programs(script: str, head: list[str]) -> None:
    call = one(script, "pip")
    assert ([word.known for word in call.head], call.subcommand) == (head, "install")
    assert [operand.known for operand in call.operands] == ["x"]


@pytest.mark.parametrize(
    ("script", "before", "operands"),
    [
        ("apt-get install $P", 'ENV P="a b"\n', ["a", "b"]),
        ('apt-get install "$P"', 'ENV P="a b"\n', ["a b"]),
        ("apt-get install a=${V:-1}", "ARG V=2\n", ["a=2"]),
        ("apt-get install $P", "", [None]),
        ("P='x y' && apt-get install $P", "", ["x", "y"]),
        ("export P=x; apt-get install $P", "", ["x"]),
        ("(P=x); apt-get install $P", "ENV P=outer\n", ["outer"]),
        ("for P in a b; do apt-get install $P; done", "ENV P=outer\n", [None]),
        ("P=$(cat list) && apt-get install $P", "ENV P=outer\n", [None]),
        ("if a; then P=x; fi; apt-get install $P", "ENV P=outer\n", [None]),
        ("unset P; apt-get install a$P", "ENV P=outer\n", ["a"]),
    ],
)
def test_variables(script: str, before: str, operands: list[str | None]) -> None:
    call = one(script, "apt-get", before)
    assert [operand.known for operand in call.operands] == operands


@pytest.mark.parametrize(
    ("script", "workdir"),
    [
        ("make", "/app"),
        ("cd src && make", "/app/src"),
        ("cd /x; cd ..; make", "/"),
        ("(cd /x); make", "/app"),
        ("(cd /x && make)", "/x"),
        ("cd $NONE && make", None),
        ("test -d x && cd x; make", None),
        ("sh -c 'cd y && make'", "/app/y"),
    ],
)
def test_working_directory(script: str, workdir: str | None) -> None:
    assert one(script, "make").workdir.text == workdir


@pytest.mark.parametrize(
    ("script", "reach"),
    [
        ("make", Reach.CERTAIN),
        ("a && make", Reach.CERTAIN),
        ("a; make", Reach.CERTAIN),
        ("make; b", Reach.CERTAIN),
        ("a && make; b", Reach.EXPECTED),
        ("a && make || true", Reach.EXPECTED),
        ("a || make", Reach.MAYBE),
        ("[ -f x ] && make; b", Reach.MAYBE),
        ("[ -f x ] && make", Reach.CERTAIN),
        ("if a; then make; fi", Reach.MAYBE),
        ("if make; then a; fi", Reach.CERTAIN),
        ("if a; then b; else make; fi", Reach.MAYBE),
        ("while a; do make; done", Reach.MAYBE),
        ("for x in a b; do make; done", Reach.EXPECTED),
        ("for x in $L; do make; done", Reach.MAYBE),
        ("case $x in a) make;; esac", Reach.MAYBE),
        ("f() { make; }; f", Reach.MAYBE),
        ("{ a && make; }", Reach.CERTAIN),
        ("(make)", Reach.CERTAIN),
        ("a | make", Reach.CERTAIN),
        ("sh -c 'a; make'", Reach.CERTAIN),
        ("a || sh -c make", Reach.MAYBE),
    ],
)
def test_when_a_call_runs(script: str, reach: Reach) -> None:
    assert one(script, "make").reach is reach


def test_places() -> None:
    assert one("a | make", "make").place.piped
    assert one("make & b", "make").place.background
    assert one("echo $(make)", "make").place.substituted
    assert one("a || make", "make").place.where == "behind ||"


@pytest.mark.parametrize(
    ("script", "text", "editable"),
    [
        ("a && pip \\\n  # why\n  install x && b", "pip \\\n  # why\n  install x", True),
        ("sh -c 'pip install x'", "pip install x", False),
        ('sh -c "cd $D && pip install x"', "pip install x", False),
        ('sh -c "pip install \\$x"', None, False),
        ("bash <<EOF\npip install x\nEOF", "pip install x", False),
        ("<<EOF\npip install x\nEOF", "pip install x", True),
    ],
)
def test_spans_are_the_files(script: str, text: str | None, editable: bool) -> None:
    view = view_of(f"FROM debian\nRUN {script}\n")
    (call,) = calls(view).named("pip")
    assert (call.span and view.text[slice(*call.span)]) == text
    assert call.editable is editable


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('FROM a\nSHELL ["pwsh", "-c"]\nRUN x\n', "SHELL is pwsh"),
        ("FROM a\nRUN <<EOF\n#!/usr/bin/env python3\nimport os\nEOF\n", "the here-document is a script for python3"),
        ("FROM a\nRUN if x; then\n", "shell syntax"),
    ],
)
def test_what_is_not_read_says_why(text: str, problem: str) -> None:
    found = calls(view_of(text))
    (step,) = found.steps
    assert (syntax_problem(step) or "").startswith(problem)
    assert found.of(step) == ()


def test_steps_know_their_stage_and_onbuild() -> None:
    found = calls(view_of('FROM a\nONBUILD RUN x\nFROM b\nHEALTHCHECK CMD y\nCMD z\nENTRYPOINT ["w"]\n'))
    names = [(step.stage.index, step.instruction.name, step.onbuild) for step in found.steps]
    assert names == [(0, "RUN", True), (1, "HEALTHCHECK", False), (1, "CMD", False), (1, "ENTRYPOINT", False)]
    assert [call.name for call in found.all()] == ["x", "y", "z", "w"]


def test_what_stands_for_very_many_words_is_read_in_no_time() -> None:
    rm = one("rm -rf /opt/x /opt/" + "{a,b}" * 64, "rm")
    assert removed_paths(rm) == ("/opt/x",)
    (named,) = paths_of(rm, rm.operands[1])
    assert may_be(named, "/opt/" + "ab" * 32)


def test_variables_of_a_script_that_double_are_not_known_in_the_end() -> None:
    script = "A0=x; " + "".join(f"A{at}=$A{at - 1}$A{at - 1}; " for at in range(1, 60))
    echo, wget = calls_in(f"{script}echo $A10; wget -O /$A59$A12$A12 b")
    assert len(echo.arguments[0].known or "") == 1024
    assert wget.flags[0].value is not None
    assert wget.flags[0].value.why == TOO_LONG


def test_folders_to_come_back_to_are_forgotten_when_they_are_many() -> None:
    script = "&& ".join(["pushd /a "] + ["pushd /b "] * 100 + ["popd "] * 100 + ["ls"])
    assert calls_in(script)[-1].workdir.text is None
    script = "&& ".join(["pushd /a "] + ["pushd /b "] * 10 + ["popd "] * 10 + ["ls"])
    assert calls_in(script)[-1].workdir.text == "/a"


SHARED = """\
FROM debian
WORKDIR /app
ENV TARGET=/srv{0}
RUN echo {0} first
RUN cp a $TARGET && cd sub && make
RUN ["apk", "add", "curl"]
RUN ["rm", "-r", "/opt"]
WORKDIR /other{1}
RUN pip install x
CMD ["run"]
"""


def described(view: View) -> list[tuple[object, ...]]:
    """All that a call says, and where it stands."""
    return [
        (each.name, [word.value for word in each.arguments], each.folder, each.place, each.line, each.span)
        for each in calls(view).all()
    ]


@pytest.mark.parametrize("changed", [("", ""), ("x", ""), ("", "x"), ("x", "x")])
def test_shared_calls_are_those_that_would_be_read(changed: tuple[str, str]) -> None:
    before, after = view_of(SHARED.format("", "")), view_of("# more\n" + SHARED.format(*changed))
    again = view_of(after.text)
    described(before)
    share_scripts(before.tree, after.tree)
    share_calls(before, after)
    assert described(after) == described(again)
    taken = next(call.reading for call in calls(before).all() if call.program == "pip")
    (pip,) = calls(after).named("pip")
    assert (pip.reading is taken) is (changed[1] == "" and changed[0] == "")
    assert pip.step in calls(after).steps
