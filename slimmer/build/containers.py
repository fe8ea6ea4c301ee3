"""Containers under limits, through docker's Python library."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from slimmer.build.errors import NoEngineError, RunError
from slimmer.records import dataclass

_POLL = 0.05
_MOST_LOG = 1_000_000
_DELETED = 2  # of the kinds that the engine's API tells


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """How a container runs: the same for before and after.

    Args:
        command: instead of CMD; None for the image's own.
        entrypoint: instead of ENTRYPOINT; None for the image's own.
        env: variables besides the image's.
        user: instead of USER; None for the image's own.
        network: `none` or `host`: what works on every engine; `bridge` where there is one.
        publish: ports of a bridged container that are reached at a free port of this machine.
        memory: bytes, swap included.
        cpus: cores.
        processes: at most this many.
        read_only: whether the root file system is.
        writable: paths that are held in memory and may be written to, with options of tmpfs(5) behind a colon.
        drop: capabilities to take away, such as `ALL`.
        add: capabilities to give nevertheless, such as `NET_BIND_SERVICE`.
        no_new_privileges: whether setuid programs gain nothing.
        mounts: (folder here, path in the container), read-only.
        outputs: likewise, to be written to.
        init: whether a small init process reaps what the image's own leaves.
    """

    command: tuple[str, ...] | None = None
    entrypoint: tuple[str, ...] | None = None
    env: tuple[tuple[str, str], ...] = ()
    user: str | None = None
    network: str = "none"
    publish: tuple[int, ...] = ()
    memory: int = 1_000_000_000
    cpus: float = 1.0
    processes: int = 512
    read_only: bool = False
    writable: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    no_new_privileges: bool = False
    mounts: tuple[tuple[Path, str], ...] = ()
    outputs: tuple[tuple[Path, str], ...] = ()
    init: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """How a container is.

    Args:
        running: whether it runs.
        code: its exit code; None while it runs.
        out_of_memory: whether the memory limit ended it.
        health: `starting`, `healthy`, `unhealthy`; empty without HEALTHCHECK.
        error: what the engine says when it could not go on.
    """

    running: bool
    code: int | None
    out_of_memory: bool
    health: str
    error: str


class Container:
    """A container of this run; it is removed when its `with` block ends.

    Args:
        raw: of docker's library.
    """

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.began = time.monotonic()

    def state(self) -> State:
        """How it is now."""
        with explained("the container is gone"):
            self.raw.reload()
        told = self.raw.attrs["State"]
        running = bool(told.get("Running"))
        health = str((told.get("Health") or {}).get("Status") or "")
        code = None if running else int(told.get("ExitCode", -1))
        return State(running, code, bool(told.get("OOMKilled")), health, str(told.get("Error") or ""))

    def wait(self, timeout: float, cancel: threading.Event | None = None) -> State:
        """Wait until it ended, or the time is up (then `running` is true), or `cancel` is set.

        Args:
            timeout: seconds.
            cancel: ends the waiting.
        """
        end = time.monotonic() + timeout
        while (state := self.state()).running and time.monotonic() < end:
            if (cancel or _NEVER).wait(_POLL):
                break
        return state

    def output(self, most: int = _MOST_LOG) -> tuple[bytes, bytes]:
        """The beginning of standard output and standard error.

        Args:
            most: bytes of each.
        """
        both = []
        for out in (True, False):
            with explained("its output cannot be read"):
                chunks, size = [], 0
                stream = self.raw.logs(stdout=out, stderr=not out, stream=True, follow=False)
                with contextlib.closing(stream):
                    for chunk in stream:
                        chunks.append(chunk)
                        size += len(chunk)
                        if size >= most:
                            break
            both.append(b"".join(chunks)[:most])
        return both[0], both[1]

    def execute(self, command: tuple[str, ...], user: str = "") -> tuple[int, bytes]:
        """Run a command in it; its exit code and what it said, both streams together."""
        with explained(f"{command[0]} cannot be run in it"):
            code, said = self.raw.exec_run(list(command), user=user)
        return int(code), bytes(said or b"")

    def changes(self) -> tuple[str, ...]:
        """Paths it made or wrote to, those that are gone again left out; none on mounts."""
        with explained("its changes cannot be told"):
            told = self.raw.diff() or ()
        paths = {str(each["Path"]) for each in told if each["Kind"] != _DELETED}
        # A folder counts as changed when something in it does.
        return tuple(sorted(path for path in paths if not any(each.startswith(f"{path}/") for each in paths)))

    def memory(self) -> int:
        """Bytes in use now, as the kernel counts them, page cache included; 0 when it ended."""
        with explained("its statistics cannot be read"):
            told = self.raw.stats(stream=False, one_shot=True)
        return int((told.get("memory_stats") or {}).get("usage") or 0)

    def address(self, port: int) -> tuple[str, int]:
        """Where a port of it is reached from here: published, or on this machine's own network."""
        with explained("its ports cannot be told"):
            self.raw.reload()
        ports = (self.raw.attrs.get("NetworkSettings") or {}).get("Ports") or {}
        bound = ports.get(f"{port}/tcp") or []
        return ("127.0.0.1", int(bound[0]["HostPort"]) if bound else port)

    def signal(self, name: str) -> None:
        """Send a signal to its first process."""
        with explained(f"{name} could not be sent"):
            self.raw.kill(name)


_NEVER = threading.Event()


def arguments(conditions: Conditions) -> dict[str, Any]:
    """The conditions as docker's library takes them."""
    given: dict[str, Any] = {
        "command": None if conditions.command is None else list(conditions.command),
        "entrypoint": None if conditions.entrypoint is None else list(conditions.entrypoint),
        "environment": dict(conditions.env),
        "user": conditions.user,
        "network_mode": conditions.network,
        "mem_limit": conditions.memory,
        "memswap_limit": conditions.memory,
        "nano_cpus": round(conditions.cpus * 1e9),
        "pids_limit": conditions.processes,
        "read_only": conditions.read_only,
        "tmpfs": {path: options for path, _, options in (each.partition(":") for each in conditions.writable)},
        "cap_drop": list(conditions.drop),
        "cap_add": list(conditions.add),
        "security_opt": ["no-new-privileges"] if conditions.no_new_privileges else [],
        "ports": {f"{port}/tcp": ("127.0.0.1", None) for port in conditions.publish},
        "volumes": {
            str(here): {"bind": there, "mode": mode}
            for mode, mounts in (("ro", conditions.mounts), ("rw", conditions.outputs))
            for here, there in mounts
        },
        "init": conditions.init,
    }
    return {name: value for name, value in given.items() if value is not None}


@contextlib.contextmanager
def explained(what: str, kind: type[RunError | NoEngineError] = RunError) -> Iterator[None]:
    """Turn the library's errors into ours."""
    import docker  # noqa: PLC0415  a third of a second, and only who runs images needs it
    import requests  # noqa: PLC0415  as above

    try:
        yield
    except docker.errors.APIError as error:
        raise kind(f"{what}: {error.explanation or error}") from error
    except (docker.errors.DockerException, requests.RequestException) as error:
        raise kind(f"{what}: {error}") from error
