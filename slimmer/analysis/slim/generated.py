"""Whether a file says at its top that a program wrote it, and will again."""

from __future__ import annotations

from slimmer.syntax.leaves import Comment
from slimmer.syntax.nodes import Dockerfile, Instruction
from slimmer.text.rare import rare

_GENERATED = rare(r"(?i)\b(?:auto-?)?generated\b")
_BY_ITSELF = rare(r"(?i)\bauto(?:matically)?[- ]?generated\b")
_KEEP_OFF = rare(
    r"(?i)\b(?:do not|don't|never|must not|should not) (?:be )?(?:manually |directly )?(?:edit|modif|change|touch)"
)
_NEAR = 4
"""Lines of comments between the two words at most."""


def generated(tree: Dockerfile) -> int | None:
    """The line, 1-based, of a comment around the first FROM that says so, and that it is not to be edited."""
    comments = _comments(tree)
    for at, (line, text) in enumerate(comments):
        near = " ".join(" ".join(each for _, each in comments[max(at - _NEAR, 0) : at + _NEAR + 1]).split())
        is_told = _GENERATED().search(text) is not None and _KEEP_OFF().search(near) is not None
        if is_told or _BY_ITSELF().search(text) is not None:
            return line
    return None


def _comments(tree: Dockerfile) -> list[tuple[int, str]]:
    """The comments above the first FROM, and those right behind it, with their lines."""
    found: list[tuple[int, str]] = []
    text, first = tree.source.text, tree.first_from
    line, seen = 1, 0
    for at, item in enumerate(tree.items):
        if at > first and isinstance(item, Instruction):
            break
        if isinstance(item, Comment):
            line, seen = line + text.count("\n", seen, item.start), item.start
            found.append((line, text[item.start : item.end].strip(" \t\r\n#")))
    return found
