"""BuildKit's progress, read line by line."""

from __future__ import annotations

import base64
import json

from slimmer.build.events import Timeline


def told(*events: dict[str, object], other: tuple[bytes, ...] = ()) -> Timeline:
    timeline = Timeline()
    for each in events:
        timeline.add(json.dumps(each).encode())
    for line in other:
        timeline.add(line)
    return timeline


def vertex(digest: str, name: str, start: str = "", end: str = "", **more: object) -> dict[str, object]:
    times = {key: f"2026-01-01T00:00:{value}Z" for key, value in (("started", start), ("completed", end)) if value}
    return {"vertexes": [{"digest": digest, "name": name, **times, **more}]}


def log(digest: str, text: bytes) -> dict[str, object]:
    return {"logs": [{"vertex": digest, "stream": 1, "data": base64.b64encode(text).decode()}]}


def test_seconds_of_a_step_that_several_wait_for_count_once() -> None:
    timeline = told(
        vertex("a", "[1/2] RUN x"),
        vertex("a", "[1/2] RUN x", "01.000000001"),
        vertex("a", "[1/2] RUN x", "01.000000001", "03.5"),
        vertex("a", "[1/2] RUN x", "02", "04"),
        vertex("a", "[1/2] RUN x", "10", "11"),
        vertex("b", "[internal] load build definition", "00.1", "00.2"),
    )
    step, internal = timeline.steps()
    assert (step.name, step.cached, step.internal) == ("[1/2] RUN x", False, False)
    assert abs(step.seconds - 4.0) < 1e-5
    assert internal.internal


def test_time_zones_are_minded() -> None:
    timeline = told(
        {
            "vertexes": [
                {
                    "digest": "a",
                    "name": "[1/1] RUN x",
                    "started": "2026-01-01T02:00:00+02:00",
                    "completed": "2026-01-01T00:00:07Z",
                }
            ]
        }
    )
    assert timeline.steps()[0].seconds == 7.0


def test_cached_steps_take_no_time_and_unbegun_ones_are_left_out() -> None:
    timeline = told(
        vertex("a", "[1/3] FROM x", "01", "02", cached=True),
        vertex("b", "[2/3] RUN never"),
        vertex("c", "[3/3] RUN runs", "03"),
    )
    assert [(each.name, each.seconds, each.cached) for each in timeline.steps()] == [
        ("[1/3] FROM x", 0.0, True),
        ("[3/3] RUN runs", 0.0, False),
    ]
    assert timeline.running() == ("[3/3] RUN runs",)
    shown = timeline.shown()
    assert (shown.done, shown.known) == (1, 3)


def test_failure_names_the_step_that_failed_first_and_its_last_lines() -> None:
    timeline = told(
        vertex("a", "[a 1/2] RUN slow", "01"),
        vertex("b", "[b 1/2] RUN bad", "01"),
        log("b", b"one\ntw"),
        log("b", b"o\n10 %\r100 %\nthree"),
        vertex("a", "[a 1/2] RUN slow", "01", "02", error="context canceled"),
        vertex("b", "[b 1/2] RUN bad", "01", "02", error="exit code: 1"),
        other=(b"Dockerfile:2", b"ERROR: failed to solve: exit code: 1", b""),
    )
    failure = timeline.failure()
    assert failure.step == "[b 1/2] RUN bad"
    assert failure.error == "exit code: 1"
    assert failure.log == ("one", "two", "100 %", "three")
    assert failure.said[0] == "Dockerfile:2"


def test_failure_without_a_step_is_what_was_printed() -> None:
    timeline = told(other=(b"some warning", b"ERROR: unknown flag: --x", b"See 'buildx build --help'"))
    assert timeline.failure().error == "unknown flag: --x"
    assert told().failure().error == "BuildKit gave no reason"


def test_lines_that_are_no_events_do_not_break_it() -> None:
    timeline = told(other=(b"{not json", b"\xff\xfe", b'["list"]', b'{"vertexes": null, "logs": null}', b"{}"))
    assert timeline.steps() == ()
    assert timeline.failure().said == ("{not json", "\ufffd\ufffd", '["list"]')


def test_logs_are_bounded() -> None:
    timeline = told(vertex("a", "[1/1] RUN x", "01"))
    for number in range(5000):
        timeline.add(json.dumps(log("a", b"%d\n" % number)).encode())
    timeline.add(json.dumps(vertex("a", "[1/1] RUN x", "01", "02", error="e")).encode())
    assert timeline.failure().log[-1] == "4999"
    assert len(timeline.failure().log) <= 200


def test_warnings_are_told_once() -> None:
    short = base64.b64encode(b"JSONArgsRecommended: ...").decode()
    timeline = told({"warnings": [{"short": short}]}, {"warnings": [{"short": short}]})
    assert timeline.warnings() == ("JSONArgsRecommended: ...",)
