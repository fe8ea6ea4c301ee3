"""Whether sudo may refuse to remove what it has let a program fetch: rules that name what may be run, or no sudo."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from slimmer.analysis.calls.calls import Step, calls
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.model.stages import Stage
from slimmer.syntax.nodes import Add, Copy
from slimmer.text.rare import rare

_LIMITS = rare(r"NOPASSWD:(?![ \t]*ALL\b(?![ \t]*,))|\b(?:purge|remove|deluser)\b[^\n;&|]*\bsudo\b")
_RULES = rare(r"(?:^|/)sudoers(?:\.d/|$)")
_MOST = 50
"""Files of rules in a context that are read."""


class _Limit(NamedTuple):
    stage: Stage
    start: int
    why: str


def sudo_refuses(view: View, step: Step) -> str | None:
    """Why sudo may not run `rm`, or what else a RUN did not ask it for; None where nothing limits it."""
    first = _firsts(view).get(step.stage.index)
    return first.why if first is not None and first.start <= step.outer.start else None


@fact
def _firsts(view: View) -> dict[int, _Limit]:
    """By stage: the first limit that it has, or one it continues."""
    limits = sorted((*_of_runs(view), *_of_copies(view)), key=attrgetter("start")) if "sudo" in view.text else ()
    return stages(view).inherited({each.stage.index: each for each in reversed(limits)})


def _of_runs(view: View) -> Iterator[_Limit]:
    some = calls(view).runs if calls(view).mention("NOPASSWD:", "purge", "remove", "deluser") else ()
    for step in some:
        if _LIMITS().search(step.text):
            line = step.outer.lines[0]
            yield _Limit(step.stage, step.outer.start, f"sudo may not run `rm`: line {line} limits or removes it")


def _of_copies(view: View) -> Iterator[_Limit]:
    """Rules that are copied: those that are written in the file or the context are read, others may say anything."""
    file = _limiting_file(view)
    for stage in stages(view).stages:
        for each in stage.instructions:
            if not isinstance(each, (Copy, Add)) or each.flag("from") is not None:
                continue
            line = each.lines[0]
            if each.heredocs:
                limits = any(_LIMITS().search(document.content) for document in each.heredocs)
                why = f"line {line} limits it" if limits else ""
            elif view.context is None:
                named = "sudoers" in view.text[each.start : each.end]
                why = f"line {line} copies rules for it, which are not read: pass --context" if named else ""
            else:
                why = f"{file} of the build context limits it" if file is not None else ""
            if why:
                yield _Limit(stage, each.start, f"sudo may not run `rm`: {why}")


def _limiting_file(view: View) -> str | None:
    """A file of the build context that holds such rules, or cannot be read."""
    names = (name for name in view.context.names if _RULES().search(name)) if view.context is not None else ()
    for name, _ in zip(names, range(_MOST), strict=False):
        text = view.context.read(name) if view.context is not None else None
        if text is None or _LIMITS().search(text):
            return name
    return None
