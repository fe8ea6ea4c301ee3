"""What a RUN adds: packages, caches it leaves, and the names of what else it does."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.calls.scripts import syntax_problem
from slimmer.analysis.view import View
from slimmer.estimate.changes import CHANGES, stored_again
from slimmer.estimate.leftovers import left_behind
from slimmer.estimate.manifests import installs
from slimmer.estimate.packages import Installed
from slimmer.estimate.tables import Tables
from slimmer.estimate.weights import Layer, Part
from slimmer.knowledge.vocabulary import Effect

_SMALL = frozenset(
    (
        *(Effect.READS, Effect.TESTS, Effect.CONFIGURES, Effect.CREATES, Effect.REMOVES, Effect.CLEANS, Effect.LOCKS),
        *(Effect.REMOVES_PACKAGES, Effect.ADDS_USER, Effect.CHANGES_SHELL, Effect.UPDATES_LISTS, Effect.PUBLISHES),
    )
)
"""Effects that add no more than a few kilobytes; the lists that an update fetches are counted as what is left."""
_LARGE = tuple(effect for effect in Effect if effect not in _SMALL)
_APT = ("apt-get", "apt", "aptitude")


def run_layer(view: View, step: Step, installed: Installed, tables: Tables) -> Layer:
    """What a RUN adds.

    Args:
        view: the file.
        step: the RUN.
        installed: what the RUNs before it installed; this one's packages are added.
        tables: what is known.
    """
    problem = syntax_problem(step)
    if problem is not None:
        return Layer(step.stage, step.outer, (), (f"what the script does, which cannot be read: {problem}",))
    made = calls(view).of(step)
    found = (*installed.of(step, made), *_others(view, made), *left_behind(view, step, installed.image, tables))
    parts = tuple(each for each in found if isinstance(each, Part))
    unknown = dict.fromkeys(each for each in found if isinstance(each, str))
    return Layer(step.stage, step.outer, parts, tuple(unknown))


def _others(view: View, made: tuple[Call, ...]) -> Iterator[Part | str]:
    """What calls do besides what apt installs."""
    doing: list[str] = []
    for at, call in enumerate(made):
        known = call.knowledge
        if known is not None and not call.does(*_LARGE):
            continue
        if call.does(*CHANGES):
            yield from stored_again(view, call, made[:at])
        elif call.does(Effect.INSTALLS) and call.program not in _APT:
            yield installs(view, call)
        elif not call.does(Effect.INSTALLS):
            doing.append(_named(call))
    if doing:
        names = tuple(dict.fromkeys(doing))
        yield f"what {', '.join(f'`{name}`' for name in names)} write{'s' * (len(names) == 1)}"


def _named(call: Call) -> str:
    name = call.program or call.name or "a command that is not known"
    return f"{name} {call.subcommand}" if call.subcommand else name
