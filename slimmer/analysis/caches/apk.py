"""What the apk of a base image can do."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from slimmer.analysis.calls.calls import Call, Step, calls, mentions
from slimmer.analysis.calls.versions import alpine_version
from slimmer.analysis.effects.uses import destination
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.knowledge.vocabulary import Effect, Role
from slimmer.model.paths import is_below
from slimmer.model.stages import Stage
from slimmer.syntax.nodes import Add, Copy

_REPOSITORIES = ("apk/repositories", "setup-apkrepos")
"""What a RUN says that changes where apk fetches from."""


def apk_knows_no_cache(view: View, stage: Stage) -> bool:
    """Whether apk is surely of 2.6.6 or later, which Alpine 3.3 has: then it knows `--no-cache`.

    Official images for Alpine came with 3.3, those of Docker a little earlier. Else a call in the file may tell.
    """
    version, base = alpine_version(stage), stage.ground
    if version is not None:
        return version >= (3, 3)
    name = base.name.rpartition("library/")[2] if base is not None else "/"
    if "/" not in name and not (name == "docker" and base is not None and base.version.startswith("1.")):
        return True
    chain = stages(view).chain(stage)
    return any(each.step.stage in chain and each.meaning(Role.NO_CACHE) for each in calls(view).named("apk"))


def fetches_itself(stage: Stage) -> bool:
    """Whether apk surely fetches an index where it needs one: from 2.9 on, which Alpine 3.8 has."""
    return (alpine_version(stage) or (0, 0)) >= (3, 8)


def is_told_to_fetch(call: Call) -> bool:
    """Whether a call fetches the index in all releases, be one there or not."""
    return call.is_("apk", "update") or call.has("-U", "--update", "--update-cache")


def fetches_none(stage: Stage, made: Iterable[Call]) -> bool:
    """Whether calls surely store no index: upgrades by apk before 2.9, which Alpine 3.8 has, that are not told to."""
    version = alpine_version(stage)
    goes_on = (goes_on_without_index(call) and not is_told_to_fetch(call) for call in made)
    return version is not None and version < (3, 8) and all(goes_on)


def changes_nothing_so_far(stage: Stage, made: Iterable[Call]) -> bool:
    """Whether a call may find no index and leave all as it is, but would fetch one with `--no-cache`, and upgrade."""
    untold = takewhile(lambda call: not is_told_to_fetch(call), made)
    return not fetches_itself(stage) and any(map(goes_on_without_index, untold))


def goes_on_without_index(call: Call) -> bool:
    """Whether a call surely or maybe ends well where no index can be fetched, as `apk update` does not.

    What is there is then kept as it is: by `upgrade` before apk-tools 2.12.11 (commit 40f6720; Alpine 3.18 has
    2.14), and by `add --upgrade` and `fix --upgrade` in all releases. `add` of what is not there fails in all.
    """
    if call.program != "apk" or call.pretends:
        return False
    if call.does(Effect.UPGRADES):
        return (alpine_version(call.step.stage) or (0, 0)) < (3, 18)
    return call.does(Effect.INSTALLS) and call.has("-u", "--upgrade")


def tells(made: Iterable[Call]) -> bool:
    """Whether one of the calls is `apk update`, which ends the build where no index can be fetched."""
    return any(call.is_("apk", "update") for call in made)


def installs_files(call: Call) -> bool:
    """Whether all that a call installs are package files at hand, for which apk needs no index."""
    return bool(call.operands) and all((each.known or "").endswith(".apk") for each in call.operands)


def unknown_to_apk(call: Call) -> str | None:
    """A word with which apk ends in an error, or may: a flag that not every release has, or what is not in the file."""
    flags = (use.name for use in call.flags if use.flag is None or use.flag.since)
    return next(flags, None) or next(("a word" for each in call.arguments if not each.value.is_certain), None)


def repositories_changed(view: View, step: Step) -> bool:
    """Whether a RUN, this one or one before it, or a COPY may have changed where apk fetches from.

    `apk update` then ends with an error where one of several repositories cannot be reached, which `apk add` only
    warns of: it installs what the others have.
    """
    return _changing(view).get(step.stage.index, step.outer.end) <= step.outer.start


@fact
def _changing(view: View) -> dict[int, int]:
    """By stage: where the first instruction stands that may do so, in it or in one it continues."""
    some = calls(view).runs if calls(view).mention(*_REPOSITORIES) else ()
    found = [(step.stage.index, step.outer.start) for step in some if mentions(step, *_REPOSITORIES)]
    for stage in stages(view).stages if "/etc" in view.text else ():
        for each in stage.instructions:
            place = destination(view, each) if isinstance(each, (Copy, Add)) else None
            if place is not None and (place == "/etc" or is_below(place, "/etc/apk")):
                found.append((stage.index, each.start))
    return stages(view).inherited(dict(sorted(found, reverse=True)))
