"""Who names a file by its bare name, and nobody asks for the folder: texts that come into the image, and ENV."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.calls import Step
from slimmer.analysis.copies.texts import brought
from slimmer.analysis.view import View, fact, fact_of
from slimmer.syntax.nodes import Env

_TELLING = 8
"""Characters from which a part of a name is told from others: more than `.tar.gz` has."""
_WORD = r"[\w.+-]"


def named_elsewhere(view: View, step: Step, path: str) -> str | None:
    """Why somebody may want a file, who names it by no more than its name.

    Args:
        view: of the file.
        step: the RUN that makes it.
        path: of the file.
    """
    name = paths.tail(path)
    env = _told(view).get(name)
    if env is not None and env.start > step.outer.start:
        return f"line {env.lines[0]} (`ENV`) names it for others"
    who = _who_names(view, name)
    return f"{who} names it" if who is not None else None


@fact
def _told(view: View) -> dict[str, Env]:
    """The values of ENV that are relative paths, by their last parts, and the last one that says so."""
    return {name: each for each in view.tree.instructions if isinstance(each, Env) for name in _values(each)}


def _values(env: Env) -> Iterator[str]:
    for value in (pair.value for pair in env.pairs if pair.value is not None):
        words = (each for word in value.text.strip("\"'").split() for each in paths.candidates(word))
        yield from (paths.tail(each) for each in words if each[:1] != "/")


@fact_of
def _who_names(view: View, name: str) -> str | None:
    """The first text that names a file as a word of its own; by a part, where that is all that is known and long."""
    literal = paths.longest_literal(name)
    if not literal or literal not in _joined(view) or (literal != name and len(literal) <= _TELLING):
        return None
    ends = (rf"(?<!{_WORD})", r"(?![\w+-]|\.\w)") if literal == name else ("", "")
    named = re.compile(re.escape(literal).join(ends))
    return next((each.who for each in brought(view) if named.search(each.text)), None)


@fact
def _joined(view: View) -> str:
    return "\n".join(each.text for each in brought(view))
