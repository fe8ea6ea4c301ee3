"""The JSON report holds to its schema, and its edits to their texts."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from slimmer.passes.results import Applied, FileResult, GuardFailure, Refused
from slimmer.passes.transform import Safety
from slimmer.report.json import HEAD, SEPARATOR, TAIL, render
from slimmer.syntax.lines import Span
from slimmer.text.edits import Edit, EditSet
from slimmer.text.source import Source
from tests.report.schema_check import faults

SCHEMA: dict[str, Any] = json.loads((files("slimmer.report") / "schema.json").read_text("utf-8"))
TEXT = "FROM é\nRUN make one two # caf\udce9\nRUN last 中 x\n"


def applied(round_: int, span: Span, *edits: Edit) -> Applied:
    return Applied("needless-word", Safety.SAFE, "left behind", round_, 2, span, edits)


def document(*results: FileResult) -> Any:
    text = HEAD + SEPARATOR.join(render(result) for result in results) + TAIL
    assert text.isascii()
    return json.loads(text)


@pytest.fixture
def two_rounds() -> FileResult:
    """` one` goes in the first round; in the text that leaves, ` x` becomes `é` in the second."""
    first = Edit(TEXT.index(" one"), TEXT.index(" one") + 4, "")
    middle = EditSet((first,)).apply(TEXT)
    second = Edit(middle.index(" x\n"), middle.index(" x\n") + 2, "é")
    return FileResult(
        "a/Dockerfile",
        Source("a/Dockerfile", TEXT),
        edits=EditSet((first,)).compose(EditSet((second,))),
        rewrites=(applied(1, Span(first.start + 1, first.end), first), applied(2, Span(35, 36), second)),
        offered=(applied(3, Span(0, 4)),),
        advice=(applied(3, Span(0, 4)),),
        refusals=(Refused("pip-cache", "why not", 3, Span(30, 33), suppressed=True),),
        guard_failures=(GuardFailure("lawless", "comments-kept", "a comment is lost"),),
        warnings=("careful",),
    )


def test_schema_takes_all_kinds_of_results(two_rounds: FileResult) -> None:
    unread = FileResult("b", None, error="b: does not exist")
    found = document(two_rounds, unread, FileResult("c", Source("c", "")))
    assert faults(found, SCHEMA) == []
    assert [each["path"] for each in found["files"]] == ["a/Dockerfile", "b", "c"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.pop("error"),
        lambda file: file.update(more=1),
        lambda file: file.update(written="yes"),
        lambda file: file["rewrites"][0].update(safety="none"),
        lambda file: file["rewrites"][0]["edits"][0].update(start=-1),
        lambda file: file["rewrites"][0]["range"]["start"].pop("line"),
        lambda file: file["rewrites"][0].update(estimate=3),
        lambda file: file["refusals"][0].update(suppressed=1),
    ],
)
def test_schema_refuses_what_it_does_not_describe(two_rounds: FileResult, spoil: Any) -> None:
    found = document(two_rounds)
    spoil(found["files"][0])
    assert faults(found, SCHEMA) != []


def by_bytes(data: bytes, edits: list[dict[str, Any]]) -> bytes:
    for edit in sorted(edits, key=lambda each: -each["start_byte"]):
        text = edit["text"].encode("utf-8", "surrogateescape")
        data = data[: edit["start_byte"]] + text + data[edit["end_byte"] :]
    return data


def test_edits_of_the_file_make_the_new_bytes(two_rounds: FileResult) -> None:
    (file,) = document(two_rounds)["files"]
    assert two_rounds.source is not None
    wanted = two_rounds.after.encode("utf-8", "surrogateescape")
    assert by_bytes(two_rounds.source.data, file["edits"]) == wanted


def test_edits_of_the_rounds_make_the_same_bytes_one_after_the_other(two_rounds: FileResult) -> None:
    (file,) = document(two_rounds)["files"]
    assert two_rounds.source is not None
    data = two_rounds.source.data
    for rewrite in file["rewrites"]:
        data = by_bytes(data, rewrite["edits"])
    assert data == two_rounds.after.encode("utf-8", "surrogateescape")


def test_ranges_are_lines_and_columns_of_the_file(two_rounds: FileResult) -> None:
    (file,) = document(two_rounds)["files"]
    assert file["rewrites"][0]["range"] == {
        "start": {"line": 2, "column": 10},
        "end": {"line": 2, "column": 13},
    }
