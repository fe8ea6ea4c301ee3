"""The outline of a script: its structure and words without their places, to compare before with after."""

from __future__ import annotations

from slimmer.syntax.shell import Script, children
from slimmer.syntax.shell.nodes import Assignment, Node
from slimmer.syntax.shell.words import Array, Backquoted, CommandSubstitution, Literal, Part, ProcessSubstitution, Word

# Between what they hold stand blanks, joins and comments.
_LISTS = (Array, Backquoted, CommandSubstitution, ProcessSubstitution)

Outline = list[str]
END = "end"


def outline(text: str, node: Node | None, marks: dict[int, tuple[int, int]] | None = None) -> Outline:
    r"""A line a node below `node`, depth first: its kind, and for a leaf its text.

    Separators are given by what they do: a newline reads like `;`, as both end a command.

    Args:
        text: what the node's offsets speak of.
        node: a script or part of one.
        marks: filled with the slice of the outline each node (by `id`) takes.
    """
    found: Outline = []
    if node is not None:
        _add(text, node, found, marks)
    return found


def comments_of(script: Script) -> Outline:
    """The text of each comment of a script's own."""
    return [script.text[each.start : each.end].rstrip(" \t\r") for each in script.comments]


def _add(text: str, node: Node, found: Outline, marks: dict[int, tuple[int, int]] | None) -> None:
    begin = len(found)
    if node.__class__ is Word and len(node.parts) == 1 and node.parts[0].__class__ is Literal:  # as most words are
        (part,) = node.parts
        found += ("Word", f"Literal {text[part.start : part.end]}", END)
        if marks is not None:
            marks[id(part)], marks[id(node)] = (begin + 1, begin + 2), (begin, begin + 3)
        return
    below = children(node)
    if below or isinstance(node, Script):
        found.append(f"{type(node).__name__}{_own(text, node, below)}")
        for child in below:
            _add(text, child, found, marks)
        found.append(END)  # else a word could move from one node to the next unseen
    else:
        spelled = text[node.start : node.end]
        found.append(f"{type(node).__name__} {';' if spelled == chr(10) else spelled}")
    if marks is not None:
        marks[id(node)] = (begin, len(found))


def _own(text: str, node: Node, below: list[Node]) -> str:
    """What a node spells itself, around its children: `${x:-` and `}`, `name=`, quotes. Blanks belong to none."""
    if not isinstance(node, (Assignment, Part)) or isinstance(node, _LISTS):
        return ""
    spelled: list[str] = []
    at = node.start
    for child in below:
        spelled.append(text[at : child.start])
        at = max(at, child.end)
    return f" {' '.join([*spelled, text[at : node.end]])}"
