"""What scripts do before and after, by running them in bash and dash: what ran, in which order, and the status.

The scripts are made of `t` (succeeds), `f` (fails) and the shell's own words; each call writes its name down.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from slimmer.syntax.parser import parse
from slimmer.syntax.verbs.answer import No
from slimmer.syntax.verbs.runs import merged, split
from slimmer.syntax.verbs.site import ShellSite, shell_site
from slimmer.text.edits import EditSet
from slimmer.text.source import Source

# Functions would change what `set -e` does within them; programs do not.
_PROGRAMS = {"t": 'echo "t $*" >>"$LOG"', "f": 'echo "f $*" >>"$LOG"; exit 3', "zz": 'echo zz >>"$LOG"'}
SHELLS = (("bash", "-c"), ("dash", "-c"), ("bash", "--posix", "-c"))

SIMPLE = (
    "t 1",
    "t 2",
    "f 1",
    "f 2",
    "t $x",
    "t $?",
    "x=1",
    "cd /",
    "! f 3",
    "! t 3",
    "exit 0",
    "exit 4",
    "t $_",
    "v=$(f 5; t 5)",
)


@st.composite
def commands(draw: DrawFn, depth: int = 2) -> str:
    kind = draw(st.integers(0, 11)) if depth else 0
    if kind < 7:
        return draw(st.sampled_from(SIMPLE))
    inner = draw(lists(depth - 1))
    forms = (
        f"( {inner} )",
        f"{{ {inner}; }}",
        f"for x in 7 8; do {inner}; done",
        f"if t 0; then {inner}; fi",
        f"g{depth}() {{ {inner}; }}; g{depth}",  # by depth: a function that calls itself would never end
    )
    return draw(st.sampled_from(forms))


@st.composite
def lists(draw: DrawFn, depth: int = 2) -> str:
    parts = [draw(commands(depth))]
    for _ in range(draw(st.integers(0, 3))):
        parts += [draw(st.sampled_from(("&&", "&&", "&&", ";", ";", "||"))), draw(commands(depth))]
    return " ".join(parts).replace(" ;", ";")


@st.composite
def scripts(draw: DrawFn) -> str:
    return draw(st.sampled_from(("", "", "set -e; ", "set -ex; ", "set -e && "))) + draw(lists())


@pytest.fixture(scope="module")
def programs() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="verbs-programs-"))
    for name, text in _PROGRAMS.items():
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)
    return folder


def run(shell: tuple[str, ...], programs: Path, *bodies: str) -> tuple[int, str]:
    """Status and log of bodies run one after the other, each in a shell of its own, until one fails."""
    log = programs / "log"
    log.write_text("")
    status = 0
    for body in bodies:
        done = subprocess.run(
            [*shell, body],
            env={"PATH": str(programs), "LOG": str(log)},
            capture_output=True,
            cwd=programs,
            check=False,
            executable=f"/bin/{shell[0]}",
        )
        status = done.returncode
        if status:
            break
    return status, log.read_text()


def sites(text: str) -> list[ShellSite]:
    tree = parse(Source("Dockerfile", text))
    found = [shell_site(tree, each) for each in tree.instructions]
    return [each for each in found if isinstance(each, ShellSite)]


def bodies(text: str, edits: EditSet) -> list[str]:
    return [site.form.text for site in sites(edits.apply(text))]


@settings(max_examples=250)
@given(script=scripts(), heredoc=st.booleans())
def test_appended_runs_last_when_all_went_well(programs: Path, script: str, heredoc: bool) -> None:
    text = f"FROM a\nRUN <<EOF\n{script.replace('; ', chr(10))}\nEOF\n" if heredoc else f"FROM a\nRUN {script}\n"
    site = next(iter(sites(text)), None)
    edits = site.with_appended("zz") if site is not None else No("unreadable")
    if site is None or isinstance(edits, No):
        return
    [after] = bodies(text, edits)
    for shell in SHELLS:
        status, log = run(shell, programs, site.form.text)
        assert run(shell, programs, after) == (status, log if status else f"{log}zz\n"), (shell, site.form.text, after)


@settings(max_examples=150)
@given(script=lists(), index=st.integers(0, 2))
def test_split_scripts_do_what_the_whole_did(programs: Path, script: str, index: int) -> None:
    text = f"FROM a\nRUN {script}\n"
    site = next(iter(sites(text)), None)
    edits = split(site, index) if site is not None else No("unreadable")
    if site is None or isinstance(edits, No):
        return
    for shell in SHELLS:
        assert run(shell, programs, *bodies(text, edits)) == run(shell, programs, site.form.text), (
            shell,
            script,
            index,
        )


@settings(max_examples=150)
@given(one=lists(), two=lists())
def test_merged_scripts_do_what_the_two_did(programs: Path, one: str, two: str) -> None:
    text = f"FROM a\nRUN {one}\n\nRUN {two}\n"
    found = sites(text)
    edits = merged(*found) if len(found) == 2 else No("unreadable")
    if isinstance(edits, No):
        return
    [after] = bodies(text, edits)
    for shell in SHELLS:
        assert run(shell, programs, after) == run(shell, programs, one, two), (shell, one, two)
