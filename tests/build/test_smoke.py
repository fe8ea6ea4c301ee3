from __future__ import annotations

from typing import Any

import pytest

from slimmer.build.smoke import Ask, Smoke, smoke_test
from slimmer.errors import UsageError


def test_requests_are_made_twice_in_order() -> None:
    smoke = smoke_test({"port": 80, "request": [{"path": "/a"}, {"path": "/b", "status": 404, "body": "no"}]}, "x")
    assert [str(each) for each in smoke.asked] == ["GET /a", "GET /b"] * 2
    assert smoke.asks[1] == Ask("/b", 404, "no")


def test_a_held_back_test_asks_at_the_same_port() -> None:
    like = Smoke(port=80, env=(("A", "b"),))
    assert smoke_test({"request": [{"path": "/"}]}, "x", like).port == 80
    assert smoke_test({"request": [{"path": "/"}]}, "x", like).env == (("A", "b"),)
    assert smoke_test({"command": ["a"], "exit": 0}, "x", like).port is None


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({}, "asks nothing"),
        ({"ports": 80}, "unknown key `ports`"),
        ({"port": "80"}, "`port` has a value of a wrong type"),
        ({"port": True}, "`port` has a value of a wrong type"),
        ({"request": [{"path": "/"}]}, "requests need a `port`"),
        ({"port": 80, "request": ["/"]}, "request 1 must be a table"),
        ({"port": 80, "request": [{"path": "/", "state": 1}]}, "unknown key `state`"),
        ({"port": 80, "request": [{"path": "health"}]}, "`path` must begin with a slash"),
        ({"port": 99999}, "`port` is 99999, and must be 1 to 65535"),
        ({"port": 0}, "must be 1 to"),
        ({"port": 80, "repeat": 0}, "`repeat` is 0"),
        ({"port": 80, "timeout": -3}, "`timeout` is -3"),
        ({"port": 80, "timeout": float("inf")}, "`timeout` is inf"),
        ({"port": 80, "timeout": float("nan")}, "`timeout` is nan"),
        ({"exit": 256}, "`exit` is 256"),
        ({"port": 80, "request": [{"path": "/", "status": 42}]}, "request 1: `status` is 42"),
    ],
)
def test_what_is_wrong_is_named(table: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        smoke_test(table, "case.toml, [smoke]")
