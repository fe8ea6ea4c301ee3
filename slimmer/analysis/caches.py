"""Where pip's download cache stays in a layer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from slimmer.analysis.calls import Call, Step, calls
from slimmer.analysis.removals import removed_paths
from slimmer.analysis.structure import mounts, stages
from slimmer.analysis.view import View, fact
from slimmer.model.mounts import absolute, covering, is_below
from slimmer.syntax.nodes import Run

_FILLS = ("install", "wheel", "download")
_HOMELESS = "/root/.cache/pip"


@dataclass(frozen=True, slots=True, eq=False)
class PipCache:
    """A call of pip that could leave its cache behind.

    Attributes:
        reaches: whether the layer is in the image that is built.
        kept_out: why nothing stays, or None.
        blocked: why the call must be left alone, or None.
    """

    step: Step
    call: Call
    reaches: bool
    kept_out: str | None
    blocked: str | None


@fact
def pip_caches(view: View) -> tuple[PipCache, ...]:
    """Every call of pip in a RUN that downloads or builds, in order."""
    return tuple(_found(view))


def _found(view: View) -> Iterator[PipCache]:
    for step in calls(view).runs:
        if "pip" not in step.text:
            continue
        of_step = calls(view).of(step)
        for index, call in enumerate(of_step):
            if call.program == "pip" and call.subcommand in _FILLS:
                kept_out = _kept_out(view, step, call, of_step[index + 1 :])
                reaches = stages(view).reaches_target(step.stage)
                blocked = "--cache-dir names a place of its own" if call.has("--cache-dir") else None
                yield PipCache(step, call, reaches, kept_out, blocked)


def _kept_out(view: View, step: Step, call: Call, later: tuple[Call, ...]) -> str | None:
    """Why the call leaves no cache in the layer."""
    if call.has("--no-cache-dir", "--no-cache"):
        return "--no-cache-dir"
    switch = call.variable("PIP_NO_CACHE_DIR")
    # Any value but the empty one does, "0" and "off" too (pip's cmdoptions.py, _handle_no_cache_dir).
    if switch is not None and switch.text:
        return "PIP_NO_CACHE_DIR is set"
    if _configured(view, step):
        return "pip's configuration switches it off"
    place = _place(call)
    if isinstance(step.instruction, Run):
        known = mounts(view, step.instruction)
        if covering(known, place) or any(m.keeps_out and m.target and "/.cache" in m.target for m in known):
            return "the cache lies on a mount"
    for each in later:
        if each.is_("pip", "cache purge", "cache remove") or (each.program == "pip" and _purges(each)):
            return "the same RUN purges it"
        if any(_is_cache(path, place) for path in removed_paths(each)):
            return "the same RUN removes it"
    return None


def _purges(call: Call) -> bool:
    return [each.known for each in call.arguments if each.known is not None][:2] == ["cache", "purge"]


def _place(call: Call) -> str:
    """The cache's folder: PIP_CACHE_DIR, below XDG_CACHE_HOME, else root's (another home is not known)."""
    for name, below in (("PIP_CACHE_DIR", ""), ("XDG_CACHE_HOME", "/pip"), ("HOME", "/.cache/pip")):
        value = call.variable(name)
        if value is not None and value.text:
            return absolute(value.text + below, call.workdir.text) or _HOMELESS
    return _HOMELESS


def _is_cache(path: str, place: str) -> bool:
    bare = path.removesuffix("/*")
    return is_below(place, bare) or bare.endswith(("/.cache", "/.cache/pip"))


def _configured(view: View, step: Step) -> bool:
    """Whether `pip config set global.no-cache-dir` ran in the stage before, or in one it continues."""
    chain = stages(view).chain(step.stage)
    for each in calls(view).runs:
        if each is step:
            return False
        if each.stage in chain and "no-cache-dir" in each.text and "config" in each.text:
            return True
    return False
