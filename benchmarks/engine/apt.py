"""Debian packages fetched and unpacked without installing: apt with a state of its own, signatures checked."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.engine.errors import EngineError
from benchmarks.engine.programs import run

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


@dataclass(frozen=True, slots=True)
class Machine:
    """What the machine's own apt knows.

    Args:
        codename: Debian's release, such as `bookworm`.
        archive: address of the archive the machine takes that release from.
    """

    codename: str
    archive: str


def machine() -> Machine:
    """The machine's release and archive, as apt is configured.

    Raises:
        EngineError: not Debian, or without keyring or archive.
    """
    release = platform.freedesktop_os_release()
    codename = release.get("VERSION_CODENAME", "")
    if release.get("ID") != "debian" or not codename:
        name = release.get("PRETTY_NAME", "this system")
        raise EngineError(f"{name}: the engine is made of Debian's packages; elsewhere install Docker with buildx")
    if not KEYRING.exists():
        raise EngineError(f"{KEYRING}: needed to check signatures (package debian-archive-keyring)")
    for address, name in _sources():
        if name == codename:
            return Machine(codename, address)
    raise EngineError(f"apt's sources do not name {codename}: no archive to take packages from")


def _sources() -> list[tuple[str, str]]:
    """Address and release of each list of packages that the machine's apt reads."""
    format_ = "$(REPO_URI) $(CODENAME) $(CREATED_BY)"
    shown = run(["apt-get", "indextargets", "--format", format_], what="reading apt's sources")
    words = [line.split(" ") for line in shown.split("\n")]
    return [(each[0], each[1]) for each in words if len(each) == 3 and each[2] == "Packages"]


def sources_of(codename: str) -> list[str]:
    """Lines for sources.list: a release with its updates, from where the machine takes its own.

    A machine of another release names none of this one's; then it is the release itself, from the same archive.
    """
    signed = f"[signed-by={KEYRING}]"
    lines = {
        f"deb {signed} {address} {name} main\n" for address, name in _sources() if name.partition("-")[0] == codename
    }
    return sorted(lines) or [f"deb {signed} {machine().archive} {codename} main\n"]


@dataclass(frozen=True, slots=True)
class PrivateApt:
    """An apt state of its own for one suite; the machine's lists, cache and installed packages are not touched.

    Args:
        folder: where the state lies.
        suite: such as `sid`.
        archive: the archive's address.
    """

    folder: Path
    suite: str
    archive: str

    def update(self) -> None:
        """Fetch the suite's list of packages and check its signature.

        Raises:
            EngineError: the archive does not answer, lacks the suite, or the signature is wrong.
        """
        for each in ("lists/partial", "cache/archives/partial"):
            (self.folder / each).mkdir(parents=True, exist_ok=True)
        (self.folder / "status").touch()
        (self.folder / "sources.list").write_text(f"deb [signed-by={KEYRING}] {self.archive} {self.suite} main\n")
        self._apt("update", what=f"fetching the list of {self.suite}", timeout=180)

    def download(self, packages: Sequence[str], into: Path) -> None:
        """Fetch packages as files.

        Raises:
            EngineError: a package is not there.
        """
        into.mkdir(parents=True, exist_ok=True)
        self._apt("download", *packages, what=f"fetching {', '.join(packages)} of {self.suite}", folder=into)

    def _apt(self, *arguments: str, what: str, timeout: float = 600, folder: Path | None = None) -> None:
        settings = {
            "Dir::Etc::SourceList": self.folder / "sources.list",
            "Dir::Etc::SourceParts": "/dev/null",
            "Dir::State": self.folder,
            "Dir::State::Lists": self.folder / "lists",
            "Dir::State::Status": self.folder / "status",
            "Dir::Cache": self.folder / "cache",
            # The user _apt may not be able to enter the folder.
            "APT::Sandbox::User": "root",
            # An update that could not fetch its list would count as done otherwise.
            "APT::Update::Error-Mode": "any",
            "APT::Get::List-Cleanup": "true",
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
            **{f"Acquire::IndexTargets::deb::{each}::DefaultEnabled": "false" for each in _NOT_NEEDED},
        }
        options = [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        run(["apt-get", "-q", *options, *arguments], what=what, timeout=timeout, folder=folder, environment=environment)


# Lists for desktops, which a machine's settings may ask for.
_NOT_NEEDED = ("DEP-11", "DEP-11-icons-small", "DEP-11-icons", "DEP-11-icons-large", "CNF")


def unpack(files: Sequence[Path], into: Path) -> None:
    """Unpack package files below a folder.

    Raises:
        EngineError: a file is broken.
    """
    into.mkdir(parents=True, exist_ok=True)
    for each in files:
        run(["dpkg-deb", "-x", each, into], what=f"unpacking {each.name}")
