"""Installs that are told to do without the network: they take from a cache what an earlier one has left there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from slimmer.analysis.caches.settings import configured, is_told
from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.copies.texts import Brought, brought
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.knowledge.vocabulary import Role
from slimmer.syntax.nodes import Run
from slimmer.text.rare import rare

_NPM, _YARN = ("npm-cache",), ("yarn-cache", "yarn-berry-cache")
_ASKED = {"npm": _NPM, "npx": _NPM, "yarn": _YARN}
_CALLS = rare(
    r"\b(npm|npx|yarn)\b[^\n;&|]{0,300}?"
    r"(?:--(?:prefer-)?offline\b(?!=false)|\bset\b[^\n;&|]{0,60}\boffline[ =]+true)"
)
_VARIABLES = rare(r"npm_config_(?:prefer_)?offline[\"']?\]?\s{0,9}[=:]\s{0,9}[\"']?(?:true|1)\b", re.IGNORECASE)
_SETTINGS = {
    "npmrc": (_NPM, rare(r"^[ \t]*(prefer-)?offline[ \t]*=[ \t]*[\"']?(?:true|1)\b", re.MULTILINE)),
    ".yarnrc": (_YARN, rare(r"^[ \t]*[\"']?--(?:[\w*-]+\.)?(prefer-)?offline[\"']?[ \t]+[\"']?true\b", re.MULTILINE)),
}
"""By the end of a file's name: whose settings it holds, and how it says that they do without the network."""


def has_no_network(call: Call) -> bool:
    """Whether a call is told not to use the network, or its RUN has none: it adds nothing to a cache."""
    run = call.instruction
    flag = run.flag("network") if isinstance(run, Run) else None
    return (flag is not None and flag.value == "none") or is_told(call, Role.OFFLINE)


def takes_from(view: View, call: Call, wanted: Iterable[str]) -> bool:
    """Whether a call that would fill one of the caches is told to take from it what is there."""
    known = call.knowledge
    if known is None or not any(name in wanted for name in known.writes):
        return False
    told = has_no_network(call) or is_told(call, Role.PREFERS_CACHE) or not _preferring(view).isdisjoint(known.writes)
    return told or any(configured(view, call.step, each) for each in ("offline", "prefer-offline"))


def wanted_offline(view: View, step: Step, wanted: Collection[str]) -> str | None:
    """Why one of the caches that a RUN fills is there for who has no network: a file says so, or `npm cache add`."""
    if "npm-cache" in wanted and (line := _added(view, step)) is not None:
        return f"line {line} fills it on purpose (npm cache add)"
    if not any(name in wanted for name in (*_NPM, *_YARN)):
        return None
    who = next((who for name, who in _told(view).items() if name in wanted), None)
    return f"{who} has packages taken from it (offline)" if who is not None else None


@fact
def _told(view: View) -> dict[str, str]:
    """By cache: a text that comes into an image, and has something installed out of it."""
    found: dict[str, str] = {}
    for each in brought(view):
        for name in _read(each) if "offline" in each.text.lower() else ():
            found.setdefault(name, each.who)
    return found


def _read(file: Brought) -> Iterator[str]:
    """The caches that a text has something installed out of."""
    for found in _CALLS().finditer(file.text.replace("\\\n", " ")):
        yield from _ASKED[found[1]]
    if _VARIABLES().search(file.text):
        yield from _NPM
    # With the other setting an install asks the network for what is not there: it matters to later installs alone.
    yield from (name for name, prefers in _set(file) if not prefers)


@fact
def _preferring(view: View) -> frozenset[str]:
    """The caches that files of settings have every install take from."""
    some = (each for each in brought(view) if "offline" in each.text)
    return frozenset(name for each in some for name, _ in _set(each))


def _set(file: Brought) -> Iterator[tuple[str, bool]]:
    """The caches that a file of settings speaks of, and whether it says no more than that they are preferred."""
    for end, (names, says) in _SETTINGS.items():
        for found in says().finditer(file.text) if file.name.endswith(end) else ():
            yield from ((name, found[1] is not None) for name in names)


def _added(view: View, step: Step) -> int | None:
    """The line of the first `npm cache add` in the stage of a RUN, or one it continues, that is not behind the RUN."""
    first = _adding(view).get(step.stage.index)
    return first.line if first is not None and first.step.outer.start <= step.outer.start else None


@fact
def _adding(view: View) -> dict[int, Call]:
    """By stage: the first call of `npm cache add` in it, or in one it continues."""
    words = ((each, [word.known for word in each.arguments]) for each in calls(view).named("npm"))
    some = [each for each, known in words if "cache" in known and "add" in known]
    return stages(view).inherited({each.step.stage.index: each for each in reversed(some) if each.step.is_run})
