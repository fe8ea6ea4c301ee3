"""What docs/writing-a-transform.md shows is true: its module is one, with a page, and does what it says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import slimmer.api
from slimmer.docgen.page import page
from slimmer.passes.pipeline import rewrite
from slimmer.passes.settings import Settings
from slimmer.passes.transform import Transform
from slimmer.text.source import Source, encode

TEXT = (Path(__file__).parents[2] / "docs" / "writing-a-transform.md").read_text("utf-8")


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> type[Transform]:
    (code,) = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    module = ModuleType("shown")
    monkeypatch.setitem(sys.modules, "shown", module)
    exec(compile(code, "docs/writing-a-transform.md", "exec"), module.__dict__)
    made: type[Transform] = module.__dict__["AptCleanAlone"]
    return made


def test_its_page_has_all_that_a_page_needs(kind: type[Transform]) -> None:
    assert page(kind).missing == ()


@pytest.mark.parametrize(
    ("before", "after", "refusals"),
    [
        ("RUN apt-get install -y curl\nRUN apt-get clean\n", "RUN apt-get install -y curl\n", 0),
        ("RUN apt-get install -y curl && apt-get clean\n", None, 0),
        ("ONBUILD RUN apt-get clean\n", None, 0),
        ('RUN ["apt-get", "clean"]\n', None, 1),
    ],
)
def test_it_does_what_the_text_says(kind: type[Transform], before: str, after: str | None, refusals: int) -> None:
    source = Source.decode(f"FROM debian:bookworm\n{before}".encode(), "Dockerfile")
    result = rewrite(source, Settings(), (kind(),))
    assert encode(result.after).decode() == f"FROM debian:bookworm\n{before if after is None else after}"
    assert len(result.refusals) == refusals


def test_the_words_it_names_are_there() -> None:
    rows = [line.split("|") for line in TEXT.split("\n") if line.startswith("| `")]
    words = {word for row in rows for word in re.findall(r"`(\w+)[`(]", row[1])}
    assert words >= {"calls", "site", "staged"}
    assert [word for word in words if not hasattr(slimmer.api, word)] == []
    (verbs,) = (row[2] for row in rows if row[1].startswith(" `site("))
    assert [verb for verb in re.findall(r"`\.(\w+)\(", verbs) if not hasattr(slimmer.api.ShellSite, verb)] == []


def test_its_module_passes_the_lint_that_make_test_asks_for() -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    root, name = Path(__file__).parents[2], "transforms/apt_clean_alone.py"
    for verb in (("check", "--no-cache"), ("format", "--check", "--no-cache")):
        command = [sys.executable, "-m", "ruff", *verb, "--stdin-filename", name, "-"]
        done = subprocess.run(command, input=code.encode(), cwd=root, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
