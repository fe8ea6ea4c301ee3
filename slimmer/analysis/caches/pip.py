"""Whether pip may be told `--no-cache-dir`.

It came with pip 6.0 (December 2014), as the cache did. Before 19.1 pip built no wheels when it was given, but ran
`setup.py install`, whose metadata and scripts are others. And with it pip neither writes its cache nor reads one that
was put there for it, with wheels that another stage has built. An environment of virtualenv has the pip that this
brings along, and not that of the image.
"""

from __future__ import annotations

from slimmer.analysis.caches.caches import CacheLeft
from slimmer.analysis.caches.pip_brought import bringing, brought, head
from slimmer.analysis.calls.calls import Call, calls
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.calls.versions import alpine_version, node_major, release_words
from slimmer.analysis.effects.concerned import concerned
from slimmer.analysis.effects.deeds import Deed
from slimmer.analysis.effects.uses import Use, destination, uses
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.knowledge.images import image
from slimmer.knowledge.pip_releases import (
    has_old_pip,
    image_builds_alike,
    is_old_python,
    options_of_alike,
    python_builds_alike,
)
from slimmer.knowledge.vocabulary import Effect
from slimmer.model.images import ImageReference
from slimmer.model.paths import is_below
from slimmer.model.stages import Stage
from slimmer.syntax.nodes import Add, Copy, Instruction
from slimmer.text.rare import rare

_VERSION = rare(r"(\d+)\.(\d+)\.(\d+)")
_DISTRIBUTIONS = ("debian", "ubuntu")
_BUILT = rare(r"\bpyenv\b|\bPython-(?:2\.|3\.[0-7]\b)|(?:Mini|Ana)conda[23]?-(?!latest|py3(?:[89]|1\d)|2[2-9]|202)")
"""Who builds or fetches a Python, maybe one with a pip of its own that is as old."""
_VENV = rare(r"-m\s+venv\b|\bpyvenv\b")
_BRINGS_OLD = ("3.4", "3.5", "3.6")
"""Releases of Python whose environments have an old pip (ensurepip of 3.6.15 brings 18.1)."""
_NODE_ON_ALPINE = 14
"""The first Node whose images went on to Alpine 3.12 and later."""


def old_pip(view: View, call: Call) -> str | None:
    """Why a call of pip runs one that does not know `--no-cache-dir`, or is likely to; None when it does not."""
    found = brought(view, call)
    if found.is_told:
        return found.unfit
    if _is_old(call):
        return "pip of this base is older than 6.0, and knows no --no-cache-dir"
    if found.from_apt is not None and (not _release_is_known(call) or _is_of_old_release(call)):
        return f"line {found.from_apt.line} installs a pip that may be older than 6.0, and know no --no-cache-dir"
    return None


def may_build_otherwise(view: View, call: Call) -> bool:
    """Whether the pip of a call, for which `old_pip` has no answer, may build other packages with `--no-cache-dir`.

    Before 19.1 it built no wheels then. An image of which nothing tells how old it is may have such a pip still.
    """
    base, found = call.step.stage.ground, brought(view, call)
    if found.is_told:
        return found.unfit is None and not found.alike
    if _is_told(view, call) or _is_old(call):
        return False
    if base is None or (image(str(base)) is not None and old_pip(view, call) is not None):
        return base is None
    if _builds_python(view):
        return True
    if base.name == "python":
        in_venv = base.version.startswith(_BRINGS_OLD) and _makes_environments(view)
        return in_venv or not python_builds_alike(base.version)
    return not found.alike or not _is_new(call.step.stage, base)


@fact
def _builds_python(view: View) -> bool:
    return _BUILT().search(view.text) is not None


@fact
def _makes_environments(view: View) -> bool:
    return _VENV().search(view.text) is not None


def _is_new(stage: Stage, base: ImageReference) -> bool:
    tag = "@" if base.digest is not None and base.tag is None else f":{base.version}"
    node = node_major(stage)
    on_new_alpine = node is not None and node >= _NODE_ON_ALPINE and "alpine" in base.version
    return on_new_alpine or image_builds_alike(base.name + tag, release_words(stage), alpine_version(stage))


def _is_told(view: View, call: Call) -> bool:
    """Whether the same pip has been given, above or here, an option that none before 19.1 knows."""
    number = _telling(view).get(head(call), {}).get(call.step.stage.index)
    return number is not None and number <= bringing(view)[0].get(id(call), -1)


@fact
def _telling(view: View) -> dict[str, dict[int, int]]:
    """By how pip is called, and stage: where the first call with such an option is, there or above."""
    places, told = bringing(view)[0], options_of_alike()
    by_head: dict[str, dict[int, int]] = {}
    for each in calls(view).named("pip"):
        if each.has(*told):
            by_head.setdefault(head(each), {}).setdefault(each.step.stage.index, places[id(each)])
    return {name: stages(view).inherited(firsts) for name, firsts in by_head.items()}


def _is_old(call: Call) -> bool:
    """Whether the pip of the image is: that of Python's images is not the distribution's."""
    base = call.step.stage.ground
    if base is not None and base.name == "python":
        found = _VERSION().match(base.version)
        return found is not None and is_old_python((int(found[1]), int(found[2])), int(found[3]))
    return _is_of_old_release(call)


def _is_of_old_release(call: Call) -> bool:
    """Whether the pip of the distribution is."""
    base = call.step.stage.ground
    if base is None:
        return False
    known = image(str(base))
    releases = release_words(call.step.stage) | ({known.suite} if known is not None else set())
    name = base.repository.rpartition("/")[2]
    return has_old_pip(name, base.version, releases, alpine_version(call.step.stage))


def _release_is_known(call: Call) -> bool:
    base = call.step.stage.ground
    if base is None:
        return False
    known = image(str(base))
    return base.repository.rpartition("/")[2] in _DISTRIBUTIONS or (known is not None and bool(known.suite))


def given_cache(view: View, left: CacheLeft) -> str | None:
    """Why pip must go on reading its cache: something put one there before, with wheels that it could not build."""
    for place in left.places:
        first = _first_giver(view, left.step.stage, place)
        if first is not None and first.start < left.step.outer.start:
            return f"line {first.lines[0]} puts a cache there, which pip then uses"
    return None


def _first_giver(view: View, stage: Stage, place: str) -> Instruction | None:
    """The first instruction, of a stage and those it continues, that puts a cache there: found once for all pips."""
    known, spot = _givers(view), Spot(place, is_folder=True)
    above: list[Stage] = []
    each: Stage | None = stage
    while each is not None and (each.index, place) not in known:
        above.append(each)
        each = each.parent
    first = known[each.index, place] if each is not None else None
    for each in reversed(above):
        if first is None:
            some = ((one, use) for one in concerned(view, each).behind(-1, spot) for use in uses(view, one, spot))
            first = next((one for one, use in some if _gives(view, use, place)), None)
        known[each.index, place] = first
    return first


@fact
def _givers(_: View) -> dict[tuple[int, str], Instruction | None]:
    """What was found out so far, by stage and place."""
    return {}


def _gives(view: View, use: Use, place: str) -> bool:
    """Whether files are put into the cache at `place`; a folder that is made has none."""
    if use.call is not None:
        return use.deed is Deed.MAKES and use.exact and use.call.does(Effect.COPIES, Effect.MOVES, Effect.EXTRACTS)
    instruction = use.instruction
    into = destination(view, instruction) if isinstance(instruction, (Copy, Add)) else None
    if into is None or not isinstance(instruction, (Copy, Add)):
        return False
    if is_below(into, place) or (is_below(place, into) and into.endswith("/.cache")):
        return True
    # A whole home of another stage, and what is around it; not files that are put into the home.
    folders = (source.text.strip('"').rstrip("/") for source in instruction.sources)
    holds = is_below(place, into) and instruction.flag("from") is not None
    return holds and any(_HOME().fullmatch(each) is not None for each in folders)


_HOME = rare(r"|/root|/home(?:/[^/]+)?")
