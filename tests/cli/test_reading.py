"""Files are read whole and unchanged, or it is said why not; only regular ones are opened."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import IO, Self

import pytest

from slimmer.cli import reading
from slimmer.cli.reading import read
from slimmer.errors import InputError


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def message(path: str) -> str:
    with pytest.raises(InputError) as caught:
        read(path)
    return str(caught.value)


def test_bytes_as_they_are() -> None:
    data = bytes(range(256)) * 3
    Path("f").write_bytes(data)
    assert read("f").data == data


def test_links_are_followed() -> None:
    Path("f").write_bytes(b"x")
    Path("l").symlink_to("f")
    assert read("l") == read("f")


def test_missing() -> None:
    assert message("gone") == "gone: does not exist"


def test_broken_link() -> None:
    Path("l").symlink_to("gone")
    assert message("l") == "l: is a broken link: 'gone' does not exist"


def test_link_to_itself() -> None:
    Path("l").symlink_to("l")
    assert message("l").startswith("l: cannot be read: Too many levels of symbolic links")


def test_fifo_is_not_opened() -> None:
    os.mkfifo("pipe")
    assert message("pipe") == "pipe: is a FIFO; pipe it to `slimmer rewrite -` instead, not a file"


def test_socket() -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        assert message("s") == "s: is a socket, not a file"


def test_device() -> None:
    assert message("/dev/zero") == "/dev/zero: is a device, not a file"


def test_folder(here: Path) -> None:
    assert message(str(here)).endswith(": is a folder, not a file")


def test_nul_in_the_name() -> None:
    assert "is no usable file name" in message("a\0b")


def test_too_large_is_not_read() -> None:
    with Path("f").open("wb") as stream:
        stream.truncate(reading.MAX_BYTES + 10**6)  # sparse: takes no room
    assert message("f") == "f: is too large for a Dockerfile: 51 MB, the limit is 50 MB"


def test_no_permission(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("f").write_bytes(b"x")

    def refuse(*_arguments: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert message("f") == "f: cannot be read: no permission"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything; the test above stands in")
def test_no_permission_for_real() -> None:
    Path("f").write_bytes(b"x")
    Path("f").chmod(0)
    assert message("f") == "f: cannot be read: no permission"


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="a file of Linux that gives an I/O error")
def test_read_error() -> None:
    assert message("/proc/self/mem") == "/proc/self/mem: cannot be read: Input/output error"


class Meddling:
    """A stream of which something else writes to the file as soon as it was read."""

    def __init__(self, stream: IO[bytes], meddle: Callable[[], object]) -> None:
        self.stream, self.meddle = stream, meddle

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.stream.close()

    def readall(self) -> bytes:
        data = self.stream.read()
        self.meddle()
        return data


def meddle(monkeypatch: pytest.MonkeyPatch, times: int, action: Callable[[], object]) -> list[int]:
    """Let `action` happen while the file is read, the first so many times; the list counts all readings."""
    readings: list[int] = []
    real = os.fdopen

    def fdopen(descriptor: int, *arguments: object, **options: object) -> object:
        readings.append(descriptor)
        act = action if len(readings) <= times else lambda: None
        return Meddling(real(descriptor, *arguments, **options), act)  # type: ignore[call-overload]  # made from what a test gives

    monkeypatch.setattr(os, "fdopen", fdopen)
    return readings


def append() -> None:
    with Path("f").open("ab") as stream:
        stream.write(b"y")


def rewrite_in_place() -> None:
    Path("f").write_bytes(b"z")
    os.utime("f", ns=(1, 1))


@pytest.mark.parametrize("action", [append, rewrite_in_place])
def test_a_change_while_reading_makes_it_read_again(
    monkeypatch: pytest.MonkeyPatch, action: Callable[[], None]
) -> None:
    Path("f").write_bytes(b"x")
    readings = meddle(monkeypatch, 1, action)
    assert read("f").data == Path("f").read_bytes()
    assert len(readings) == 2


def test_changes_without_end_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("f").write_bytes(b"x")
    readings = meddle(monkeypatch, 99, append)
    assert message("f").startswith("f: changed while it was read, twice")
    assert len(readings) == 2


def test_a_fifo_put_there_meanwhile_does_not_block(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("f").write_bytes(b"x")
    real = os.open

    def swap(path: str, flags: int) -> int:
        Path("f").unlink()
        os.mkfifo("f")
        return real(path, flags)

    monkeypatch.setattr(os, "open", swap)
    assert message("f").startswith("f: is a FIFO")
