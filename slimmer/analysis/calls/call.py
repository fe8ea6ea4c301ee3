"""One call of a program."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import dropwhile

from slimmer.analysis.calls.arguments import Argument, FlagUse, Reading
from slimmer.analysis.calls.flow import Place, Reach
from slimmer.analysis.calls.scripts import Step
from slimmer.knowledge.commands import Program, Subcommand
from slimmer.knowledge.vocabulary import Effect, Role
from slimmer.model.values import Value
from slimmer.records import dataclass, field, replace
from slimmer.syntax.lines import Span
from slimmer.syntax.nodes import Instruction, ShellForm
from slimmer.syntax.shell.nodes import Redirect, SimpleCommand


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """A program with its words, in a RUN, CMD, ENTRYPOINT or HEALTHCHECK.

    Attributes:
        step: where.
        command: the shell's node; None in exec form and inside quotes (`sh -c "..."`).
        stretch: the whole command in the text of the step's form; None where it stands nowhere as it is.
        place: when it runs.
        name: the program's file name as called ("pip3"), "" when not known.
        program: its name in the tables ("pip"), else `name`.
        table: what the tables say of the program.
        head: the words that name the program, wrappers aside: `pip`, or `python3 -m pip`.
        arguments: the words behind it.
        reading: the same, as the program reads them.
        wrappers: what it runs behind, as called, outermost first: "sudo", "env", "bash".
        assignments: `A=b` in front, of the command or of `env`.
        variables: what the script has set or exported before (None: unset), and `assignments`.
        workdir: the folder it runs in.
        opened: whether it is a shell whose script was read: the calls in it come before it.
        redirects: its redirections, also of a quoted script, whose text they are nodes of.
        folder: the same as `slimmer.analysis.calls.paths` has it, comparable where it is not known.
    """

    step: Step
    command: SimpleCommand | None
    stretch: Span | None
    place: Place
    name: str
    program: str
    table: Program | None
    head: tuple[Argument, ...]
    arguments: tuple[Argument, ...]
    reading: Reading
    wrappers: tuple[str, ...] = ()
    assignments: Mapping[str, Value] = field(default_factory=dict)
    variables: Mapping[str, Value | None] = field(default_factory=dict)
    workdir: Value = field(default_factory=lambda: Value.unknown("the working directory is not known"))
    folder: str = "/"
    opened: bool = False
    redirects: tuple[Redirect, ...] = ()

    @property
    def instruction(self) -> Instruction:
        """RUN, CMD, ENTRYPOINT or HEALTHCHECK (not ONBUILD around it)."""
        return self.step.instruction

    @property
    def span(self) -> Span | None:
        """The whole command in the file; None where it stands nowhere as it is."""
        if self.stretch is None:
            return None
        form = self.step.form
        if not isinstance(form, ShellForm):
            return Span(form.start, form.end)
        return Span(form.folded.start_of(self.stretch.start), form.folded.end_of(self.stretch.end))

    @property
    def subcommand(self) -> str:
        """Its name in the tables, or as written when not known; "" for a bare call."""
        return self.reading.subcommand

    @property
    def knowledge(self) -> Subcommand | None:
        """What the tables say of the subcommand."""
        return self.reading.known

    @property
    def flags(self) -> tuple[FlagUse, ...]:
        """The flags in order."""
        return self.reading.flags

    @property
    def operands(self) -> tuple[Argument, ...]:
        """The words that are neither flags, their values nor the subcommand."""
        return self.reading.operands

    @property
    def last_of_name(self) -> Argument:
        """The word behind which a flag may be put: the subcommand's, else the program's.

        It has no place in the script where a variable holds more than the name: `$PIP` for `pip install -r`.
        """
        named = self.reading.subcommand_arguments
        last = named[-1] if named else self.head[-1]
        behind = list(dropwhile(lambda each: each is not last, self.arguments))[1:] if named else self.arguments
        is_shared = last.word is not None and any(each.word is last.word for each in behind)
        return replace(last, word=None) if is_shared else last

    @property
    def editable(self) -> bool:
        """Whether verbs can change its words."""
        return self.command is not None and all(argument.word is not None for argument in self.head)

    @property
    def is_named_by_build(self) -> bool:
        """Whether an argument of the build names the program: `$PIP`, not `$PYTHON -m pip` or `$CONDA_DIR/bin/pip`."""
        word, name = self.head[-1].word, self.head[-1].value
        spelt = self.step.text[word.start : word.end].strip("\"'") if word is not None else ""
        return not name.is_certain and spelt.rpartition("/")[2].startswith("$")

    @property
    def reach(self) -> Reach:
        """When it runs."""
        return self.place.reach

    def is_(self, program: str, *subcommands: str) -> bool:
        """Whether it calls `program` with one of `subcommands`, or with any when none is given."""
        return self.program == program and (not subcommands or self.subcommand in subcommands)

    def flag(self, *names: str) -> FlagUse | None:
        """The last flag of one of these names."""
        for use in reversed(self.reading.flags):
            if use.name in names:
                return use
        return None

    def has(self, *names: str) -> bool:
        """Whether a flag of one of these names is given."""
        return self.flag(*names) is not None

    def meaning(self, role: Role) -> FlagUse | None:
        """The last flag that means `role`."""
        for use in reversed(self.reading.flags):
            if use.means(role):
                return use
        return None

    def does(self, *effects: Effect) -> bool:
        """Whether the tables say that it has one of these effects, and no flag says that it only pretends."""
        known = self.reading.known
        if known is None or known.effects.isdisjoint(effects):
            return False
        return not self.pretends

    @property
    def pretends(self) -> bool:
        """Whether a flag says that it does nothing: `--dry-run`, `--help`, `--version`."""
        return any(use.says(_HARMLESS) for use in self.reading.flags)

    def variable(self, name: str) -> Value | None:
        """An environment variable as the program sees it; None when it is certainly not set."""
        if name in self.variables:
            return self.variables[name]
        return self.step.scope.lookup(name)

    @property
    def place_in_file(self) -> Span:
        """Where it stands in the file; the whole instruction where it stands nowhere as it is."""
        return self.span or Span(self.step.outer.start, self.step.outer.end)

    @property
    def line(self) -> int:
        """The instruction's first line, 1-based."""
        return self.step.outer.lines[0]


_HARMLESS = frozenset((Role.DRY_RUN, Role.HELP, Role.VERSION))
