"""The words of a call, and how a program reads them: flags, their values, subcommand and operands."""

from __future__ import annotations

from collections.abc import Sequence

from slimmer.knowledge.commands import Program, Subcommand
from slimmer.knowledge.vocabulary import Flag, Role, Takes
from slimmer.model.values import Value
from slimmer.records import dataclass
from slimmer.syntax.shell.words import Word


@dataclass(frozen=True, slots=True, eq=False)
class Argument:
    """One word a program is called with.

    Attributes:
        value: what the program gets; patterns are as written.
        word: the word of the script's tree that verbs can edit; None inside quotes and in exec form.
        whole: whether it is all of its word: an unquoted variable may hold several.
    """

    value: Value
    word: Word | None = None
    whole: bool = True

    @property
    def known(self) -> str | None:
        """The value as far as the file tells (a default counts), else None."""
        return self.value.text

    @property
    def has_glob(self) -> bool:
        """Whether the shell makes file names of it."""
        return self.word is not None and self.word.has_glob


@dataclass(frozen=True, slots=True, eq=False)
class FlagUse:
    """A flag in a call.

    Attributes:
        name: with its dashes, without the value: `--no-cache-dir`, `-y` (also out of `-qy`).
        argument: the word it stands in.
        value: None where it has none.
        value_argument: the word its value stands in, which may be the same.
        flag: what is known of it; None for a flag of a program or of a name that is not known.
    """

    name: str
    argument: Argument
    value: Value | None = None
    value_argument: Argument | None = None
    flag: Flag | None = None

    def means(self, role: Role) -> bool:
        """Whether it says `role`, with this value."""
        return self.flag is not None and role in self.flag.means(self.value.text if self.value is not None else None)

    def says(self, roles: frozenset[Role]) -> bool:
        """Whether it says one of these roles, with this value."""
        if self.flag is None:
            return False
        return not roles.isdisjoint(self.flag.means(self.value.text if self.value is not None else None))


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The words behind a program, as it reads them.

    Attributes:
        subcommand: its name in the tables ("install"), "" for the bare call or one that is not known.
        subcommand_arguments: the words that name it.
        flags: in order.
        operands: the rest, in order.
        rest: for a program that runs another call: where that call's words begin.
        known: what the tables say of the subcommand.
    """

    subcommand: str
    subcommand_arguments: tuple[Argument, ...]
    flags: tuple[FlagUse, ...]
    operands: tuple[Argument, ...]
    rest: int
    known: Subcommand | None = None


def read(program: Program | None, arguments: Sequence[Argument]) -> Reading:
    """Read the words behind the name of a program; without a table every `-word` is a flag without a value."""
    if program is None:
        return _read_without_table(arguments)
    reader = _Reader(program, arguments)
    reader.run()
    return Reading(
        reader.name, tuple(reader.named_by), tuple(reader.flags), tuple(reader.operands), reader.at, reader.subcommand
    )


def _read_without_table(arguments: Sequence[Argument]) -> Reading:
    flags: list[FlagUse] = []
    operands: list[Argument] = []
    for at, argument in enumerate(arguments):
        text = argument.value.text
        if text is None or text[:1] != "-" or text == "-":
            operands.append(argument)
        elif text == "--":
            operands += arguments[at + 1 :]
            break
        else:
            name, equals, value = text.partition("=")
            known = argument.value.with_text(value) if equals else None
            flags.append(FlagUse(name, argument, known, argument if equals else None))
    return Reading("", (), tuple(flags), tuple(operands), len(arguments))


class _Reader:
    def __init__(self, program: Program, arguments: Sequence[Argument]) -> None:
        self.program, self.arguments = program, arguments
        self.at = 0
        self.flags: list[FlagUse] = []
        self.operands: list[Argument] = []
        self.subcommand = program.subcommand("")
        self.name = ""
        self.named_by: list[Argument] = []
        self.wants_name = program.takes_subcommand
        self.skip = program.skip if program.runs else 0

    def run(self) -> None:
        while self.at < len(self.arguments):
            argument = self.arguments[self.at]
            text = argument.value.text
            if text == "--":
                self.at += 1
                self.rest()
                return
            if text is not None and len(text) > 1 and text.startswith("-"):
                self.at += 1
                self.flag(argument, text)
            elif self.operand(argument, text):
                return

    def rest(self) -> None:
        """Behind `--` all words are operands; a program that runs another call is done with its own."""
        if self.program.runs != "operands":
            self.operands += self.arguments[self.at :]
            self.at = len(self.arguments)

    def operand(self, argument: Argument, text: str | None) -> bool:
        """Take one operand; True when the words behind belong to another call."""
        program = self.program
        if program.runs == "operands":
            is_assignment = program.assignments and text is not None and _is_assignment(text)
            if not is_assignment and not self.skip:
                return True
            self.skip -= not is_assignment
        elif program.runs and not program.permutes and not self.operands:
            self.operands += self.arguments[self.at :]  # a script and its own words
            return True
        if self.wants_name:
            self.wants_name = False
            if self.names():
                return False
        if program.bare_first and self.at == 0 and text:
            self.at += 1
            self.cluster(argument, text)
            return False
        self.at += 1
        self.operands.append(argument)
        if not program.permutes and not program.runs:
            self.rest()
        return False

    def names(self) -> bool:
        """Take the words that name the subcommand."""
        words: list[str] = []
        for argument in self.arguments[self.at : self.at + 3]:
            if argument.known is None or argument.known.startswith("-"):
                break
            words.append(argument.known)
        found, used = self.program.find(words)
        if not words:
            return False
        if found is not None:
            self.subcommand, self.name = found, found.name
        else:
            self.name, used = words[0], 1
        self.named_by = list(self.arguments[self.at : self.at + used])
        self.at += used
        return used > 0

    def flag(self, argument: Argument, text: str) -> None:
        program = self.program
        known = self.lookup(text)
        is_long = text.startswith("--") or program.single_dash_long
        spelt = known is not None and text.partition("=")[0] in known.names  # `-ofile` is no flag of that name
        if spelt or is_long or not program.clusters:
            self.long(argument, text, known)
        else:
            self.cluster(argument, text[1:])

    def lookup(self, token: str) -> Flag | None:
        return self.program.flag(token, self.subcommand)

    def long(self, argument: Argument, text: str, known: Flag | None) -> None:
        name, equals, value = text.partition("=")
        if equals:
            self.add(name, argument, argument.value.with_text(value), argument, known)
        else:
            self.add(name, argument, None, None, known)

    def cluster(self, argument: Argument, letters: str) -> None:
        """`-xzf name`: the first letter that takes a value has the rest of the word, or else the next one."""
        for at, letter in enumerate(letters):
            name = "-" + letter
            known = self.lookup(name)
            tail = letters[at + 1 :]
            if known is not None and known.takes is not Takes.NOTHING and tail:
                attached = argument.value.with_text(tail.removeprefix("="))
                self.add(name, argument, attached, argument, known)
                return
            self.add(name, argument, None, None, known)

    def add(
        self, name: str, argument: Argument, value: Value | None, holder: Argument | None, known: Flag | None
    ) -> None:
        takes_next = known is not None and known.takes is Takes.REQUIRED and value is None
        if takes_next and self.at < len(self.arguments):
            holder = self.arguments[self.at]
            value = holder.value
            self.at += 1
        self.flags.append(FlagUse(name, argument, value, holder, known))
        selected = self.program.subcommand(name) if not self.name else None
        if selected is not None and name in selected.selected_by:
            self.subcommand, self.name = selected, selected.name


def _is_assignment(text: str) -> bool:
    name, equals, _ = text.partition("=")
    return bool(equals) and name.isidentifier()
