"""What turns the cache of a package manager off, or has it kept: flags, variables, and what a RUN writes down."""

from __future__ import annotations

import re

from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact, fact_of
from slimmer.knowledge.vocabulary import Cache, Role
from slimmer.syntax.nodes import Comment, Copy
from slimmer.text.rare import rare

_SETS = rare(
    r"""(?:(?<![-/\w])cache[-_]dir|\\ncache-dir|\bcache-folder|\bset +(?:-g +|--global +)?cache|^cache)["']?"""
    r"""(?: *[=:] *| +)["']?(/[\w./-]+)""",
    re.MULTILINE,
)
_SETTINGS = ("pip.conf", ".npmrc", ".yarnrc")
_WARMS = rare(
    r"""\b(?:warm|prim(?:e|ing)|pre-?(?:fill|load|populat|heat|warm)|populat)\w*\b.*\bcaches?\b"""
    r"""|(?<!not )(?<!n.t )(?<!never )(?<!avoid )(?<!without )\b(?:keep|leav|retain|preserv|fill)\w* +"""
    r"""(?!no\b|any\b|(?:[\w'./-]+ +){0,3}(?:docker|layer|build))(?:[\w'./-]+ +){0,3}caches?\b"""
    r"""|\bcaches? (?:is|are) (?:kept|left|needed|wanted)\b""",
    re.IGNORECASE,
)
_CONFIGURES = rare(r"conf|rc\b")
_KEEPS = rare(r"keepcache *= *(?:1|true|yes)", re.IGNORECASE)


def switched_off(view: View, call: Call, cache: Cache) -> bool:
    """Whether a flag, a variable or a configuration written before has a call fill no such cache."""
    if call.meaning(Role.NO_CACHE) is not None:
        return True
    for switch in cache.disabled_by:
        if switch.kind == "flag" and call.has(switch.name):
            return True
        value = call.variable(switch.name) if switch.kind == "env" else None
        if value is not None and value.text and switch.holds(value.text):
            return True
        if switch.kind == "config" and configured(view, call.step, switch.name.rpartition(".")[2]):
            return True
    return False


def is_told(call: Call, *roles: Role) -> bool:
    """Whether a call is given a flag or a variable of one of these meanings, whose value may be known to nobody."""
    if any(call.meaning(role) is not None for role in roles):
        return True
    switches = call.table.environment if call.table is not None else ()
    set_here = (call.variables, call.step.scope.variables)
    for each in switches:
        if each.kind == "env" and each.role in roles and any(each.name in some for some in set_here):
            value = call.variable(each.name)
            if value is not None and (value.text is None or each.holds(value.text)):
                return True
    return False


def configured(view: View, step: Step, setting: str) -> bool:
    """Whether a RUN, this one or one before it, writes the setting (no flag) into a configuration of the stage."""
    told = (each for each in _configuring(view, setting) if each.outer.start <= step.outer.start)
    return any(stages(view).continues(step.stage, each.stage) for each in told)


@fact_of
def _configuring(view: View, setting: str) -> tuple[Step, ...]:
    """The RUNs that write a setting into a configuration."""
    written = re.compile(rf"(?<![-_]){re.escape(setting)}")
    some = calls(view).runs if calls(view).mention(setting) else ()
    return tuple(each for each in some if _CONFIGURES().search(each.text) and written.search(each.text))


def set_and_named(view: View) -> str | None:
    """Why a cache of a user's may be read where a setting has put it: something else names that folder.

    `pip config set global.cache-dir /x`, `npm config set cache /x`, and such lines in files.
    """
    for place in _places_set(view):
        named = re.compile(rf"{re.escape(place)}(?![\w.-])")
        told = sum(found[1].rstrip("/") == place for found in _SETS().finditer(view.text))
        if len(named.findall(view.text)) > told:
            return f"a setting keeps the cache in {place}, which is named elsewhere too"
    return None


@fact
def _places_set(view: View) -> tuple[str, ...]:
    """The folders that settings of a RUN, or in a file of the context, give a cache."""
    texts = [step.text for step in calls(view).runs if "conf" in step.text or "rc" in step.text]
    context = view.context
    files = [name for name in context.names if name.endswith(_SETTINGS)][:20] if context is not None else []
    texts += [context.read(name) or "" for name in files] if context is not None else []
    found = (each[1].rstrip("/") for text in texts if "cache" in text for each in _SETS().finditer(text))
    return tuple(dict.fromkeys(each for each in found if each))


def kept_on_purpose(view: View, step: Step, cache: Cache) -> int | None:
    """The line of a RUN, this one or before it, that has an rpm manager keep its packages."""
    for each in _keeping(view) if "/var/cache" in cache.paths[0] else ():
        if each.outer.start <= step.outer.start and stages(view).continues(step.stage, each.stage):
            return each.outer.lines[0]
    return None


@fact
def _keeping(view: View) -> tuple[Step, ...]:
    return tuple(each for each in calls(view).runs if _KEEPS().search(each.text))


def filled_on_purpose(view: View, step: Step) -> bool:
    """Whether a comment right above a RUN, or above the COPYs right above it, says that a cache is warmed."""
    return step.outer.start in _warming(view)


@fact
def _warming(view: View) -> frozenset[int]:
    """Where the instructions stand that such a comment speaks of."""
    found: set[int] = set()
    told = False
    for item in view.tree.items if "cache" in view.text else ():
        if isinstance(item, Comment):
            told = told or _WARMS().search(view.text, item.start, item.end) is not None
        else:
            found.update((item.start,) if told else ())
            told = told and isinstance(item, Copy)
    return frozenset(found)
