"""Run `python -m benchmarks.history --clones DIR [NAME...]`: predicted against measured seconds of public histories.

The newest commit is built cold, which gives the costs. Then each commit is built in order with the cache of those
before it, and what its steps took is compared with what the model predicts. The first build of a history fills the
cache and is not counted.
"""

from __future__ import annotations

import argparse
import secrets
import tarfile
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.history.histories import HISTORIES, History
from slimmer.bench.history import Repository
from slimmer.bench.plans import Step, plan
from slimmer.bench.rebuilds import Costs, Replay, costs, modelled, replayed
from slimmer.build import Builder, BuildResult, Cache, DoesNotBuildError, Request, build, find
from slimmer.build.events import place_of
from slimmer.passes.pipeline import rewrite
from slimmer.passes.registry import load
from slimmer.passes.settings import Settings
from slimmer.text.source import Source, encode


class Row(NamedTuple):
    """One commit: steps and seconds, predicted and measured; None where it does not build.

    `at_cost` is what the steps that really ran would have taken had they taken what they did in the cold build.
    """

    commit: str
    predicted: float
    ran: frozenset[tuple[str, int]]
    measured: float | None
    really_ran: frozenset[tuple[str, int]]
    wall: float
    at_cost: float = 0.0


class Series(NamedTuple):
    """The builds of a history."""

    history: History
    builder: Builder
    repository: Repository

    def built(self, commit: str, text: str, cache: Cache) -> BuildResult:
        """Build a Dockerfile in the context of a commit."""
        with tempfile.TemporaryDirectory(prefix="slimmer-history-") as name:
            folder, packed = Path(name) / "context", Path(name) / "context.tar"
            self.repository.archive(commit, packed)
            with tarfile.open(packed) as archive:
                archive.extractall(folder, filter="data")
            return build(self.builder, Request(dockerfile=encode(text), context=folder, cache=cache))

    def text(self, commit: str, salt: str) -> str:
        """The Dockerfile that is built at a commit."""
        read = self.repository.read(self.repository.snapshot(commit), self.history.dockerfile) or b""
        return self.history.edition(read.decode("utf-8", "surrogateescape"), salt)

    def row(self, commit: str, predicted: tuple[Step, ...], told: Costs, salt: str) -> Row:
        """Build a commit with the cache, and compare."""
        text = self.text(commit, salt)
        expected, ran = sum(map(told.of, predicted)), frozenset(each.place for each in predicted)
        try:
            result = self.built(commit, text, Cache.USE)
        except DoesNotBuildError as error:
            print(f"  {commit[:7]} does not build: {error.reason}", flush=True)
            return Row(commit, expected, ran, None, frozenset(), 0.0)
        steps = [each for each in result.steps if not each.internal]
        really = frozenset(place for each in steps if not each.cached and (place := place_of(each.name)))
        steps_of_it = plan(text)
        bases = {each.place for each in steps_of_it if not each.on}  # FROM runs each time, to look at the image
        at_cost = sum(told.of(each) for each in steps_of_it if each.place in really - bases)
        ran, really = ran - bases, really - bases
        row = Row(commit, expected, ran, sum(each.seconds for each in steps), really, result.seconds, at_cost)
        print(f"  {commit[:7]}  predicted {row.predicted:7.1f} s  measured {row.measured:7.1f} s", flush=True)
        return row


def compared(history: History, clones: Path, builder: Builder) -> None:
    """Build a history and print the comparison."""
    repository = Repository(history.clone(clones), history.folder)
    series = Series(history, builder, repository)
    commits = repository.commits(history.commits, history.last, touching=bool(history.folder))
    cold, salt = secrets.token_hex(4), secrets.token_hex(4)
    print(f"{history.name}: {len(commits)} commits, the newest built cold for its costs", flush=True)
    newest = series.built(commits[-1], series.text(commits[-1], cold), Cache.NONE)
    told = costs(plan(series.text(commits[-1], cold)), newest.steps)
    for text, seconds in told.seconds.items():
        print(f"  {seconds:7.1f} s  {text[:90]}")
    replay = Replay(repository, history.dockerfile, lambda text: history.edition(text, salt), vcs=False)
    there = [each for each in commits if history.dockerfile in repository.snapshot(each).files]
    builds = replay.builds(there)
    predictions = zip(there, replayed(builds), strict=True)
    rows = [series.row(commit, steps, told, salt) for commit, steps in predictions]
    report(rows[1:], lost=len(commits) - len(there))
    show("before", replay, there, told)
    rewritten(series, there, cold)


def report(rows: list[Row], lost: int) -> None:
    """Print the sums, and how often the model says what is found in the cache as it is."""
    good = [row for row in rows if row.measured is not None]
    predicted, measured = sum(row.predicted for row in good), sum(row.measured or 0.0 for row in good)
    right = sum(row.ran == row.really_ran for row in good)
    at_cost = sum(row.at_cost for row in good)
    print(f"  predicted {predicted:.1f} s, measured {measured:.1f} s in steps ({_off(predicted, measured)}), "
          f"{sum(row.wall for row in good):.1f} s of wall time with BuildKit's own work")  # fmt: skip
    print(f"  of that error, {_off(predicted, at_cost)} for steps that were predicted wrongly, "
          f"{_off(at_cost, measured)} for steps that took other times than in the cold build")  # fmt: skip
    print(f"  {right} of {len(good)} builds run the very steps that were predicted; "
          f"{len(rows) - len(good)} do not build, {lost} commits have no Dockerfile")  # fmt: skip


def _off(told: float, real: float) -> str:
    return f"{told / real - 1:+.0%}" if real else "-"


def rewritten(series: Series, commits: list[str], salt: str) -> None:
    """The model's figures for the same history with each Dockerfile rewritten, by the costs of the rewritten newest."""
    history, settings = series.history, Settings(unverified=True)
    transforms = load().choose(settings)

    def after(text: str) -> str:
        return history.edition(rewrite(Source("Dockerfile", text), settings, transforms).after, salt)

    replay = Replay(series.repository, history.dockerfile, after, vcs=False)
    newest = series.repository.snapshot(commits[-1])
    read = series.repository.read(newest, history.dockerfile) or b""
    text = after(read.decode("utf-8", "surrogateescape"))
    try:
        result = series.built(commits[-1], text, Cache.NONE)
    except DoesNotBuildError as error:
        print(f"  rewritten without a proof, it does not build: {error.reason}")
        return
    show("after", replay, commits, costs(plan(text), result.steps))


def show(variant: str, replay: Replay, commits: list[str], told: Costs) -> None:
    """Print the model's figures."""
    for each in modelled(variant, replay.builds(commits), told):
        print(f"  {variant}: k = {each.commits}: {each.expected:.1f} s a build over {each.builds} builds", flush=True)


def main() -> None:
    """Build the histories that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.history", description=__doc__)
    parser.add_argument("--clones", type=Path, required=True, help="folder that holds the clones")
    parser.add_argument("names", nargs="*", help="such as docker/docker-gs-ping; all when none is given")
    given = parser.parse_args()
    builder, started = find(), time.monotonic()
    print(", ".join(f"{name} {version}" for name, version in builder.engine.versions))
    for history in HISTORIES:
        if not given.names or history.name in given.names:
            compared(history, given.clones, builder)
    print(f"in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
