"""JSON lines come out as they went in, and the schema says what they are."""

from __future__ import annotations

import copy
import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings

from slimmer.bench.records import from_json
from slimmer.bench.results import CaseResult
from slimmer.report.measured import schema
from slimmer.report.measured.rendering import render
from tests.report.measured import sample
from tests.report.measured.strategies import QUICK, RUNS
from tests.report.schema_check import faults

TEXT = (files("slimmer.report.measured") / "results.schema.json").read_text("utf-8")
SCHEMA: dict[str, Any] = json.loads(TEXT)


def test_the_schema_is_that_of_the_dataclasses() -> None:
    assert schema.text() == TEXT, "python -m slimmer.report.measured.schema prints what belongs into the file"


def test_every_member_is_described() -> None:
    for name, definition in {"CaseResult": SCHEMA, **SCHEMA["$defs"]}.items():
        for member, told in definition.get("properties", {}).items():
            assert told.get("description") or member == "version" or name == "Setting", f"{name}.{member}"


@pytest.mark.parametrize("result", [*sample.many(6), sample.hostile()], ids=lambda each: each.case[:12])
def test_lines_hold_to_the_schema(result: CaseResult) -> None:
    (line,) = render([result], "json").split("\n")[:-1]
    assert not faults(json.loads(line), SCHEMA)
    assert from_json(line) == result


@settings(QUICK, max_examples=30)
@given(RUNS)
def test_any_lines_hold_to_the_schema(results: list[CaseResult]) -> None:
    lines = render(results, "json").split("\n")[:-1]
    assert len(lines) == len(results)
    for line in lines:
        assert line.isascii()
        assert not faults(json.loads(line), SCHEMA)


def broken(path: str, value: object) -> Any:
    document = copy.deepcopy(json.loads(render([sample.flask()], "json")))
    *way, last = path.split(".")
    place = document
    for step in way:
        place = place[int(step)] if step.isdigit() else place[step]
    place[int(last) if last.isdigit() else last] = value
    return document


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("version", 2), ("verdict", "fine"), ("variants.0.size.unpacked", 1.5), ("variants.0.checks.0.passed", 1),
        ("refusals.0", ["only one"]), ("refusals.0", ["a", "b", "c"]), ("effects.0.estimate", [1]), ("surprise", 1),
        ("variants.0.timings.0.seconds", 3), ("bound", "1"), ("protocol.bases.0", [True, "swapped"]),
    ],
)  # fmt: skip
def test_what_is_no_result_breaks_the_schema(path: str, value: object) -> None:
    assert faults(broken(path, value), SCHEMA)
