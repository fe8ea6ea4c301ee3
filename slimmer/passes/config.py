"""Settings from files and the environment: `.slimmer.toml`, `[tool.slimmer]` of pyproject.toml, `SLIMMER_*`.

TOML is read by tomllib, which says nothing of lines; a message finds its line in the text.
"""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from slimmer.errors import UsageError
from slimmer.passes.settings import Layer, Option, Settings, checked, merge, nearest

FILE = ".slimmer.toml"
PROJECT = "pyproject.toml"
KEYS = ("select", "ignore", "unverified", "target", "caches", "goal", "exclude", "context", "hints")
VARIABLES = {f"SLIMMER_{key.upper()}": key for key in KEYS}

# Texts, compiled on first use: most runs read no configuration, and fewer look for a line of it.
_BARE_OR_QUOTED = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_BARE_OR_QUOTED}(?:[ \t]*\.[ \t]*{_BARE_OR_QUOTED})*"
_HEADER = rf"[ \t]*\[\[?[ \t]*({_DOTTED})[ \t]*\]"
_KEY = rf"[ \t]*({_DOTTED})[ \t]*="


def find(folder: Path) -> Path | None:
    """The configuration file for Dockerfiles in `folder`.

    The nearest `.slimmer.toml` on the way up; where there is none, the nearest pyproject.toml that has a
    `[tool.slimmer]` table.

    Raises:
        UsageError: a pyproject.toml on the way that speaks of slimmer and is not TOML; `.slimmer.toml` is a folder.
    """
    folders = (folder.absolute(), *folder.absolute().parents)
    for each in folders:
        if _is_file(each / FILE):
            return each / FILE
        if os.path.isdir(each / FILE):  # noqa: PTH112  Path.is_dir raises where a folder may not be looked into
            raise UsageError(f"{each / FILE}: is a folder, and no configuration")
    for each in folders:
        if _is_file(each / PROJECT) and _table(each / PROJECT) is not None:
            return each / PROJECT
    return None


def from_file(path: Path) -> Layer:
    """The layer a configuration file sets.

    Raises:
        UsageError: not TOML, an unknown key or a value of a wrong type, with file and line.
    """
    text = _read(path)
    table = _table(path) or {}
    prefix = ("tool", "slimmer") if path.name == PROJECT else ()
    values: dict[str, object] = {"root": path.parent}
    places = {"root": str(path)}
    for key, value in table.items():
        place = f"{path}:{line_of(text, (*prefix, key))}"
        if key == "transforms":
            values["options"] = tuple(_options(path, text, (*prefix, key), value))
        elif key in KEYS:
            for name in value if key == "hints" and isinstance(value, dict) else ():  # each is told with its own line
                checked(key, {name: value[name]}, f"{path}:{line_of(text, (*prefix, key, name))}")
            values[key], places[key] = checked(key, value, place), place
            if isinstance(found := values[key], Path):
                values[key] = path.parent / found
        else:
            raise UsageError(f"{place}: unknown key `{key}`{nearest(key, (*KEYS, 'transforms'))}")
    return Layer(values, places)


def from_environment(environment: Mapping[str, str]) -> Layer:
    """The layer the variables `SLIMMER_*` set; names of lists are separated by commas, empty ones are unset.

    Raises:
        UsageError: a value of a wrong type, with the variable.
    """
    values: dict[str, object] = {}
    places: dict[str, str] = {}
    for variable, key in VARIABLES.items():
        text = environment.get(variable, "")
        if text:
            values[key], places[key] = checked(key, _from_text(key, text), variable), variable
    return Layer(values, places)


def resolve(folder: Path, environment: Mapping[str, str], given: Layer, file: Path | None = None) -> Settings:
    """The settings for Dockerfiles in `folder`: the command line over the environment over the nearest file.

    Args:
        folder: where the Dockerfile is.
        environment: variables, as in `os.environ`.
        given: what the command line asks for.
        file: the configuration file, to save looking for it again.

    Raises:
        UsageError: as `from_file` and `from_environment`.
    """
    path = file or find(folder)
    layers = [from_file(path)] if path else []
    return merge(*layers, from_environment(environment), given)


def excluded(settings: Settings, path: Path) -> bool:
    """Whether discovery must leave `path` out: it, its name or a folder above it matches one of `exclude`."""
    if not settings.exclude:
        return False
    inside = path.absolute()
    if settings.root is not None and inside.is_relative_to(settings.root):
        inside = inside.relative_to(settings.root)
    names = (inside.name, *(each.as_posix() for each in (inside, *inside.parents)))
    globs = (glob.rstrip("/") for glob in settings.exclude)
    return any(fnmatch.fnmatchcase(name, glob) for glob in globs for name in names)


def line_of(text: str, keys: tuple[str, ...]) -> int:
    """The 1-based line of a TOML text that sets `keys`, or else of the longest part of them that is found."""
    best, deepest = 1, 0
    for line, path in _paths(text):
        depth = len(keys) if path[: len(keys)] == keys else len(path) if keys[: len(path)] == path else 0
        if depth > deepest:
            best, deepest = line, depth
    return best


def _paths(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each table header and key of a TOML text; lines inside long strings may pass for such."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(_HEADER, line):
            table = _names(header[1])
            yield number, table
        elif key := re.match(_KEY, line):
            yield number, table + _names(key[1])


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(word.strip("\"'") for word in re.findall(_BARE_OR_QUOTED, dotted))


def _is_file(path: Path) -> bool:
    """Whether a file is there; a folder that may not be looked into has none."""
    try:
        return path.is_file()
    except OSError:
        return False


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8, as TOML must be") from error


def _table(path: Path) -> dict[str, Any] | None:
    """The settings' table of a file; None for a pyproject.toml without one."""
    text = _read(path)
    project = path.name == PROJECT
    if project and "slimmer" not in text:
        return None
    import tomllib  # noqa: PLC0415  # 7 ms that a run without configuration need not spend

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise not_toml(path, text, str(error)) from error
    found: object = table
    for key in ("tool", "slimmer") if project else ():
        found = found.get(key) if isinstance(found, dict) else None
    if found is not None and not isinstance(found, dict):
        raise UsageError(f"{path}:{line_of(text, ('tool', 'slimmer'))}: `tool.slimmer` must be a table")
    return found


def not_toml(path: Path, text: str, message: str) -> UsageError:
    """Tomllib's "... (at line 3, column 7)" or "... (at end of document)" as `path:3: ...`."""
    found = re.search(r" \(at (?:line ([0-9]+), column [0-9]+|end of document)\)", message)
    line = found[1] if found and found[1] else text.rstrip("\n").count("\n") + 1
    return UsageError(f"{path}:{line}: not TOML: {message[: found.start()] if found else message}")


def _options(path: Path, text: str, keys: tuple[str, ...], tables: object) -> Iterator[Option]:
    if not isinstance(tables, dict):
        raise UsageError(f"{path}:{line_of(text, keys)}: `transforms` must be a table of tables")
    for name, table in tables.items():
        if not isinstance(table, dict):
            place = f"{path}:{line_of(text, (*keys, name))}"
            raise UsageError(f"{place}: `transforms.{name}` must be a table of the transform's options")
        for option, value in table.items():
            place = f"{path}:{line_of(text, (*keys, name, option))}"
            yield Option(name, option, value, place)


def _from_text(key: str, text: str) -> object:
    if key == "hints":
        return text.split()
    if key in ("select", "ignore", "exclude"):
        return [name.strip() for name in text.split(",") if name.strip()]
    if key == "unverified":
        return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}.get(text.lower(), text)
    return text
