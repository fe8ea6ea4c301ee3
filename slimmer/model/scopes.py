"""What holds at an instruction: shell, user, working directory and variables."""

from __future__ import annotations

from collections.abc import Mapping

from slimmer.model.expansion import PLATFORM_ARGUMENTS, ExpansionError, default_value, expand
from slimmer.model.growing import FEW, updated
from slimmer.model.images import looks_like_windows
from slimmer.model.paths import absolute
from slimmer.model.stages import Stage
from slimmer.model.values import LONGEST, TOO_LONG, Value
from slimmer.records import dataclass, field, replace
from slimmer.syntax.nodes import Arg, Env, ExecForm, Instruction, Onbuild, Shell, User, Workdir
from slimmer.syntax.shell import Dialect, dialect_of, shell_program

PROXIES = frozenset(
    name for word in ("HTTP", "HTTPS", "FTP", "NO", "ALL") for name in (f"{word}_PROXY", f"{word}_proxy".lower())
)
"""Arguments a build may be given without an ARG (dockerfile reference, "Predefined ARGs")."""


@dataclass(frozen=True, slots=True)
class ShellChoice:
    """The program shell forms are given to, with its options."""

    words: tuple[str, ...]

    @property
    def program(self) -> str:
        """The program's file name, in lower case."""
        return shell_program(self.words)

    @property
    def dialect(self) -> Dialect | None:
        """Whose syntax a script must have, None where slimmer reads none of it."""
        return dialect_of(self.words)

    @property
    def is_bash(self) -> bool:
        """Whether it is certainly bash."""
        return self.program == "bash"

    @property
    def stops_at_errors(self) -> bool:
        """Whether it runs with `-e`."""
        return any(word.startswith("-") and not word.startswith("--") and "e" in word for word in self.words[1:-1]) or (
            "errexit" in self.words
        )  # fmt: skip

    @property
    def stops_at_pipes(self) -> bool:
        """Whether it runs with `-o pipefail`."""
        return "pipefail" in self.words


_CHANGING = (Env, Arg, User, Workdir, Shell)
OF_THE_BASE = "the base image decides"
"""Why a user or a working directory is not known that no instruction has set."""
_LINUX = ShellChoice(("/bin/sh", "-c"))
_WINDOWS = ShellChoice(("cmd", "/S", "/C"))


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """What holds just before an instruction.

    Attributes:
        shell: runs shell forms.
        user: as USER has it, with the group.
        workdir: absolute.
        variables: what a RUN sees of ENV and ARG, the later one of a name (`dispatchEnv`, `dispatchArg`).
        env: what ENV sets: a container sees it too.
        from_scratch: whether there is no base image that could have set anything.
        escape: the file's escape character.
    """

    shell: ShellChoice
    user: Value
    workdir: Value
    variables: Mapping[str, Value] = field(default_factory=dict)
    env: Mapping[str, Value] = field(default_factory=dict)
    from_scratch: bool = False
    escape: str = "\\"

    @property
    def is_root(self) -> bool | None:
        """Whether commands run as root; None where the base image decides."""
        if self.user.text is None:
            return None
        return self.user.text.partition(":")[0] in ("", "root", "0")

    def lookup(self, name: str) -> Value | None:
        """A variable as a RUN sees it; None when it is certainly not set."""
        known = self.variables.get(name)
        if known is not None:
            return known
        if name == "HOME" and self.is_root:
            return Value.default("/root", "HOME is the user's in the base image")
        if self.from_scratch and name not in PROXIES:
            return None
        return Value.unknown(f"the base image may set {name}")

    def reads_like(self, other: Scope) -> bool:
        """Whether scripts certainly read the same here and there.

        A folder that is not known is like no other one, and very many variables would take too long to compare.
        """
        if self.workdir.text is None or self.workdir != other.workdir or self.user != other.user:
            return False
        if (
            len(self.variables) > FEW
            or self.variables != other.variables
            or self.env != other.env
            or self.shell != other.shell
        ):
            return False
        return self.from_scratch is other.from_scratch and self.escape == other.escape

    def expand(self, word: str) -> Value:
        """A word of the Dockerfile (not of a script) with its variables expanded."""
        try:
            return expand(word, self.lookup, self.escape)
        except ExpansionError as error:
            return Value.unknown(str(error))

    def after(self, instruction: Instruction, global_values: Mapping[str, Value]) -> Scope:
        """What holds behind an instruction."""
        if not isinstance(instruction, _CHANGING):  # as most are
            return self
        if isinstance(instruction, Env):
            values = {pair.key.text: self.expand(pair.value.text) for pair in instruction.pairs if pair.value}
            return replace(self, variables=updated(self.variables, values), env=updated(self.env, values))
        if isinstance(instruction, Arg):
            return self._with_arguments(instruction, global_values)
        if isinstance(instruction, User) and instruction.value is not None:
            return replace(self, user=self.expand(instruction.value.text))
        if isinstance(instruction, Workdir) and instruction.value is not None:
            return replace(self, workdir=self._joined(self.expand(instruction.value.text)))
        if isinstance(instruction, Shell) and isinstance(instruction.command, ExecForm):
            return replace(self, shell=ShellChoice(instruction.command.words))
        return self

    def _with_arguments(self, instruction: Arg, global_values: Mapping[str, Value]) -> Scope:
        values: dict[str, Value] = {}
        for pair in instruction.pairs:
            name = pair.key.text
            if pair.value is not None:
                values[name] = default_value(name, self.expand(pair.value.text).text)
            elif name in global_values:
                values[name] = global_values[name]
            elif name not in values and name not in self.variables:
                values[name] = Value.unknown(f"ARG {name} may be given to the build")
        return replace(self, variables=updated(self.variables, values))

    def _joined(self, path: Value) -> Value:
        if path.text is None:
            return path
        where = absolute(path.text, self.workdir.text)
        if where is None:
            return Value.unknown("WORKDIR is relative to the base image's")
        if len(where) > LONGEST:
            return Value.unknown(TOO_LONG)
        if path.is_certain and not path.text.startswith("/") and not self.workdir.is_certain:
            return self.workdir.with_text(where)
        return path.with_text(where)


def first_scope(stage: Stage, escape: str) -> Scope:
    """What holds behind the FROM of a stage that continues no other one."""
    if stage.image is not None and stage.image.is_scratch:
        return Scope(_LINUX, Value.of(""), Value.of("/"), from_scratch=True, escape=escape)
    windows = looks_like_windows(stage.base.text or "") or (escape == "`" and stage.base.text is None)
    unknown = Value.unknown(OF_THE_BASE)
    return Scope(_WINDOWS if windows else _LINUX, unknown, unknown, escape=escape)


def scopes_of(stage: Stage, first: Scope, global_values: Mapping[str, Value]) -> tuple[Scope, ...]:
    """What holds before each instruction of a stage, and last what holds behind it.

    Args:
        stage: the stage.
        first: `first_scope`, or the last scope of its parent.
        global_values: the ARGs in front of the first FROM, and BuildKit's own.
    """
    scopes = [first]
    for instruction in stage.instructions:
        changed = first if isinstance(instruction, Onbuild) else first.after(instruction, global_values)
        scopes.append(changed)
        first = changed
    return tuple(scopes)


def is_platform_argument(name: str) -> bool:
    """Whether BuildKit sets it by itself where an ARG asks for it."""
    return name in PLATFORM_ARGUMENTS
