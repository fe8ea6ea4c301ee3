"""How the commands of a script lie in its lists, groups and conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from slimmer.analysis.calls.flow import is_test
from slimmer.records import dataclass, field
from slimmer.syntax.shell import Script, children
from slimmer.syntax.shell.compounds import Group, Subshell
from slimmer.syntax.shell.nodes import AndOr, Command, List, ListItem, Node, Pipeline, SimpleCommand


@dataclass(frozen=True, slots=True, eq=False)
class Nesting:
    """A script's nodes with what each lies in."""

    _above: dict[int, Node]
    _decided: dict[int, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, script: Script) -> Nesting:
        """The nesting of a script."""
        above: dict[int, Node] = {}
        stack: list[Node] = [script]
        while stack:
            node = stack.pop()
            for child in children(node):
                above[id(child)] = node
                stack.append(child)
        return cls(above)

    def around(self, node: Node) -> Iterator[Node]:
        """What a node lies in, from the inside out."""
        inner: Node | None = self._above.get(id(node))
        while inner is not None:
            yield inner
            inner = self._above.get(id(inner))

    def together(self, first: SimpleCommand, second: SimpleCommand) -> bool:
        """Whether both run as often as each other: only groups and subshells part them."""
        outer = {id(node) for node in self.around(first)}
        shared = next((node for node in self.around(second) if id(node) in outer), None)
        return all(self._only_groups(command, shared) for command in (first, second))

    def _only_groups(self, command: SimpleCommand, upto: Node | None) -> bool:
        for node in self.around(command):
            if node is upto:
                return True
            if not isinstance(node, (Group, Subshell, AndOr, List, ListItem, Pipeline)):
                return False
        return upto is None

    def is_alternative(self, command: SimpleCommand) -> bool:
        """Whether a command of its list in front of it decides if it runs: a test, or `||`."""
        return any(id(inner) in self._decided_in(node) for node, inner in self._lists(command))

    def _decided_in(self, node: AndOr) -> frozenset[int]:
        """The `id` of each member of a list that stands behind a test or a `||`."""
        if id(node) not in self._decided:
            members = node.pipelines
            ors = next((at for at, operator in enumerate(node.operators) if operator.text == "||"), len(members))
            tests = next((at for at, each in enumerate(members) if is_test(each)), len(members))
            first = min(ors, tests)
            self._decided[id(node)] = frozenset(map(id, members[first + 1 :]))
        return self._decided[id(node)]

    def _lists(self, command: SimpleCommand) -> Iterator[tuple[AndOr, Pipeline]]:
        """The lists around a command, up to the condition or loop it lies in, each with the member it lies in."""
        inner: Node = command
        for node in self.around(command):
            if isinstance(node, AndOr) and isinstance(inner, Pipeline):
                yield node, inner
            if not isinstance(node, (Group, Subshell, AndOr, List, ListItem, Pipeline)):
                return
            inner = node

    def are_alternatives(self, commands: Iterable[SimpleCommand]) -> bool:
        """Whether the commands are all members of one `a || b || c`, so that one of them ran."""
        tops = [next(self._lists(command), None) for command in commands]
        lists = {id(each[0]) for each in tops if each is not None}
        if len(lists) != 1 or None in tops or tops[0] is None:
            return False
        chain = tops[0][0]
        members = {id(each[1]) for each in tops if each is not None}
        last = max(at for at, pipeline in enumerate(chain.pipelines) if id(pipeline) in members)
        return all(operator.text == "||" for operator in chain.operators[:last]) and len(members) == last + 1

    def last_of_pipeline(self, command: SimpleCommand) -> Command | None:
        """The last command of the pipeline a command is part of."""
        pipeline = self._above.get(id(command))
        return pipeline.commands[-1] if isinstance(pipeline, Pipeline) else None
