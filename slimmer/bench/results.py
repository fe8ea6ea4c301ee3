"""What was measured of a case, as reports and programs get it: plain values, all of them from builds and runs.

Predictions stand in fields of their own (`Effect.estimate`) and are never added to a measurement. Every size is
unpacked or compressed bytes and says so; every time is seconds of one run, to be compared within that run only.
This module imports nothing that builds, so that reports can read results where nothing can be built.
"""

from __future__ import annotations

import enum

from slimmer.bench.hardened import Hardened
from slimmer.records import dataclass


class Verdict(enum.Enum):
    """What the evidence allows to say of a variant.

    WORKS: it builds, and its behaviour was shown to be that of the original. BUILDS: it builds; nothing was shown of
    its behaviour. BROKEN: it does not build, or behaves otherwise. NOT_MEASURABLE: the original does not build or
    does not pass its own smoke test, so that nothing can be said, least of all a saving.
    """

    WORKS = "works"
    BUILDS = "builds"
    BROKEN = "broken"
    NOT_MEASURABLE = "not measurable"


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes of an image or a layer.

    Args:
        compressed: of the blobs, as a registry stores and a pull transfers them.
        unpacked: of the tar archives.
    """

    compressed: int
    unpacked: int


@dataclass(frozen=True, slots=True)
class LayerSize:
    """One layer.

    Args:
        instruction: what made it, as the image's history tells; empty when that does not say.
        size: its bytes.
        base: whether it is the base image's.
    """

    instruction: str
    size: Size
    base: bool


@dataclass(frozen=True, slots=True)
class Timing:
    """Wall seconds of builds in one state of the cache.

    Args:
        state: "cold" (nothing cached but base images), "warm" (nothing changed), "source edit" or "manifest edit".
        seconds: one for each repeat.
    """

    state: str
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one of the repeats, or the mean of the two in the middle."""
        ordered = sorted(self.seconds)
        middle = len(ordered) // 2
        return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried on an image.

    Args:
        kind: "build", "settings", "smoke", "trace", "files", "held" (the test held back) or "harden".
        name: what was tried, for a person: `GET /health`.
        passed: whether it was as it must be.
        detail: what came instead, or what was seen; an excerpt, never a whole log.
    """

    kind: str
    name: str
    passed: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Files of one kind: those that went, came, or are there.

    Args:
        kind: "package lists", "toolchain", "unknown" and so on.
        files: how many.
        size: bytes of content.
        largest: some of the largest, as path and bytes.
    """

    kind: str
    files: int
    size: int
    largest: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of the image's configuration that differs; `because` names the transform that explains it."""

    field: str
    before: str | None
    after: str | None
    because: str | None


@dataclass(frozen=True, slots=True)
class Variant:
    """One Dockerfile of a case, built and tried.

    Args:
        name: "before", "after", "ideal", or "only NAME" for one transform alone.
        dockerfile: its text.
        size: of the image; None when it does not build.
        layers: from the base up.
        timings: one for each state that was measured.
        groups: what the image holds, by kind; empty when not looked at.
        shadowed: bytes of files that a later layer hides.
        packages: by manager, how many are installed.
        start: seconds until the container answered; None when nothing was asked of it.
        memory: peak bytes of the container under its smoke test; None when not known.
        retries: attempts repeated for what looks like the network.
        verdict: what the checks allow to say.
        checks: all that was tried.
    """

    name: str
    dockerfile: str
    size: Size | None
    layers: tuple[LayerSize, ...] = ()
    timings: tuple[Timing, ...] = ()
    groups: tuple[FileGroup, ...] = ()
    shadowed: int = 0
    packages: tuple[tuple[str, int], ...] = ()
    start: float | None = None
    memory: int | None = None
    retries: int = 0
    verdict: Verdict = Verdict.BUILDS
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What one rewrite does, measured with and without it.

    Args:
        transform: its name.
        safety: "safe" or "build".
        message: one sentence.
        line: in the file as it was.
        kept: whether it is in the proven result.
        reason: why it was dropped; empty when kept.
        estimate: predicted unpacked bytes saved, low and high; None when nothing was predicted.
        saved: measured bytes saved; None when not measured.
        seconds: measured change of the cold build in seconds, negative when faster; None when not measured.
    """

    transform: str
    safety: str
    message: str
    line: int
    kept: bool
    reason: str = ""
    estimate: tuple[int, int] | None = None
    saved: Size | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Rebuild:
    """The cost model: expected seconds of a rebuild over a history, E[T] = sum (1 - p_i) c_i.

    Args:
        variant: its name.
        commits: k, how many commits one build takes in.
        builds: how many builds the history gave.
        expected: seconds, from measured step times and replayed hits.
    """

    variant: str
    commits: int
    builds: int
    expected: float


@dataclass(frozen=True, slots=True)
class Protocol:
    """How it was measured: without it no figure means anything.

    Args:
        date: ISO date and time, UTC.
        slimmer: its version.
        engine: kind of engine and the versions of its programs.
        machine: processors, memory, operating system.
        bases: the base images, each with whether it is a stand-in built here.
        platform: such as `linux/amd64`.
        repeats: of every timing.
        notes: what else a reader must know: prepared caches, removed `# syntax=` lines, skipped states.
        left: states of the cache that were to be timed, and were not within the budget.
        key: a digest of the case's files, the settings and the versions: what is measured again under the same key
            would be the same.
    """

    date: str
    slimmer: str
    engine: tuple[tuple[str, str], ...]
    machine: str
    bases: tuple[tuple[str, bool], ...]
    platform: str
    repeats: int
    notes: tuple[str, ...] = ()
    key: str = ""
    left: tuple[str, ...] = ()

    @property
    def on_stand_ins(self) -> bool:
        """Whether any base image is a stand-in: shown wherever the figures are."""
        return any(stand_in for _, stand_in in self.bases)


@dataclass(frozen=True, slots=True)
class CaseResult:
    """All that was measured of one case.

    Args:
        case: its name.
        title: for a person.
        protocol: how it was measured.
        verdict: of the proven result ("after").
        variants: "before" first, then "after", the ideal, single transforms.
        effects: one for each rewrite proposed.
        settings: of the configuration, what differs between before and after.
        vanished: files that went, by kind.
        appeared: files that came.
        changed: paths with another mode, owner or content: path and what changed.
        refusals: transform and reason.
        rebuilds: the cost model's figures.
        bound: bytes of the files the application was seen to need: a lower bound; None when not measured.
        problem: why it is not measurable; empty otherwise.
        hardened: the restrictions under which the proven result passed its smoke test; None when not tried.
    """

    case: str
    title: str
    protocol: Protocol
    verdict: Verdict
    variants: tuple[Variant, ...]
    effects: tuple[Effect, ...] = ()
    settings: tuple[Setting, ...] = ()
    vanished: tuple[FileGroup, ...] = ()
    appeared: tuple[FileGroup, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    refusals: tuple[tuple[str, str], ...] = ()
    rebuilds: tuple[Rebuild, ...] = ()
    bound: int | None = None
    problem: str = ""
    hardened: Hardened | None = None

    def variant(self, name: str) -> Variant | None:
        """The variant of this name."""
        return next((each for each in self.variants if each.name == name), None)

    def score(self, name: str = "after") -> float | None:
        """How much of what could be saved a variant saves, in unpacked bytes: (before - it) / (before - bound).

        None without a bound or without both sizes, and where nothing can be saved.
        """
        before, other = self.variant("before"), self.variant(name)
        if before is None or other is None or before.size is None or other.size is None or self.bound is None:
            return None
        possible = before.size.unpacked - self.bound
        return (before.size.unpacked - other.size.unpacked) / possible if possible > 0 else None
