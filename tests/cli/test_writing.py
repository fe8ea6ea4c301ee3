"""A file gets all of its new contents or none, and stays what it is."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from slimmer.cli import writing
from slimmer.cli.reading import read
from slimmer.cli.writing import replace, whole_file
from slimmer.errors import InputError


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("f").write_bytes(b"old")
    return tmp_path


def names() -> set[str]:
    return {path.name for path in Path().iterdir()}


def test_new_contents_and_nothing_else() -> None:
    replace("f", read("f"), b"new\xff")
    assert Path("f").read_bytes() == b"new\xff"
    assert names() == {"f"}


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o664, 0o2640])
def test_mode_is_kept(mode: int) -> None:
    Path("f").chmod(mode)
    replace("f", read("f"), b"new")
    assert stat.S_IMODE(Path("f").stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_owner_is_kept() -> None:
    os.chown("f", 12345, 23456)
    Path("f").chmod(0o640)
    replace("f", read("f"), b"new")
    status = Path("f").stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (12345, 23456, 0o640)


def test_owner_that_may_not_be_kept_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "geteuid", lambda: -1)
    monkeypatch.setattr(os, "fchown", refuse)
    replace("f", read("f"), b"new")
    assert Path("f").read_bytes() == b"new"


def test_link_stays_and_its_target_changes() -> None:
    Path("sub").mkdir()
    Path("sub/l").symlink_to("../f")
    replace("sub/l", read("sub/l"), b"new")
    assert Path("sub/l").readlink() == Path("../f")
    assert not Path("f").is_symlink()
    assert Path("f").read_bytes() == b"new"
    assert list(Path("sub").iterdir()) == [Path("sub/l")]


def failing(error: OSError) -> Callable[..., object]:
    def fail(*_arguments: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize("name", ["fsync", "fchmod", "open"])
def test_disk_full_leaves_the_file_and_nothing_beside_it(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    old = read("f")
    with monkeypatch.context() as full:
        full.setattr(os, name, failing(OSError(errno.ENOSPC, "No space left on device")))
        with pytest.raises(InputError, match="f: not written: No space left on device; the file is as it was"):
            replace("f", old, b"new")
    assert names() == {"f"}
    assert Path("f").read_bytes() == b"old"


def test_rename_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    old = read("f")
    monkeypatch.setattr(Path, "replace", failing(OSError(errno.EXDEV, "Invalid cross-device link")))
    with pytest.raises(InputError, match="Invalid cross-device link"):
        replace("f", old, b"new")
    assert names() == {"f"}
    assert Path("f").read_bytes() == b"old"


def test_interruption_leaves_nothing_half_written(monkeypatch: pytest.MonkeyPatch) -> None:
    old = read("f")

    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace("f", old, b"new")
    assert names() == {"f"}
    assert Path("f").read_bytes() == b"old"


def same_size_and_time() -> None:
    status = Path("f").stat()
    with Path("f").open("r+b") as stream:
        stream.write(b"OLD")
    os.utime("f", ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize("change", [lambda: Path("f").write_bytes(b"other"), same_size_and_time])
def test_a_file_changed_since_it_was_read_is_not_written(change: Callable[[], object]) -> None:
    old = read("f")
    change()
    expected = Path("f").read_bytes()
    with pytest.raises(InputError, match="f: not written: it was changed meanwhile"):
        replace("f", old, b"new")
    assert Path("f").read_bytes() == expected
    assert names() == {"f"}


def test_a_file_removed_since_it_was_read_does_not_come_back() -> None:
    old = read("f")
    Path("f").unlink()
    with pytest.raises(InputError):
        replace("f", old, b"new")
    assert names() == set()


def test_a_file_that_may_not_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    old = read("f")
    monkeypatch.setattr(os, "access", lambda *_arguments: False)
    with pytest.raises(InputError, match="f: not written: no permission"):
        replace("f", old, b"new")
    assert Path("f").read_bytes() == b"old"


def test_report_appears_whole() -> None:
    with whole_file("report") as stream:
        stream.write(b"one")
        assert "report" not in names()
    assert Path("report").read_bytes() == b"one"
    assert names() == {"f", "report"}


def test_new_report_has_the_mode_of_any_new_file() -> None:
    Path("plain").write_bytes(b"")
    with whole_file("report") as stream:
        stream.write(b"one")
    assert Path("report").stat().st_mode == Path("plain").stat().st_mode


def test_report_of_a_run_that_fails_leaves_the_old_one() -> None:
    def half() -> None:
        with whole_file("f") as stream:
            stream.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert Path("f").read_bytes() == b"old"
    assert names() == {"f"}


def test_report_into_a_folder_that_is_not_there() -> None:
    with pytest.raises(InputError, match="not written: No such file or directory"), whole_file("gone/report"):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux that is always full")
def test_report_to_a_full_device() -> None:
    with pytest.raises(InputError, match="/dev/full: not written: No space left"), whole_file("/dev/full") as stream:
        stream.write(b"x" * 100_000)


def test_two_files_at_once_have_names_of_their_own() -> None:
    with writing.whole_file("a") as first, writing.whole_file("b") as second:
        first.write(b"1")
        second.write(b"2")
    assert (Path("a").read_bytes(), Path("b").read_bytes()) == (b"1", b"2")
