"""What changed in the Dockerfile, line by line, for a reader; slimmer's own diff is for `git apply`."""

from __future__ import annotations

from difflib import unified_diff

from slimmer.bench.results import CaseResult

_MOST = 400
_KINDS = {"+": "added", "-": "removed", "@": "hunk"}


def changed(result: CaseResult) -> tuple[tuple[str, str], ...]:
    """The lines of a unified diff from before to after, each with "added", "removed", "hunk" or nothing."""
    before, after = result.variant("before"), result.variant("after")
    if before is None or after is None or before.dockerfile == after.dockerfile:
        return ()
    old, new = (each.dockerfile.split("\n")[: 10 * _MOST] for each in (before, after))
    lines = list(unified_diff(old, new, lineterm=""))[2:]
    shown = tuple((_KINDS.get(line[:1], ""), line) for line in lines[:_MOST])
    left_out = len(lines) - len(shown)
    return (*shown, ("hunk", f"{left_out} more lines are left out")) if left_out else shown
