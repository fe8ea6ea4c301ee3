"""One Dockerfile tried: built, its files read, run under the smoke test; remembered by its text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from slimmer.bench.judging import judged
from slimmer.bench.results import Check, Size
from slimmer.build import Archive, BuildResult, Cache, DoesNotBuildError, Image, Request, Watch, Workshop
from slimmer.build.files import FileSystem, file_system
from slimmer.build.probing import Seen, conditions_for, probe
from slimmer.build.scratch import scratch
from slimmer.build.smoke import Smoke
from slimmer.build.tracing import touched, tracer
from slimmer.records import dataclass, field, replace
from slimmer.text.source import encode

_NOTHING = FileSystem({}, 0, 0)


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a Dockerfile.

    Args:
        text: of it.
        built: the build; None when it does not build.
        files: of the image.
        seen: what it did, each time it was tried.
        checks: of the build and the smoke test; those against the original come from the proof.
        touched: files that were opened or executed; None when it was not traced.
    """

    text: str
    built: BuildResult | None
    files: FileSystem = _NOTHING
    seen: tuple[Seen, ...] = ()
    checks: tuple[Check, ...] = ()
    touched: frozenset[str] | None = None

    @property
    def image(self) -> Image | None:
        """The image."""
        return self.built.image if self.built is not None else None

    @property
    def size(self) -> Size | None:
        """Bytes of the image."""
        return Size(self.image.compressed, self.image.unpacked) if self.image is not None else None

    @property
    def failed(self) -> Check | None:
        """The first check that failed."""
        return next((each for each in self.checks if not each.passed), None)


# BuildKit's frontend/dockerfile/docs/reference.md, "Built-in build args".
_MOUNTS = "BUILDKIT_CACHE_MOUNT_NS"


def _mark(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


@dataclass(eq=False)
class Bench:
    """Tries Dockerfiles of one case.

    Args:
        workshop: where images are built and run.
        request: what all builds have in common: the context, arguments, target, secrets, timeout.
        say: progress, for a person.
        watching: follows a build of the given title.
        mounts: begins the names under which cache mounts are kept, each Dockerfile's apart, so that none finds what
            another one left there; empty to use those of the engine's other builds.
        cold_first: names of Dockerfiles whose first build takes nothing from the cache, and is timed.
        kept: a folder in which the original's exported image stays for who needs it again; None to export it anew.

    Attributes:
        cold: these builds, by text.
    """

    workshop: Workshop
    request: Request
    say: Callable[[str], object] = lambda _: None
    watching: Callable[[str], AbstractContextManager[Watch]] = lambda _: nullcontext(Watch())
    mounts: str = ""
    cold_first: frozenset[str] = frozenset()
    kept: Path | None = None
    cold: dict[str, BuildResult] = field(default_factory=dict)
    tried: dict[tuple[str, Smoke | None], Trial] = field(default_factory=dict)
    retries: int = 0

    def of(self, text: str, repeat: int = 0) -> Request:
        """The build of a Dockerfile.

        Args:
            text: of it.
            repeat: another one finds no cache mounts of the ones before.
        """
        data = encode(text)
        if not self.mounts:
            return replace(self.request, dockerfile=data)
        mounts = (_MOUNTS, f"{self.mounts}-{_mark(data)}-{repeat}")
        return replace(self.request, dockerfile=data, arguments=(*self.request.arguments, mounts))

    def build(self, text: str, name: str, *, cache: Cache = Cache.USE, archive: Path | None = None) -> BuildResult:
        """Build and load a Dockerfile.

        Raises:
            BuildError: as `slimmer.build.build`.
        """
        request = replace(self.of(text), cache=cache, archive=archive)
        return self.made(request, f"{name}-{_mark(request.dockerfile)}", name)

    def cold_seconds(self, text: str, name: str) -> float:
        """Seconds of a build that takes nothing from the cache, and is not exported to be measured.

        Args:
            text: the Dockerfile; one of `cold` is not built again.
            name: for a person.

        Raises:
            BuildError: as `slimmer.build.build`.
        """
        if text in self.cold:
            return self.cold[text].seconds
        request = replace(self.of(text), cache=Cache.NONE, measured=False)
        return self.made(request, f"timed-{name}", f"{name}, cold").seconds

    def size(self, text: str, name: str) -> Size:
        """Bytes of the image of a Dockerfile that builds, built only if it was not before.

        Args:
            text: the Dockerfile.
            name: for a person and the image's tag.

        Raises:
            BuildError: as `slimmer.build.build`.
        """
        known = self.tried.get((text, None))
        if known is not None and known.size is not None:
            return known.size
        image = self.build(text, name).image
        return Size(image.compressed, image.unpacked)

    def archive(self, trial: Trial, name: str, folder: Path) -> Path:
        """The exported image of a Dockerfile that builds.

        Args:
            trial: of it.
            name: for a person and the image's tag.
            folder: where it is exported to, if it was not kept.

        Raises:
            BuildError: as `slimmer.build.build`.
        """
        kept = self._place(trial.text, self.kept) if self.kept is not None else None
        if kept is not None and kept.exists():
            return kept
        self.build(trial.text, name, archive=self._place(trial.text, folder))
        return self._place(trial.text, folder)

    @staticmethod
    def _place(text: str, folder: Path) -> Path:
        return folder / f"{_mark(encode(text))}.tar"

    def made(self, request: Request, tag: str, title: str) -> BuildResult:
        """Build and load what a request says, and count what was repeated.

        Args:
            request: one build.
            tag: tells its image apart from those of other builds: a tag that moves on leaves its image behind.
            title: for a person.

        Raises:
            BuildError: as `slimmer.build.build`.
        """
        with self.watching(title) as watch:
            built = self.workshop.build(request, tag, watch=watch)
        self.retries += len(built.retries)
        return built

    def attempt(self, text: str, name: str, smoke: Smoke | None, original: Trial | None = None) -> Trial:
        """Build a Dockerfile, run it under a smoke test and judge it; a text is built once, tried once by each test.

        Args:
            text: the Dockerfile.
            name: for messages and the image's tag.
            smoke: None when nothing can be asked.
            original: what an inferred smoke test asks for.

        Raises:
            BuildError: what is no fault of the Dockerfile: no engine, no base image, a full disk, the network.
        """
        key = (text, smoke)
        if key not in self.tried:
            self.tried[key] = self._attempt(text, name, smoke, original)
        return self.tried[key]

    def _attempt(self, text: str, name: str, smoke: Smoke | None, original: Trial | None) -> Trial:
        if smoke is None:
            self.say(f"building {name}")
            return self._made(text, name)
        made = self.attempt(text, name, None)
        if made.built is None:
            return made
        seen, checks = self._smoked(made, smoke, original)
        return replace(made, seen=seen, checks=(*made.checks, *checks))

    def _made(self, text: str, name: str) -> Trial:
        """A Dockerfile built, and its files read; or why it does not build."""
        with scratch("trial") as folder:
            archive = self._place(text, folder if name != "before" else self.kept or folder)
            try:
                if name in self.cold_first and text not in self.cold:
                    request = replace(self.of(text), cache=Cache.NONE, measured=False)
                    self.cold[text] = self.made(request, f"timed-{name}", f"{name}, cold")
                built = self.build(text, name, archive=archive)
            except DoesNotBuildError as error:
                if error.flaky:
                    raise
                return Trial(text, None, checks=(Check("build", "builds", passed=False, detail=str(error)),))
            with Archive(archive) as opened:
                files = file_system(opened, opened.images()[0])
        return Trial(text, built, files, checks=(Check("build", "builds", passed=True),))

    def _smoked(self, trial: Trial, smoke: Smoke, original: Trial | None) -> tuple[tuple[Seen, ...], tuple[Check, ...]]:
        """Run it; what fails is tried once more before it counts, since machines are busy."""
        first = original.seen if original is not None else ()
        seen = [self.probe(trial, smoke)]
        checks = judged(smoke, seen[0], trial.files, first)
        if not all(each.passed for each in checks):
            self.retries += 1
            seen.append(self.probe(trial, smoke))
            checks = judged(smoke, seen[-1], trial.files, first)
        elif smoke.inferred and original is None:
            seen.append(self.probe(trial, smoke))  # what differs between two runs of the original is asked of nobody
        return tuple(seen), checks

    def probe(self, trial: Trial, smoke: Smoke) -> Seen:
        """Run an image once."""
        assert trial.built is not None  # noqa: S101  for mypy: it was built
        assert trial.built.tag is not None  # noqa: S101  as above
        health = trial.built.image.config.healthcheck
        return probe(self.workshop, trial.built.tag, smoke, healthcheck=health.test if health else ())

    def traced(self, trial: Trial, smoke: Smoke) -> Trial:
        """The trial with the files its image touches under the smoke test."""
        image = trial.image
        if image is None or trial.built is None or trial.built.tag is None:
            return trial
        with tracer() as trace:
            if trace is None:
                return trial
            conditions = trace.conditions(conditions_for(self.workshop, smoke), smoke, image.config)
            seen = probe(self.workshop, trial.built.tag, smoke, conditions)
            found = touched(trace.log, trial.files, image.config.working_dir or "/")
        return trial if seen.problem else replace(trial, touched=found)
