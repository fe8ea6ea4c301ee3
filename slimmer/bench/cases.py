"""Cases: applications that are built and run before and after, each described by a `case.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from slimmer.build.smoke import Smoke, WrongKeyError, smoke_test
from slimmer.errors import InputError, UsageError
from slimmer.passes.config import line_of, not_toml
from slimmer.passes.registry import load
from slimmer.passes.settings import nearest
from slimmer.records import dataclass

FILE = "case.toml"
_TEXTS = ("title", "about", "dockerfile", "context", "target", "source", "manifest", "ideal")
_KEYS = {
    **dict.fromkeys(_TEXTS, (str, "text")),
    "ideal_port": (int, "a number"),
    "arguments": (dict, "a table of names and values"),
    "bases": (dict, "a table of image names"),
    "lean": (bool, "true or false"),
    "refused": (list, "a list of names"),
    "smoke": (dict, "a table"),
    "held": (dict, "a table"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One application.

    Attributes:
        name: short, and its own.
        title: for a person.
        dockerfile: as people write it.
        context: the build context's folder.
        target: the stage that is built; None for the last one.
        arguments: of every build, name and value.
        source: a source file of the context, for rebuilds after an edit; empty when none is named.
        manifest: the file that lists dependencies, likewise.
        lean: whether nothing may be rewritten.
        refused: transforms that must refuse it.
        smoke: the test the proof uses; None to infer one from the image.
        held: a test no rewrite is judged by until all is proven; None when there is none.
        ideal: the Dockerfile as a careful engineer writes it; None when there is none.
        ideal_port: where its image is asked, when not at the port of the tests.
        bases: images to use in place of others where those cannot be had: `node:22` for `node:18`.
        notes: what a reader of the results must know of it.
    """

    name: str
    title: str
    dockerfile: Path
    context: Path
    target: str | None = None
    arguments: tuple[tuple[str, str], ...] = ()
    source: str = ""
    manifest: str = ""
    lean: bool = False
    refused: tuple[str, ...] = ()
    smoke: Smoke | None = None
    held: Smoke | None = None
    ideal: Path | None = None
    ideal_port: int | None = None
    bases: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def read(folder: Path) -> Case:
    """Read the case of a folder.

    The build context is the folder `context` in it, the Dockerfile lies in that, and `ideal.Dockerfile`, where there
    is one, beside it; `case.toml` may name others.

    Raises:
        UsageError: case.toml has an unknown key, lacks one, or a wrong value, or a file it names is not there.
        InputError: it cannot be read.
    """
    path = folder / FILE
    text, table = toml(path)
    Keys(path, text, ()).check(table, _KEYS)
    context = folder / table.get("context", "context")
    named = {
        "context": context,
        "dockerfile": folder / table["dockerfile"] if "dockerfile" in table else context / "Dockerfile",
        "ideal": folder / table.get("ideal", "ideal.Dockerfile"),
    }
    for key, place in named.items():
        if not (place.is_dir() if key == "context" else place.is_file()) and (key != "ideal" or key in table):
            raise UsageError(f"{path}:{line_of(text, (key,))}: {place} is not there, or no {_what(key)}")
    smoke, held = tests(table, Keys(path, text, ()))
    return Case(
        folder.resolve().name,
        table.get("title", folder.resolve().name),
        named["dockerfile"],
        context,
        table.get("target"),
        pairs(table, "arguments"),
        table.get("source", ""),
        table.get("manifest", ""),
        table.get("lean", False),
        _transforms(table.get("refused", ()), f"{path}:{line_of(text, ('refused',))}: refused"),
        smoke,
        held,
        named["ideal"] if named["ideal"].is_file() else None,
        table.get("ideal_port"),
        pairs(table, "bases"),
    )


def _transforms(names: Iterable[object], place: str) -> tuple[str, ...]:
    """Names of transforms that are installed.

    Raises:
        UsageError: there is no such transform; the message begins with `place`.
    """
    return tuple(load().get(str(name), place).name for name in names)


def _what(key: str) -> str:
    return "folder" if key == "context" else "file"


def toml(path: Path) -> tuple[str, dict[str, Any]]:
    """A file's text and what it says.

    Raises:
        InputError: it cannot be read.
        UsageError: it is not TOML; with the line.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), "is not UTF-8, as TOML must be") from error
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise not_toml(path, text, str(error)) from error


@dataclass(frozen=True, slots=True)
class Keys:
    """A table of a file, for messages that tell the line.

    Args:
        path: the file.
        text: of it.
        above: the keys that lead to the table.
        first: the line, from 0, that it begins on, where others of its name stand before it.
    """

    path: Path
    text: str
    above: tuple[str, ...]
    first: int = 0

    def place(self, *keys: str) -> str:
        """`file:line` of a key of the table."""
        lines = self.text.split("\n")
        rest = "\n".join(lines[self.first :])
        return f"{self.path}:{self.first + line_of(rest, (*self.above, *keys))}"

    def check(self, table: Mapping[str, Any], keys: Mapping[str, tuple[type, str]]) -> None:
        """Look at every key.

        Raises:
            UsageError: one is not known, or its value of a wrong type.
        """
        for key, value in table.items():
            if key not in keys:
                raise UsageError(
                    f"{self.place(key)}: unknown key `{key}`{nearest(key, keys)}; known: {', '.join(keys)}"
                )
            kind, wanted = keys[key]
            if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
                raise UsageError(f"{self.place(key)}: `{key}` must be {wanted}")
            if key == "ideal_port" and value not in range(1, 1 << 16):
                raise UsageError(f"{self.place(key)}: `{key}` is {value}, and must be 1 to 65535")


def tests(table: Mapping[str, Any], keys: Keys) -> tuple[Smoke | None, Smoke | None]:
    """The smoke test of a case, and the one that is held back.

    Raises:
        UsageError: one has an unknown key or a wrong value; with the line.
    """
    smoke = smoke_of(table, "smoke", keys)
    return smoke, smoke_of(table, "held", keys, smoke)


def smoke_of(table: Mapping[str, Any], name: str, keys: Keys, like: Smoke | None = None) -> Smoke | None:
    """The test in the table of this name; None where there is none.

    Raises:
        UsageError: it has an unknown key or a wrong value; with the line.
    """
    if name not in table:
        return None
    try:
        return smoke_test(table[name], f"[{name}]", like)
    except WrongKeyError as error:
        raise UsageError(f"{keys.place(name, *error.keys)}: {error}") from None


def pairs(table: Mapping[str, Any], name: str) -> tuple[tuple[str, str], ...]:
    """Names and values of a table in a table; empty where it is not there."""
    return tuple((key, str(value)) for key, value in table.get(name, {}).items())


def below(folder: Path) -> tuple[Case, ...]:
    """The cases in the folders of a folder, by name.

    Raises:
        UsageError: it holds none, or one is wrong.
    """
    found = sorted(folder.glob(f"*/{FILE}"))
    if not found:
        raise UsageError(f"{folder}: no folder in it holds a {FILE}")
    return tuple(read(each.parent) for each in found)
