"""Trace a container: which files of the image its programs open and execute (strace, brought along with its libraries).

strace does not see what the kernel itself opens: the ELF interpreter and the interpreter of `#!`
(`slimmer.build.needs` adds them).
"""

from __future__ import annotations

import codecs
import contextlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from slimmer.build.containers import Conditions
from slimmer.build.files import FileSystem
from slimmer.build.result import ImageConfig
from slimmer.build.scratch import scratch
from slimmer.build.smoke import Smoke
from slimmer.records import dataclass, replace

_THERE = "/.slimmer-trace"
_CALLS = "openat,open,openat2,execve,execveat,uselib"


@dataclass(frozen=True, slots=True)
class Tracer:
    """strace with what it needs, laid out in a folder, and the file it writes to."""

    tools: Path
    log: Path

    def conditions(self, plain: Conditions, smoke: Smoke, config: ImageConfig, calls: str = _CALLS) -> Conditions:
        """The conditions under which the same container is traced, for some system calls."""
        command = smoke.command or plain.command or config.cmd or ()
        words = (*(config.entrypoint or ()), *command)
        loader = (f"{_THERE}/tools/loader", "--library-path", f"{_THERE}/tools/lib", f"{_THERE}/tools/strace")
        options = (
            "-f",
            "-I",  # SIGTERM ends it and what it traces: with -o it would be deaf to it
            "2",
            "-qq",
            "-y",
            "-s",
            "4096",
            "-e",
            f"trace={calls}",
            "-e",
            "signal=none",
            "-o",
            f"{_THERE}/out/log",
        )
        return replace(
            plain,
            entrypoint=(*loader, *options, "--", *words),
            command=(),
            mounts=(*plain.mounts, (self.tools, f"{_THERE}/tools")),
            outputs=(*plain.outputs, (self.log.parent, f"{_THERE}/out")),
        )


@contextlib.contextmanager
def tracer() -> Iterator[Tracer | None]:
    """A tracer, or None where strace is not installed."""
    program = shutil.which("strace")
    if program is None:
        yield None
        return
    with scratch("trace") as folder:
        tools, out = folder / "tools", folder / "out"
        (tools / "lib").mkdir(parents=True)
        out.mkdir()
        for each in (folder, tools, out):
            each.chmod(0o777 if each == out else 0o755)
        shutil.copy(program, tools / "strace")
        listed = subprocess.run(["ldd", program], capture_output=True, text=True, check=False)  # noqa: S603, S607  no shell; whichever ldd there is
        for line in listed.stdout.splitlines():
            found = re.search(r"(/\S+)", line)
            if found:
                library = Path(found[1])
                is_loader = "=>" not in line
                shutil.copy(library, tools / "loader" if is_loader else tools / "lib" / library.name)
        yield Tracer(tools, out / "log") if (tools / "loader").exists() else None


_LINE = re.compile(
    r"^\d+\s+(?P<name>\w+)\((?:(?:AT_FDCWD|\d+)?<(?P<folder>[^>]*)>, |\w+, )?"
    r"\"(?P<path>(?:[^\"\\]|\\.)*)\"(?P<rest>.*)\) += (?P<result>-?\d+)"
    r"(?:<(?P<opened>[^>]*)>)?(?: (?P<error>E[A-Z0-9]+))?"
)
# What a call began with when another process's came between, and what ended it.
_BEGUN = re.compile(r"^(?P<process>\d+)\s+(?P<text>.*) <unfinished \.\.\.>$")
_ENDED = re.compile(r"^(?P<process>\d+)\s+<\.\.\. \w+ resumed>(?P<text>.*)$")


@dataclass(frozen=True, slots=True)
class Call:
    """A system call with a path, as strace tells it.

    Args:
        name: of the call.
        path: absolute, as the program spelled it otherwise.
        opened: where the kernel found it; empty unless it opened something.
        rest: the arguments behind the path.
        error: such as `ENOENT`; empty when it succeeded.
    """

    name: str
    path: str
    opened: str
    rest: str
    error: str


def calls(log: Path, workdir: str) -> Iterator[Call]:
    """The calls of a log; none of one that is not there.

    Args:
        log: what strace wrote.
        workdir: where relative paths begin that strace does not resolve.
    """
    for line in lines(log):
        match = _LINE.match(line)
        if match is not None:
            path = joined(unescaped(match["path"]), unescaped(match["folder"] or "") or workdir)
            error = match["error"] or ("EUNKNOWN" if match["result"].startswith("-") else "")
            yield Call(match["name"], path, unescaped(match["opened"] or ""), match["rest"], error)


def lines(log: Path) -> Iterator[str]:
    """The lines of a log, calls whole that were told in two halves; none of one that is not there."""
    try:
        told = log.read_bytes().decode("utf-8", "surrogateescape").split("\n")
    except OSError:
        return
    begun: dict[str, str] = {}
    for line in told:
        start, end = _BEGUN.match(line), _ENDED.match(line)
        if start is not None:
            begun[start["process"]] = f"{start['process']} {start['text']}"
        elif end is not None:
            yield begun.pop(end["process"], "") + end["text"]
        else:
            yield line


def unescaped(text: str) -> str:
    """What is not printable ASCII is written as C does."""
    if "\\" not in text:
        return text
    return codecs.escape_decode(text.encode("utf-8", "surrogateescape"))[0].decode("utf-8", "surrogateescape")


def touched(log: Path, files: FileSystem, workdir: str) -> frozenset[str]:
    """The files of the image that were opened or executed, absolute, with the links that led there.

    Args:
        log: what strace wrote.
        files: of the image.
        workdir: where relative paths begin that strace does not resolve.
    """
    found: set[str] = set()
    for call in calls(log, workdir):
        if not call.error:
            found.update(with_links(call.path, files))
            found.update(with_links(call.opened, files) if call.opened else ())
    return frozenset(each for each in found if not each.startswith(_THERE))


def joined(path: str, folder: str) -> str:
    """A path, absolute, without `.` and `..`."""
    whole = path if path.startswith("/") else f"{folder.rstrip('/')}/{path}"
    parts: list[str] = []
    for part in whole.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/" + "/".join(parts)


def with_links(path: str, files: FileSystem) -> Iterator[str]:
    """A path, and where it leads when it or a folder on its way is a symbolic link."""
    for _ in range(40):  # as many links as the kernel follows (path_resolution(7))
        yield path
        parts = path.split("/")
        for end in range(2, len(parts) + 1):
            entry = files.entries.get("/".join(parts[:end]))
            if entry is not None and entry.kind == "link":
                yield entry.path
                rest = "/".join(parts[end:])
                target = joined(entry.target, entry.path.rpartition("/")[0])
                path = f"{target}/{rest}" if rest else target
                break
        else:
            return
