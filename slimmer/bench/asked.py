"""What is done with every case, and the digest under which its result is known again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict

from slimmer import __version__
from slimmer.bench.cases import Case
from slimmer.bench.timing import STATES
from slimmer.build import Builder, Watch
from slimmer.model.folder import Folder
from slimmer.passes.settings import Settings
from slimmer.passes.transform import Transform
from slimmer.records import dataclass, replace


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done with every case.

    Args:
        states: in which builds are timed, keys of `timing.STATES`.
        repeats: of every timing.
        ablate: whether each rewrite is measured by leaving it out.
        alone: whether each transform is built alone.
        ideal: whether the Dockerfile written by hand is built.
        bound: whether the lower bound is looked for.
        timeout: seconds for one build.
        harden: whether the proven result is run under restrictions.
        budget: seconds since the run began after which no other state than a cold build is timed; None for no end.
    """

    states: tuple[str, ...] = tuple(STATES)
    repeats: int = 1
    ablate: bool = True
    alone: bool = True
    ideal: bool = True
    bound: bool = True
    timeout: float = 1800.0
    harden: bool = False
    budget: float | None = None

    @property
    def at_once(self) -> tuple[str, ...]:
        """The states that are timed together with the rest of a case: within a budget the cold builds alone."""
        return self.states if self.budget is None else tuple(each for each in self.states if each == "cold")

    @property
    def later(self) -> tuple[str, ...]:
        """The states that are timed when all cases are done with, as far as the budget goes."""
        return tuple(each for each in self.states if each not in self.at_once)


@dataclass(frozen=True, slots=True)
class Talk:
    """How a person follows it.

    Args:
        say: takes one line.
        watching: follows a build of the given title.
    """

    say: Callable[[str], object] = lambda _: None
    watching: Callable[[str], AbstractContextManager[Watch]] = lambda _: nullcontext(Watch())


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What rewrites: the settings of the run, and the transforms they choose."""

    settings: Settings
    transforms: Sequence[Transform]


def key(case: Case, plan: Plan, rewriting: Rewriting, builder: Builder) -> str:
    """A digest of all that a result depends on: two results of one key need not both be measured."""
    folder = Folder(case.context, case.dockerfile)
    files = [(name, folder.read(name)) for name in sorted(folder.listing().files)]
    told = {
        "slimmer": __version__,
        "engine": [builder.engine.kind, *builder.engine.versions],
        "plan": asdict(replace(plan, budget=None)),  # a result says itself what was left
        "transforms": [each.name for each in rewriting.transforms],
        "settings": repr(replace(rewriting.settings, places={}, root=None)),
        "case": [
            case.target,
            case.arguments,
            case.bases,
            case.ideal_port,
            case.source,
            case.manifest,
            repr(case.smoke),
            repr(case.held),
        ],
        "dockerfiles": [_digest(each.read_bytes()) for each in (case.dockerfile, case.ideal) if each is not None],
        "context": [(name, _digest(data) if isinstance(data, bytes) else None) for name, data in files],
    }
    return _digest(json.dumps(told, sort_keys=True, default=str).encode("utf-8", "surrogateescape"))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
