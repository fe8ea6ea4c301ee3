"""The cost model of rebuilds over a history: E[T] = sum (1 - p_i) c_i.

c_i is what step i took in a cold build; p_i is the share of builds that find it in the cache. Found it is when a build
before ran the same instruction on the same steps and the same files of the build context: one that was changed and
changed back is found again. A step that copies from another stage counts as changed whenever that stage does, though
BuildKit looks at the content and may find it unchanged: the model errs on the dear side there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from slimmer.bench.history import Repository
from slimmer.bench.plans import WHOLE_CONTEXT, Step, plan
from slimmer.bench.results import Rebuild
from slimmer.build.events import place_of
from slimmer.build.result import Step as Measured
from slimmer.model.dockerignore import DockerIgnore, Matched
from slimmer.model.globs import PatternError, glob, has_wildcards
from slimmer.records import dataclass

EVERY = (1, 3, 10)
"""k: how many commits one build takes in."""


@dataclass(frozen=True, slots=True)
class Build:
    """What is built at one point of a history.

    Args:
        steps: of its Dockerfile.
        files: of the build context, without what .dockerignore leaves out: by path, what tells their contents apart.
    """

    steps: tuple[Step, ...]
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds of each step of a cold build.

    Args:
        seconds: by the instruction's text.
    """

    seconds: Mapping[str, float]

    def of(self, step: Step) -> float:
        """Seconds of a step; of one that was not measured, those of the most similar one of its kind, 0 without any."""
        if step.text in self.seconds:
            return self.seconds[step.text]
        kind = step.text.split(" ")[0].upper()
        like = [text for text in self.seconds if text.split(" ")[0].upper() == kind]
        closest = max(like, key=lambda text: SequenceMatcher(None, text, step.text).ratio(), default=None)
        return self.seconds[closest] if closest is not None else 0.0


def costs(steps: Iterable[Step], measured: Iterable[Measured]) -> Costs:
    """The costs of steps by the measured ones of a cold build of the very Dockerfile.

    Args:
        steps: of the plan.
        measured: of the build.
    """
    seconds = {place_of(each.name): each.seconds for each in measured if not each.internal}
    return Costs({each.text: seconds.get(each.place, 0.0) for each in steps})


def pooled(last: Mapping[str, Build], told: Mapping[str, Costs]) -> dict[str, Costs]:
    """The costs of variants that were measured together.

    A step that is the very same in several of them was measured as often, and costs the mean: else the noise of its
    measurements would look like a difference between the variants.

    Args:
        last: a build of each variant, all of one commit.
        told: what was measured of each.
    """
    keys = {
        name: {step.text: key for step, key in zip(build.steps, _keys(build), strict=True)}
        for name, build in last.items()
    }
    seconds: dict[str, list[float]] = {}
    for name, by_text in keys.items():
        for text, key in by_text.items():
            seconds.setdefault(key, []).append(told[name].seconds.get(text, 0.0))
    means = {key: sum(each) / len(each) for key, each in seconds.items()}
    return {name: Costs({text: means[key] for text, key in by_text.items()}) for name, by_text in keys.items()}


def modelled(variant: str, builds: Sequence[Build], told: Costs, every: Iterable[int] = EVERY) -> tuple[Rebuild, ...]:
    """The expected seconds of a rebuild of a variant.

    Args:
        variant: its name.
        builds: one for each commit, the oldest first; it is built first, and not counted.
        told: its costs.
        every: how many commits one build takes in.
    """
    found = []
    for commits in every:
        spent = [sum(map(told.of, ran)) for ran in replayed(builds[::commits])][1:]
        if spent:
            found.append(Rebuild(variant, commits, len(spent), sum(spent) / len(spent)))
    return tuple(found)


def replayed(builds: Iterable[Build]) -> Iterator[tuple[Step, ...]]:
    """For each build, the steps that are not found in the cache of those before."""
    known = set[str]()
    for build in builds:
        keys = _keys(build)
        yield tuple(step for step, key in zip(build.steps, keys, strict=True) if key not in known)
        known.update(keys)


def _keys(build: Build) -> list[str]:
    """What tells each step's cache entry from others."""
    keys, states = list[str](), list[str]()
    for step in build.steps:
        before = [states[index] for index in step.on]
        # A COPY --link is made by itself and laid over what was before.
        own = _hash(
            "apart" if step.apart else before, step.meaning, step.settings, _contents(step.sources, build.files)
        )
        keys.append(own)
        states.append(_hash(before, own))
    return keys


def _contents(sources: tuple[str, ...], files: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted((path, about) for path, about in files.items() if any(_names(each, path) for each in sources))


def _names(source: str, path: str) -> bool:
    """Whether a source is a file, or holds it, or a pattern does."""
    if source in (WHOLE_CONTEXT, path) or path.startswith(source + "/"):
        return True
    if not has_wildcards(source):
        return False
    depth = source.count("/") + 1
    try:
        return glob(source)("/".join(path.split("/")[:depth]))
    except PatternError:
        return True


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogateescape")).hexdigest()


@dataclass(frozen=True, eq=False)
class Replay:
    """The builds of a history.

    Args:
        repository: with the build context's folder.
        dockerfile: its path below the context.
        edition: makes of the Dockerfile at a commit the one that is built: itself, rewritten, or another altogether.
        target: the stage to build.
        vcs: whether `.git` is part of the context, as in a checkout, so that each commit changes it.
    """

    repository: Repository
    dockerfile: str = "Dockerfile"
    edition: Callable[[str], str] = str
    target: str | None = None
    vcs: bool = True

    def builds(self, commits: Iterable[str]) -> tuple[Build, ...]:
        """One for each commit that has a Dockerfile."""
        found = (self._build(commit) for commit in commits)
        return tuple(each for each in found if each is not None)

    def _build(self, commit: str) -> Build | None:
        snapshot = self.repository.snapshot(commit)
        text = self.repository.read(snapshot, self.dockerfile)
        if text is None:
            return None
        own = f"{self.dockerfile}.dockerignore"
        ignore = self.repository.read(snapshot, own if own in snapshot.files else ".dockerignore")
        files = dict(snapshot.files)
        if self.vcs and not self.repository.folder:
            files |= {".git/HEAD": commit, ".git/index": commit}
        steps = plan(self.edition(text.decode("utf-8", "surrogateescape")), self.target)
        return Build(steps, kept(files, DockerIgnore.parse(ignore or b"")))


def kept(files: Mapping[str, str], ignore: DockerIgnore) -> dict[str, str]:
    """The files that reach the builder."""
    known: dict[str, tuple[bool, Matched]] = {"": (False, ())}

    def state(path: str) -> tuple[bool, Matched]:
        if path not in known:
            folder = path.rpartition("/")[0]
            is_out, above = state(folder)
            known[path] = (
                (True, above) if is_out and not ignore.may_keep_below(folder) else ignore.leaves_out(path, above)
            )
        return known[path]

    return {path: about for path, about in files.items() if not state(path)[0]}
