"""The programs of the engine: from Debian's newest packages that run here, unpacked in the engine's folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from benchmarks.engine import apt, buildkit
from benchmarks.engine.errors import EngineError
from benchmarks.engine.folders import Folders
from benchmarks.engine.programs import run

# sid moves and may one day need a newer libc than the machine's; what does not run gives way to the next.
SUITES = ("sid", "trixie")
_ENGINE = ("docker.io", "docker-cli", "docker-buildx", "containerd", "tini-static")
# Newer builds of runc need a newer libc than bookworm's; debootstrap must know the machine's own release.
_MACHINES_OWN = ("runc", "debootstrap")
PLUGIN = "usr/libexec/docker/cli-plugins/docker-buildx"
_TRIED = (
    ("usr/sbin/dockerd", "--version"),
    ("usr/bin/docker", "--version"),
    (PLUGIN, "version"),
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
    if _complete(folders.prefix) or buildkit.complete(folders.prefix):
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
    try:
        install_buildkit(folders, say)
    except EngineError as error:
        reasons.append(str(error))
        raise EngineError("\n  ".join(["no engine that runs here:", *reasons])) from None


def install_buildkit(folders: Folders, say: Callable[[str], None], keep: Path | None = None) -> None:
    """Compile BuildKit alone, of its own sources: the last resort.

    Args:
        folders: the engine's.
        say: is told what is done.
        keep: a folder in which what was compiled is kept; the engine's when None.

    Raises:
        EngineError: it cannot be had here.
    """
    machine = apt.machine()
    fresh = _fresh(folders)
    _take(folders, machine, machine.codename, (*_MACHINES_OWN, *buildkit.PACKAGES))
    buildkit.compile_into(fresh, keep or folders.root, say)
    _put(folders, fresh, buildkit.NAME)


def _unpack(folders: Folders, machine: apt.Machine, suite: str) -> None:
    fresh = _fresh(folders)
    _take(folders, machine, suite, _ENGINE)
    _take(folders, machine, machine.codename, _MACHINES_OWN)
    for program, asked in _TRIED:
        run([fresh / program, asked], what=f"trying {Path(program).name} of {suite}", timeout=30)
    _put(folders, fresh, suite)


def _fresh(folders: Folders) -> Path:
    fresh = folders.root / "prefix.new"
    shutil.rmtree(fresh, ignore_errors=True)
    return fresh


def _take(folders: Folders, machine: apt.Machine, suite: str, packages: tuple[str, ...]) -> None:
    files = folders.root / "packages"
    shutil.rmtree(files, ignore_errors=True)
    source = apt.PrivateApt(folders.root / "apt" / suite, suite, machine.archive)
    source.update()
    source.download(packages, files)
    apt.unpack(sorted(files.glob("*.deb")), folders.root / "prefix.new")
    shutil.rmtree(files)


def _put(folders: Folders, fresh: Path, name: str) -> None:
    (fresh / folders.edition.name).write_text(f"{name}\n")
    shutil.rmtree(folders.prefix, ignore_errors=True)
    fresh.rename(folders.prefix)


def _complete(prefix: Path) -> bool:
    return (prefix / "suite").exists() and all((prefix / each).exists() for each, _ in _TRIED)
