"""The changes that the calls of a RUN make to files, as far as their words name them: which file lies where.

A program may write what it likes; only those are seen whose words say so. Whether a call has anything to do with one
path, known or not, is another question, and `slimmer.analysis.effects.deeds` answers it: there whatever may be counts.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from enum import Enum
from fnmatch import fnmatchcase

from slimmer.analysis.calls.calls import Call
from slimmer.analysis.calls.words import brace_expanded
from slimmer.knowledge.vocabulary import Effect, Role
from slimmer.model.paths import absolute, is_below
from slimmer.records import dataclass


class Change(Enum):
    """What becomes of a file.

    The file is gone; another one is there; a link is; its bytes are others; files may be put in a folder; a folder
    is made.
    """

    REMOVED = "removes"
    REPLACED = "writes"
    LINKED = "links"
    CHANGED = "changes"
    FILLED = "may write"
    FOLDER = "makes"


@dataclass(frozen=True, slots=True)
class Touch:
    """What a call does to one path.

    Attributes:
        path: absolute; for REMOVED it may be a pattern, and all below counts.
        target: what a link says.
    """

    change: Change
    call: Call
    path: str
    target: str = ""

    @property
    def why(self) -> str:
        """For a person."""
        return f"{self.call.name} on line {self.call.line} {self.change.value} it"

    def concerns(self, path: str) -> bool:
        """Whether the file at `path` is meant."""
        if self.change is Change.FILLED:
            return path != self.path and is_below(path, self.path)
        if self.change is not Change.REMOVED:
            return path == self.path
        if not any(mark in self.path for mark in "*?["):
            return is_below(path, self.path)
        parts, named = path.split("/"), self.path.split("/")
        return len(parts) >= len(named) and all(map(fnmatchcase, parts, named))


def touches(made: Iterable[Call], workdir: str) -> tuple[Touch, ...]:
    """What the calls do to files, in the order they run; `workdir` is the folder they begin in."""
    return tuple(touch for call in made for touch in _touches(call, workdir))


def _touches(call: Call, workdir: str) -> Iterator[Touch]:
    if call.does(Effect.REMOVES):
        yield from (Touch(Change.REMOVED, call, path) for path in _paths(call, workdir))
    elif call.program == "mkdir" or (call.program == "install" and call.has("-d", "--directory")):
        yield from (Touch(Change.FOLDER, call, path) for path in _paths(call, workdir))
    elif call.does(Effect.MOVES, Effect.COPIES) or call.program == "ln":
        yield from _transferred(call, tuple(_paths(call, workdir)), workdir)
    elif call.does(Effect.EXTRACTS):
        yield from _extracted(call, workdir)
    elif call.does(Effect.WRITES):
        yield from (Touch(Change.CHANGED, call, path) for path in _paths(call, workdir))
    for redirect in call.command.redirects if call.command is not None else ():
        path = absolute(redirect.target.literal or "", call.workdir.text or workdir)
        if path is not None and redirect.operator.text in (">", ">>", ">|", "&>"):
            change = Change.CHANGED if redirect.operator.text == ">>" else Change.REPLACED
            yield Touch(change, call, path)


def _transferred(call: Call, paths: tuple[str, ...], workdir: str) -> Iterator[Touch]:
    """Of mv, cp, install and ln: sources, then a destination that may be a folder."""
    into = call.meaning(Role.OUTPUT_DIRECTORY)
    if into is not None:
        text = into.value.text if into.value is not None else None
        to = absolute(text, call.workdir.text or workdir) if text else None
        sources = paths
    elif call.program == "ln" and len(paths) == 1:
        to, sources = call.workdir.text or workdir, paths
    else:
        to, sources = (paths[-1], paths[:-1]) if len(paths) > 1 else (None, ())
    if call.does(Effect.MOVES):
        yield from (Touch(Change.REMOVED, call, source) for source in sources)
    change = Change.LINKED if call.program == "ln" else Change.REPLACED
    for source, written in zip(sources, _texts(call), strict=False):
        if to is not None:
            yield Touch(change, call, to, written)
            yield Touch(change, call, posixpath.join(to, posixpath.basename(source)), written)

    if to is not None and (call.does(Effect.MOVES) or call.meaning(Role.RECURSIVE)):
        yield Touch(Change.FILLED, call, to)


def _extracted(call: Call, workdir: str) -> Iterator[Touch]:
    into = call.meaning(Role.OUTPUT_DIRECTORY) or call.meaning(Role.DIRECTORY)
    text = into.value.text if into is not None and into.value is not None else "."
    path = absolute(text or ".", call.workdir.text or workdir) if into is None or text else None
    if path is not None:
        yield Touch(Change.FILLED, call, path)


def _paths(call: Call, workdir: str) -> Iterator[str]:
    """The absolute paths among the operands; a pattern stays one, what is not known is left out."""
    found = (absolute(text, call.workdir.text or workdir) for text in _texts(call))
    return (path for path in found if path is not None)


def _texts(call: Call) -> Iterator[str]:
    """The operands as far as they are known, braces expanded."""
    return (text for operand in call.operands for text in brace_expanded(operand.known or "") or () if text)
