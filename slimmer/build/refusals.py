"""What the kernel refused to a traced program: paths it may not write or read, capabilities it lacks.

Errors as the manual pages of the calls name them: EROFS on a read-only file system, EACCES for want of permission,
EPERM for want of a capability (capabilities(7)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from slimmer.build.tracing import Call, calls, joined, lines, unescaped
from slimmer.records import dataclass

# A question mark lets strace pass over calls that a processor does not have.
_WRITING = (
    "creat", "mkdir", "mkdirat", "mknod", "mknodat", "rename", "renameat", "renameat2", "link", "linkat", "symlink",
    "symlinkat", "unlink", "unlinkat", "rmdir", "truncate", "chmod", "fchmodat", "utimensat", "utime", "utimes",
)  # fmt: skip
_OWNING = ("chown", "lchown", "fchownat")
_ASKING = ("access", "faccessat", "faccessat2")
_OPENING = ("open", "openat", "openat2", "execve", "execveat")
_WITHOUT_PATH = {
    "bind": "NET_BIND_SERVICE",
    "fchown": "CHOWN",
    "setuid": "SETUID",
    "setreuid": "SETUID",
    "setresuid": "SETUID",
    "setgid": "SETGID",
    "setregid": "SETGID",
    "setresgid": "SETGID",
    "setgroups": "SETGID",
    "kill": "KILL",
    "chroot": "SYS_CHROOT",
}
CALLS = ",".join(f"?{each}" for each in (*_WRITING, *_OWNING, *_ASKING, *_OPENING, *_WITHOUT_PATH))
"""What strace is to follow."""

_BARE = re.compile(r"^\d+\s+(?P<name>\w+)\((?P<rest>.*)\) += -1 (?P<error>EPERM|EACCES) ")
_PORT = re.compile(r"sin6?_port=htons\((\d+)\)")
_LOW_PORTS = 1024
_SECOND = re.compile(r"(?:<(?P<folder>[^>]*)>, )?\"(?P<path>(?:[^\"\\]|\\.)*)\"")
_TO_WRITE = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE|W_OK")


@dataclass(frozen=True, slots=True)
class Refused:
    """What was refused.

    Args:
        writes: paths that could not be made or written, in the order in which they were tried.
        reads: paths that may not be read or executed.
        capabilities: that were missing, without `CAP_`.
    """

    writes: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()


def refused(log: Path, workdir: str) -> Refused:
    """What was refused, as a log of strace tells it; each once.

    Args:
        log: what strace wrote, of `CALLS`.
        workdir: where relative paths begin that strace does not resolve.
    """
    writes, reads = dict[str, None](), dict[str, None]()
    for call in calls(log, workdir):
        if call.error not in ("EROFS", "EACCES", "EPERM"):
            continue
        if _is_write(call):
            writes |= dict.fromkeys(_written(call, workdir))
        elif call.error == "EACCES" and call.name in _OPENING:
            reads[call.path] = None
    return Refused(tuple(writes), tuple(reads), tuple(dict.fromkeys(_missing(log, workdir))))


def _is_write(call: Call) -> bool:
    if call.name in _WRITING:
        return True
    return call.error == "EROFS" or (call.name in (*_OPENING, *_ASKING) and _TO_WRITE.search(call.rest) is not None)


def _written(call: Call, workdir: str) -> Iterator[str]:
    if not call.name.startswith("symlink"):  # its first path is only a text
        yield call.path
    if call.name.startswith(("rename", "link", "symlink")):
        found = _SECOND.search(call.rest)
        if found is not None:
            yield joined(unescaped(found["path"]), unescaped(found["folder"] or "") or workdir)


def _missing(log: Path, workdir: str) -> Iterator[str]:
    for call in calls(log, workdir):
        if call.error == "EPERM":
            if call.name in _OWNING:
                yield "CHOWN"
            elif call.name in ("chmod", "fchmodat", "utimensat", "utime", "utimes"):
                yield "FOWNER"
    for line in lines(log):
        found = _BARE.match(line)
        if found is not None and found["name"] in _WITHOUT_PATH:
            port = _PORT.search(found["rest"])
            if found["name"] != "bind" or (port is not None and int(port[1]) < _LOW_PORTS):
                yield _WITHOUT_PATH[found["name"]]
