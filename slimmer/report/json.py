"""A run as one JSON document, written file by file; `schema.json` beside this module describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from slimmer.knowledge.costs import Estimate
from slimmer.passes.results import Applied, FileResult, Refused
from slimmer.report.positions import Bytes, Rounds
from slimmer.syntax.lines import Span
from slimmer.text.edits import Edit
from slimmer.text.source import Source

HEAD = '{"version": 1, "files": ['
SEPARATOR = ",\n"
TAIL = "]}\n"


def render(result: FileResult, *, written: bool = False) -> str:
    r"""One member of `files`; ASCII only, a byte that is not UTF-8 is a lone surrogate `\udc80` to `\udcff`.

    Args:
        result: what came of the file.
        written: whether the edits were made on disk.
    """
    source = result.source or Source(result.path, "")
    rounds = _Rounds(result)
    places = Bytes(source)
    document = {
        "path": result.path,
        "rewrites": [_applied(each, source, rounds) for each in result.rewrites],
        "offered": [_applied(each, source, rounds) for each in result.offered],
        "advice": [_applied(each, source, rounds) for each in result.advice],
        "edits": _edits(result.edits, places),
        "written": written,
        "refusals": [_refused(each, source) for each in result.refusals],
        "guard_failures": [
            {"transform": each.transform, "guard": each.guard, "detail": each.detail} for each in result.guard_failures
        ],
        "warnings": list(result.warnings),
        "error": result.error,
        "help": result.help or None,
    }
    if result.around.folder is not None:
        document["context"] = result.around.folder
    if result.around.target is not None:
        document["target"] = result.around.target
    return json.dumps(document)


class _Rounds:
    """The byte offsets of each round's text, made when a rewrite of that round is met."""

    def __init__(self, result: FileResult) -> None:
        self._rounds = Rounds(result)
        self._bytes: dict[int, Bytes] = {}

    def bytes(self, number: int) -> Bytes:
        if number not in self._bytes:
            self._bytes[number] = Bytes(self._rounds.source(number))
        return self._bytes[number]


def _estimate(estimate: Estimate | None) -> dict[str, Any] | None:
    if estimate is None:
        return None
    return {"low": estimate.low, "high": estimate.high, "source": estimate.source}


def _applied(applied: Applied, source: Source, rounds: _Rounds) -> dict[str, Any]:
    return {
        "transform": applied.transform,
        "safety": applied.safety.value,
        "message": applied.message,
        "range": _range(source, applied.span),
        "round": applied.round,
        "edits": _edits(applied.edits, rounds.bytes(applied.round)),
        "estimate": _estimate(applied.estimate),
        "measured": applied.measured,
    }


def _refused(refused: Refused, source: Source) -> dict[str, Any]:
    return {
        "transform": refused.transform,
        "reason": refused.reason,
        "range": _range(source, refused.span),
        "suppressed": refused.suppressed,
    }


def _edits(edits: Iterable[Edit], places: Bytes) -> list[dict[str, Any]]:
    return [
        {
            "start": edit.start,
            "end": edit.end,
            "start_byte": places.of(edit.start),
            "end_byte": places.of(edit.end),
            "text": edit.text,
        }
        for edit in edits
    ]


def _range(source: Source, span: Span) -> dict[str, Any]:
    return {"start": _position(source, span.start), "end": _position(source, span.end)}


def _position(source: Source, offset: int) -> dict[str, int]:
    line, column = source.position(offset)
    return {"line": line, "column": column}
