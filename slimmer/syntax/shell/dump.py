"""A tree as indented text, for golden files and for people."""

from __future__ import annotations

from slimmer.records import field_names
from slimmer.syntax.shell.nodes import Node, Script, Token
from slimmer.syntax.shell.walk import children


def dump(script: Script) -> str:
    """One line a node: its kind, span and plain fields; tokens show their text, comments come last."""
    lines: list[str] = []
    stack: list[tuple[int, Node]] = [(0, script)]
    while stack:
        depth, node = stack.pop()
        lines.append("  " * depth + _line(node))
        below: list[Node] = [*children(node), *(script.comments if node is script else ())]
        stack += [(depth + 1, child) for child in reversed(below)]
    return "\n".join(lines) + "\n"


def _line(node: Node) -> str:
    span = f"{node.start}..{node.end}"
    if isinstance(node, Token):
        return f"{node.text!r} {span}"
    if isinstance(node, Script):
        return f"Script {span} {node.dialect.value}"
    shown = []
    for name in field_names(type(node)):
        value = getattr(node, name)
        if name not in {"start", "end", *node.CHILDREN} and value not in {None, False, ""}:
            shown.append(name if value is True else f"{name}={value!r}")
    return " ".join((type(node).__name__, span, *shown))
