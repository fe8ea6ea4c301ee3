"""Smoke tests: what an image must do, as a case file says it or as it is inferred."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slimmer.errors import UsageError
from slimmer.records import dataclass


class WrongKeyError(UsageError):
    """A key of a smoke test that is not known or whose value cannot be, or a test that asks nothing.

    Args:
        keys: what leads to it in the test's table; empty for the table itself.
        message: for a person.
    """

    def __init__(self, keys: tuple[str, ...], message: str) -> None:
        self.keys = keys
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Ask:
    """One request and what must come back.

    Args:
        path: with its query.
        status: of HTTP; None for any that the original gives.
        body: text the answer must hold; None for any that the original gives.
        method: of HTTP.
        send: the request's body.
    """

    path: str
    status: int | None = 200
    body: str | None = None
    method: str = "GET"
    send: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Smoke:
    """What an image must do.

    Args:
        command: instead of CMD; None or empty for the image's own.
        port: to ask at, None for a program that ends.
        asks: in order; the first is repeated until it is answered.
        exit: the exit code of a program that ends; None when that does not matter.
        output: text its output must hold.
        files: paths that must be in the image.
        env: variables besides the image's.
        timeout: seconds until it must answer, or have ended.
        repeat: how often the requests are made one after the other: the second time may fail.
        inferred: whether nobody wrote it: then an image must do what the original did, whatever that was.
        healthcheck: run in the container instead of the image's HEALTHCHECK, in its form; empty for the image's own.
        shallow: whether it shows no more than that the program starts (`--version`).
    """

    command: tuple[str, ...] | None = None
    port: int | None = None
    asks: tuple[Ask, ...] = ()
    exit: int | None = None
    output: str = ""
    files: tuple[str, ...] = ()
    env: tuple[tuple[str, str], ...] = ()
    timeout: float = 30.0
    repeat: int = 2
    inferred: bool = False
    healthcheck: tuple[str, ...] = ()
    shallow: bool = False

    @property
    def asked(self) -> tuple[Ask, ...]:
        """All requests in the order they are made; of a port without any, one for whatever is there."""
        once = self.asks or ((Ask("/", None, None),) if self.port is not None else ())
        return once * self.repeat


_KEYS = {
    "command": list, "port": int, "request": list, "exit": int, "output": str, "files": list, "env": dict,
    "timeout": (int, float), "repeat": int,
}  # fmt: skip
_ASK_KEYS = {"path": str, "status": int, "body": str, "method": str, "send": str}
# What else would be found out only when the image is built: of exit codes a shell tells the lowest eight bits.
_BOUNDS = {"port": (1, 65535), "exit": (0, 255), "timeout": (0.01, 86400), "repeat": (1, 1000), "status": (100, 599)}


def smoke_test(table: Mapping[str, Any], place: str, like: Smoke | None = None) -> Smoke:
    """A smoke test out of a table of a case file.

    Args:
        table: its keys and values.
        place: the table's name, for messages.
        like: another test of the same image, whose port and environment count where the table names none.

    Raises:
        WrongKeyError: a key is not known, its value of a wrong type or out of bounds, nothing is asked, or requests
            without a port.
    """
    _check(table, _KEYS, place)
    asks = []
    for number, each in enumerate(table.get("request", ()), 1):
        if not isinstance(each, dict) or "path" not in each:
            raise WrongKeyError(("request",), f"{place}: request {number} must be a table with a `path`")
        _check(each, _ASK_KEYS, f"{place}, request {number}", ("request",))
        if not each["path"].startswith("/"):
            raise WrongKeyError(("request", "path"), f"{place}, request {number}: `path` must begin with a slash")
        asks.append(Ask(**each))
    like = like or Smoke()
    ends = "exit" in table or "output" in table
    smoke = Smoke(
        command=tuple(map(str, table["command"])) if table.get("command") else None if ends else like.command,
        port=table.get("port", None if ends else like.port),
        asks=tuple(asks),
        exit=table.get("exit"),
        output=table.get("output", ""),
        files=tuple(table.get("files", ())),
        env=tuple((name, str(value)) for name, value in table["env"].items()) if "env" in table else like.env,
        timeout=float(table.get("timeout", like.timeout)),
        repeat=table.get("repeat", 2),
    )
    if asks and smoke.port is None:
        raise WrongKeyError((), f"{place}: requests need a `port`")
    if not (asks or smoke.port or ends or smoke.files):
        raise WrongKeyError((), f"{place}: asks nothing: give requests, an `exit` code, an `output` or `files`")
    return smoke


def _check(table: Mapping[str, Any], keys: Mapping[str, Any], place: str, above: tuple[str, ...] = ()) -> None:
    for key, value in table.items():
        if key not in keys:
            raise WrongKeyError((*above, key), f"{place}: unknown key `{key}`; known are {', '.join(keys)}")
        if not isinstance(value, keys[key]) or isinstance(value, bool):
            raise WrongKeyError((*above, key), f"{place}: `{key}` has a value of a wrong type: {value!r}")
        least, most = _BOUNDS.get(key, (None, None))
        if least is not None and most is not None and not least <= value <= most:
            raise WrongKeyError((*above, key), f"{place}: `{key}` is {value}, and must be {least} to {most}")
