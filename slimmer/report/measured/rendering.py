"""One report in any of its formats; what a format needs is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from slimmer.bench.results import CaseResult
from slimmer.report.style import PLAIN, Style

FORMATS = ("terminal", "json", "markdown", "html")

_MODULES = {"json": "lines", "markdown": "markdown", "html": "html"}


def render(results: Sequence[CaseResult], form: str, style: Style = PLAIN, *, verbose: bool = False) -> str:
    """The report.

    Args:
        results: one for each case, in the order of the report.
        form: one of `FORMATS`.
        style: of the terminal; other formats do without.
        verbose: on a terminal, tell each rewrite, what failed and what was refused; other formats tell it anyway.

    Raises:
        ValueError: there is no such format.
    """
    if form not in FORMATS:
        raise ValueError(f"no format is called {form}; there are {', '.join(FORMATS)}")
    if form == "terminal":
        from slimmer.report.measured.terminal import document  # noqa: PLC0415  brings rich

        return document(results, style, verbose=verbose)
    text: str = import_module(f"slimmer.report.measured.{_MODULES[form]}").document(results)
    return text
