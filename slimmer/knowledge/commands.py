"""Programs and their subcommands: how their words are read and what a call does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from slimmer.knowledge.vocabulary import Effect, Flag, Operands, Role, Source, Switch, Takes
from slimmer.records import dataclass, field


@dataclass(frozen=True, slots=True, eq=False)
class Subcommand:
    """What one subcommand does; the one named "" is the bare call.

    Attributes:
        name: one word, or several ("cache clean").
        aliases: other names.
        selected_by: flags that select it, where a flag takes the place of a subcommand (tar "-x").
        does: one sentence.
        writes: names of the caches it fills.
        needs: names of the caches it cannot do without.
        reads: paths it reads though no word names them; "*" for any that a file of its own names.
        cleans: names of the caches it empties, whatever its flags.
        cleans_with: names of the caches it empties when the flag (any spelling of it) is there.
        flags: its own, beside the program's.
        no_cache: the flag to add so that it leaves no cache, "" when there is none.
        sources: its own, where they differ from the program's.
    """

    name: str
    aliases: tuple[str, ...] = ()
    selected_by: tuple[str, ...] = ()
    does: str = ""
    effects: frozenset[Effect] = frozenset()
    operands: Operands = Operands.ANY
    writes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    cleans: tuple[str, ...] = ()
    cleans_with: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    flags: tuple[Flag, ...] = ()
    no_cache: str = ""
    note: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """One program.

    Attributes:
        name: canonical.
        family: name of the table.
        aliases: other names; "*" stands for a version ("pip3.*").
        what: one sentence.
        flags: those that every subcommand takes.
        environment: variables that mean something to it, beside those that move its caches.
        permutes: flags may follow operands.
        clusters: single letters may be joined ("-xzf"), the last with its value.
        single_dash_long: long flags have one dash ("java -jar"); never clusters.
        bare_first: the first word may be a cluster without a dash ("tar xzf").
        takes_subcommand: the first operand names what to do.
        runs: "" or where another call lies: "operands" (sudo, env), "script" (sh -c), "module" (python -m).
        skip: operands before that call (1 for `timeout 5 call`).
        assignments: operands of the form NAME=value may stand before that call.
        modules: for "module": module to program.
    """

    name: str
    family: str
    aliases: tuple[str, ...] = ()
    what: str = ""
    flags: tuple[Flag, ...] = ()
    subcommands: tuple[Subcommand, ...] = ()
    environment: tuple[Switch, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    permutes: bool = True
    clusters: bool = True
    single_dash_long: bool = False
    bare_first: bool = False
    takes_subcommand: bool = False
    runs: str = ""
    skip: int = 0
    assignments: bool = False
    modules: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def subcommand(self, name: str) -> Subcommand | None:
        """Find a subcommand by name, alias or the flag that selects it; "" is the bare call."""
        return _subcommands_by_name(self).get(name)

    def find(self, operands: Sequence[str]) -> tuple[Subcommand | None, int]:
        """Find the subcommand the leading operands name, the longest match first.

        Returns:
            The subcommand and the number of operands that name it; (None, 0) when the first names none known.
        """
        if not self.takes_subcommand or not operands:
            return self.subcommand(""), 0
        for length in (3, 2, 1):
            if length <= len(operands):
                found = self.subcommand(" ".join(operands[:length]))
                if found is not None:
                    return found, length
        return None, 0

    def flags_of(self, subcommand: Subcommand | None = None) -> tuple[Flag, ...]:
        """Give the flags a call of the subcommand understands, its own first."""
        return self.flags if subcommand is None else (*subcommand.flags, *self.flags)

    def flag(self, token: str, subcommand: Subcommand | None = None) -> Flag | None:
        """Find the flag a word spells: "-y", "--yes", "--omit=dev", "-j4" (a letter with its value).

        Abbreviations of long flags are not expanded, clusters of letters not taken apart.
        """
        if not token.startswith("-"):
            return None
        spelled = _flags_by_name(self, subcommand)
        found = spelled.get(token) or spelled.get(token.split("=", 1)[0])
        if found is not None or self.single_dash_long or token.startswith("--"):
            return found
        letter = spelled.get(token[:2])
        return None if letter is None or letter.takes is Takes.NOTHING else letter

    def cleaned(self, subcommand: Subcommand, flags: Iterable[str]) -> frozenset[str]:
        """Give the names of the caches a call of the subcommand empties, `flags` being what it was given."""
        given = {name for token in flags if (flag := self.flag(token, subcommand)) for name in flag.names}
        conditional = (caches for flag, caches in subcommand.cleans_with.items() if flag in given)
        return frozenset(subcommand.cleans).union(*conditional)

    def with_role(self, role: Role, subcommand: Subcommand | None = None) -> tuple[Flag, ...]:
        """Give the flags that mean this, with any value or with a certain one."""
        return tuple(
            flag for flag in self.flags_of(subcommand) if role in flag.roles or role in flag.roles_by_value.values()
        )


@lru_cache(maxsize=512)
def _subcommands_by_name(program: Program) -> dict[str, Subcommand]:
    return {
        name: subcommand
        for subcommand in reversed(program.subcommands)
        for name in (*subcommand.selected_by, *subcommand.aliases, subcommand.name)
    }


@lru_cache(maxsize=2048)
def _flags_by_name(program: Program, subcommand: Subcommand | None) -> dict[str, Flag]:
    return {name: flag for flag in reversed(program.flags_of(subcommand)) for name in flag.names}
