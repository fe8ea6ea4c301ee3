"""Who fails when a cache is not where it was: `rm -r ~/.cache` without -f ends the build where nothing is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.arguments import FlagUse
from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.calls.downloads import downloaded, output_files
from slimmer.analysis.calls.flow import Reach
from slimmer.analysis.calls.naming import flag_path, paths_of, texts_of
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.calls.wording import unpacked_into
from slimmer.analysis.effects.cache_paths import homes
from slimmer.analysis.effects.concerned import Concerned, concerned
from slimmer.analysis.effects.deeds import Act, Deed, acts
from slimmer.analysis.effects.uses import Use, uses
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact, fact_of

_STAY = ("/var/lib/apt/lists", "/var/cache/")
"""Folders of the distribution: emptied, they are still there."""
_MAKERS = frozenset(("mkdir", "install", "touch"))
_WRITERS = frozenset(("mkdir", "touch", "tee", "cp", "mv", "ln", "install"))
_SHARED = ".cache"
"""The folder of a home that each program makes which keeps something there."""
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
            if any(_fails(act, call, place) for act in acts(call, Spot(place))) or _lacks_folder(call, place):
                return _reason(call)
    return None


def _reason(call: Call) -> str:
    return f"line {call.line} runs `{call.name}` on it, which may fail where nothing is there"


def _failing_behind(view: View, step: Step, place: str) -> Iterator[Call]:
    """The calls behind a step that may fail: those of its stage's rest, and of the stages built on it.

    Those of the rest are found for the first such step of a stage; those of other stages once for all.
    """
    known, key, around = _failing(view), (step.stage.index, place), concerned(view, step.stage)
    since, found = known.get(key, (step.outer.start + 1, ()))
    if since > step.outer.start:
        found = _failing_among(view, around, around.number(step.outer), place)
        known[key] = step.outer.start, found
    yield from (call for call in found if call.step.outer.start > step.outer.start)
    if stages(view).children(step.stage):
        for built_on, others in _failing_heirs(view, place):
            if step.stage.index in built_on:
                yield from others


def _failing_among(view: View, around: Concerned, number: int, place: str) -> tuple[Call, ...]:
    """The calls that may fail behind the instruction of that number in its stage."""
    some = [call for use, call in _calls_behind(view, around, number, place) if _fails(use, call, place)]
    if paths.tail(_above(place)) == _SHARED:
        written = _calls_behind(view, around, number, _above(place))
        some += [call for _, call in written if _lacks_folder(call, place)]
    return tuple(some)


def _calls_behind(view: View, around: Concerned, number: int, path: str) -> Iterator[tuple[Use, Call]]:
    spot = Spot(path, is_folder=True)
    for each in around.behind(number, spot):
        for use in uses(view, each, spot):
            if use.call is not None:
                yield use, use.call


@fact_of
def _failing_heirs(view: View, place: str) -> tuple[tuple[frozenset[int], tuple[Call, ...]], ...]:
    """Of the stages that continue others and have calls that may fail: those they continue, and the calls."""
    heirs = [each for each in stages(view).stages if each.parent is not None]
    found = ((each, _failing_among(view, concerned(view, each), -1, place)) for each in heirs)
    return tuple(
        (frozenset(each.index for each in stages(view).chain(heir)[:-1]), some) for heir, some in found if some
    )


@fact
def _failing(_: View) -> dict[tuple[int, str], tuple[int, tuple[Call, ...]]]:
    """By stage and place: from where on it was looked, and the calls of the stage that may fail."""
    return {}


def _fails(done: Use | Act, call: Call, place: str) -> bool:
    """Whether a call may fail if nothing lies at the place, or no more than an empty folder of the distribution."""
    if call.program in ("rm", "rmdir", "unlink"):
        forced = call.has("-f", "--force") or not call.place.decides
        return not forced and any(_may_lack(each, place) for each in _operands(call))
    if done.deed is Deed.MAKES or done.by_folder or call.program in _MAKERS:
        return False
    operands = tuple(_operands(call))
    if place.startswith(_STAY) and not _takes(call):
        is_known = call.table is not None  # to look at an empty folder, as `find` and `du` do, is no failure
        return any(not (is_known and each == place) and Spot(place).is_named_by(each) for each in operands)
    return done.exact or any(Spot(place).is_named_by(each) or _may_lack(each, place) for each in operands)


def _takes(call: Call) -> bool:
    """Whether a call copies files somewhere else, `find -exec cp` among them."""
    return call.program in _TAKE or (call.program == "find" and any(each.known in _TAKE for each in call.arguments))


def _lacks_folder(call: Call, place: str) -> bool:
    """Whether a call needs the folder around the cache of a home, or writes into it: nobody else may have made it."""
    folder = _above(place)
    if paths.tail(folder) != _SHARED or call.program in ("rm", "rmdir") or call.has("-p", "--parents", "-D"):
        return False
    written = [each.path for each in (*output_files(call), *(downloaded(call) or ()))]
    written += _operands(call) if call.program in _WRITERS else ()
    if call.program not in _MAKERS and call.place.decides and folder in _operands(call):
        return True
    makes = call.has("--create-dirs", "-P", "--directory-prefix")
    return not makes and (any(_above(each) == folder for each in written) or folder in unpacked_into(call))


def _above(path: str) -> str:
    return path.rpartition("/")[0]


def _operands(call: Call) -> Iterator[str]:
    """The paths its operands name; `~` and $HOME are any home that its user may have, entered by `cd` or spelled."""
    folders = [found for use in _entered(call) if (found := flag_path(call, use)) is not None]
    for operand in call.operands:
        for path in paths_of(call, operand):
            yield path
            if (below := paths.below_unknown(path)) is not None:
                yield from (f"{each}{below}" for each in homes(call))
        yield from (paths.joined(folder, text) for folder in folders for text in texts_of(call, operand))
        word = operand.word
        text = call.step.text[word.start : word.end].strip('"') if word is not None else ""
        for home in ("~/", "$HOME/", "${HOME}/"):
            if text.startswith(home):
                yield from (f"{each}/{text.removeprefix(home)}" for each in homes(call))


def _entered(call: Call) -> tuple[FlagUse, ...]:
    """The flags by which tar goes to a folder: what it packs is named as seen from there."""
    return tuple(use for use in call.flags if use.name in ("-C", "--directory")) if call.program == "tar" else ()


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
