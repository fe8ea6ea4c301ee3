"""Image references: `[registry/]repository[:tag][@digest]` (the distribution project's reference grammar)."""

from __future__ import annotations

from slimmer.records import dataclass, replace

SCRATCH = "scratch"
_MIRRORS = {"public.ecr.aws": "docker/library/", "mirror.gcr.io": "library/"}
"""By registry: below what name the official images are, as they are on Docker Hub."""


@dataclass(frozen=True, slots=True)
class ImageReference:
    """An image by its parts, each as written.

    Attributes:
        registry: host and port, "" where none is written (Docker Hub).
        repository: path without the registry.
        tag: None where none is written.
        digest: with its algorithm, None where none is written.
    """

    registry: str
    repository: str
    tag: str | None = None
    digest: str | None = None

    @classmethod
    def parse(cls, text: str) -> ImageReference:
        """The parts of a reference; what BuildKit would refuse is split all the same."""
        rest, _, digest = text.partition("@")
        head, slash, path = rest.partition("/")
        registry = ""
        if slash and ("." in head or ":" in head or head == "localhost" or head != head.lower()):
            registry, rest = head, path
        last = rest.rpartition("/")[2]
        name, colon, tag = last.partition(":")
        repository = rest[: len(rest) - len(last)] + name
        return cls(registry, repository, tag if colon else None, digest or None)

    def __str__(self) -> str:
        text = f"{self.registry}/{self.repository}" if self.registry else self.repository
        if self.tag is not None:
            text += f":{self.tag}"
        return f"{text}@{self.digest}" if self.digest is not None else text

    @property
    def is_scratch(self) -> bool:
        """Whether it is the empty image."""
        return str(self) == SCRATCH

    @property
    def is_of_docker_hub(self) -> bool:
        """Whether it is pulled from Docker's own registry, named or not."""
        return self.registry in ("", "docker.io", "index.docker.io", "registry-1.docker.io")

    @property
    def name(self) -> str:
        """The repository; with its registry unless it is an official image or one of Docker Hub, without `library/`."""
        if self.is_of_docker_hub:
            return self.repository.removeprefix("library/")
        official = _MIRRORS.get(self.registry)
        if official is not None and self.repository.startswith(official):
            return self.repository.removeprefix(official)
        return f"{self.registry}/{self.repository}"

    @property
    def version(self) -> str:
        """The tag that is pulled: `latest` where none is written."""
        return self.tag or "latest"

    def with_tag(self, tag: str) -> ImageReference:
        """The same repository with another tag, and without the digest, which would decide otherwise."""
        return replace(self, tag=tag, digest=None)


_WINDOWS = ("windows", "nanoserver", "servercore", "dotnet/framework")


def looks_like_windows(name: str) -> bool:
    """Whether an image's name says that it is a Windows image, whose default shell is `cmd`."""
    return any(word in name.lower() for word in _WINDOWS)
