"""The programs of the engine: from Debian's newest packages that run here, unpacked in the engine's folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.engine import apt
from benchmarks.engine.errors import EngineError
from benchmarks.engine.folders import Folders
from benchmarks.engine.programs import run

# sid moves and may one day need a newer libc than the machine's; what does not run gives way to the next.
SUITES = ("sid", "trixie")
_ENGINE = ("docker.io", "docker-cli", "docker-buildx", "containerd", "tini-static")
# Newer builds of runc need a newer libc than bookworm's; debootstrap must know the machine's own release.
_MACHINES_OWN = ("runc", "debootstrap")
_PLUGIN = "usr/libexec/docker/cli-plugins/docker-buildx"
_TRIED = (
    ("usr/sbin/dockerd", "--version"),
    ("usr/bin/docker", "--version"),
    (_PLUGIN, "version"),
    ("usr/bin/containerd", "--version"),
    ("usr/bin/containerd-shim-runc-v2", "-v"),
    ("usr/sbin/runc", "--version"),
)


def needs_root() -> None:
    """Check that containers can be made.

    Raises:
        EngineError: not root.
    """
    if os.geteuid():
        raise EngineError("the engine needs root to make containers; run it as root, or install Docker with buildx")


def install(folders: Folders, say: Callable[[str], None]) -> None:
    """Unpack the engine, if that was not done yet.

    Args:
        folders: the engine's.
        say: is told what is done.

    Raises:
        EngineError: no suite holds an engine that runs here.
    """
    if _complete(folders.prefix):
        return
    machine = apt.machine()
    reasons = []
    for suite in SUITES:
        say(f"unpacking docker and buildx of Debian {suite}")
        try:
            _unpack(folders, machine, suite)
        except EngineError as error:
            say(f"not of {suite}: {error}")
            reasons.append(str(error))
        else:
            return
    raise EngineError("\n  ".join(["no engine in Debian's packages that runs here:", *reasons]))


def _unpack(folders: Folders, machine: apt.Machine, suite: str) -> None:
    fresh = folders.root / "prefix.new"
    for each in (fresh, folders.root / "packages"):
        shutil.rmtree(each, ignore_errors=True)
    for name, wanted in ((suite, _ENGINE), (machine.codename, _MACHINES_OWN)):
        source = apt.PrivateApt(folders.root / "apt" / name, name, machine.archive)
        source.update()
        into = folders.root / "packages" / name
        source.download(wanted, into)
        apt.unpack(sorted(into.glob("*.deb")), fresh)
    for program, asked in _TRIED:
        run([fresh / program, asked], what=f"trying {Path(program).name} of {suite}", timeout=30)
    (fresh / "suite").write_text(f"{suite}\n")
    shutil.rmtree(folders.prefix, ignore_errors=True)
    fresh.rename(folders.prefix)
    shutil.rmtree(folders.root / "packages")


def _complete(prefix: Path) -> bool:
    return (prefix / "suite").exists() and all((prefix / each).exists() for each, _ in _TRIED)


def link_plugin(folders: Folders) -> None:
    """Let the docker client find buildx in its configuration folder."""
    plugins = folders.client / "cli-plugins"
    plugins.mkdir(parents=True, exist_ok=True)
    link = plugins / "docker-buildx"
    link.unlink(missing_ok=True)
    link.symlink_to(folders.prefix / _PLUGIN)


def processes(folders: Folders) -> Iterator[int]:
    """Running processes of programs in the engine's folder, and of containers they made."""
    prefix, group = os.fsencode(folders.prefix), cgroup(folders).encode()
    for each in Path("/proc").iterdir():
        if not each.name.isdecimal() or int(each.name) == os.getpid():
            continue
        try:
            program = os.fsencode(os.readlink(each / "exe"))  # noqa: PTH115  " (deleted)" is no path
            mine = program.startswith(prefix + b"/") or group in (each / "cgroup").read_bytes()
        except OSError:  # ended meanwhile, or a thread of the kernel
            continue
        if mine:
            yield int(each.name)


def cgroup(folders: Folders) -> str:
    """The control group of the engine's containers; tells them from those of any other engine."""
    import hashlib  # noqa: PLC0415

    return "slimmer-" + hashlib.sha256(os.fsencode(folders.root)).hexdigest()[:12]
