"""Trace a container: which files of the image its programs open and execute (strace, brought along with its libraries).

strace does not see what the kernel itself opens (the ELF interpreter, `#!` interpreters): those are closed over from
the files that were executed.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from slimmer.build.containers import Conditions
from slimmer.build.files import FileSystem
from slimmer.build.result import ImageConfig
from slimmer.build.smoke import Smoke
from slimmer.records import dataclass, replace

_THERE = "/.slimmer-trace"
_CALLS = "openat,open,openat2,execve,execveat,uselib"


@dataclass(frozen=True, slots=True)
class Tracer:
    """strace with what it needs, laid out in a folder, and the file it writes to."""

    tools: Path
    log: Path

    def conditions(self, plain: Conditions, smoke: Smoke, config: ImageConfig) -> Conditions:
        """The conditions under which the same container is traced."""
        command = smoke.command or plain.command or config.cmd or ()
        words = (*(config.entrypoint or ()), *command)
        loader = (f"{_THERE}/tools/loader", "--library-path", f"{_THERE}/tools/lib", f"{_THERE}/tools/strace")
        options = (
            "-f",
            "-qq",
            "-y",
            "-s",
            "4096",
            "-e",
            f"trace={_CALLS}",
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
    with tempfile.TemporaryDirectory(prefix="slimmer-trace-") as name:
        folder = Path(name)
        tools, out = folder / "tools", folder / "out"
        (tools / "lib").mkdir(parents=True)
        out.mkdir()
        for each in (folder, tools, out):
            each.chmod(0o777 if each == out else 0o755)
        shutil.copy(program, tools / "strace")
        listed = subprocess.run(["ldd", program], capture_output=True, text=True, check=False)  # noqa: S603, S607
        for line in listed.stdout.splitlines():
            found = re.search(r"(/\S+)", line)
            if found:
                library = Path(found[1])
                is_loader = "=>" not in line
                shutil.copy(library, tools / "loader" if is_loader else tools / "lib" / library.name)
        yield Tracer(tools, out / "log") if (tools / "loader").exists() else None


_LINE = re.compile(
    r"^\d+\s+\w+\((?:(?:AT_FDCWD|\d+)?<(?P<folder>[^>]*)>, |\w+, )?"
    r"\"(?P<path>(?:[^\"\\]|\\.)*)\".*\) = (?P<result>-?\d+)"
    r"(?:<(?P<opened>[^>]*)>)?"
)


def touched(log: Path, files: FileSystem, workdir: str) -> frozenset[str]:
    """The files of the image that were opened or executed, absolute, and what those need to be run.

    Args:
        log: what strace wrote.
        files: of the image.
        workdir: where relative paths begin that strace does not resolve.
    """
    found: set[str] = set()
    try:
        lines = log.read_bytes().decode("utf-8", "surrogateescape").split("\n")
    except OSError:
        return frozenset()
    for line in lines:
        match = _LINE.match(line)
        if match is None or match["result"].startswith("-"):
            continue
        path = match["opened"] or _joined(match["path"], match["folder"] or workdir)
        found.update(_with_links(path, files))
    return frozenset(each for each in found if not each.startswith(_THERE))


def _joined(path: str, folder: str) -> str:
    whole = path if path.startswith("/") else f"{folder.rstrip('/')}/{path}"
    parts: list[str] = []
    for part in whole.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/" + "/".join(parts)


def _with_links(path: str, files: FileSystem) -> Iterator[str]:
    """A path, and where it leads when it or a folder on its way is a symbolic link."""
    for _ in range(40):  # as many links as the kernel follows (path_resolution(7))
        yield path
        parts = path.split("/")
        for end in range(2, len(parts) + 1):
            entry = files.entries.get("/".join(parts[:end]))
            if entry is not None and entry.kind == "link":
                yield entry.path
                rest = "/".join(parts[end:])
                target = _joined(entry.target, entry.path.rpartition("/")[0])
                path = f"{target}/{rest}" if rest else target
                break
        else:
            return
