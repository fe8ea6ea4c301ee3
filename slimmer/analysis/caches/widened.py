"""A call that already empties a part of a cache, and the flag with which it empties all of it."""

from __future__ import annotations

from slimmer.analysis.caches.caches import CacheLeft
from slimmer.analysis.calls.calls import Call, calls
from slimmer.analysis.calls.flow import Reach
from slimmer.analysis.view import View

_PLAIN = frozenset(("-n", "--non-interactive", "-q", "--quiet", "-v", "--verbose", "-y", "--assumeyes"))
"""Flags that say nothing of where the cache lies, or of what is done."""


def emptying_a_part(view: View, left: CacheLeft) -> tuple[Call, str] | None:
    """The last call of a program in a RUN, where it cleans and a flag would have it clean all: `zypper clean`.

    It runs as the user who filled the cache, whenever all goes well, on the same place, and has no operands of its own.
    """
    call = next(each for each in reversed(calls(view).of(left.step)) if each.program == left.call.program)
    known, verb = call.knowledge, call.last_of_name.word
    if known is None or call in left.calls or verb is None or call.operands or call.wrappers != left.call.wrappers:
        return None
    if Reach.MAYBE in (call.reach, left.call.reach) or call.place.background or call.place.subshell or call.pretends:
        return None
    if call.assignments or any(use.name not in _PLAIN for use in call.flags):
        return None
    if any(use.argument.word is None or use.argument.word.start > verb.start for use in call.flags):
        return None
    names = {cache.name for cache in left.caches}
    flags = (flag for flag, cleaned in known.cleans_with.items() if names <= set(cleaned))
    return next(((call, flag) for flag in flags), None)
