"""Who fails when a cache is not where it was: `rm -r ~/.cache` without -f ends the build where nothing is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from slimmer.analysis import paths
from slimmer.analysis.cache_paths import homes
from slimmer.analysis.calls import Call, Step, calls
from slimmer.analysis.concerned import used_behind
from slimmer.analysis.deeds import Act, Deed, acts
from slimmer.analysis.flow import Reach
from slimmer.analysis.naming import paths_of
from slimmer.analysis.paths import Spot
from slimmer.analysis.uses import Use
from slimmer.analysis.view import View, fact

_STAY = ("/var/lib/apt/lists", "/var/cache/")
"""Folders of the distribution: emptied, they are still there."""
_MAKERS = frozenset(("mkdir", "install", "touch"))
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
        for call in _failing_behind(view, step, place):
            if not _filled(view, step, call, fills):
                return _reason(call)
    return None


def missed_within(view: View, fill: Call, places: Iterable[str]) -> str | None:
    """Why the RUN of a call that fills a cache would fail behind it if nothing were there."""
    of_step = calls(view).of(fill.step)
    for call in of_step[of_step.index(fill) + 1 :]:
        for place in places:
            if any(_fails(act, call, place) for act in acts(call, Spot(place))):
                return _reason(call)
    return None


def _reason(call: Call) -> str:
    return f"line {call.line} runs `{call.name}` on it, which may fail where nothing is there"


def _failing_behind(view: View, step: Step, place: str) -> Iterator[Call]:
    """The calls behind a step that may fail: all of them are found for the first such step of a stage."""
    known, key = _failing(view), (step.stage.index, place)
    since, found = known.get(key, (step.outer.start + 1, ()))
    if since > step.outer.start:
        some = ((use, use.call) for use in used_behind(view, step.outer, Spot(place)) if use.call is not None)
        found = tuple(call for use, call in some if _fails(use, call, place))
        known[key] = step.outer.start, found
    return (call for call in found if call.step.stage is not step.stage or call.step.outer.start > step.outer.start)


@fact
def _failing(_: View) -> dict[tuple[int, str], tuple[int, tuple[Call, ...]]]:
    """By stage and place: from where on it was looked, and the calls that may fail."""
    return {}


def _fails(done: Use | Act, call: Call, place: str) -> bool:
    """Whether a call may fail if nothing lies at the place, or no more than an empty folder of the distribution."""
    if call.program in ("rm", "rmdir", "unlink"):
        forced = call.has("-f", "--force") or not call.place.decides
        return not forced and any(_may_lack(each, place) for each in _operands(call))
    if done.deed is Deed.MAKES or done.by_folder or call.program in _MAKERS:
        return False
    operands = tuple(_operands(call))
    if place.startswith(_STAY) and call.program not in _TAKE:
        return any(each != place and Spot(place).is_named_by(each) for each in operands)
    return done.exact or any(Spot(place).is_named_by(each) or _may_lack(each, place) for each in operands)


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
