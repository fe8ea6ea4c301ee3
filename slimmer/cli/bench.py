"""`slimmer bench`."""

from __future__ import annotations

import contextlib
import os
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from slimmer.bench import suites
from slimmer.bench.asked import Plan, Rewriting, Talk, key
from slimmer.bench.cases import Case
from slimmer.bench.git import CloneError
from slimmer.bench.measuring import Measuring
from slimmer.bench.modelling import History
from slimmer.bench.remaining import finished, in_turn
from slimmer.bench.results import CaseResult, Verdict
from slimmer.bench.store import Store
from slimmer.bench.suites import Entry
from slimmer.bench.timing import STATES
from slimmer.build import Builder, BuildError, Workshop, find
from slimmer.cli.configuration import Configuration
from slimmer.cli.durations import duration
from slimmer.cli.parameters import PATH
from slimmer.cli.stopping import cleanly
from slimmer.cli.talking import talk
from slimmer.cli.terminal import put, say, style_for
from slimmer.errors import InputError, SlimmerError, UsageError
from slimmer.passes.settings import CACHES, GOALS, command_line
from slimmer.report.measured.rendering import FORMATS, render


def _words(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Words given by commas, by repeating the option, or both."""
    return tuple(word.strip(" ") for value in values for word in value.split(",") if word.strip(" "))


_CLONES = "Git directories of applications, called owner+name or owner/name; cloned into the cache by default."

_BUDGET = (
    "Time for the whole run, such as 45m or 2700 seconds: all cases are measured, with their cold builds, however long "
    "that takes; then warm builds and those after edits are timed while it lasts."
)

_HISTORY = "A git repository whose commits tell how often which step is built anew; an application's own by default."


@click.command()
@click.argument("paths", nargs=-1, metavar="[CASES]...", type=PATH)
@click.option("--suite", "suites_", multiple=True, metavar="DIR", help="All cases in the folders of a folder.")
@click.option("--case", "names", multiple=True, metavar="NAME", callback=_words, help="Of those found only these.")
@click.option("--clones", metavar="DIR", type=click.Path(file_okay=False, exists=True), help=_CLONES)
@click.option("--repeats", default=1, metavar="N", type=click.IntRange(min=1), help="How often each build is timed.")
@click.option(
    "--states",
    multiple=True,
    metavar="STATE,...",
    callback=_words,
    help=f"In which builds are timed: {', '.join(STATES)} or none; all by default.",
)
@click.option("--budget", metavar="DURATION", callback=duration, help=_BUDGET)
@click.option("--alone/--no-alone", default=True, help="Build each transform alone.")
@click.option("--ablate/--no-ablate", default=True, help="Measure each rewrite by leaving it out: a cold build each.")
@click.option("--ideal/--no-ideal", default=True, help="Build the Dockerfiles written by hand.")
@click.option("--bound/--no-bound", default=True, help="Look for the lower bound: the files that are needed.")
@click.option("--harden", is_flag=True, help="Find the restrictions under which the proven image still works.")
@click.option("--history", metavar="REPO", type=click.Path(file_okay=False, exists=True), help=_HISTORY)
@click.option("--timeout", default="1800", metavar="SECONDS", callback=duration, help="Of one build.")
@click.option("--select", multiple=True, metavar="NAME,...", callback=_words, help="Only these transforms.")
@click.option("--ignore", multiple=True, metavar="NAME,...", callback=_words, help="All transforms but these.")
@click.option("--caches", type=click.Choice(CACHES), help="Clean package managers' caches, or mount them.")
@click.option("--goal", type=click.Choice(GOALS), help="What rewrites are for.")
@click.option("-o", "--results", metavar="FILE", help="Where results are kept, a line a case; gone on with if there.")
@click.option("--again", is_flag=True, help="Measure again what FILE holds already.")
@click.option("--at-least", metavar="N", type=click.IntRange(min=0), help="So many cases must be measurable, not all.")
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), default="terminal", help="Of the report.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors and the report.")
@click.option("-v", "--verbose", is_flag=True, help="On a terminal: tell each rewrite, what failed, what was refused.")
@click.option("--color/--no-color", "colour", default=None, help="By default on terminals only.")
@click.pass_context
def bench(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Build cases before and after, run both, and measure.

    CASES are folders that hold a case.toml (what the application is, its smoke test, and a test that is held back),
    Dockerfiles of which no more is told, and .toml files that name public applications by repository and commit.
    """
    plan = _plan(options)
    if not paths and not options["suites_"]:
        raise UsageError("no case is named: give folders that hold a case.toml, Dockerfiles, or --suite DIR")
    clones = Path(options["clones"]) if options["clones"] else None
    chosen = suites.chosen(suites.find(paths, options["suites_"], clones), options["names"])
    configuration = Configuration(command_line({key: options[key] for key in _SETTINGS}), os.environ)
    configuration.of(Path())
    with cleanly(), _store(options["results"]) as store:
        builder = find()
        with Workshop(builder) as workshop:
            workshop.clear_orphans()
        run = Run(builder, plan, configuration, store, options)
        run.all(chosen)
        run.rest(chosen)
    style = style_for(sys.stdout, options["colour"], os.environ)
    put(render(run.results, options["form"], style, verbose=options["verbose"]))
    ctx.exit(run.code(options["at_least"]))


_SETTINGS = ("select", "ignore", "caches", "goal")


def _plan(options: dict[str, Any]) -> Plan:
    states = options["states"] or tuple(STATES)
    unknown = [each for each in states if each not in (*STATES, "none")]
    if unknown:
        raise UsageError(f"--states {unknown[0]}: there are {', '.join(STATES)} and none")
    if "none" in states and len(states) > 1:
        raise UsageError("--states none goes with no other state")
    states = tuple(each for each in STATES if each in states)
    return Plan(
        states,
        options["repeats"],
        options["ablate"],
        options["alone"],
        options["ideal"],
        options["bound"],
        options["timeout"],
        options["harden"],
        options["budget"],
    )


@contextlib.contextmanager
def _store(path: str | None) -> Iterator[Store | None]:
    if path is None:
        yield None
        return
    with Store(Path(path)) as store:
        yield store


class Run:
    """One run over all cases.

    Attributes:
        results: of the cases, in their order.
        missing: names of applications that could not be had.
        crashed: names of cases that brought out a bug of slimmer's.
        broken: what ended the run early; None when nothing did.
    """

    def __init__(
        self,
        builder: Builder,
        plan: Plan,
        configuration: Configuration,
        store: Store | None,
        options: dict[str, Any],
    ) -> None:
        self._builder, self._plan, self._configuration, self._store = builder, plan, configuration, store
        self._again, self._quiet = options["again"], options["quiet"]
        self._history = Path(options["history"]) if options["history"] else None
        self.results: list[CaseResult] = []
        self.missing: list[str] = []
        self.crashed: list[str] = []
        self.broken: BuildError | None = None
        self._began = time.monotonic()

    def all(self, entries: Sequence[Entry]) -> None:
        """Measure all cases; what was measured stays, whatever becomes of the others.

        Raises:
            InputError: the results cannot be written.
        """
        for number, entry in enumerate(entries, 1):
            follow = self._talk(entry.name)
            follow.say(f"case {number} of {len(entries)}")
            began = time.monotonic()
            try:
                with entry.opened() as (case, history):
                    result, is_new = self._one(case, history)
            except (CloneError, InputError) as error:
                self.missing.append(entry.name)
                say(f"error: {entry.name}: {error}\n")
                continue
            except BuildError as error:
                say(f"error: {entry.name}: {error}\n")
                say(f"ended early: {number - 1} of {len(entries)} cases were begun and done\n")
                self.broken = error
                return
            except SlimmerError:
                raise
            except Exception as error:  # noqa: BLE001  a bug that one case brings out must not take the others along
                self.crashed.append(entry.name)
                say(f"{traceback.format_exc()}internal error: {entry.name}: {error}; please report this\n")
                continue
            self.results.append(result)
            if self._store is not None and is_new:
                self._store.append(result)
            if is_new:
                follow.say(f"{result.verdict.value}, after {time.monotonic() - began:.0f} s")
            if result.problem:
                say(f"{entry.name}: {result.verdict.value}: {result.problem}\n")

    def rest(self, entries: Sequence[Entry]) -> None:
        """Time what the results say was left, while the budget lasts.

        Raises:
            InputError: the results cannot be written.
        """
        opened = {each.name: each.opened for each in entries}
        waiting = in_turn(self.results) if self.broken is None else []
        for number, result in enumerate(waiting):
            if self._is_over():
                if not self._quiet:
                    say(f"the budget is used up: {len(waiting) - number} of {len(waiting)} cases not timed further\n")
                return
            self._talk(result.case).say(f"timing {', '.join(result.protocol.left)}")
            try:
                with opened[result.case]() as (case, _):
                    more = self._finished(case, result)
            except (CloneError, InputError) as error:
                say(f"error: {result.case}: not timed any further: {error}\n")
                continue
            except BuildError as error:
                say(f"error: {result.case}: {error}\n")
                self.broken = error
                return
            self.results[self.results.index(result)] = more
            if self._store is not None and more != result:
                self._store.append(more)

    def _finished(self, case: Case, result: CaseResult) -> CaseResult:
        with Workshop(self._builder) as workshop:
            measuring = Measuring(workshop, case, self._plan, self._rewriting(case), self._talk(case.name))
            return finished(measuring, result, self._is_over)

    def _is_over(self) -> bool:
        return self._plan.budget is not None and time.monotonic() - self._began >= self._plan.budget

    def _rewriting(self, case: Case) -> Rewriting:
        chosen = self._configuration.of(case.dockerfile.parent)
        return Rewriting(chosen.settings, chosen.transforms)

    def _one(self, case: Case, history: History | None) -> tuple[CaseResult, bool]:
        """The result of a case, and whether it was measured now."""
        follow, rewriting = self._talk(case.name), self._rewriting(case)
        digest = key(case, self._plan, rewriting, self._builder)
        found = self._store.measured(case.name, digest) if self._store is not None and not self._again else None
        if found is not None:
            follow.say("measured before, with the same files and settings (--again measures it again)")
            return found, False
        if self._history is not None:
            history = History.of(self._history, case.context)
        with Workshop(self._builder) as workshop:
            return Measuring(workshop, case, self._plan, rewriting, follow, digest, history).result(), True

    def _talk(self, name: str) -> Talk:
        return talk(quiet=self._quiet, about=name)

    def code(self, at_least: int | None) -> int:
        """The exit code: 4 for a bug, 3 when a proven result is broken, or too few cases could be measured."""
        measurable = [each for each in self.results if each.verdict is not Verdict.NOT_MEASURABLE]
        broken = [each.case for each in self.results if each.verdict is Verdict.BROKEN]
        if broken:
            say(f"BROKEN: a proven result fails the test that was held back: {', '.join(broken)}\n")
        cases = len(self.results) + len(self.missing) + len(self.crashed)
        needed = cases if at_least is None else at_least
        if len(measurable) < needed:
            say(f"only {len(measurable)} of {cases} cases could be measured, and {needed} must be\n")
        failed = bool(broken) or self.broken is not None or len(measurable) < needed
        return 4 if self.crashed else 3 if failed else 0
