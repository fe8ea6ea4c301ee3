"""Empty a cache with a command in the RUN that filled it: at its end, else right behind the calls."""

from __future__ import annotations

from slimmer.api import (
    Answer,
    CacheLeft,
    Cleanup,
    Estimate,
    No,
    Refusal,
    Rewrite,
    ShellSite,
    View,
    cleanup,
    site,
    united,
)


def emptied(view: View, left: CacheLeft, message: str, estimate: Estimate | None = None) -> Rewrite | Refusal:
    """The rewrite that puts in the cleaning command, or why there is none."""
    place = left.call.place_in_file
    if left.blocked is not None:
        return Refusal(place, left.blocked)
    script, cleaning = site(view, left.step), cleanup(view, left)
    if isinstance(script, No):
        return Refusal(place, script.reason)
    if isinstance(cleaning, No):
        return Refusal(place, cleaning.reason)
    edits = script.with_appended(cleaning.command) if cleaning.late else No("")
    if isinstance(edits, No):
        edits = _behind(script, cleaning)
    return Refusal(place, edits.reason) if isinstance(edits, No) else Rewrite(place, message, edits, estimate)


def _behind(script: ShellSite, cleaning: Cleanup) -> Answer:
    """The edits that run the command right behind the calls."""
    return united(
        script.with_behind(call.command, command) if call.command is not None else No("it is quoted")
        for call, command in cleaning.behind
    )
