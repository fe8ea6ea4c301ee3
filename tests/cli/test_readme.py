"""What the README shows of the command line is what it prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.cli.conftest import ROOT

SHOWN = re.findall(r"^```\n\$ slimmer (.+)\n((?s:.*?))^```$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)


def test_there_are_some() -> None:
    assert len(SHOWN) == 2


@pytest.mark.parametrize(("words", "output"), SHOWN, ids=[words for words, _ in SHOWN])
def test_it_prints_what_is_shown(words: str, output: str) -> None:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("SLIMMER_", "FORCE_COLOR"))}
    done = subprocess.run(
        [sys.executable, "-m", "slimmer", *words.split(" ")], cwd=ROOT, env=plain, capture_output=True, check=True
    )
    assert done.stdout.decode() == output
