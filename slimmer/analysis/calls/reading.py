"""Find the calls in a step: behind `sudo` and its kin, in `sh -c "..."`, in `python -m`, in exec form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from slimmer.analysis.calls.arguments import Argument, FlagUse, Reading, read
from slimmer.analysis.calls.call import Call
from slimmer.analysis.calls.flow import Located, Place, located
from slimmer.analysis.calls.naming import folder_before
from slimmer.analysis.calls.scripts import Step
from slimmer.analysis.calls.state import ShellState
from slimmer.analysis.calls.words import Lookup, splits, word_value
from slimmer.knowledge.commands import Program
from slimmer.knowledge.programs import program as lookup_program
from slimmer.knowledge.vocabulary import Role
from slimmer.model.growing import updated
from slimmer.model.values import Value
from slimmer.records import dataclass, field, replace
from slimmer.syntax.lines import Span
from slimmer.syntax.nodes import ExecForm
from slimmer.syntax.shell import Dialect, Script, ShellSyntaxError, parse_shell, walk
from slimmer.syntax.shell.compounds import For
from slimmer.syntax.shell.nodes import HereDoc, Redirect, SimpleCommand
from slimmer.syntax.shell.words import DoubleQuoted, Literal, Parameter, SingleQuoted, Word

_FIELDS = re.compile("[ \t\n]+")  # the default IFS
_DEEPEST = 4  # how many `sh -c` within each other are read


def calls_of(step: Step) -> Iterator[Call]:
    """The calls of a step in the order they run; a wrapper (`sudo`) is no call of its own, `sh -c` is one."""
    if isinstance(step.form, ExecForm):
        arguments = [Argument(Value(word)) for word in step.form.words]
        source = _Source(step, ShellState(step.scope), 0, 0)
        stretch = Span(0, len(step.text))
        workdir, folder = step.scope.workdir, folder_before(step.scope)
        yield from source.unwrapped(_Found(None, stretch, Place(), tuple(arguments), workdir=workdir, folder=folder))
    elif step.script is not None:
        yield from _Source(step, ShellState(step.scope), 0, 0).calls(step.script, Place())


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """A command on its way to being a call: `words` shrink as wrappers are taken off."""

    command: SimpleCommand | None
    stretch: Span | None
    place: Place
    words: tuple[Argument, ...]
    wrappers: tuple[str, ...] = ()
    assignments: dict[str, Value] = field(default_factory=dict)
    variables: Mapping[str, Value | None] = field(default_factory=dict)
    workdir: Value = field(default_factory=lambda: Value.unknown("not known"))
    folder: str = "/"
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Source:
    """A script being read.

    Attributes:
        state: what the script has set so far.
        base: where its text begins in the text of the step's form; None when it stands there nowhere as it is.
        depth: how many scripts it lies in.
    """

    step: Step
    state: ShellState
    base: int | None
    depth: int

    def calls(self, script: Script, place: Place) -> Iterator[Call]:
        """The calls of a script that runs at `place`."""
        if "for " in script.text:
            names = {each.name.literal for each in walk(script) if isinstance(each, For) and each.name.literal}
            self.state.assign(place, {name: Value.unknown(f"a loop sets {name}") for name in names})
        for each in located(script.body, place):
            yield from self.simple(each)

    def simple(self, each: Located) -> Iterator[Call]:
        """The calls of one simple command."""
        command, place = each
        lookup = self.state.lookup(place.subshell)
        values = {
            each.name: word_value(each.value, lookup) if each.value else Value("") for each in command.assignments
        }
        if not command.words:
            self.state.assign(place, values)
            if not command.redirects:
                return
        words: list[Argument] = [] if command.words else [Argument(Value(":"))]  # `> file` is like `: > file`
        for word in command.words:
            words += self.arguments(word, lookup)
        variables = updated(self.state.variables(place.subshell), values)
        workdir, folder = self.state.workdir(place.subshell), self.state.folder(place.subshell)
        stretch = Span(self.base + command.start, self.base + command.end) if self.base is not None else None
        node = command if self.depth == 0 else None
        found = _Found(node, stretch, place, tuple(words), (), values, variables, workdir, folder, command.redirects)
        for call in self.unwrapped(found):
            yield call
            self.state.run(call)

    def arguments(self, word: Word, lookup: Lookup) -> list[Argument]:
        """The words the shell makes of one: those of an unquoted variable that is known, else one."""
        node = word if self.depth == 0 else None
        if word.literal is not None:
            return [Argument(Value(word.literal), node)]
        value = word_value(word, lookup)
        if value.text is None or not splits(word):
            return [Argument(value, node)]
        texts = [text for text in _FIELDS.split(value.text) if text]
        return [Argument(value.with_text(text), node, whole=len(texts) == 1) for text in texts]

    def unwrapped(self, found: _Found) -> Iterator[Call]:
        """The call itself, or those it stands for."""
        if not found.words:
            return
        name = _base_name(found.words[0])
        program = lookup_program(name) if name else None
        head, behind = found.words[:1], found.words[1:]
        reading = read(program, behind)
        if program is not None and program.runs == "operands":
            rest = behind[reading.rest :]
            if rest:
                yield from self.unwrapped(_behind(found, name, reading, rest))
                return
        if program is not None and program.runs == "module":
            module = _module(program, reading)
            if module is not None:
                at = behind.index(module.value_argument) + 1 if module.value_argument in behind else len(behind)
                head, behind = (*head, *behind[:at]), behind[at:]
                name = module.value.text if module.value is not None and module.value.text else ""
                program = lookup_program(program.modules.get(name, ""))
                reading = read(program, behind)
        call = Call(
            self.step, found.command, found.stretch, found.place, name, program.name if program else name, program,
            head, behind, reading, found.wrappers, found.assignments, found.variables, found.workdir, found.folder,
            redirects=found.redirects,
        )  # fmt: skip
        if program is not None and program.runs == "script":
            inner = tuple(self.nested(call, found))
            yield from inner
            call = replace(call, opened=bool(inner))
        yield call

    def nested(self, call: Call, found: _Found) -> Iterator[Call]:
        """The calls of a script given to a shell: `sh -c "..."`, or a here-document on its standard input."""
        use = call.meaning(Role.SCRIPT)
        if use is not None:
            holder = use.value_argument or next(iter(call.operands), None)
            inner = _text_of(holder, found, self.step.text) if holder is not None else None
            if holder is not None and inner is None and holder.known is not None:
                inner = holder.known, None
        else:
            heredocs = (each.heredoc for each in found.redirects if each.heredoc is not None)
            inner = next(((_body(each), each.start) for each in heredocs if not call.operands), None)
        if inner is None or self.depth >= _DEEPEST:
            return
        text, start = inner
        base = None if start is None or self.base is None else self.base + start
        try:
            script = parse_shell(text, Dialect.BASH)
        except ShellSyntaxError:
            return
        state = ShellState(self.step.scope, found.variables, found.workdir, found.folder)
        place = found.place._replace(subshell=())
        source = _Source(self.step, state, base, self.depth + 1)
        for each in source.calls(script, place):
            yield replace(each, wrappers=(*found.wrappers, call.name, *each.wrappers))


def _base_name(argument: Argument) -> str:
    text = argument.known
    return text.rpartition("/")[2] if text is not None else ""


def _behind(found: _Found, wrapper: str, reading: Reading, rest: Sequence[Argument]) -> _Found:
    """What a wrapper runs: `sudo A=b prog`, `env -i A=b prog`."""
    values: dict[str, Value] = {}
    for operand in reading.operands:
        name, equals, text = (operand.known or "").partition("=")
        if equals and name.isidentifier():
            values[name] = operand.value.with_text(text)
    return replace(
        found,
        words=tuple(rest),
        wrappers=(*found.wrappers, wrapper),
        assignments={**found.assignments, **values},
        variables=updated(found.variables, values),
    )


def _module(program: Program, reading: Reading) -> FlagUse | None:
    """The `-m` of `python -m pip`, when it names a module the tables know."""
    for use in reading.flags:
        if use.means(Role.MODULE) and use.value is not None and use.value.text in program.modules:
            return use
    return None


def _text_of(argument: Argument, found: _Found, script: str) -> tuple[str, int | None] | None:
    """The script in a quoted word, and where it begins: nothing in it may be spelt otherwise than it reads."""
    word = argument.word
    if word is None or found.command is None or len(word.parts) != 1:
        return None
    part = word.parts[0]
    if isinstance(part, SingleQuoted):
        return part.value, part.start + 1
    if isinstance(part, DoubleQuoted) and all(isinstance(each, (Literal, Parameter)) for each in part.parts):
        # Which of the two shells expands a variable makes no difference for what is known of it.
        return script[part.start + 1 : part.end - 1], part.start + 1
    return None


def _body(heredoc: HereDoc) -> str:
    return "".join(part.value for part in heredoc.parts or () if isinstance(part, Literal))


def calls_of_words(step: Step, words: Sequence[Argument], place: Place, workdir: Value) -> tuple[Call, ...]:
    """The calls a list of words makes, as exec form and `exec "$@"` run it."""
    source = _Source(step, ShellState(step.scope, workdir=workdir), None, 1)
    return tuple(source.unwrapped(_Found(None, None, place, tuple(words), workdir=workdir)))


def calls_of_text(
    step: Step, text: str, place: Place, variables: Mapping[str, Value | None], workdir: Value
) -> tuple[Call, ...] | ShellSyntaxError:
    """The calls of a script that stands elsewhere: a file a step runs, an entry of package.json.

    Args:
        step: what runs it.
        text: the script.
        place: when it runs.
        variables: what is set when it begins, `1` and `@` among them.
        workdir: the folder it runs in.
    """
    try:
        script = parse_shell(text, Dialect.BASH)
    except ShellSyntaxError as error:
        return error
    source = _Source(step, ShellState(step.scope, variables, workdir), None, 1)
    return tuple(source.calls(script, place))
