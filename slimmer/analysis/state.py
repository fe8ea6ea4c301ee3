"""What a script has changed so far: variables and the working directory, each subshell on its own."""

from __future__ import annotations

from collections.abc import Mapping

from slimmer.analysis.call import Call
from slimmer.analysis.flow import Place, Reach
from slimmer.analysis.words import Lookup
from slimmer.model.mounts import absolute
from slimmer.model.scopes import Scope
from slimmer.model.values import Value

_Path = tuple[int, ...]
_SETTERS = ("read", "mapfile", "readarray", "getopts", "for", "let")


class ShellState:
    """Grows while a script is read, in the order its commands run."""

    def __init__(
        self, scope: Scope, variables: Mapping[str, Value | None] | None = None, workdir: Value | None = None
    ) -> None:
        self._scope = scope
        self._variables: dict[_Path, dict[str, Value | None]] = {(): dict(variables or {})}
        self._workdir: dict[_Path, Value] = {(): workdir or scope.workdir}

    def variables(self, shell: _Path) -> Mapping[str, Value | None]:
        """What the script has set, as a command in `shell` sees it; None for what it unset."""
        return self._variables[self._enter(shell)]

    def workdir(self, shell: _Path) -> Value:
        """The folder a command in `shell` runs in."""
        return self._workdir[self._enter(shell)]

    def lookup(self, shell: _Path) -> Lookup:
        """Variables as a command in `shell` sees them."""
        own = self.variables(shell)

        def find(name: str) -> Value | None:
            return own[name] if name in own else self._scope.lookup(name)

        return find

    def _enter(self, shell: _Path) -> _Path:
        """A subshell begins with a copy of what the outer one has."""
        if shell not in self._variables:
            outer = self._enter(shell[:-1])
            self._variables[shell] = dict(self._variables[outer])
            self._workdir[shell] = self._workdir[outer]
        return shell

    def assign(self, place: Place, values: Mapping[str, Value | None]) -> None:
        """Variables set by a command at `place`."""
        own = self._variables[self._enter(place.subshell)]
        for name, value in values.items():
            own[name] = value if place.reach > Reach.MAYBE else Value.unknown(f"{name} is set {place.where}")

    def run(self, call: Call) -> None:
        """What a call changes in the shell that runs it."""
        if call.wrappers and call.wrappers != ("builtin",):
            return
        if call.name == "cd":
            self._change(call)
        elif call.name in ("export", "declare", "typeset", "local", "readonly"):
            self.assign(call.place, dict(_assigned(call)))
        elif call.name == "unset":
            names = (each.known for each in call.operands if each.known)
            self.assign(call.place, dict.fromkeys(names))
        elif call.name in _SETTERS:
            names = (each.known for each in call.operands if each.known)
            self.assign(call.place, {name: Value.unknown(f"{name} is read") for name in names})

    def _change(self, call: Call) -> None:
        shell = self._enter(call.place.subshell)
        before = self._workdir[shell]
        target = call.operands[0].value if call.operands else call.variable("HOME")
        if target is None or target.text is None or call.reach is Reach.MAYBE or target.text == "-":
            self._workdir[shell] = Value.unknown("`cd` goes to a folder that is not known")
            return
        where = absolute(target.text, before.text)
        sure = target if target.text.startswith("/") else before
        self._workdir[shell] = sure.with_text(where) if where is not None else before


def _assigned(call: Call) -> list[tuple[str, Value]]:
    found = []
    for operand in call.operands:
        name, equals, text = (operand.known or "").partition("=")
        if equals and name.isidentifier():
            found.append((name, operand.value.with_text(text)))
    return found
