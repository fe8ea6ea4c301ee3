"""The cost model for one case: its variants' measured steps, and the history that tells how often they run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from slimmer.bench.cases import Case
from slimmer.bench.history import Repository
from slimmer.bench.plans import plan
from slimmer.bench.rebuilds import Replay, costs, modelled, pooled
from slimmer.bench.results import Rebuild
from slimmer.build import Step
from slimmer.records import dataclass

MOST = 200
"""Commits of a history that are replayed, the newest."""


@dataclass(frozen=True, slots=True)
class History:
    """The commits that changed an application.

    Args:
        clone: a git repository.
        folder: of the build context in it; empty for all of it.
        last: the commit the history ends with.
    """

    clone: Path
    folder: str = ""
    last: str = "HEAD"

    @classmethod
    def of(cls, clone: Path, context: Path) -> History:
        """The history of a build context that lies in a clone, or was taken out of it whole.

        Args:
            clone: with a work tree, or bare.
            context: the build context's folder.
        """
        top, place = clone.resolve(), context.resolve()
        return cls(clone, place.relative_to(top).as_posix() if place.is_relative_to(top) and place != top else "")


def rebuilds(
    case: Case, history: History, texts: Mapping[str, str], steps: Mapping[str, tuple[Step, ...]], target: str | None
) -> Iterator[Rebuild]:
    """What a rebuild takes at the mean, if each variant had been the Dockerfile all the time.

    Args:
        case: whose context it is.
        history: of it.
        texts: the variants' Dockerfiles, by name.
        steps: of a cold build of each; those without are left out.
        target: the stage that is built.

    Raises:
        InputError: the repository cannot be read.
    """
    repository = Repository(history.clone, history.folder)
    commits = repository.commits(MOST, history.last)
    dockerfile = _inside(case.dockerfile, case.context)
    timed = {name: text for name, text in texts.items() if name in steps}
    builds = {
        name: Replay(repository, dockerfile, lambda _, text=text: text, target).builds(commits)  # type: ignore[misc]  # mypy does not infer a lambda with a default
        for name, text in timed.items()
    }
    told = {name: costs(plan(text, target), steps[name]) for name, text in timed.items()}
    shared = pooled({name: found[-1] for name, found in builds.items() if found}, told)
    for name in shared:
        yield from modelled(name, builds[name], shared[name])


def _inside(dockerfile: Path, context: Path) -> str:
    place, top = dockerfile.resolve(), context.resolve()
    return place.relative_to(top).as_posix() if place.is_relative_to(top) else dockerfile.name
