r"""Matchers over the frozen typed nodes, in the manner of LibCST's.

A matcher names a kind of node and what some of its fields must be; fields not named may be anything:

>>> from slimmer.syntax import nodes
>>> from slimmer.syntax.parser import parse
>>> from slimmer.text.source import Source
>>> tree = parse(Source("Dockerfile", "FROM a AS b\nCOPY --from=b x y z/\n"))
>>> copies = find_all(tree, Matcher(nodes.Copy, words=[REST, Matcher(nodes.Token, text="z/")]))
>>> [copy.lines for copy in copies]
[(2, 2)]

It is used on a shell's tree in the same way, where a command is found by the value of its words:

>>> from slimmer.syntax.shell import parse_shell
>>> from slimmer.syntax.shell.nodes import SimpleCommand
>>> from slimmer.syntax.shell.words import Word
>>> def word(value: str) -> Matcher:
...     return Matcher(Word, literal=value)
>>> script = parse_shell("apt-get -y install curl && pip install x")
>>> installs = Matcher(SimpleCommand, words=[OneOf(word("apt-get"), word("pip")), REST, word("install"), REST])
>>> [script.text[found.start : found.end] for found in find_all(script, installs)]
['apt-get -y install curl', 'pip install x']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeAlias

from slimmer.records import dataclass, field_names
from slimmer.syntax.nodes import Dockerfile, Onbuild
from slimmer.syntax.nodes import Node as DockerNode
from slimmer.syntax.shell.nodes import Node as ShellNode
from slimmer.syntax.shell.walk import children


class Anything:
    """Matches whatever is there, None too."""


class Rest:
    """In a sequence: any number of members, none too."""


ANY: Final = Anything()
REST: Final = Rest()


@dataclass(frozen=True, slots=True, init=False)
class Matcher:
    """Matches nodes of `kind` (or of a kind below it) whose named fields match.

    Args:
        kind: a class of nodes.
        where: fields or properties, each a value to be equal to, a matcher, a predicate, or a list for a tuple.

    Raises:
        TypeError: no node of this kind has a field of that name.
    """

    kind: type[Any]
    where: tuple[tuple[str, Pattern], ...]

    def __init__(self, kind: type[Any], **where: Pattern) -> None:
        for name in where:
            if name not in field_names(kind) and not hasattr(kind, name):
                raise TypeError(f"{kind.__name__} has no {name!r}")
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "where", tuple(where.items()))


@dataclass(frozen=True, slots=True, init=False)
class OneOf:
    """Matches what any of its patterns matches."""

    patterns: tuple[Pattern, ...]

    def __init__(self, *patterns: Pattern) -> None:
        object.__setattr__(self, "patterns", patterns)


@dataclass(frozen=True, slots=True)
class Not:
    """Matches what its pattern does not."""

    pattern: Pattern


Pattern: TypeAlias = (
    Matcher | OneOf | Not | Anything | Rest | Callable[[Any], bool] | Sequence["Pattern"] | str | int | bool | None
)


def matches(value: object, pattern: Pattern) -> bool:
    """Whether a node, or what a field holds, is what `pattern` describes."""
    if isinstance(pattern, Anything):
        return True
    if isinstance(pattern, OneOf):
        return any(matches(value, each) for each in pattern.patterns)
    if isinstance(pattern, Not):
        return not matches(value, pattern.pattern)
    if isinstance(pattern, Matcher):
        return isinstance(value, pattern.kind) and all(
            matches(getattr(value, name), each) for name, each in pattern.where
        )
    if isinstance(pattern, (list, tuple)):
        return isinstance(value, (list, tuple)) and _sequence(value, pattern)
    if callable(pattern):
        return bool(pattern(value))
    return type(value) is type(pattern) and value == pattern


def find_all(root: Dockerfile | DockerNode | ShellNode, pattern: Pattern) -> Iterator[Any]:
    """The nodes of `root`, itself and all below it, that match, each before those below it.

    A Dockerfile's instructions are searched, not the scripts they hold: a script's tree depends on its shell.
    """
    if matches(root, pattern):
        yield root
    for child in _below(root):
        yield from find_all(child, pattern)


def _sequence(values: Sequence[object], patterns: Sequence[Pattern]) -> bool:
    """Whether `values` match in order; `reached` holds the numbers of patterns the values so far may have used."""
    reached = _skipped({0}, patterns)
    for value in values:
        used = {at for at in reached if at < len(patterns) and isinstance(patterns[at], Rest)}
        met = {
            at + 1
            for at in reached
            if at < len(patterns) and not isinstance(patterns[at], Rest) and matches(value, patterns[at])
        }
        reached = _skipped(used | met, patterns)
    return len(patterns) in reached


def _skipped(reached: set[int], patterns: Sequence[Pattern]) -> set[int]:
    """`reached`, and what lies behind a `REST` that takes nothing."""
    found = set(reached)
    for at in sorted(reached):
        while at < len(patterns) and isinstance(patterns[at], Rest):
            at += 1  # noqa: PLW2901  every REST in a row may take nothing
            found.add(at)
    return found


def _below(node: object) -> Iterator[Any]:
    if isinstance(node, Dockerfile):
        yield from node.items
    elif isinstance(node, ShellNode):
        yield from children(node)
    elif isinstance(node, Onbuild):  # the here-documents are those of the instruction inside it
        yield from _held(node, ("keyword", "flags", "inner"))
    elif isinstance(node, DockerNode):
        yield from _held(node, field_names(type(node)))


def _held(node: object, names: tuple[str, ...]) -> Iterator[Any]:
    for name in names:
        value = getattr(node, name)
        yield from (each for each in (value if type(value) is tuple else (value,)) if isinstance(each, DockerNode))
