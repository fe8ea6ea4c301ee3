"""Where the engine keeps what it made: one folder outside the tree, so that it lasts from one run to the next."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.engine.errors import EngineError

VARIABLE = "SLIMMER_ENGINE_DIR"
# The path of a Unix socket has at most 107 bytes (unix(7)); containerd's lies deepest below the folder.
_LONGEST = 107 - len("/exec/containerd/containerd-debug.sock")


@dataclass(frozen=True, slots=True)
class Folders:
    """The folder of one engine and the places in it.

    Args:
        root: absolute path.
    """

    root: Path

    @property
    def prefix(self) -> Path:
        """Unpacked packages, as they would lie below `/`."""
        return self.root / "prefix"

    @property
    def programs(self) -> tuple[Path, ...]:
        """Folders of programs in the prefix, for PATH."""
        return tuple(self.prefix / each for each in ("usr/sbin", "usr/bin", "usr/local/bin"))

    @property
    def edition(self) -> Path:
        """Tells where the programs come from: a suite of Debian, or `buildkit`."""
        return self.prefix / "suite"

    @property
    def data(self) -> Path:
        """Images and build cache."""
        return self.root / "data"

    @property
    def runtime(self) -> Path:
        """What lives as long as the daemon."""
        return self.root / "exec"

    @property
    def pid(self) -> Path:
        """The daemon's process number, written by the daemon."""
        return self.root / "engine.pid"

    @property
    def socket(self) -> Path:
        """Where the daemon listens."""
        return self.root / "engine.sock"

    @property
    def log(self) -> Path:
        """What the daemon says."""
        return self.root / "engine.log"

    @property
    def client(self) -> Path:
        """The configuration of docker and buildx (DOCKER_CONFIG)."""
        return self.root / "client"

    @property
    def work(self) -> Path:
        """Build contexts of stand-ins while they are built."""
        return self.root / "work"


def here(environment: dict[str, str] | None = None) -> Folders:
    """The folder that the environment names, else one in the user's cache folder.

    Raises:
        EngineError: the path is too long for a socket.
    """
    environment = dict(os.environ) if environment is None else environment
    named = environment.get(VARIABLE)
    cache = Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    root = Path(named) if named else cache / "slimmer-engine"
    root = root.absolute()
    if len(os.fsencode(root)) > _LONGEST:
        raise EngineError(f"{root}: longer than {_LONGEST} bytes, sockets below it could not be opened; set {VARIABLE}")
    return Folders(root)


@contextlib.contextmanager
def only_one(folders: Folders, name: str = "lock", patience: float = 900) -> Iterator[None]:
    """Hold a lock, so that two runs at once do not do the same work twice, or undo each other's.

    Args:
        folders: the engine's.
        name: what is locked.
        patience: seconds to wait for another run.

    Raises:
        EngineError: another run held it all the time.
    """
    folders.root.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + patience
    # Closed before a program is started in the background (O_CLOEXEC), else the daemon would hold the lock.
    with (folders.root / f"{name}.lock").open("w") as handle:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if time.monotonic() > end:
                    raise EngineError(f"{handle.name}: held by another run for {patience:.0f} s") from None
                time.sleep(0.2)
        yield
