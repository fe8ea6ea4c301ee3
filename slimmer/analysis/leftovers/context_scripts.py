"""Scripts of the build context that a RUN or a container runs, and the files they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.calls import Step, calls
from slimmer.analysis.copies.copy_sources import copies_of_context, sources
from slimmer.analysis.view import View, fact, fact_of
from slimmer.model.context import Context
from slimmer.records import dataclass
from slimmer.syntax.nodes import Add, Copy

_LARGEST = 200_000


@dataclass(frozen=True, slots=True)
class _Script:
    """A text, and the patterns in it that have letters."""

    text: str
    patterns: frozenset[str]

    def names(self, path: str) -> bool:
        """Whether it names a file, by what is known of its name, or by a pattern with letters in it."""
        literal = paths.longest_literal(paths.tail(path))
        return literal in self.text or any(fnmatchcase(literal, each) for each in self.patterns)


def script_naming(view: View, step: Step, path: str, *, any_shell: bool) -> str | None:
    """The script that names a path, of those that are called or copied behind a step.

    Args:
        view: of the file, its context known.
        step: the RUN behind which they may be run.
        path: of the file they may name.
        any_shell: whether every shell script may be run behind it.
    """
    for name, last in _candidates(view):
        if last > step.outer.start or (any_shell and name.endswith(".sh")):
            script = _script(view, name)
            if script is not None and script.names(path):
                return name
    return None


@fact
def _candidates(view: View) -> tuple[tuple[str, int], ...]:
    """The files that may be run, with where the last step stands that calls or copies one of that name, else -1."""
    context, last = view.context, dict[str, int]()
    if context is None:
        return ()
    for name, start in _called(view, context):
        last[name] = max(start, last.get(name, -1))
    some = ((name, paths.tail(name)) for name in context.names)
    return tuple((name, last.get(tail, -1)) for name, tail in some if tail in last or name.endswith(".sh"))


def _called(view: View, context: Context) -> Iterator[tuple[str, int]]:
    """The names of files that are called or given to programs, or copied, and where."""
    for step in calls(view).steps:
        words = (word.known for call in calls(view).of(step) for word in (*call.head, *call.arguments))
        yield from ((paths.tail(word), step.outer.start) for word in words if word)
    for copy in copies_of_context(view):
        yield from ((paths.tail(name), copy.start) for name in _copied_files(copy, context))


def _copied_files(instruction: Copy | Add, context: Context) -> Iterator[str]:
    """The files of the context that an instruction names, one by one or by a pattern: not those of its folders."""
    for token in instruction.sources:
        yield from (name for name in sources(token.text.strip("\"'"), context) if context.has(name))


@fact_of
def _script(view: View, name: str) -> _Script | None:
    """A file of the context as a script; None for what is none."""
    if view.context is None or (view.context.size(name) or 0) >= _LARGEST:
        return None
    text = view.context.read(name)
    # What is copied of the Dockerfile itself is a note for readers: nobody runs it.
    if text is None or text == view.text:
        return None
    words = (each for each in re.split(r"[\s'\"`;|&()<>]+", text) if "*" in each)
    patterns = (each.rpartition("/")[2] for each in words)
    return _Script(text, frozenset(each for each in patterns if re.search("[A-Za-z]", each)))
