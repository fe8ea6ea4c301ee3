"""Who builds a Dockerfile and how its containers are run, as far as compose and bake files tell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from slimmer.records import dataclass, field

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """A compose service or a bake target that builds an image.

    Attributes:
        file: the file that says so.
        name: of the service or target.
        context: the build context's folder; None where it is remote.
        dockerfile: what is built; None where it is written in the file itself.
        target: the stage, None for the last one.
        args: build arguments; None for the value of one that is taken from the environment.
        command: in place of CMD, as words; None where the image's counts.
        entrypoint: in place of ENTRYPOINT.
        healthcheck: in place of HEALTHCHECK: "CMD" and words, or "CMD-SHELL" and a script, or "NONE".
        image: the name the image is given, as written; None where there is none.
        environment: variables of the container; None for the value of one that is not known.
        unclear: names of the keys above whose value is not known; their value here is None or without it.
    """

    file: Path
    name: str
    context: Path | None = None
    dockerfile: Path | None = None
    target: str | None = None
    args: Mapping[str, str | None] = field(default_factory=lambda: MappingProxyType({}))
    command: Words | None = None
    entrypoint: Words | None = None
    healthcheck: Words | None = None
    image: str | None = None
    environment: Mapping[str, str | None] = field(default_factory=lambda: MappingProxyType({}))
    unclear: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """For messages: `compose.yaml: web`."""
        return f"{self.file.name}: {self.name}"

    def may_build(self, dockerfile: Path) -> bool:
        """Whether it builds a Dockerfile, by its path, or may for all that is known."""
        if not {"context", "dockerfile", "extends"}.isdisjoint(self.unclear):
            return dockerfile.is_relative_to(self.context or self.file.parent)
        return self.dockerfile == dockerfile


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says: the builds in it, and what in it could not be read, as clauses."""

    uses: tuple[Use, ...] = ()
    problems: tuple[str, ...] = ()


NOTHING = Read()
