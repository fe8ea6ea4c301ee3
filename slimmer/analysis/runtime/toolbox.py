"""Who decides what is called in a container: people, scripts that are not read, or one program that is known."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from slimmer.analysis.calls.calls import Call, calls
from slimmer.analysis.calls.scripts import holds_one
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact

_SHELLS = frozenset(("sh", "bash", "dash", "ash", "zsh", "ksh", "source", "."))
_NO_SCRIPTS = ("configure", "autogen.sh", "bootstrap", "buildconf", "gradlew", "mvnw", "manage.py", "wait-for")


def runs_script(call: Call) -> bool:
    """Whether a RUN runs a script that nobody reads here."""
    return call.step.is_run and _is_script(call)


def _is_script(call: Call) -> bool:
    """Whether it runs a script of the context's, which nobody reads here."""
    written = call.head[-1].known or ""
    if call.name in _SHELLS:
        if not call.operands or call.has("-c"):
            return False
    elif call.name and not call.name.endswith(".sh") and (not written.startswith(("./", "/")) or "/bin/" in written):
        return False
    return not any(holds_one(each.known or "", _NO_SCRIPTS) for each in (*call.head, *call.operands[:1]))


def started_script(view: View) -> Call | None:
    """The first script of the context's that a container starts."""
    return next(filter(_is_script, _started(view)), None)


@fact
def is_toolbox(view: View) -> bool:
    """Whether people, or scripts that are not read, decide what is called in a container."""
    return all(call.name in _SHELLS or _is_script(call) for call in _started(view))


def starts_only(view: View, programs: Collection[str]) -> bool:
    """Whether the file says what a container starts, and that is none but these programs."""
    found = list(_started(view))
    return bool(found) and all(call.name in programs for call in found)


def _started(view: View) -> Iterator[Call]:
    """The calls of CMD, ENTRYPOINT and HEALTHCHECK."""
    graph, known = stages(view), calls(view)
    started = (step for step in known.steps if not step.is_run and graph.reaches_target(step.stage))
    return (call for step in started for call in known.of(step))
