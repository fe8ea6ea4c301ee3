"""From the words a person asks with to what the tables hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from slimmer.errors import UsageError
from slimmer.knowledge.commands import Program, Subcommand
from slimmer.knowledge.images import Image, families, image
from slimmer.knowledge.programs import names, program
from slimmer.knowledge.vocabulary import Flag, Operands
from slimmer.records import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Command:
    """What was asked of a program.

    Attributes:
        subcommand: the one that was named; None when only the program was, which has some.
        flags: those that were named.
        packages: operands of a call that installs packages.
    """

    program: Program
    subcommand: Subcommand | None
    flags: tuple[Flag, ...] = ()
    packages: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Program and subcommand as a script has them."""
        return f"{self.program.name} {self.subcommand.name}".rstrip(" ") if self.subcommand else self.program.name


def asked_command(words: Sequence[str]) -> Command:
    """Find what the words of a call name: program, subcommand, flags, packages.

    Raises:
        UsageError: the tables do not hold it; the message names what they hold that is spelled alike.
    """
    known, rest = _program(words)
    operands = [word for word in rest if not word.startswith("-")]
    subcommand, used = known.find(operands)
    if subcommand is None and operands:
        spelled = (each for sub in known.subcommands for each in (sub.name, *sub.aliases) if each)
        raise UsageError(f"nothing is known of `{known.name} {operands[0]}`{alike(' '.join(operands), spelled)}")
    flags = tuple(_flag(known, subcommand, word) for word in rest if word.startswith("-"))
    left = operands[used:]
    if left and (subcommand is None or subcommand.operands is not Operands.PACKAGES):
        raise UsageError(f"`{left[0]}` is too much: ask for `{Command(known, subcommand).name}`")
    return Command(known, subcommand, flags, tuple(left))


def asked_image(reference: str) -> Image:
    """Find the image a reference names.

    Raises:
        UsageError: nothing is known of its family; the message names those that are spelled alike.
    """
    found = image(reference)
    if found is None:
        name = reference.partition("@")[0].partition(":")[0]
        raise UsageError(f"nothing is known of the image `{reference}`{alike(name, families())}")
    return found


def alike(word: str, known: Iterable[str]) -> str:
    """The end of a message: what is known and spelled like the word, or nothing."""
    import difflib  # noqa: PLC0415  only a wrong word needs it

    close = [f"`{each}`" for each in difflib.get_close_matches(word, sorted(set(known)), n=3)]
    return f"; did you mean {', '.join(close[:-1])}{' or ' if close[:-1] else ''}{close[-1]}?" if close else ""


def _program(words: Sequence[str]) -> tuple[Program, Sequence[str]]:
    found = program(words[0])
    if found is None:
        raise UsageError(f"nothing is known of `{words[0]}`{alike(words[0], (*names(), *families()))}")
    if found.runs == "module" and len(words) > 2 and words[1] == "-m" and words[2] in found.modules:
        return _program([found.modules[words[2]], *words[3:]])
    if found.runs == "operands":
        inner = next((at for at, word in enumerate(words[1:], 1) if program(word) is not None), 0)
        if inner:
            return _program(words[inner:])
    return found, words[1:]


def _flag(known: Program, subcommand: Subcommand | None, word: str) -> Flag:
    found = known.flag(word, subcommand)
    if found is None:
        spelled = (name for flag in known.flags_of(subcommand) for name in flag.names)
        raise UsageError(
            f"`{Command(known, subcommand).name}` has no flag `{word}` that is known{alike(word, spelled)}"
        )
    return found
