"""Walking a shell tree."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from slimmer.syntax.shell.nodes import Node, Token
from slimmer.syntax.shell.words import Backquoted, CommandSubstitution, ProcessSubstitution

SUBSTITUTIONS = (CommandSubstitution, Backquoted, ProcessSubstitution)
"""Parts that hold commands."""

_start = attrgetter("start")


def children(node: Node) -> list[Node]:
    """The nodes directly below `node`, tokens among them, in the order of their spans."""
    found: list[Node] = []
    holders = 0
    for name in node.CHILDREN:
        value = getattr(node, name)
        if not value:  # an empty tuple, or None: no node is false
            continue
        holders += 1
        if value.__class__ is tuple:
            found += value
        else:
            found.append(value)
    if holders > 1:
        found.sort(key=_start)
    return found


def walk(node: Node, *, substitutions: bool = True, tokens: bool = False) -> Iterator[Node]:
    """Give `node` and all nodes below it, depth first, each before its children.

    Args:
        node: where to start.
        substitutions: whether to go into the commands within `$( )`, backquotes, `<( )` and `>( )`.
        tokens: whether to give reserved words and operators too.
    """
    stack = [node]
    while stack:
        current = stack.pop()
        if current.__class__ is not Token or tokens:
            yield current
        if substitutions or not isinstance(current, SUBSTITUTIONS):
            stack += reversed(children(current))
