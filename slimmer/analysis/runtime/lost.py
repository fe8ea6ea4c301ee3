"""What comes with what recommended packages need: nobody recommends it, and it is lost with them all the same."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Set as AbstractSet

from slimmer.analysis.calls.calls import Call
from slimmer.analysis.calls.flow import Reach
from slimmer.analysis.effects.onward import onward
from slimmer.analysis.view import View, fact
from slimmer.knowledge.images import Image
from slimmer.knowledge.recommends import Behind, behind


def wanted_behind(
    view: View, call: Call, lost: AbstractSet[str], image: Image | None, packages: AbstractSet[str]
) -> str | None:
    """A package, the first by name, of those that a call of apt no longer brings, that the file asks for.

    It does where it calls one of its programs later, or names packages that want it beside them.
    """
    onwards = onward(view)
    at, known = onwards.number(call), {name: behind(name) for name in sorted(lost)}
    named = {name: number for name in known if (number := _first_named(view).get(name, -1)) > at}
    brought = {program: number for name, number in named.items() for program in known[name].calls}
    for name, one in known.items():
        if one.is_wanted_beside(packages):
            return name
        for program in _lacking(one, image):
            first = next(onwards.named((program,), at), None)
            if first is not None and onwards.number(first) < brought.get(program, len(onwards.calls)):
                return name
    return None


def in_scripts(lost: AbstractSet[str], image: Image | None) -> str | None:
    """A package of those lost, the first by name, whose program scripts call as a rule; None where there is none."""
    known = ((name, behind(name)) for name in sorted(lost))
    return next((name for name, one in known if one.scripts and _lacking(one, image)), None)


def _lacking(known: Behind, image: Image | None) -> Collection[str]:
    """The programs that the image does not have without the package."""
    if image is None or known.partly:
        return known.calls
    return [name for name in known.calls if image.has(name) is not True]


@fact
def _first_named(view: View) -> dict[str, int]:
    """By package: the number of the first call of apt that surely installs it by name."""
    onwards, found = onward(view), dict[str, int]()
    for call in onwards.named(("apt-get", "apt"), -1):
        if call.subcommand == "install" and call.reach is not Reach.MAYBE:
            for operand in call.operands:
                found.setdefault(operand.known or "", onwards.number(call))
    return found
