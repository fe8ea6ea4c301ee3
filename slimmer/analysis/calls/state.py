"""What a script has changed so far: variables and the working directory, each subshell on its own."""

from __future__ import annotations

from collections.abc import Mapping

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.call import Call
from slimmer.analysis.calls.flow import Place, Reach
from slimmer.analysis.calls.naming import folder_before, paths_of
from slimmer.analysis.calls.words import FRESH, Lookup, is_mktemp
from slimmer.model.growing import updated
from slimmer.model.paths import absolute
from slimmer.model.scopes import Scope
from slimmer.model.values import LONGEST, Value
from slimmer.records import dataclass, replace
from slimmer.syntax.shell.words import Literal

_Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder as a value, and as a path that is comparable where the value is not known."""

    workdir: Value
    path: str


_MOST_FOLDERS = 64  # that wait for `popd`
_SETTERS = ("read", "mapfile", "readarray", "getopts", "for", "let")


class ShellState:
    """Grows while a script is read, in the order its commands run."""

    def __init__(
        self,
        scope: Scope,
        variables: Mapping[str, Value | None] | None = None,
        workdir: Value | None = None,
        folder: str | None = None,
    ) -> None:
        self._scope = scope
        self._variables: dict[_Path, Mapping[str, Value | None]] = {(): variables or {}}
        self._places: dict[_Path, tuple[_Folder, ...]] = {
            (): (_Folder(workdir or scope.workdir, folder or folder_before(scope)),)
        }

    def variables(self, shell: _Path) -> Mapping[str, Value | None]:
        """What the script has set, as a command in `shell` sees it; None for what it unset. It stays as it is."""
        return self._variables[self._enter(shell)]

    def workdir(self, shell: _Path) -> Value:
        """The folder a command in `shell` runs in."""
        return self._places[self._enter(shell)][-1].workdir

    def folder(self, shell: _Path) -> str:
        """The same, comparable where it is not known."""
        return self._places[self._enter(shell)][-1].path

    def lookup(self, shell: _Path) -> Lookup:
        """Variables as a command in `shell` sees them."""
        own = self.variables(shell)

        def find(name: str) -> Value | None:
            return own[name] if name in own else self._scope.lookup(name)

        return find

    def _enter(self, shell: _Path) -> _Path:
        """A subshell begins with what the outer one has."""
        if shell not in self._variables:
            outer = self._enter(shell[:-1])
            self._variables[shell] = self._variables[outer]
            self._places[shell] = self._places[outer]
        return shell

    def assign(self, place: Place, values: Mapping[str, Value | None]) -> None:
        """Variables set by a command at `place`."""
        if place.reach is Reach.MAYBE:
            values = {name: Value.unknown(f"{name} is set {place.where}") for name in values}
        shell = self._enter(place.subshell)
        self._variables[shell] = updated(self._variables[shell], values)

    def run(self, call: Call) -> None:
        """What a call changes in the shell that runs it."""
        if call.wrappers and call.wrappers != ("builtin",):
            return
        if call.name in ("cd", "pushd", "popd"):
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
        *below, before = self._places[shell]
        if call.reach is Reach.MAYBE:
            self._places[shell] = (_nowhere(call),)
        elif call.name == "popd":
            self._places[shell] = tuple(below) if below and not call.arguments else (_nowhere(call),)
        elif call.name == "pushd":
            self._places[shell] = (*below[-_MOST_FOLDERS:], before, _changed(call, before))
        else:
            self._places[shell] = (*below, _changed(call, before))


def _nowhere(call: Call) -> _Folder:
    why = f"`{call.name}` goes to a folder that is not known"
    return _Folder(Value.unknown(why), paths.name(id(call), looks_like="/"))


def _changed(call: Call, before: _Folder) -> _Folder:
    """Where `cd` goes from `before`: to its operand, or home."""
    target = call.operands[0].value if call.operands else call.variable("HOME")
    found = paths_of(call, call.operands[0]) if call.operands else ()
    if call.operands and (target is None or target.text == "-" or len(found) != 1 or not paths.is_exact(found[0])):
        return _nowhere(call)
    if found and len(found[0]) > LONGEST:
        return _nowhere(call)
    path = found[0] if found else paths.name("HOME", call.step.scope.user.text, id(call), looks_like="/")
    if target is None or target.text is None:
        return replace(_nowhere(call), path=path)
    where = absolute(target.text, before.workdir.text)
    sure = target if target.text.startswith("/") else before.workdir
    return _Folder(sure.with_text(where), path) if where is not None else replace(_nowhere(call), path=path)


def _assigned(call: Call) -> list[tuple[str, Value]]:
    found = []
    for operand in call.operands:
        name, equals, text = (operand.known or "").partition("=")
        if equals and name.isidentifier():
            found.append((name, operand.value.with_text(text)))
        elif operand.known is None and operand.word is not None and isinstance(operand.word.parts[0], Literal):
            name, equals, text = operand.word.parts[0].value.partition("=")
            if equals and name.isidentifier():
                found.append((name, Value.unknown(FRESH if not text and is_mktemp(operand.word.parts[1:]) else "")))
    return found
