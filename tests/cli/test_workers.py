"""Processes: results in order, deaths that cost one item, nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Program

MANY = 150

SCRIPT = """
import os, sys, time
from slimmer.cli.workers import ordered

def work(item):
    number = int(item)
    if number in (0, 33, 34, 149):
        os._exit(3)
    if number % 50 == 7:
        time.sleep(0.05)
    return number * 2

def died(item, how):
    return f"{item}: {how}"

if __name__ == "__main__":
    items = [str(each) for each in range(int(sys.argv[3]))]
    for result in ordered(work, died, items, int(sys.argv[2]), sys.argv[1]):
        print(result)
"""


@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.parametrize("jobs", [1, 3])
def test_results_in_order_and_deaths_named(tmp_path: Path, method: str, jobs: int) -> None:
    (tmp_path / "script.py").write_text(SCRIPT, "utf-8")
    done = subprocess.run(
        [sys.executable, "script.py", method, str(jobs), str(MANY)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    dead = "the process that worked on it ended with code 3"
    expected = [f"{n}: {dead}" if n in (0, 33, 34, 149) else str(n * 2) for n in range(MANY)]
    assert done.stdout.split("\n")[:-1] == expected


def make_many(folder: Path, **special: str) -> None:
    for number in range(MANY):
        text = special.get(f"n{number}", "FROM a\nRUN make needless\n")
        (folder / f"{number:03}.Dockerfile").write_text(text, "utf-8")


def test_one_process_or_many_say_the_same(program: Program, tmp_path: Path) -> None:
    make_many(tmp_path, n5="FROM a\nRUNN\n", n77="FROM a\n# the law\n")
    one, many = program("rewrite", "-v", "--jobs", "1"), program("rewrite", "-v", "--jobs", "3")
    assert (one.returncode, one.stdout, one.stderr) == (many.returncode, many.stdout, many.stderr)
    assert one.returncode == 4
    assert one.stdout.count(b"+++") == MANY - 2


@pytest.mark.parametrize(("word", "how"), [("kill", "was ended by signal 9"), ("exit", "ended with code 7")])
def test_a_process_that_dies_costs_its_file_only(program: Program, tmp_path: Path, word: str, how: str) -> None:
    make_many(tmp_path, n5=f"FROM a\n# {word}\n")
    done = program("rewrite", "-w", "--jobs", "2")
    assert done.returncode == 4
    assert f"005.Dockerfile: slimmer broke the law never-crash: the process that worked on it {how}" in (
        done.stderr.decode()
    )
    written = [path for path in tmp_path.iterdir() if b"needless" not in path.read_bytes()]
    assert len(written) == MANY


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interruption_leaves_nothing_half_written(
    tmp_path: Path, environment: dict[str, str], number: signal.Signals, code: int, jobs: str
) -> None:
    old, new = b"FROM a\n# sleep\nRUN make needless\n", b"FROM a\n# sleep\nRUN make\n"
    for each in range(MANY):
        (tmp_path / f"{each:03}.Dockerfile").write_bytes(old)
    command = [sys.executable, "-m", "slimmer", "rewrite", "-w", "--jobs", jobs, "-o", "report"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 30
        while all(path.read_bytes() != new for path in tmp_path.glob("*.Dockerfile")):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.send_signal(number)
        _, talk = process.communicate(timeout=30)
    assert process.returncode == code
    assert b"Traceback" not in talk
    assert {path.suffix for path in tmp_path.iterdir()} == {".Dockerfile"}
    contents = {path.read_bytes() for path in tmp_path.iterdir()}
    assert contents == {old, new}


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path, environment: dict[str, str]) -> None:
    make_many(tmp_path, **{f"n{number}": "FROM a\n# sleep\n" for number in range(MANY)})
    command = [sys.executable, "-m", "slimmer", "rewrite", "--jobs", "2"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        if not children.exists():
            process.kill()
            pytest.skip("the list of children is a file of Linux")
        deadline = time.monotonic() + 30
        while len(found := children.read_text("ascii").split()) < 2:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.kill()
    while any(running(pid) for pid in found):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def running(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_progress_of_a_long_run_is_no_terminal_art(program: Program, tmp_path: Path) -> None:
    make_many(tmp_path)
    done = program("rewrite", "-w")
    assert done.stderr == f"{MANY} rewrites written to {MANY} of {MANY} files\n".encode()


def test_progress_in_a_log(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from slimmer.cli import progress

    clock = iter([0.0, 1.0, 6.0, 7.0, 12.0])
    monkeypatch.setattr("slimmer.cli.progress.time.monotonic", lambda: next(clock))
    shown = progress.Progress(100, shown=True)
    for _ in range(4):
        shown.done += 1
        shown.show()
    shown.clear()
    assert capsys.readouterr().err == "2 of 100 files\n4 of 100 files\n"
