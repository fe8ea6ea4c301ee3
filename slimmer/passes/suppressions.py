"""Comments that ask for an instruction or a file to be left alone: slimmer's own, hadolint's and BuildKit's.

    # slimmer: ignore=name,name -- reason       on the lines right above an instruction, or inside it
    # slimmer: ignore-file=name -- reason       between instructions, anywhere
    # hadolint ignore=DL3009                    above an instruction; `global ignore` for the file
    # check=skip=JSONArgsRecommended            the parser directive

The rules of other tools count through `Transform.related`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from slimmer.passes.settings import nearest
from slimmer.passes.transform import Rewrite, Transform
from slimmer.records import dataclass, field
from slimmer.syntax.lines import Span
from slimmer.syntax.nodes import Comment, Dockerfile, Instruction

# Texts, compiled on first use: most runs meet no such comment.
_SLIMMER = r"#[ \t]*slimmer:[ \t]*(?P<rest>[^\n]*)"
_REQUEST = r"(?P<verb>ignore|ignore-file)[ \t]*=[ \t]*(?P<names>[^\n]*?)(?:[ \t]+--[ \t]*(?P<why>[^\n]*))?"
_HADOLINT = r"#[ \t]*hadolint[ \t]+(?P<whole>global[ \t]+)?ignore[ \t]*=(?P<names>[A-Za-z0-9, \t]*)[^\n]*"
_SEPARATOR = r"[, \t]+"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One name a comment asks to ignore: a transform's, or `tool/rule`; `/` ends the name of a whole tool."""

    name: str
    reason: str

    def covers(self, transform: Transform) -> bool:
        if self.name.endswith("/"):
            return any(rule.startswith(self.name) for rule in transform.related)
        return self.name == transform.name or self.name in transform.related


@dataclass(frozen=True, slots=True)
class Suppressions:
    """What the comments of one tree ask for.

    Attributes:
        whole: for the whole file.
        single: by the index of an instruction's item in the tree.
        warnings: comments that ask for nothing slimmer knows, with path and line.
    """

    whole: tuple[_Asked, ...] = ()
    single: Mapping[int, tuple[_Asked, ...]] = field(default_factory=lambda: MappingProxyType({}))
    warnings: tuple[str, ...] = ()

    def reason(self, tree: Dockerfile, transform: Transform, rewrite: Rewrite) -> str | None:
        """Why the rewrite must not be made, or None when no comment speaks against it."""
        asked: Iterable[_Asked] = self.whole
        if self.single:
            asked = (
                *self.whole,
                *(each for at in _touched(tree, rewrite) for each in self.single.get(at, ())),
            )
        return next((each.reason for each in asked if each.covers(transform)), None)


_NONE = Suppressions()


def suppressions(tree: Dockerfile, known: Collection[str] | None = None) -> Suppressions:
    """Read the comments of a tree.

    Args:
        tree: the file.
        known: the names of all transforms, to warn of others; None warns of none.
    """
    text = tree.source.text
    if "slimmer:" not in text and "hadolint" not in text and not ("check" in text and tree.directives):
        return _NONE
    reader = _Reader(tree, known)
    reader.read()
    single = {at: tuple(asked) for at, asked in reader.single.items()}
    return Suppressions(tuple(reader.whole), single, tuple(reader.warnings))


def _touched(tree: Dockerfile, rewrite: Rewrite) -> Iterator[int]:
    """The items a rewrite speaks of or changes."""
    spans = (rewrite.span, *(Span(edit.start, edit.end) for edit in rewrite.edits))
    for start, end in spans:
        first = max(bisect_right(tree.extents, start, key=_start) - 1, 0)
        last = max(bisect_left(tree.extents, max(end, start + 1), key=_start), first + 1)
        yield from range(first, last)


def _start(span: Span) -> int:
    return span.start


class _Reader:
    def __init__(self, tree: Dockerfile, known: Collection[str] | None) -> None:
        self.tree, self.known = tree, known
        self.whole: list[_Asked] = []
        self.single: dict[int, list[_Asked]] = {}
        self.warnings: list[str] = []

    def read(self) -> None:
        self._directives()
        above: list[_Asked] = []
        for at, item in enumerate(self.tree.items):
            if isinstance(item, Comment):
                self._comment(Span(item.start, item.end), above.append)
                continue
            if isinstance(item, Instruction):
                for span in item.comments:
                    self._comment(span, above.append)
                if above:
                    self.single[at] = above
            above = []

    def _directives(self) -> None:
        for directive in self.tree.directives:
            checks = dict(part.partition("=")[::2] for part in directive.value.split(";"))
            if directive.name == "check":
                for name in checks.get("skip", "").split(","):
                    rule = "" if name.strip() == "all" else name.strip()
                    if name.strip():
                        self.whole.append(_Asked(f"docker/{rule}", f"the file says check=skip={name.strip()}"))

    def _comment(self, span: Span, add: Callable[[_Asked], None]) -> None:
        text = self.tree.source.text[span.start : span.end].strip(" \t\r\n")
        if match := re.fullmatch(_SLIMMER, text):
            self._own(match["rest"], span, add)
        elif match := re.fullmatch(_HADOLINT, text):
            for name in _names(match["names"]):
                asked = _Asked(f"hadolint/{name}", f"a comment asks hadolint to ignore {name}")
                (self.whole.append if match["whole"] else add)(asked)

    def _own(self, rest: str, span: Span, add: Callable[[_Asked], None]) -> None:
        match = re.fullmatch(_REQUEST, rest.strip(" \t"))
        names = _names(match["names"]) if match else []
        if match is None or not names:
            self._warn(span, "this comment is not understood; write `# slimmer: ignore=NAME -- reason`")
            return
        reason = (match["why"] or "").strip(" \t") or f"a comment asks for it ({match['verb']})"
        for name in names:
            if self.known is not None and name not in self.known:
                self._warn(span, f"there is no transform `{name}` to ignore{nearest(name, self.known)}")
            (self.whole.append if match["verb"] == "ignore-file" else add)(_Asked(name, reason))

    def _warn(self, span: Span, message: str) -> None:
        source = self.tree.source
        self.warnings.append(f"{source.path}:{source.line_of(span.start)}: {message}")


def _names(text: str) -> list[str]:
    return [name for name in re.split(_SEPARATOR, text) if name]
