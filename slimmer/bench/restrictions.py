"""Restrictions of a container: as conditions of a run, as words of `docker run`, as a fragment of a compose file."""

from __future__ import annotations

import shlex
from typing import Any

import yaml

from slimmer.build import Conditions
from slimmer.records import dataclass, replace

_SHARED = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/var/lock")  # noqa: S108  names of folders in an image
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a container may use.

    Args:
        memory: bytes; None for twice what the original was seen to use.
        processes: at most this many, threads included.
    """

    memory: int | None = None
    processes: int = 256


@dataclass(frozen=True, slots=True)
class Restrictions:
    """All of them: read-only root, no capabilities but those named, no new privileges.

    Args:
        user: `UID:GID`, or a user of the image.
        memory: bytes, whole MiB.
        processes: at most this many.
        writable: folders that are held in memory.
        capabilities: that are given nevertheless.
    """

    user: str
    memory: int
    processes: int
    writable: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()

    @property
    def tmpfs(self) -> tuple[str, ...]:
        """The writable folders, with the options by which the user may write there."""
        return tuple(f"{path}:{self._options(path)}" for path in self.writable)

    def _options(self, path: str) -> str:
        uid, _, gid = self.user.partition(":")
        if path in _SHARED or not uid.isdecimal():  # of a user's name the number is the image's affair
            return "mode=1777"
        owner = f"uid={uid},gid={gid}" if gid.isdecimal() else f"uid={uid}"
        return f"{owner},mode=0700" if uid != "0" else "mode=0755"

    def on(self, plain: Conditions) -> Conditions:
        """The conditions of a run, restricted."""
        return replace(
            plain, user=self.user, memory=self.memory, processes=self.processes, read_only=True, writable=self.tmpfs,
            drop=("ALL",), add=self.capabilities, no_new_privileges=True,
        )  # fmt: skip

    def command(self, image: str, plain: Conditions) -> str:
        """The command that runs an image so, ready for a shell."""
        words = ["docker", "run", "--rm", "--read-only", "--cap-drop", "ALL"]
        words += [word for each in self.capabilities for word in ("--cap-add", each)]
        words += ["--security-opt", "no-new-privileges", "--user", self.user]
        words += ["--pids-limit", str(self.processes), "--memory", f"{self.memory // _MIB}m"]
        words += [word for each in self.tmpfs for word in ("--tmpfs", each)]
        words += ["--network", plain.network] if plain.network != "bridge" else []
        words += [word for port in plain.publish for word in ("--publish", f"{port}:{port}")]
        words += [word for name, value in plain.env for word in ("--env", f"{name}={value}")]
        return shlex.join([*words, image, *(plain.command or ())])

    def compose(self, service: str, image: str, plain: Conditions) -> str:
        """The fragment of a compose file that runs an image so."""
        told: dict[str, Any] = {"image": image}
        told |= {"command": list(plain.command)} if plain.command else {}
        told |= {"environment": dict(plain.env)} if plain.env else {}
        told |= {"read_only": True, "user": self.user, "cap_drop": ["ALL"]}
        told |= {"cap_add": list(self.capabilities)} if self.capabilities else {}
        told |= {"security_opt": ["no-new-privileges:true"], "pids_limit": self.processes}
        told |= {"mem_limit": f"{self.memory // _MIB}m"}
        told |= {"tmpfs": list(self.tmpfs)} if self.tmpfs else {}
        told |= {"network_mode": plain.network} if plain.network != "bridge" else {}
        told |= {"ports": [f"{port}:{port}" for port in plain.publish]} if plain.publish else {}
        fragment: str = yaml.safe_dump({"services": {service: told}}, sort_keys=False, width=1000, allow_unicode=True)
        return fragment.replace("$", "$$")  # compose would put a variable's value there
