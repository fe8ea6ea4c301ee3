"""Empty a cache with a command in the RUN that filled it: one that is there, else at its end or behind the calls."""

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
    edits = _widened(script, cleaning)
    if isinstance(edits, No) and cleaning.late:
        edits = script.with_appended(cleaning.command)
    if isinstance(edits, No):
        edits = _behind(script, cleaning)
    return Refusal(place, edits.reason) if isinstance(edits, No) else Rewrite(place, message, edits, estimate)


def _widened(script: ShellSite, cleaning: Cleanup) -> Answer:
    """The edits that have a call which empties a part of the cache empty all of it."""
    if cleaning.partly is None:
        return No("none empties a part of it")
    call, flag = cleaning.partly
    verb = call.last_of_name.word
    return script.with_after(verb, flag) if verb is not None else No("the call is quoted")


def _behind(script: ShellSite, cleaning: Cleanup) -> Answer:
    """The edits that run the command right behind the calls."""
    return united(
        script.with_behind(call.command, command) if call.command is not None else No("it is quoted")
        for call, command in cleaning.behind
    )
