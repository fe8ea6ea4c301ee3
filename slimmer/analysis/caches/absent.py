"""What apt is told to remove or to mark that may not be installed: without its lists it does not know the name."""

from __future__ import annotations

import re

from slimmer.analysis.calls.calls import Call, calls
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.knowledge.images import image

APT = ("apt-get", "apt", "aptitude")
"""Programs that go by apt's lists."""
_REMOVES = ("remove", "purge", "autoremove", "autopurge")


def removed_by_name(view: View, call: Call) -> str | None:
    """A package that a call removes or marks, and that may not be installed: without lists apt does not know it."""
    is_mark = call.program == "apt-mark" and call.subcommand in ("hold", "auto", "manual")
    if not is_mark and not (call.program in APT and call.subcommand in _REMOVES):
        return None
    base = call.step.stage.ground
    known = image(str(base)) if base is not None else None
    base_has, chain = known.packages if known is not None else frozenset(), stages(view).chain(call.step.stage)
    names = ((each.known or "a package").partition("=")[0].partition(":")[0] for each in call.operands)
    first, place = _first_installed(view), _place(call)
    return next(
        (
            name
            for name in names
            if name not in base_has and not any(first.get((each.index, name), place) < place for each in chain)
        ),
        None,
    )


def _place(call: Call) -> tuple[int, int]:
    return call.step.outer.start, call.command.start if call.command is not None else 0


@fact
def _first_installed(view: View) -> dict[tuple[int, str], tuple[int, int]]:
    """By stage and package: where the first call of apt stands that installs it by name."""
    found: dict[tuple[int, str], tuple[int, int]] = {}
    for call in calls(view).named(*APT):
        for each in call.operands if call.subcommand == "install" else ():
            if each.known:
                found.setdefault((call.step.stage.index, re.split("[=/:]", each.known)[0]), _place(call))
    return found
