"""Read BuildKit's progress (`--progress=rawjson`): steps and their times, output, warnings, and what failed.

The format is BuildKit's `client.SolveStatus` as JSON, one object a line (client/graph.go).
"""

from __future__ import annotations

import base64
import json
import re
from collections import deque
from datetime import UTC, datetime

from slimmer.build.result import Step
from slimmer.records import dataclass, field

_KEPT_LINES = 200
_KEPT_OTHER = 60
_LONGEST_LINE = 2000


@dataclass(slots=True)
class _Vertex:
    name: str
    cached: bool = False
    error: str = ""
    order: int = 0
    # A step that several others wait for is reported again: seconds since 1970 of begin and end, by begin.
    intervals: dict[float, float | None] = field(default_factory=dict)
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=_KEPT_LINES))
    begun_line: bytes = b""
    current: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """What BuildKit says of a build that failed.

    Args:
        step: the name of the step that failed; empty when none did.
        error: that step's error, or the last line BuildKit printed.
        log: the last lines of the step's output.
        said: what was printed besides the events.
    """

    step: str
    error: str
    log: tuple[str, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """How far a build is, for a person who waits.

    Args:
        running: names of the steps that run now.
        done: steps that ended, BuildKit's own left out.
        known: steps known so far, BuildKit's own left out.
        moving: (text, bytes done, bytes in all; 0 when unknown) of transfers that run.
    """

    running: tuple[str, ...]
    done: int
    known: int
    moving: tuple[tuple[str, int, int], ...]


@dataclass(slots=True)
class Timeline:
    """Collects the events of one attempt, line by line."""

    _vertices: dict[str, _Vertex] = field(default_factory=dict)
    _moving: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    _said: deque[str] = field(default_factory=lambda: deque(maxlen=_KEPT_OTHER))
    _warnings: list[str] = field(default_factory=list)

    def add(self, line: bytes) -> None:
        """Take one line in: an event, or anything else that was printed."""
        try:
            event = json.loads(line) if line.startswith(b"{") else None
        except ValueError:
            event = None
        if not isinstance(event, dict):
            text = line[:_LONGEST_LINE].decode(errors="replace").rstrip()
            if text:
                self._said.append(text)
            return
        for each in event.get("vertexes") or ():
            self._vertex(each)
        for each in event.get("statuses") or ():
            self._status(each)
        for each in event.get("logs") or ():
            self._log(each)
        for each in event.get("warnings") or ():
            short = base64.b64decode(each.get("short") or "").decode(errors="replace")
            if short and short not in self._warnings:
                self._warnings.append(short)

    def _vertex(self, told: dict[str, object]) -> None:
        digest = str(told.get("digest"))
        vertex = self._vertices.get(digest)
        if vertex is None:
            vertex = self._vertices[digest] = _Vertex(str(told.get("name", "")))
        vertex.cached = bool(told.get("cached")) or vertex.cached
        vertex.error = str(told.get("error") or "") or vertex.error
        begin, end = _seconds(told.get("started")), _seconds(told.get("completed"))
        if begin is not None:
            if not vertex.intervals:
                vertex.order = 1 + sum(1 for each in self._vertices.values() if each.intervals)
            if end is not None or begin not in vertex.intervals:
                vertex.intervals[begin] = end

    def _status(self, told: dict[str, object]) -> None:
        key = (str(told.get("vertex")), str(told.get("id")))
        if told.get("completed"):
            self._moving.pop(key, None)
            return
        current, total = told.get("current"), told.get("total")
        self._moving[key] = (current if isinstance(current, int) else 0, total if isinstance(total, int) else 0)

    def _log(self, told: dict[str, object]) -> None:
        vertex = self._vertices.get(str(told.get("vertex")))
        data = told.get("data")
        if vertex is None or not isinstance(data, str):
            return
        *lines, vertex.begun_line = (vertex.begun_line + base64.b64decode(data)).split(b"\n")
        # A carriage return rewrites a line on a terminal: what was written last stays.
        for each in lines:
            shown = each.rstrip(b"\r").rpartition(b"\r")[2]
            vertex.lines.append(shown[-_LONGEST_LINE:].decode(errors="replace"))
        vertex.begun_line = vertex.begun_line[-_LONGEST_LINE:]

    def steps(self) -> tuple[Step, ...]:
        """The steps that began, in the order in which they did."""
        begun = sorted((each for each in self._vertices.values() if each.intervals), key=lambda each: each.order)
        return tuple(
            Step(each.name, 0.0 if each.cached else _length(each.intervals), each.cached, _is_internal(each.name))
            for each in begun
        )

    def warnings(self) -> tuple[str, ...]:
        """What BuildKit's checks said, each once."""
        return tuple(self._warnings)

    def failure(self) -> Failure:
        """What failed; the step whose own command failed before those that were cancelled because of it."""
        failed = [each for each in self._vertices.values() if each.error]
        first = next((each for each in failed if "context canceled" not in each.error), failed[0] if failed else None)
        said = tuple(self._said)
        last = next((each.removeprefix("ERROR: ") for each in reversed(said) if each.startswith("ERROR")), "")
        if first is None:
            return Failure("", last or (said[-1] if said else "BuildKit gave no reason"), (), said)
        rest = (first.begun_line.decode(errors="replace"),) if first.begun_line else ()
        return Failure(first.name, first.error, (*first.lines, *rest), said)

    def running(self) -> tuple[str, ...]:
        """Names of the steps that began and did not end."""
        return tuple(each.name for each in self._vertices.values() if None in each.intervals.values())

    def shown(self) -> Shown:
        """How far it is."""
        real = [each for each in self._vertices.values() if not _is_internal(each.name)]
        done = sum(each.cached or (bool(each.intervals) and None not in each.intervals.values()) for each in real)
        moving = tuple((name, *amounts) for (_, name), amounts in self._moving.items())
        return Shown(self.running(), done, len(real), moving)


# `[build 2/12] RUN make`; the stage's name is missing where there is but one without, and the platform stands before it
# where there are several (dockerfile2llb/convert.go, prefixCommand).
_PLACE = re.compile(r"^\[(?:\S+/\S+[ ]+(?=\S+[ ]))?(?:(?P<stage>\S+)[ ]+)?(?P<number>\d+)/\d+\] ")


def place_of(name: str) -> tuple[str, int] | None:
    """The stage and number of a step in it, as BuildKit names them; None for one of its own steps."""
    found = _PLACE.match(name)
    return (found["stage"] or "", int(found["number"])) if found else None


def _is_internal(name: str) -> bool:
    return not name.startswith("[") or name.startswith(("[internal]", "[auth]"))


def _seconds(stamp: object) -> float | None:
    if not isinstance(stamp, str):
        return None
    try:
        time = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


def _length(intervals: dict[float, float | None]) -> float:
    """Seconds that are in at least one of the intervals."""
    total, reached = 0.0, float("-inf")
    for begin, end in sorted((begin, begin if end is None else end) for begin, end in intervals.items()):
        total += max(0.0, end - max(begin, reached))
        reached = max(reached, end)
    return total
