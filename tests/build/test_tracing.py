from __future__ import annotations

from pathlib import Path

import pytest

from slimmer.build.files import Entry, FileSystem
from slimmer.build.tracing import touched

FILES = FileSystem(
    {
        path: Entry(path, kind, 1, 0o755, 0, 0, target, "", 0)
        for path, kind, target in (
            ("/app/data", "file", ""),
            ("/bin", "link", "usr/bin"),
            ("/usr/bin/sh", "link", "dash"),
            ("/usr/bin/dash", "file", ""),
        )
    },
    0,
    0,
)

SHELL = {"/bin/sh", "/bin", "/usr/bin/sh", "/usr/bin/dash"}


@pytest.mark.parametrize(
    ("line", "paths"),
    [
        ('7  openat(AT_FDCWD</app>, "data", O_RDONLY) = 3</app/data>', {"/app/data"}),
        ('7  openat(AT_FDCWD, "data", O_RDONLY) = 3', {"/app/data"}),
        ('7  open("/app/data", O_RDONLY)            = 3', {"/app/data"}),
        ('7  openat(AT_FDCWD</bin>, "sh", O_RDONLY) = 3</usr/bin/dash>', SHELL),
        ('7  openat(AT_FDCWD</app>, "d\\141ta", O_RDONLY) = 3</app/d\\141ta>', {"/app/data"}),
        ('7  openat(AT_FDCWD</app>, "\\303\\251", O_RDONLY) = 3</app/\\303\\251>', {"/app/é"}),
        ('7  openat(5</app>, "data", O_RDONLY|O_CLOEXEC) = 3</app/data>', {"/app/data"}),
        ('7  open("/app/../app/./data", O_RDONLY) = 3', {"/app/data"}),
        ('7  openat(AT_FDCWD</app>, "data", O_RDONLY) = -1 ENOENT (No such file or directory)', set()),
        ('7  execve("/bin/sh", ["sh", "-c", "a \\"b\\""], 0x7f /* 3 vars */) = 0', SHELL),
        ('7  execve("/bin/sh", ["sh"], 0x7f) = -1 EACCES (Permission denied)', set()),
        ("7  +++ exited with 0 +++", set()),
        ('7  openat(AT_FDCWD</>, "/.slimmer-trace/tools/lib/libc.so.6", O_RDONLY) = 3', set()),
        ("not a line of strace", set()),
    ],
)  # fmt: skip
def test_what_a_line_says_was_touched(line: str, paths: set[str], tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(f"{line}\n")
    assert touched(log, FILES, "/app") == paths


def test_calls_that_another_process_interrupts_are_put_together(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(
        '7  execve("/usr/bin/dash", ["dash"], 0x7f /* 3 vars */ <unfinished ...>\n'
        '8  openat(AT_FDCWD</app>, "none", O_RDONLY <unfinished ...>\n'
        "7  <... execve resumed>)             = 0\n"
        "8  <... openat resumed>)             = -1 ENOENT (No such file or directory)\n"
        "9  <... openat resumed>)             = 3</never/begun>\n"
    )
    assert touched(log, FILES, "/app") == {"/usr/bin/dash"}


def test_a_log_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    assert touched(tmp_path / "log", FILES, "/") == frozenset()
