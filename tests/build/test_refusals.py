from __future__ import annotations

from pathlib import Path

import pytest

from slimmer.build.refusals import Refused, refused


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('mkdir("/data", 0777) = -1 EROFS (Read-only file system)', Refused(writes=("/data",))),
        ('mkdirat(AT_FDCWD</app>, "data", 0777) = -1 EACCES (Permission denied)', Refused(writes=("/app/data",))),
        ('openat(AT_FDCWD</>, "/x", O_WRONLY|O_CREAT, 0666) = -1 EROFS (Read-only)', Refused(writes=("/x",))),
        ('openat(AT_FDCWD</>, "/x", O_RDONLY) = -1 EACCES (Permission denied)', Refused(reads=("/x",))),
        ('openat(AT_FDCWD</>, "/x", O_RDWR|O_CREAT, 0666) = -1 ENOENT (No such file)', Refused()),
        ('openat(AT_FDCWD</>, "/x", O_RDWR) = 3</x>', Refused()),
        ('execve("/x", ["x"], 0x7f /* 3 vars */) = -1 EACCES (Permission denied)', Refused(reads=("/x",))),
        ('access("/x", W_OK) = -1 EROFS (Read-only file system)', Refused(writes=("/x",))),
        ('access("/x", R_OK) = -1 EACCES (Permission denied)', Refused()),
        ('rename("/a/x", "/b/x") = -1 EROFS (Read-only file system)', Refused(writes=("/a/x", "/b/x"))),
        ('symlink("any text", "/b/x") = -1 EROFS (Read-only file system)', Refused(writes=("/b/x",))),
        ('symlinkat("any", AT_FDCWD</b>, "x") = -1 EROFS (Read-only)', Refused(writes=("/b/x",))),
        ('renameat(AT_FDCWD</a>, "x", 5</b>, "y") = -1 EROFS (Read-only)', Refused(writes=("/a/x", "/b/y"))),
        ('chown("/x", 1, 1) = -1 EPERM (Operation not permitted)', Refused(capabilities=("CHOWN",))),
        ("fchown(3</x>, 1, 1) = -1 EPERM (Operation not permitted)", Refused(capabilities=("CHOWN",))),
        (
            'chmod("/x", 0600) = -1 EPERM (Operation not permitted)',
            Refused(writes=("/x",), capabilities=("FOWNER",)),
        ),
        ("setgroups(1, [33]) = -1 EPERM (Operation not permitted)", Refused(capabilities=("SETGID",))),
        ("setuid(33) = -1 EPERM (Operation not permitted)", Refused(capabilities=("SETUID",))),
        (
            'bind(3<TCP:[1]>, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("::")}, 16) = -1 EACCES (P)',
            Refused(capabilities=("NET_BIND_SERVICE",)),
        ),
        ("bind(3, {sin6_port=htons(443)}, 28) = -1 EACCES (P)", Refused(capabilities=("NET_BIND_SERVICE",))),
        ("bind(3, {sa_family=AF_INET, sin_port=htons(8080)}, 16) = -1 EACCES (P)", Refused()),
    ],
)  # fmt: skip
def test_what_a_line_says_was_refused(line: str, found: Refused, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(f"7  {line}\n8  {line}\n7  +++ exited with 1 +++\n")
    assert refused(log, "/app") == found


def test_a_log_that_is_not_there_tells_nothing(tmp_path: Path) -> None:
    assert refused(tmp_path / "none", "/") == Refused()
