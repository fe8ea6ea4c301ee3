"""The instructions that run something, and how each is given to a program or a shell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from slimmer.analysis.structure import scopes, stages
from slimmer.analysis.view import View, fact
from slimmer.model.scopes import Scope
from slimmer.model.stages import Stage
from slimmer.records import dataclass
from slimmer.syntax.nodes import (
    Cmd,
    Entrypoint,
    ExecForm,
    Healthcheck,
    Instruction,
    Onbuild,
    Run,
    ShellForm,
)
from slimmer.syntax.shell import Script, ShellSyntaxError
from slimmer.text.rare import rare

_SHELLS = ("sh", "bash", "ash", "dash", "ksh")


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """An instruction that runs something.

    Attributes:
        stage: where it stands.
        outer: the instruction of the file: ONBUILD where `instruction` is inside one.
        instruction: RUN, CMD, ENTRYPOINT or HEALTHCHECK.
        form: the command.
        scope: what holds before it.
        problem: why slimmer reads no calls in it; None when it does.
        text: the script as the shell gets it, or the words of the exec form with blanks between.
        said: `text`, and what the variables stand for that name its programs, as `RUN $PIP install` does.
    """

    stage: Stage
    outer: Instruction
    instruction: Run | Cmd | Entrypoint | Healthcheck
    form: ShellForm | ExecForm
    scope: Scope
    problem: str | None
    text: str
    said: str

    @property
    def is_run(self) -> bool:
        """Whether it runs while the image, or with ONBUILD a child of it, is built."""
        return isinstance(self.instruction, Run)

    @property
    def onbuild(self) -> bool:
        """Whether it waits for a child image."""
        return self.outer is not self.instruction

    @property
    def script(self) -> Script | None:
        """The tree of the shell form; None for an exec form and where there is a `problem`."""
        if self.problem is not None or not isinstance(self.form, ShellForm):
            return None
        dialect = self.scope.shell.dialect
        script = self.form.script(dialect) if dialect is not None else None
        return script if isinstance(script, Script) else None


@fact
def steps(view: View) -> tuple[Step, ...]:
    """All steps of the file in order; those before the first FROM, which BuildKit refuses, are left out."""
    return tuple(_steps(view))


def holds_one(text: str, words: Iterable[str]) -> bool:
    """Whether a text holds one of the words; this is asked so often that `any` would be felt."""
    for word in words:  # noqa: SIM110  as said above
        if word in text:
            return True
    return False


@fact
def spoken(view: View) -> str:
    """The texts of all RUNs: a word that a fact about RUNs looks for is there, or the fact finds nothing."""
    return "\n".join(step.said for step in steps(view) if step.is_run)


def _steps(view: View) -> Iterator[Step]:
    known = scopes(view)
    for stage in stages(view).stages:
        for outer in stage.instructions:
            inner = outer.inner if isinstance(outer, Onbuild) else outer
            if isinstance(inner, (Run, Cmd, Entrypoint, Healthcheck)) and inner.command is not None:
                scope = known.of(outer)
                problem = _problem(inner.command, scope)
                form = inner.command
                text = form.text if isinstance(form, ShellForm) else " ".join(form.words)
                said = text + _programs(text, scope) if "$" in text and isinstance(form, ShellForm) else text
                yield Step(stage, outer, inner, form, scope, problem, text, said)


_VARIABLE = rare(r"""\$(?:(\w+)|\{(\w+)\})["']?[ \t]""")
_IN_FRONT = rare(r"""(?:^|[;&|({]|\b(?:do|then|else|sudo))[ \t\n]*["']?$""")


def _programs(text: str, scope: Scope) -> str:
    """The values of variables that may name a program, each behind a line end."""
    found = ""
    for name in _VARIABLE().finditer(text):
        if _IN_FRONT().search(text, max(0, name.start() - _FRONT), name.start()):
            value = scope.lookup(name[1] or name[2])
            if value is not None and value.text and len(value.text) < _FRONT:
                found += f"\n{value.text}"
    return found


_FRONT = 100
"""Characters in front of a variable that tell whether a command begins there, and of a program's name at most."""


def _problem(form: ShellForm | ExecForm, scope: Scope) -> str | None:
    if isinstance(form, ExecForm):
        return None
    if form.shebang is not None:
        words = form.shebang[2:].split()
        names = [word.rpartition("/")[2] for word in words]
        name = next((name for name in names if name not in ("env", "-S")), "")
        return None if name in _SHELLS else f"the here-document is a script for {name or 'nothing'}"
    if scope.shell.dialect is None:
        return f"SHELL is {scope.shell.program or 'empty'}"
    return None


def syntax_problem(step: Step) -> str | None:
    """Why the step's script cannot be read: `problem`, or the shell's syntax error (this parses it)."""
    dialect = step.scope.shell.dialect
    if step.problem is not None or dialect is None or not isinstance(step.form, ShellForm):
        return step.problem
    script = step.form.script(dialect)
    return str(script) if isinstance(script, ShellSyntaxError) else None
