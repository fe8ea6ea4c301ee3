"""Who fails when a cache is not where it was: `rm -r ~/.cache` without -f ends the build where nothing is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from slimmer.analysis import paths
from slimmer.analysis.cache_paths import homes
from slimmer.analysis.calls import Call, Step, calls
from slimmer.analysis.concerned import used_behind
from slimmer.analysis.deeds import Deed
from slimmer.analysis.flow import Reach
from slimmer.analysis.naming import paths_of
from slimmer.analysis.paths import Spot
from slimmer.analysis.uses import Use
from slimmer.analysis.view import View

_STAY = ("/var/lib/apt/lists", "/var/cache/")
"""Folders of the distribution: emptied, they are still there."""
_MAKERS = frozenset(("mkdir", "install", "touch", "cd"))
_TAKE = frozenset(("cp", "mv", "rsync", "tar", "cat"))


def missed(view: View, step: Step, places: Iterable[str], fills: Callable[[Call], bool]) -> str | None:
    """Why a build would fail if a step left no cache; None when nothing shows that.

    Args:
        view: of the file.
        step: the RUN that leaves the cache.
        places: the folders of the cache, absolute.
        fills: whether a call fills the cache anew.
    """
    for place in places:
        for use in used_behind(view, step.outer, Spot(place)):
            if use.call is not None and _fails(use, use.call, place) and not _filled(view, step, use.call, fills):
                return f"line {use.call.line} runs `{use.call.name}` on it, which may fail where nothing is there"
    return None


def _fails(use: Use, call: Call, place: str) -> bool:
    """Whether a call may fail if nothing lies at the place, or no more than an empty folder of the distribution."""
    if call.program in ("rm", "rmdir", "unlink"):
        forced = call.has("-f", "--force") or not call.place.decides
        return not forced and any(_may_lack(each, place) for each in _operands(call))
    if use.deed is Deed.MAKES or use.by_folder or call.program in _MAKERS:
        return False
    named = use.exact or any(Spot(place).is_named_by(each) for each in _operands(call))
    return named and (call.program in _TAKE or not place.startswith(_STAY))


def _operands(call: Call) -> Iterator[str]:
    """The paths its operands name; `~` and $HOME are any home that its user may have."""
    for operand in call.operands:
        yield from paths_of(call, operand)
        word = operand.word
        text = call.step.text[word.start : word.end].strip('"') if word is not None else ""
        for home in ("~/", "$HOME/", "${HOME}/"):
            if text.startswith(home):
                yield from (f"{each}/{text.removeprefix(home)}" for each in homes(call))


def _may_lack(removed: str, place: str) -> bool:
    """Whether a path, or what a pattern matches, may only be there because the cache is."""
    if Spot(place).is_named_by(removed):
        return removed != place or not place.startswith(_STAY)
    return "/." in removed and paths.covers(removed, place, below=True)


def _filled(view: View, step: Step, user: Call, fills: Callable[[Call], bool]) -> bool:
    """Whether a call between the step and the user of the cache fills it again."""
    for each in calls(view).runs:
        if each.outer.start > step.outer.start:
            for call in calls(view).of(each):
                if call is user:
                    return False
                if call.reach > Reach.MAYBE and fills(call):
                    return True
    return False
