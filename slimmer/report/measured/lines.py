"""Results for a program: JSON lines as they were read; `results.schema.json` beside this module describes one."""

from __future__ import annotations

from collections.abc import Iterable

from slimmer.bench.records import to_json
from slimmer.bench.results import CaseResult


def document(results: Iterable[CaseResult]) -> str:
    """A line for each case, ASCII only."""
    return "".join(f"{to_json(result)}\n" for result in results)
