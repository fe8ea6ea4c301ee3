"""Whether the cache of a program is all that makes the home directory it lies in."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis.caches.caches import CacheLeft
from slimmer.analysis.calls.calls import Call, calls
from slimmer.analysis.calls.flow import Reach
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.effects.concerned import concerned
from slimmer.analysis.effects.deeds import Deed, acts
from slimmer.analysis.effects.uses import Use, uses
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View
from slimmer.knowledge.images import image
from slimmer.knowledge.paths import STANDARD_FOLDERS
from slimmer.syntax.nodes import Env, Volume, Workdir

_USERS = ("useradd", "adduser")
_HOME = "HOME"
_NAMES = (_HOME, "XDG_CACHE_HOME", "PIP_CACHE_DIR")
"""Variables whose folder pip makes where there is none; whoever runs in the container may want a home, but no cache."""


def made_by_cache(view: View, left: CacheLeft) -> str | None:
    """Why a home directory may be missing where calls leave no cache in it; None when it is there all the same.

    `ENV HOME=/data` makes no folder. What makes it or works in it before the call shows that it is there; what makes
    it behind, before anything else needs it, does as well as the cache did.
    """
    some = (_made_by_call(view, call, name) for call in left.calls for name in _NAMES)
    return next((why for why in some if why is not None), None)


def _made_by_call(view: View, call: Call, name: str) -> str | None:
    value = call.variable(name)
    home = (value.text or "").rstrip("/") if value is not None else ""
    if not home.startswith("/") or home in STANDARD_FOLDERS or call.has("--user") or _is_of_base(call, home):
        return None
    spot = Spot(home, is_folder=True)
    if any(_is_there(each) for each in _before(view, call, spot)) or _has_user(view, call, home):
        return None
    needing = (use for use in _behind(view, call, spot) if name == _HOME or use.deed is not Deed.REMOVES)
    first = next(needing, None)
    if _makes_folder(first) if first is not None else name != _HOME:
        return None
    return f"{name} is {home}, and nothing else is known to make that folder"


def _is_there(use: Use) -> bool:
    if use.call is not None and use.call.name in _USERS:
        return False  # it may only name it
    is_sure = use.call is None or use.call.reach > Reach.MAYBE
    return is_sure and use.exact and use.deed is not Deed.REMOVES and not isinstance(use.instruction, (Env, Volume))


def _makes_folder(use: Use) -> bool:
    """Whether something makes the folder itself, with all those above; to write a file there needs it."""
    if use.call is None:
        return use.deed is Deed.MAKES or isinstance(use.instruction, Workdir)
    return use.call.program == "git" or (use.call.name == "mkdir" and use.call.has("-p", "--parents"))


def _before(view: View, call: Call, spot: Spot) -> Iterator[Use]:
    """What is done with the folder in front of a call, in its stage and those it continues."""
    for stage in stages(view).chain(call.step.stage):
        for each in concerned(view, stage).behind(-1, spot):
            if each.start < call.step.outer.start:
                yield from uses(view, each, spot)
    of_step = calls(view).of(call.step)
    for each_call in of_step[: of_step.index(call)]:
        yield from (Use(call.step.outer, act.deed, act.exact, each_call) for act in acts(each_call, spot))


def _behind(view: View, call: Call, spot: Spot) -> Iterator[Use]:
    """What is done with it behind the call, in its stage."""
    of_step, around = calls(view).of(call.step), concerned(view, call.step.stage)
    for each_call in of_step[of_step.index(call) + 1 :]:
        yield from (Use(call.step.outer, act.deed, act.exact, each_call) for act in acts(each_call, spot))
    for each in around.behind(around.number(call.step.outer), spot):
        yield from (use for use in uses(view, each, spot) if not isinstance(use.instruction, (Env, Volume)))


def _is_of_base(call: Call, home: str) -> bool:
    """Whether it is the home, as distributions have it, of a user that the base image is known to have."""
    base = call.step.stage.ground
    known = image(str(base)) if base is not None else None
    return known is not None and any(home == f"/home/{user.name}" for user in known.users)


def _has_user(view: View, call: Call, home: str) -> bool:
    """Whether a RUN before adds the user whose home it is by its name, and makes it: Debian's useradd wants `-m`."""
    name, graph = home.rpartition("/")[2], stages(view)
    adding = calls(view).named(*_USERS) if calls(view).mention(*_USERS) else ()
    return any(
        graph.continues(call.step.stage, each.step.stage)
        and each.step.outer.start <= call.step.outer.start
        and any(word.known in (name, home) for word in each.arguments)
        and (each.has("-m", "--create-home") or (each.name == "adduser" and not each.has("-H", "--no-create-home")))
        for each in adding
    )
