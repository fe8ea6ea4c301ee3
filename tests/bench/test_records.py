from __future__ import annotations

import json

import pytest

from slimmer.bench.records import from_json, to_json
from slimmer.bench.results import (
    CaseResult,
    Check,
    Effect,
    FileGroup,
    LayerSize,
    Protocol,
    Rebuild,
    Setting,
    Size,
    Timing,
    Variant,
    Verdict,
)
from slimmer.errors import InputError

PROTOCOL = Protocol("2026-01-02T03:04:05Z", "1.0", (("buildx", "0.29"),), "2 processors", (("python:3.12", True),),
                    "linux/amd64", 3)  # fmt: skip


def variant(name: str, unpacked: int | None) -> Variant:
    size = Size(unpacked // 3, unpacked) if unpacked is not None else None
    layers = (LayerSize("RUN make", Size(1, 2), base=False),)
    timings = (Timing("cold", (3.0, 1.0, 2.0)),)
    checks = (Check("smoke", "GET /", passed=True),)
    return Variant(name, "FROM scratch\n", size, layers, timings, checks=checks, verdict=Verdict.WORKS, memory=5)


RESULT = CaseResult(
    "flask",
    "A case <with> \u2028 signs",
    PROTOCOL,
    Verdict.WORKS,
    (variant("before", 1000), variant("after", 400), variant("ideal", None)),
    effects=(Effect("a-name", "safe", "a message", 3, kept=True, estimate=(1, 2), saved=Size(1, 2), seconds=-0.5),),
    settings=(Setting("env PATH", "/a", None, "a-name"),),
    vanished=(FileGroup("unknown", 1, 9, (("/a\udc80b", 9),)),),
    changed=(("/etc/x", "mode"),),
    refusals=(("b-name", "a reason"),),
    rebuilds=(Rebuild("before", 10, 7, 12.5),),
    bound=100,
)


def test_a_result_comes_back_as_it_was() -> None:
    line = to_json(RESULT)
    assert "\n" not in line
    assert line.isascii()
    assert from_json(line) == RESULT


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2}, {"verdict": "fine"}, {"variants": 3}, {"bound": "100"}, {"bound": True}, {"surprise": 1},
        {"bound": 2**63}, {"bound": -(10**400)},
        {"variants": [{"name": "before"}]}, {"refusals": [["only one"]]},
    ],
)  # fmt: skip
def test_what_is_no_result_is_refused_with_its_place(change: dict[str, object]) -> None:
    line = json.dumps({**json.loads(to_json(RESULT)), **change})
    with pytest.raises(InputError, match=r"here:4: .*results"):
        from_json(line, "here", 4)


def test_a_line_that_is_not_json_is_refused() -> None:
    with pytest.raises(InputError):
        from_json("{")


def test_the_score_is_the_share_of_what_could_be_saved() -> None:
    assert RESULT.score() == pytest.approx(600 / 900)
    assert RESULT.score("ideal") is None
    assert RESULT.score("no such") is None


@pytest.mark.parametrize(("seconds", "median"), [((3.0, 1.0, 2.0), 2.0), ((4.0, 1.0), 2.5), ((7.0,), 7.0)])
def test_the_median_of_repeats(seconds: tuple[float, ...], median: float) -> None:
    assert Timing("cold", seconds).median == median


def test_stand_ins_are_known() -> None:
    assert PROTOCOL.on_stand_ins
