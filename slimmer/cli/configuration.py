"""Settings and transforms for each file: the command line over the environment over the nearest configuration."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from slimmer.cli import contexts
from slimmer.passes import config
from slimmer.passes.registry import Registry, load
from slimmer.passes.settings import Layer, Settings
from slimmer.passes.transform import Transform
from slimmer.records import dataclass


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a configuration asks for."""

    settings: Settings
    transforms: tuple[Transform, ...]


class Configuration:
    """Reads each configuration file once; picklable, the copy reads again.

    Args:
        given: what the command line asks for.
        environment: the variables `SLIMMER_*`.
    """

    def __init__(self, given: Layer, environment: Mapping[str, str]) -> None:
        self.given = given
        self.environment = {name: value for name, value in environment.items() if name.startswith("SLIMMER_")}
        self._files: dict[Path, Path | None] = {}
        self._chosen: dict[Path | None, Chosen] = {}

    def __reduce__(self) -> tuple[type[Configuration], tuple[Layer, Mapping[str, str]]]:
        return Configuration, (self.given, self.environment)

    @cached_property
    def registry(self) -> Registry:
        """The transforms there are."""
        return load()

    def of(self, folder: Path) -> Chosen:
        """What counts for Dockerfiles in `folder`.

        Raises:
            UsageError: a configuration file, a variable or an option is wrong.
        """
        if folder not in self._files:
            self._files[folder] = config.find(folder)
        file = self._files[folder]
        if file not in self._chosen:
            settings = config.resolve(folder, self.environment, self.given, file)
            if settings.context is not None:
                contexts.check(settings.context, settings.places["context"])
            self._chosen[file] = Chosen(settings, self.registry.choose(settings))
        return self._chosen[file]

    def excludes(self, path: str) -> bool:
        """Whether the configuration leaves out a file that was found in a folder.

        Raises:
            UsageError: as `of`.
        """
        file = Path(path)
        return config.excluded(self.of(file.parent).settings, file)
