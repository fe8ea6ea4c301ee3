"""Moving the spans of a tree that was parsed from a copy of its text."""

from __future__ import annotations

from collections.abc import Iterable

from slimmer.syntax.shell.nodes import HereDoc, Node
from slimmer.syntax.shell.walk import walk


def relocate(roots: Iterable[Node], origins: list[int] | int) -> None:
    """Give all nodes below `roots` the spans they have in the outer text.

    The nodes were just made and nobody else knows them yet: that is why frozen ones may change.

    Args:
        roots: the trees.
        origins: the outer offset of each character of the copy and of its end, or of the first one only.
    """
    for root in roots:
        # All nodes first: where to go on is read off the spans that change.
        for node in list(walk(root, tokens=True)):
            if isinstance(origins, int):
                start, end = node.start + origins, node.end + origins
            else:
                start, end = origins[node.start], origins[node.end]
            object.__setattr__(node, "start", start)
            object.__setattr__(node, "end", end)
            if isinstance(node, HereDoc):
                moved = node.body_end + origins if isinstance(origins, int) else origins[node.body_end]
                object.__setattr__(node, "body_end", moved)
