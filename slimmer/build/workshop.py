"""Build, load and run images, and leave neither container nor image behind."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from slimmer.build.building import Watch, build
from slimmer.build.buildx import Buildx
from slimmer.build.containers import Conditions, Container, arguments, explained
from slimmer.build.errors import NoEngineError, RunError
from slimmer.build.ownership import RUN, is_orphan, this_run
from slimmer.build.request import Patience, Request
from slimmer.build.result import BuildResult
from slimmer.build.scratch import clear_scratch
from slimmer.records import replace

_ANSWER = 60  # seconds


class Workshop:
    """Builds images, loads and runs them; a context manager that removes all of it at the end.

    Args:
        builder: a Docker engine.

    Raises:
        NoEngineError: the engine cannot run images.
    """

    def __init__(self, builder: object) -> None:
        if not isinstance(builder, Buildx):
            raise NoEngineError("images can be run with Docker only; this engine builds them, and no more")
        import docker  # noqa: PLC0415  a third of a second, and only who runs images needs it

        self.builder = builder
        self.owner = this_run()
        with explained("docker's library does not reach the engine", NoEngineError):
            self._client = docker.from_env(
                environment=dict(builder.environment), timeout=_ANSWER, use_ssh_client=True, version="auto"
            )
        self._tags: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None:
            self.close()
            return
        with contextlib.suppress(RunError):  # of an engine that is gone nothing can be removed: that was told
            self.close()

    def build(
        self, request: Request, name: str, *, patience: Patience | None = None, watch: Watch | None = None
    ) -> BuildResult:
        """Build an image and load it, to be run until this workshop closes.

        Args:
            request: what to build; its tag is replaced.
            name: tells the images of this workshop apart.
            patience: see `build`.
            watch: see `build`.

        Raises:
            BuildError: see `build`.
        """
        request = replace(request, tag=self.claim(name))
        return build(self.builder, request, patience=patience, watch=watch, labels=self.owner.labels)

    def claim(self, name: str) -> str:
        """A tag for an image of this workshop, which is removed at the end.

        Args:
            name: tells the images of this workshop apart.
        """
        tag = f"slimmer-made:{self.owner.mark}-{name}"
        self._tags.add(tag)
        return tag

    def load(self, archive: Path) -> None:
        """Load the image of an archive, which names a tag that was claimed.

        Raises:
            RunError: the engine does not take it.
        """
        with explained("the image cannot be loaded"), archive.open("rb") as file:
            self._client.images.load(file)

    @contextlib.contextmanager
    def run(self, image: str, conditions: Conditions) -> Iterator[Container]:
        """Start a container; it is ended and removed with the block.

        Raises:
            RunError: it cannot be made or started.
        """
        raw = None
        try:
            with explained(f"{image} cannot be run"):
                raw = self._client.containers.create(image, **arguments(conditions), labels=self.owner.labels)
                container = Container(raw)
                raw.start()
            yield container
        finally:
            if raw is not None:
                self._remove(raw)

    def labels(self, image: str) -> dict[str, str] | None:
        """The labels of an image the engine holds; None where it does not hold it by this name."""
        try:
            with explained(f"{image} cannot be looked at"):
                found: dict[str, str] = self._client.images.get(image).labels
        except RunError:
            return None
        return found

    def ignored_limits(self) -> tuple[str, ...]:
        """Limits that the engine's kernel cannot enforce, as options of `docker run`."""
        with explained("the engine does not tell its limits"):
            told = self._client.info()
        known = {"MemoryLimit": "--memory", "PidsLimit": "--pids-limit"}
        return tuple(option for name, option in known.items() if told.get(name) is False)

    def close(self) -> None:
        """Remove the containers and images of this run."""
        mine = {"label": f"{RUN}={self.owner.labels[RUN]}"}
        try:
            with explained("what was made could not be removed"):
                for each in self._client.containers.list(all=True, filters=mine, ignore_removed=True):
                    self._remove(each)
            for tag in sorted(self._tags):
                self._remove_image(tag)
        finally:
            self._client.close()

    def clear_orphans(self) -> int:
        """Remove what runs of slimmer left behind that were killed; the number of containers, images and folders."""
        cleared = clear_scratch()
        with explained("what killed runs left could not be removed"):
            # Another run may remove its own meanwhile: what is gone between two questions is no error.
            for each in self._client.containers.list(all=True, filters={"label": RUN}, ignore_removed=True):
                if is_orphan(each.labels):
                    self._remove(each)
                    cleared += 1
            for told in self._client.api.images(filters={"label": RUN}):
                for tag in (told.get("RepoTags") or ()) if is_orphan(told.get("Labels") or {}) else ():
                    if tag.startswith("slimmer-made:"):  # an image built on one of ours inherits its labels
                        self._remove_image(tag)
                        cleared += 1
        return cleared

    def _remove(self, container: Any) -> None:
        """Remove a container, as far as the engine is still there."""
        with contextlib.suppress(RunError), explained("a container could not be removed"):
            container.remove(force=True, v=True)

    def _remove_image(self, tag: str) -> None:
        import docker  # noqa: PLC0415  as above

        with contextlib.suppress(docker.errors.ImageNotFound, docker.errors.NotFound):
            self._client.images.remove(tag, force=True)
