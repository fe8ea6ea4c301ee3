"""Whether who runs a call may remove the folder of its cache: that takes the folder around it, the home, too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slimmer.analysis.caches.caches import CacheLeft
from slimmer.analysis.calls.calls import Call, Step, calls, mentions
from slimmer.analysis.copies.accounts import homes, numbers
from slimmer.analysis.structure import scope, stages
from slimmer.analysis.view import View, fact, fact_of
from slimmer.knowledge.images import Image, image
from slimmer.syntax.nodes import Add, Copy

_HOME = "~/"
_PERSONS = 1000
"""The first number of a user who is no system's (login.defs, UID_MIN): those have a home."""
_OWN = frozenset(("npm", "npx", "node", "yarn", "rm", "rmdir", "ls", "du", "find", "echo"))
"""Programs that name the folder to fill it, to empty it or to look at it."""


def not_removable(view: View, left: CacheLeft) -> str | None:
    """Why a user may not be able to remove the folders of its caches, or should not; None where nothing tells.

    Who has no entry in /etc/passwd, or none with a home, lives in "/", and a folder there is root's to remove.
    """
    if not any(path.startswith(_HOME) for cache in left.caches for path in cache.cleanup_paths):
        return None
    if not _is_root(view, left.step) and not _owns_home(view, left.call):
        user = left.step.scope.user.text
        who = f"user {user}" if user and left.step.scope.user.is_certain else "the RUN's user"
        return f"{who} may have no home of its own: to remove the cache's folder there would fail"
    return prepared(view, left)


def emptied_by_others(view: View, left: CacheLeft) -> str | None:
    """Why Yarn's own command may fail: it removes the folder and makes it anew, as who owns the one around may."""
    return prepared(view, left) if left.call.program == "yarn" and not _is_root(view, left.step) else None


def prepared(view: View, left: CacheLeft) -> str | None:
    """Why the folder itself must stay: something, in this RUN or before it, makes it or gives it to somebody."""
    tails = (path.removeprefix(_HOME) for cache in left.caches for path in cache.cleanup_paths)
    start, line = _naming(view, *dict.fromkeys(tails)).get(left.step.stage.index, (left.step.outer.end, 0))
    return (
        f"line {line} prepares the cache's folder, which would be removed" if start <= left.step.outer.start else None
    )


@fact_of
def _naming(view: View, *tails: str) -> dict[int, tuple[int, int]]:
    """By stage: where the first instruction stands that names one of the folders, in any home, and its line.

    It stands in the stage or in one it continues.
    """
    named = re.compile(f"(?:^|[/{{,])(?:{'|'.join(map(re.escape, tails))})(?![\\w.-])")
    found: dict[int, tuple[int, int]] = {}
    for stage, start, line in sorted((*_by_runs(view, named, tails), *_by_copies(view, named))):
        found.setdefault(stage, (start, line))
    return stages(view).inherited(found)


def _by_runs(view: View, named: re.Pattern[str], tails: tuple[str, ...]) -> Iterator[tuple[int, int, int]]:
    for step in calls(view).runs if calls(view).mention(*tails) else ():
        if mentions(step, *tails) and any(_names(call, named) for call in calls(view).of(step)):
            yield step.stage.index, step.outer.start, step.outer.lines[0]


def _names(call: Call, named: re.Pattern[str]) -> bool:
    """Whether a call names one of the folders; what is no certain word is taken as it is written."""
    if call.program in _OWN:
        return False
    text = call.step.text
    return any(
        named.search(each.known or "") is not None
        or (each.word is not None and named.search(text[each.word.start : each.word.end].strip("\"'")) is not None)
        for each in call.arguments
    )


def _by_copies(view: View, named: re.Pattern[str]) -> Iterator[tuple[int, int, int]]:
    for stage in stages(view).stages:
        for each in stage.instructions:
            place = each.destination if isinstance(each, (Copy, Add)) else None
            if place is not None and named.search(place.text.strip("\"'")) is not None:
                yield stage.index, each.start, each.lines[0]


def _is_root(view: View, step: Step) -> bool:
    """Whether a RUN is root's: USER says so, or nothing says otherwise of the base image's."""
    user = step.scope.user
    if user.text is not None:
        return user.is_certain and bool(step.scope.is_root)
    from_, known = stages(view).chain(step.stage)[0].from_, _base(step)
    is_of_base = from_ is not None and scope(view, from_).user == user
    if known is None:
        return is_of_base and _asking(view).get(step.stage.index, step.outer.end) > step.outer.start
    return is_of_base and known.user in ("", "root", "0")


@fact
def _asking(view: View) -> dict[int, int]:
    """By stage: where the first RUN stands, in it or in one it continues, that asks sudo for what root may do."""
    some = (step for step in calls(view).runs if mentions(step, "sudo")) if calls(view).mention("sudo") else ()
    asking = (step for step in some if any("sudo" in call.wrappers for call in calls(view).of(step)))
    return stages(view).inherited({step.stage.index: step.outer.start for step in reversed(list(asking))})


def _base(step: Step) -> Image | None:
    base = step.stage.ground
    return image(str(base)) if base is not None else None


def _owns_home(view: View, call: Call) -> bool:
    """Whether the user of a call is known by name or number, and to have a home that was made for it."""
    user = call.step.scope.user
    name = (user.text or "").partition(":")[0] if user.is_certain else ""
    if name.isdecimal():
        name = next((each for each, (uid, _) in numbers(view).ids.items() if uid == name), name)
    start = call.step.outer.start
    made = (
        home.path
        for stage in stages(view).chain(call.step.stage)
        for home in homes(view, stage, f"/home/{name}", 0, start)
        if home.made and home.user == name
    )
    home = next(made, None) or _home_of_base(call, name)
    said = call.variable("HOME")
    return home is not None and (said is None or said.text in (None, home))


def _home_of_base(call: Call, name: str) -> str | None:
    """The home, as distributions have it, of a user that all variants of the base image are known to have."""
    known = _base(call.step)
    users = known.users if known is not None else ()
    own = any(name in (each.name, str(each.uid)) and each.uid >= _PERSONS and not each.where for each in users)
    by_number = next((each.name for each in users if str(each.uid) == name), name)
    return f"/home/{by_number}" if own else None
