"""What apt and apk are told to remove or to mark that may not be installed: only by their lists they know the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slimmer.analysis.calls.calls import Call, calls
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.knowledge.images import image
from slimmer.knowledge.vocabulary import Role

APT = ("apt-get", "apt", "aptitude")
"""Programs that go by apt's lists."""
_REMOVES = ("remove", "purge", "autoremove", "autopurge")
_BEHIND_NAME = re.compile(r"[=/:<>~@]")
"""What ends a package's name: a version, a release, an architecture, a repository."""


def removed_by_name(view: View, call: Call) -> str | None:
    """A package that a call removes or marks, and that may not be installed: without lists its name is not known.

    apt ends with an error then, and so does apk ("No such package"; del.c of 2.6.7 and 2.10.1, app_del.c of 2.14).
    """
    if not _goes_by_names(call):
        return None
    base = call.step.stage.ground
    known = image(str(base)) if base is not None else None
    base_has, chain = known.packages if known is not None else frozenset(), stages(view).chain(call.step.stage)
    names = (_BEHIND_NAME.split(each.known or "a package")[0] for each in call.operands)
    first, place = _first_installed(view), _place(call)
    return next(
        (
            name
            for name in names
            if name not in base_has and not any(first.get((each.index, name), place) < place for each in chain)
        ),
        None,
    )


def _goes_by_names(call: Call) -> bool:
    if call.program == "apt-mark":
        return call.subcommand in ("hold", "auto", "manual")
    return (call.program in APT and call.subcommand in _REMOVES) or call.is_("apk", "del")


def _place(call: Call) -> tuple[int, int]:
    return call.step.outer.start, call.command.start if call.command is not None else 0


@fact
def _first_installed(view: View) -> dict[tuple[int, str], tuple[int, int]]:
    """By stage and package: where the first call stands that installs it by name."""
    found: dict[tuple[int, str], tuple[int, int]] = {}
    for call in calls(view).named(*APT, "apk"):
        for name in _installed(call):
            found.setdefault((call.step.stage.index, name), _place(call))
    return found


def _installed(call: Call) -> Iterator[str]:
    if call.subcommand in ("install", "add"):
        yield from (_BEHIND_NAME.split(each.known)[0] for each in call.operands if each.known)
        virtual = call.meaning(Role.VIRTUAL)
        if virtual is not None and virtual.value is not None and virtual.value.text:
            yield virtual.value.text
