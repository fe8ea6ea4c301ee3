"""Read YAML as a graph of nodes, bounded whatever it holds.

Nothing is constructed: an alias is the node it names, and a merge (`<<`) is looked into only for the key that is
asked, so that a file of nested aliases or merges costs what it holds, not what it would expand to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Node = Any
"""A node of PyYAML's, which is imported when there is a file to read, and whose types lack `id`."""

MAX_BYTES = 1_000_000
_MERGES = 100
_MEMBERS = 10_000


class YamlError(ValueError):
    """Text that is not YAML, or too much of it; the message is a clause for a person."""


class Yaml:
    """A node; whatever is not there is answered with None, () or nothing."""

    __slots__ = ("_node",)

    def __init__(self, node: Node | None) -> None:
        self._node = node

    @classmethod
    def parse(cls, data: bytes) -> Yaml:
        """The document; of several the first.

        Raises:
            YamlError: it is none, nested too deeply or too large.
        """
        if len(data) > MAX_BYTES:
            raise YamlError(f"it has more than {MAX_BYTES // 10**6} MB")
        import yaml  # noqa: PLC0415  16 ms that a run without such files need not spend

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            stream = loader(data)
            try:
                return cls(stream.get_node() if stream.check_node() else None)
            finally:
                stream.dispose()
        except yaml.MarkedYAMLError as error:
            where = f" on line {error.problem_mark.line + 1}" if error.problem_mark else ""
            raise YamlError(f"it is not YAML: {error.problem}{where}") from error
        except (yaml.YAMLError, ValueError) as error:
            raise YamlError(f"it is not YAML: {str(error).partition(chr(10))[0]}") from error
        except RecursionError as error:
            raise YamlError("it is nested too deeply") from error

    @property
    def is_null(self) -> bool:
        """Whether nothing is there, or null, or compose's `!reset`."""
        return self._node is None or self._node.tag in ("tag:yaml.org,2002:null", "!reset")

    @property
    def is_map(self) -> bool:
        """Whether it is a mapping."""
        return self._node is not None and self._node.id == "mapping"

    @property
    def text(self) -> str | None:
        """A scalar as it is written, quotes aside; None for null and for all else."""
        if self._node is None or self._node.id != "scalar" or self.is_null:
            return None
        return str(self._node.value)

    @property
    def items(self) -> tuple[Yaml, ...]:
        """The members of a sequence."""
        node = self._node
        return tuple(map(Yaml, node.value[:_MEMBERS])) if node is not None and node.id == "sequence" else ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a mapping and of those it merges, each once."""
        return tuple(dict.fromkeys(key for node in self._merged() for key, _ in _pairs(node)))

    def get(self, *path: str) -> Yaml:
        """The value behind keys, one in the other."""
        found = self
        for key in path:
            values = (value for node in found._merged() for name, value in _pairs(node) if name == key)
            found = Yaml(next(values, None))
        return found

    def _merged(self) -> Iterator[Node]:
        """The mapping and those it merges, in the order in which a key is looked for (yaml.org/type/merge)."""
        waiting = [self._node] if self.is_map else []
        seen: set[int] = set()
        while waiting and len(seen) < _MERGES:
            node = waiting.pop()
            if node is None or node.id == "scalar" or id(node) in seen:
                continue
            seen.add(id(node))
            if node.id == "sequence":  # the members of `<<: [*a, *b]`
                waiting += reversed(node.value[:_MERGES])
                continue
            yield node
            waiting += [value for key, value in reversed(node.value) if key.value == "<<"]


def _pairs(node: Node) -> Iterator[tuple[str, Node]]:
    for key, value in node.value:
        if key.id == "scalar" and key.value != "<<":
            yield str(key.value), value
