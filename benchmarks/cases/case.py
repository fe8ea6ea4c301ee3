"""A case as its folder tells it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from slimmer.build.smoke import Smoke, smoke_test
from slimmer.errors import UsageError

HERE = Path(__file__).resolve().parent
_KEYS = {"title", "about", "source", "manifest", "lean", "refused", "smoke", "held"}


@dataclass(frozen=True, slots=True)
class Case:
    """One application.

    Attributes:
        folder: of the case.
        title: for a person.
        source: a source file of the context, for rebuilds after an edit.
        manifest: the file that lists dependencies, likewise.
        lean: whether nothing may be rewritten.
        refused: transforms that must refuse it.
        smoke: the test the proof uses.
        held: a test no rewrite is judged by until all is proven.
    """

    folder: Path
    title: str
    source: str
    manifest: str
    lean: bool
    refused: tuple[str, ...]
    smoke: Smoke
    held: Smoke

    @property
    def context(self) -> Path:
        """The build context."""
        return self.folder / "context"

    @property
    def dockerfile(self) -> Path:
        """The Dockerfile as people write it."""
        return self.context / "Dockerfile"

    @property
    def ideal(self) -> Path:
        """The Dockerfile as a careful engineer writes it."""
        return self.folder / "ideal.Dockerfile"


def read(folder: Path) -> Case:
    """Read a case.

    Raises:
        UsageError: case.toml has an unknown key, lacks one, or a wrong value.
    """
    place = folder / "case.toml"
    table = tomllib.loads(place.read_text("utf-8"))
    unknown = table.keys() - _KEYS
    if unknown:
        raise UsageError(f"{place}: unknown key {', '.join(sorted(unknown))}; known are {', '.join(sorted(_KEYS))}")
    missing = {"title", "smoke", "held"} - table.keys()
    if missing:
        raise UsageError(f"{place}: lacks {', '.join(sorted(missing))}")
    smoke = smoke_test(table["smoke"], f"{place}, [smoke]")
    return Case(
        folder,
        table["title"],
        table.get("source", ""),
        table.get("manifest", ""),
        bool(table.get("lean", False)),
        tuple(table.get("refused", ())),
        smoke,
        smoke_test(table["held"], f"{place}, [held]", smoke),
    )


def cases(names: tuple[str, ...] = ()) -> tuple[Case, ...]:
    """The cases of these names, or all, sorted.

    Raises:
        UsageError: there is none of that name.
    """
    folders = {each.parent.name: each.parent for each in sorted(HERE.glob("*/case.toml"))}
    unknown = [name for name in names if name not in folders]
    if unknown:
        raise UsageError(f"no case is called {', '.join(unknown)}; there are {', '.join(folders)}")
    return tuple(read(folders[name]) for name in names or folders)
