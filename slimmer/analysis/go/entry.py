"""What a container of a Go image starts: the words it is given, and whether they can do without a shell."""

from __future__ import annotations

from collections.abc import Collection

from slimmer.analysis.calls.calls import calls
from slimmer.analysis.calls.scripts import Step
from slimmer.analysis.runtime.surface import surface
from slimmer.analysis.view import View
from slimmer.records import dataclass
from slimmer.syntax.nodes import Cmd, Entrypoint, ExecForm
from slimmer.syntax.shell.nodes import SimpleCommand

_RELOADERS = frozenset(
    (
        "air",
        "fresh",
        "gin",
        "reflex",
        "modd",
        "realize",
        "CompileDaemon",
        "gow",
        "nodemon",
        "watcher",
        "dlv",
        "wgo",
        "bee",
    )
)


@dataclass(frozen=True, slots=True, eq=False)
class GoEntry:
    """What a container starts.

    Attributes:
        instruction: names the program.
        words: the program and its own words, those of CMD behind ENTRYPOINT left out.
        shell: whether the instruction is in shell form, of which `words` are equal.
    """

    instruction: Cmd | Entrypoint
    words: tuple[str, ...]
    shell: bool


def go_entry(view: View) -> GoEntry | str:
    """What a container of the target starts, or why an image without a shell and without Go could not start it."""
    started = surface(view).started
    entrypoint, cmd, check = started.entrypoint, started.cmd, started.healthcheck
    first = entrypoint or cmd
    if first is None or not isinstance(first.instruction, (Cmd, Entrypoint)):
        return "neither CMD nor ENTRYPOINT says what the container runs"
    words = _words(first)
    if not words:
        return f"{first.instruction.name} needs a shell"
    shell = not isinstance(first.form, ExecForm)
    if entrypoint is not None and cmd is not None and (shell or not isinstance(cmd.form, ExecForm)):
        return "ENTRYPOINT and CMD are not both in exec form"
    problem = _problem(words) or (_health_problem(view, check, words[0]) if check is not None else None)
    return problem if problem is not None else GoEntry(first.instruction, words, shell)


def use_problem(view: View, programs: Collection[str]) -> str | None:
    """Why a compose service could not run on an image that holds these programs alone."""
    for use in view.uses:
        unclear = {"command", "entrypoint", "healthcheck"}.intersection(use.unclear)
        if unclear:
            return f"{use.title} has a {min(unclear)} that is not known"
        own = surface(view).started.entrypoint is not None and use.entrypoint is None
        first = use.entrypoint or (use.command if not own else None)
        if first and first[0] not in programs:
            return f"{use.title} runs {first[0]}"
        check = use.healthcheck or ()
        if check[:1] == ("CMD-SHELL",) or (check[:1] == ("CMD",) and check[1:2] and check[1] not in programs):
            return f"{use.title} checks its health by {check[1] if len(check) > 1 else 'a shell'}"
    return None


def _health_problem(view: View, step: Step, program: str) -> str | None:
    """Why a HEALTHCHECK cannot run without a shell or a program of the base image."""
    if not isinstance(step.form, ExecForm):
        return f"HEALTHCHECK needs a shell{_named(view, step)}"
    first = step.form.words[0] if step.form.words else ""
    if first != program or "/" not in first:
        return f"HEALTHCHECK runs {first}, which is not the program by its path"
    return None


def _named(view: View, step: Step) -> str:
    name = next((call.name for call in calls(view).of(step) if call.name), "")
    return f", and runs {name}" if name else ""


def _words(step: Step) -> tuple[str, ...] | None:
    """The words the kernel is given; None where the shell does more than to split them."""
    if isinstance(step.form, ExecForm):
        return step.form.words
    script = step.script
    if script is None or script.body is None or script.comments or len(script.body.items) != 1:
        return None
    item = script.body.items[0]
    commands = [command for pipeline in item.and_or.pipelines for command in pipeline.commands]
    command = commands[0] if len(commands) == 1 else None
    if not isinstance(command, SimpleCommand) or command.assignments or command.redirects or item.separator:
        return None
    if item.and_or.pipelines[0].marks:
        return None
    plain = [word.literal if len(word.parts) == 1 and not word.has_glob else None for word in command.words]
    words = tuple(word for word in plain if word is not None and "~" not in word and "{" not in word)
    if len(words) != len(plain):
        return None
    return words[1:] if words[0] == "exec" else words


def _problem(words: tuple[str, ...]) -> str | None:
    """Why these words mean something else than a program that was built."""
    name = words[0].rpartition("/")[2]
    second = words[1] if len(words) > 1 else ""
    if name == "go":
        what = {"run": "compiles and runs", "test": "tests"}.get(second, "needs the go command for")
        return f"the container {what} the sources when it starts: go {second}".rstrip()
    if name in _RELOADERS:
        return f"{name} builds the program anew while the container runs"
    if name in ("sh", "bash", "ash", "dash", "env") or name.endswith((".sh", ".bash")):
        return f"the container starts by a script or a shell: {words[0]}"
    return None
