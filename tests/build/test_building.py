"""Attempts, limits and what is left behind, with a builder whose program is a script."""

from __future__ import annotations

import json
import os
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from slimmer.build import (
    ArchiveError,
    BuildCancelledError,
    BuildTimeoutError,
    DiskFullError,
    DoesNotBuildError,
    Engine,
    EngineLostError,
    Patience,
    Request,
    Retry,
    Watch,
    build,
)

from .conftest import Player
from .test_archive import two_layers

QUICK = Patience(3, 0.01, 1)


def script(*events: dict[str, object], code: int = 1, then: str = "") -> str:
    lines = "".join(json.dumps(each) + "\n" for each in events)
    return f"import sys\nsys.stderr.write({lines!r})\nsys.stderr.flush()\n{then}\nsys.exit({code})"


def failing(error: str) -> dict[str, object]:
    stamp = "2026-01-01T00:00:01Z"
    return {"vertexes": [{"digest": "a", "name": "[1/1] RUN x", "started": stamp, "completed": stamp, "error": error}]}


@pytest.fixture
def request_(context: Path) -> Request:
    return Request(dockerfile=b"FROM scratch\n", context=context, timeout=30)


@pytest.fixture(autouse=True)
def _nothing_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    yield
    assert list(scratch.iterdir()) == []


def test_flaky_failures_are_counted_in_the_result(request_: Request, tmp_path: Path) -> None:
    ready, count = two_layers(tmp_path / "ready.tar"), tmp_path / "count"
    then = (
        f"import pathlib, shutil\ncount = pathlib.Path({str(count)!r})\n"
        "count.write_text(count.read_text() + 'x' if count.exists() else 'x')\n"
        "if len(count.read_text()) == 3:\n"
        f"    shutil.copy({str(ready)!r}, sys.argv[1])\n    sys.exit(0)\n"
    )
    told: list[Retry] = []
    player = Player(script(failing("read: connection reset by peer"), then=then))
    result = build(player, request_, patience=QUICK, watch=Watch(retried=told.append))
    assert [each.step for each in result.retries] == ["[1/1] RUN x", "[1/1] RUN x"]
    assert list(result.retries) == told
    assert len(result.image.layers) == 2


def test_real_failures_are_not_tried_again(request_: Request) -> None:
    with pytest.raises(DoesNotBuildError) as broken:
        build(Player(script(failing("exit code: 2"))), request_, patience=QUICK)
    assert (broken.value.flaky, broken.value.attempts) == (False, 1)


def test_engine_that_died_is_not_the_dockerfiles_fault(request_: Request) -> None:
    with pytest.raises(EngineLostError):
        build(Player(script(failing("connection reset by peer")), answers=False), request_, patience=QUICK)
    lost = "sys.stderr.write('ERROR: error reading from server: EOF\\n')"
    with pytest.raises(EngineLostError):
        build(Player(script(then=lost)), request_, patience=QUICK)


def test_program_that_is_not_there(request_: Request, tmp_path: Path) -> None:
    class Nobody(Player):
        def command(self, *_: object) -> tuple[str, ...]:
            return (str(tmp_path / "nosuch"),)

    with pytest.raises(EngineLostError, match="cannot be started"):
        build(Nobody(""), request_)


def test_success_without_an_image_is_an_error(request_: Request, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        build(Player(script(code=0)), request_)
    kept = tmp_path / "kept.tar"
    half = "import pathlib; pathlib.Path(sys.argv[1]).write_bytes(b'half')"
    with pytest.raises(ArchiveError):
        build(Player(script(code=0, then=half)), Request(dockerfile=b"", context=request_.context, archive=kept))
    assert not kept.exists()


STUBBORN = (
    "import signal, subprocess, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import signal, time; signal.signal(signal.SIGTERM, "
    "signal.SIG_IGN); time.sleep(600)'])\n"
    "import pathlib; pathlib.Path({pids!r}).write_text(str(child.pid))\ntime.sleep(600)\n"
)


def gone(number: int) -> bool:
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":  # ended; its parent is not here to ask
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("how", ["timeout", "cancel", "disk"])
def test_stubborn_programs_are_ended_with_their_children(
    how: str, request_: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("slimmer.build.processes._PATIENCE", 0.3)
    pids, watch = tmp_path / "pid", Watch()
    player = Player(script(then=STUBBORN.format(pids=str(pids))))
    kind: type[Exception] = {"timeout": BuildTimeoutError, "cancel": BuildCancelledError, "disk": DiskFullError}[how]

    def when_it_runs() -> None:
        while not pids.exists() or not pids.read_text():
            time.sleep(0.02)
        if how == "cancel":
            watch.cancel.set()
        if how == "disk":
            full = os.statvfs_result((4096, 4096, 10, 5, 5, 1, 1, 1, 0, 255))
            monkeypatch.setattr("slimmer.build.disk.os.statvfs", lambda _: full)

    threading.Thread(target=when_it_runs, daemon=True).start()
    timeout = 3.0 if how == "timeout" else 60.0
    with pytest.raises(kind):
        build(player, Request(dockerfile=b"", context=request_.context, timeout=timeout), watch=watch)
    assert gone(int(pids.read_text()))


@dataclass
class Disks:
    """Those of a build: the one of temporary files, and the one of the engine's data.

    Args:
        data: where the engine's data lies.
        short: which are short of room, `scratch` and `data`.
        cleared: how often room was made on the engine's.
    """

    data: Path
    short: set[str]
    cleared: int = 0

    def told(self, place: Path) -> os.statvfs_result:
        free = 5 if ("data" if Path(place).is_relative_to(self.data) else "scratch") in self.short else 10**9
        return os.statvfs_result((4096, 4096, 10**9, free, free, 1, 1, 1, 0, 255))

    def make_room(self) -> bool:
        self.cleared += 1
        self.short.discard("data")
        return True


@pytest.fixture
def disks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Disks:
    (tmp_path / "data").mkdir()
    made = Disks(tmp_path / "data", set())
    monkeypatch.setattr("slimmer.build.disk.os.statvfs", made.told)
    return made


def copying(archive: Path) -> str:
    return script(code=0, then=f"import shutil; shutil.copy({str(two_layers(archive))!r}, sys.argv[1])")


def test_room_is_made_on_an_engine_of_slimmers_own(request_: Request, tmp_path: Path, disks: Disks) -> None:
    disks.short = {"data"}
    player = Player(copying(tmp_path / "ready.tar"), engine=Engine("player", (), root=disks.data))
    with pytest.raises(DiskFullError, match=str(disks.data)):
        build(player, request_)
    player.room = disks.make_room
    assert len(build(player, request_).image.layers) == 2
    assert disks.cleared == 1


def test_room_is_made_where_both_lie_on_one_disk(request_: Request, tmp_path: Path, disks: Disks) -> None:
    engine = Engine("player", (), root=disks.data)
    disks.data, disks.short = tmp_path, {"data"}
    player = Player(copying(tmp_path / "ready.tar"), engine=engine, room=disks.make_room)
    assert len(build(player, request_).image.layers) == 2
    assert disks.cleared == 1


@pytest.mark.parametrize("known", [True, False], ids=["elsewhere", "nobody knows where"])
def test_no_room_is_made_for_a_disk_without_the_engines_data(request_: Request, disks: Disks, known: bool) -> None:
    disks.short = {"scratch"}
    engine = Engine("player", (), root=disks.data if known else None)
    with pytest.raises(DiskFullError, match=tempfile.gettempdir()):
        build(Player("", engine=engine, room=disks.make_room), request_)
    assert disks.cleared == 0


def test_cancel_ends_the_wait_for_another_attempt(request_: Request) -> None:
    watch = Watch(retried=lambda _: watch.cancel.set())
    started = time.monotonic()
    with pytest.raises(BuildCancelledError):
        build(Player(script(failing("i/o timeout"))), request_, patience=Patience(2, 60), watch=watch)
    assert time.monotonic() - started < 30


def test_interrupt_in_a_listener_ends_the_program(request_: Request, tmp_path: Path) -> None:
    pids = tmp_path / "pid"
    event = failing("x")
    then = f"import os, pathlib, time; pathlib.Path({str(pids)!r}).write_text(str(os.getpid())); time.sleep(600)"
    player = Player(script(event, then=then))

    def interrupt(_: object) -> None:
        if pids.exists() and pids.read_text():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(player, request_, watch=Watch(shown=interrupt))
    assert gone(int(pids.read_text()))


def test_long_lines_and_bytes_that_are_no_text(request_: Request) -> None:
    then = "sys.stderr.buffer.write(b'x' * 9_000_000 + b'\\n\\xff\\n'); sys.stderr.flush()"
    with pytest.raises(DoesNotBuildError):
        build(Player(script(failing("exit code: 1"), then=then)), request_)
