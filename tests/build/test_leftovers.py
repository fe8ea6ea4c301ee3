"""What a killed run leaves behind is told from what a living one needs."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from slimmer.build.ownership import is_orphan, this_run
from slimmer.build.scratch import clear_scratch, scratch

KILLED = """
import os, signal, sys
from slimmer.build.ownership import this_run
from slimmer.build.scratch import scratch
with scratch("test") as folder:
    (folder / "file").write_text("x")
    print(folder, flush=True)
    print("\\n".join(this_run().labels.values()), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def killed(place: Path) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-c", KILLED], env={"TMPDIR": str(place)}, capture_output=True, text=True, check=False,
        cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert run.returncode == -9, run.stderr
    return run.stdout.split("\n")[:3]


def test_folders_of_killed_runs_are_cleared_and_others_stay(place: Path) -> None:
    left = Path(killed(place)[0])
    assert (left / "file").exists()
    (place / "slimmer-test-of-somebody").mkdir()
    (place / left.name.replace("slimmer", "other")).mkdir()
    with scratch("mine") as mine:
        assert clear_scratch() == 1
        assert mine.is_dir()
        assert not left.exists()
    assert not mine.exists()
    assert len(list(place.iterdir())) == 2
    assert clear_scratch() == 0


def test_orphans_are_those_of_processes_of_this_machine_that_are_no_more(place: Path) -> None:
    labels = this_run().labels
    run, host = labels
    assert not is_orphan(labels)
    dead = dict(zip(labels, killed(place)[1:], strict=True))
    assert is_orphan(dead)
    assert not is_orphan({**dead, host: "another"})
    assert not is_orphan({**dead, run: "1-2"})
    assert not is_orphan({})
    number, _, mark = labels[run].split("-")
    assert is_orphan({**labels, run: f"{number}-1-{mark}"}), "a number is used again"
