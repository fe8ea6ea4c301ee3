"""Mappings that grow step by step while what they were at each step stays: what variables hold at each instruction.

A copy for each step takes room that grows with the square of the steps. A small mapping is copied all the same; a large
one is a tree by the digits of the names' hashes, of which a change copies the few nodes that lead to a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeVar

FEW: Final = 64
"""Names up to which a mapping is copied."""
_LEAF: Final = 8  # names that lie together, unless all digits of their hashes are used up
_BITS: Final = 4
_LAST: Final = 60 // _BITS

T = TypeVar("T")
_Node = dict[str, T] | tuple["_Node[T]", ...]


def updated(old: Mapping[str, T], new: Mapping[str, T]) -> Mapping[str, T]:
    """A mapping that holds the new values over the old ones; neither must be changed from now on."""
    if not new:
        return old
    if not isinstance(old, _Tree):
        if len(old) + len(new) <= FEW:
            return {**old, **new}
        old = _Tree[T]({}, 0).over(old)
    return old.over(new)


class _Tree(Mapping[str, T]):
    """A mapping as a tree; as quick to ask as it is deep, which is a handful of steps."""

    __slots__ = ("_root", "_size")

    def __init__(self, root: _Node[T], size: int) -> None:
        self._root, self._size = root, size

    def over(self, new: Mapping[str, T]) -> _Tree[T]:
        """The same with some values set."""
        root, size = self._root, self._size
        for name, value in new.items():
            root, is_new = _set(root, name, value, hash(name), 0)
            size += is_new
        return _Tree(root, size)

    def __getitem__(self, name: str) -> T:
        node, digits = self._root, hash(name)
        while isinstance(node, tuple):
            node, digits = node[digits & (1 << _BITS) - 1], digits >> _BITS
        return node[name]

    def __iter__(self) -> Iterator[str]:
        return _names(self._root)

    def __len__(self) -> int:
        return self._size


def _set(node: _Node[T], name: str, value: T, digits: int, depth: int) -> tuple[_Node[T], bool]:
    """A node with a value set, and whether the name is new in it."""
    if isinstance(node, tuple):
        at = digits & (1 << _BITS) - 1
        child, is_new = _set(node[at], name, value, digits >> _BITS, depth + 1)
        return (*node[:at], child, *node[at + 1 :]), is_new
    is_new = name not in node
    leaf = {**node, name: value}
    return (leaf if len(leaf) <= _LEAF or depth >= _LAST else _split(leaf, depth)), is_new


def _split(leaf: dict[str, T], depth: int) -> _Node[T]:
    parts: list[dict[str, T]] = [{} for _ in range(1 << _BITS)]
    for name, value in leaf.items():
        parts[hash(name) >> depth * _BITS & (1 << _BITS) - 1][name] = value
    return tuple(parts)


def _names(node: _Node[T]) -> Iterator[str]:
    if isinstance(node, tuple):
        for child in node:
            yield from _names(child)
    else:
        yield from node
