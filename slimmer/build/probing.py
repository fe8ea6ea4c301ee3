"""Run an image under its smoke test, and say what was seen."""

from __future__ import annotations

import contextlib
import http.client
import socket
import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from slimmer.build.containers import Conditions, Container
from slimmer.build.errors import EngineLostError, RunError
from slimmer.build.smoke import Ask, Smoke
from slimmer.build.workshop import Workshop
from slimmer.records import dataclass, replace

_ANSWER = 10.0
_PAUSE = 0.1
_TURN = 300.0
_MOST_BODY = 2_000_000
_EXCERPT = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from a request: `problem` instead of the rest when nothing did."""

    status: int
    kind: str
    body: bytes
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What an image did under its smoke test.

    Args:
        answers: one for each request that was made.
        code: the exit code, None while it still runs at the end.
        output: the beginning of what it wrote, both streams.
        start: seconds until the first request was answered, or the program ended; None when neither came.
        memory: most bytes seen in use, page cache included; 0 when it was gone too soon.
        health: of its HEALTHCHECK: what running it in the container gave, as an exit code; None without one.
        problem: why it could not be tried at all.
    """

    answers: tuple[Answer, ...] = ()
    code: int | None = None
    output: str = ""
    start: float | None = None
    memory: int = 0
    health: int | None = None
    problem: str = ""

    @property
    def went_well(self) -> bool:
        """Whether it answered a request, was well by its health check, or ended with code 0."""
        answered = any(not each.problem and each.status < 500 for each in self.answers)
        return answered or self.code == 0 or self.health == 0


def probe(
    workshop: Workshop,
    image: str,
    smoke: Smoke,
    conditions: Conditions | None = None,
    healthcheck: tuple[str, ...] = (),
    look: Callable[[Container], object] = lambda _: None,
) -> Seen:
    """Run an image once under a smoke test.

    Args:
        workshop: where it is loaded.
        image: its tag.
        smoke: what is asked of it.
        conditions: under which; those of `conditions_for` when None.
        healthcheck: the image's own test, as its configuration gives it.
        look: is shown the container at the end, before it is removed.

    Raises:
        EngineLostError: the engine died meanwhile.
    """
    given = conditions or conditions_for(workshop, smoke)
    if smoke.port is None or given.network != "host":
        return _probed(workshop, image, smoke, _Trying(given, healthcheck, look))
    with _to_ourselves(smoke.port) as free:
        if not free or _taken(smoke.port):
            return Seen(problem=f"port {smoke.port} is in use on this machine")
        return _probed(workshop, image, smoke, _Trying(given, healthcheck, look))


class _Trying(NamedTuple):
    """How it is run, and what is done besides."""

    given: Conditions
    healthcheck: tuple[str, ...]
    look: Callable[[Container], object]


def _probed(workshop: Workshop, image: str, smoke: Smoke, trying: _Trying) -> Seen:
    try:
        with workshop.run(image, trying.given) as container:
            health = smoke.healthcheck or trying.healthcheck
            tried = _served if smoke.port is not None else _ended
            seen = tried(container, smoke, health)
            trying.look(container)
            if trying.given.outputs:  # what writes them has to be told the end, or what it has not yet written is lost
                _let_end(container)
            return seen
    except RunError as error:
        if not workshop.builder.alive():
            raise EngineLostError(f"the engine stopped answering while a container ran: {error}") from error
        return Seen(problem=str(error))


def conditions_for(workshop: Workshop, smoke: Smoke) -> Conditions:
    """The same conditions for every image of a case: limits, and a network only where a port is asked at."""
    network = "none"
    if smoke.port is not None:
        network = workshop.builder.engine.network or "bridge"
    ports = (smoke.port,) if smoke.port is not None and network != "host" else ()
    return Conditions(command=smoke.command, env=smoke.env, network=network, publish=ports)


def _served(container: Container, smoke: Smoke, healthcheck: tuple[str, ...]) -> Seen:
    assert smoke.port is not None  # noqa: S101  for mypy: the caller asked
    started = time.monotonic()
    address = container.address(smoke.port)
    first, *others = smoke.asked
    answer = Answer(0, "", b"", "nothing answered")
    start: float | None = None
    while time.monotonic() - started < smoke.timeout:
        answer = asked(address, first)
        # Early answers may be those of a server that is not ready: the status that was asked for ends the wait.
        if not answer.problem and first.status in (None, answer.status):
            start = time.monotonic() - started
            break
        if not container.state().running:
            break
        time.sleep(_PAUSE)
    answers = (answer, *(asked(address, each) for each in others)) if start is not None else (answer,)
    return replace(_last(container), answers=answers, start=start, health=_health(container, healthcheck))


def _ended(container: Container, smoke: Smoke, healthcheck: tuple[str, ...]) -> Seen:
    started = time.monotonic()
    state = container.wait(smoke.timeout)
    took = time.monotonic() - started if not state.running else None
    return replace(_last(container), start=took, health=_health(container, healthcheck))


def _last(container: Container) -> Seen:
    state = container.state()
    memory = container.memory() if state.running else 0
    output, errors = container.output()
    text = (output + errors).decode("utf-8", "replace")
    problem = "the memory limit ended it" if state.out_of_memory else ""
    return Seen(code=state.code, output=text, memory=memory, problem=problem)


def _health(container: Container, healthcheck: tuple[str, ...]) -> int | None:
    """Run the image's own health check as Docker would (`CMD` words, or `CMD-SHELL` with the image's shell)."""
    if not healthcheck or healthcheck[0] not in ("CMD", "CMD-SHELL") or not container.state().running:
        return None
    command = healthcheck[1:] if healthcheck[0] == "CMD" else ("/bin/sh", "-c", *healthcheck[1:])
    try:
        code, _ = container.execute(tuple(command))
    except RunError:
        return 127
    return code


def asked(address: tuple[str, int], ask: Ask) -> Answer:
    """Make one request."""
    connection = http.client.HTTPConnection(*address, timeout=_ANSWER)
    with contextlib.closing(connection):
        try:
            connection.request(ask.method, ask.path, ask.send.encode() or None, {"Connection": "close"})
            response = connection.getresponse()
            body = response.read(_MOST_BODY)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(0, "", b"", f"{type(error).__name__}: {error}")
        return Answer(response.status, response.getheader("Content-Type", ""), body)


def _let_end(container: Container) -> None:
    if container.state().running:
        container.signal("SIGTERM")
        container.wait(_ANSWER)


@contextlib.contextmanager
def _to_ourselves(port: int) -> Iterator[bool]:
    """Wait until no other run of slimmer asks at a port of this machine; whether that came in time.

    Else the server of one run could answer the other. The name in Linux' abstract namespace is gone with the process
    (unix(7)); elsewhere no container listens on the machine's own network.
    """
    if sys.platform != "linux":
        yield True
        return
    end = time.monotonic() + _TURN
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as held:
        while True:
            try:
                held.bind(f"\0dev.slimmer.port.{port}")
            except OSError:
                if time.monotonic() > end:
                    yield False
                    return
                time.sleep(_PAUSE)
            else:
                yield True
                return


def _taken(port: int) -> bool:
    """Whether somebody listens at a port; an earlier container may take a moment to let go of it."""
    end = time.monotonic() + _ANSWER
    while time.monotonic() < end:
        with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe_socket:
            if probe_socket.connect_ex(("127.0.0.1", port)) != 0:
                return False
        time.sleep(_PAUSE)
    return True


def excerpt(text: str) -> str:
    """The end of a text, where programs say why they ended."""
    text = text.strip()
    return text if len(text) <= _EXCERPT else "... " + text[-_EXCERPT:]
