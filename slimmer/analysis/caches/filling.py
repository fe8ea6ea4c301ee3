"""What one call puts into a cache of a package manager, and whether it needs what is there."""

from __future__ import annotations

from collections.abc import Iterable

from slimmer.analysis.caches.apk import fetches_itself, installs_files
from slimmer.analysis.caches.offline import has_no_network
from slimmer.analysis.calls.calls import Call
from slimmer.knowledge.programs import cache as lookup_cache
from slimmer.knowledge.vocabulary import Cache, Effect, Operands, Role

_ELSEWHERE = frozenset((Effect.RUNS, Effect.READS))


def fills(call: Call, wanted: Iterable[str]) -> tuple[Cache, ...]:
    """Which of the caches a call surely fills when it runs."""
    known = call.knowledge
    if known is None or known.name != call.subcommand or call.pretends or has_no_network(call):
        return ()
    if not known.effects.isdisjoint(_ELSEWHERE) or (known.operands is Operands.NONE and call.operands):
        return ()
    if call.program == "pip" and _is_of_wheels(call):
        return ()
    if call.program == "apk" and installs_files(call) and not fetches_itself(call.step.stage):
        return ()
    return tuple(found for name in known.writes if name in wanted and (found := lookup_cache(name)) is not None)


def _is_of_wheels(call: Call) -> bool:
    """Whether pip installs nothing but wheels at hand, which it neither fetches nor builds."""
    wheels = all((each.known or "").endswith(".whl") and "://" not in (each.known or "") for each in call.operands)
    return bool(call.operands) and wheels and call.has("--no-deps") and not call.has("-r", "--requirement")


def refreshes(call: Call) -> bool:
    """Whether a call fetches lists anew, whatever is there."""
    updates = call.knowledge is not None and Effect.UPDATES_LISTS in call.knowledge.effects
    return updates or call.meaning(Role.REFRESH) is not None


def needs(call: Call, wanted: Iterable[str]) -> bool:
    """Whether a call cannot do unless one of the caches is there, and does not fetch its own."""
    known = call.knowledge
    if known is None or call.pretends or not any(name in wanted for name in known.needs):
        return False
    if call.meaning(Role.INSTALLED) or (Effect.READS in known.effects and _names_no_package(call)):
        return False
    fetches = call.meaning(Role.REFRESH) is not None and not never_fetches(call, wanted)
    return not fetches and call.meaning(Role.NO_CACHE) is None


def _names_no_package(call: Call) -> bool:
    """Whether a question about packages names none: `apk info` lists what is installed."""
    return call.knowledge is not None and call.knowledge.operands is Operands.PACKAGES and not call.operands


def never_fetches(call: Call, wanted: Iterable[str]) -> bool:
    """Whether a call that needs one of the caches only reads it, whatever it is told: `apk search`, unlike `add`."""
    known = call.knowledge
    return known is not None and any(name in wanted and name not in known.writes for name in known.needs)
