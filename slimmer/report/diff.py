"""A file's outcome as a unified diff that `git apply` takes."""

from __future__ import annotations

from slimmer.passes.results import FileResult
from slimmer.report.style import Style, visible
from slimmer.text.diff import unified_diff

_MARKS = {"@": "hunk", "+": "added", "-": "removed"}


def render(result: FileResult, style: Style) -> str:
    """The diff, or an empty string when nothing changes; with colours, for a terminal only, it is no patch."""
    if result.source is None or not result.edits:
        return ""
    diff = unified_diff(result.path, result.source.text, result.edits)
    if not style.colour:
        return diff
    return "".join(_coloured(visible(line), style) for line in diff.split("\n"))[:-1]


def _coloured(line: str, style: Style) -> str:
    if line.startswith(("--- ", "+++ ")):
        return style(line, "path") + "\n"
    meaning = _MARKS.get(line[:1])
    return (style(line, meaning) if meaning else line) + "\n"
