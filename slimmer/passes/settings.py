"""What a run was asked to do: settings, and how layers of them are merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, NoReturn

from slimmer.errors import UsageError

CACHES = ("clean", "mount")
GOALS = ("size", "time", "both")


class Option(NamedTuple):
    """One option of a transform as it was set; `place` is the file and line, or the variable."""

    transform: str
    name: str
    value: object
    place: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run is asked to do; picklable, so that worker processes can be given it.

    Attributes:
        select: names of the transforms to run; empty for all.
        ignore: names of transforms that must not run.
        unverified: apply rewrites of safety BUILD without a build.
        target: the stage that is built, None for the last one.
        caches: what becomes of package managers' caches, cleaned or mounted; given to every transform that
            has an option of this name.
        goal: what rewrites are for; given to transforms like `caches`.
        exclude: globs of files that discovery leaves out, relative to `root`.
        options: of single transforms.
        context: the build context's folder.
        root: the folder of the configuration file.
        places: where a key above was set, for messages.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    unverified: bool = False
    target: str | None = None
    caches: Literal["clean", "mount"] = "clean"
    goal: Literal["size", "time", "both"] = "size"
    exclude: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    context: Path | None = None
    root: Path | None = None
    places: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)


class Layer(NamedTuple):
    """Settings from one origin: checked values by key, and for each the place it was set at."""

    values: Mapping[str, object]
    places: Mapping[str, str]


def merge(*layers: Layer) -> Settings:
    """The settings of several layers, later ones winning; options of transforms win one by one."""
    values: dict[str, object] = {}
    places: dict[str, str] = {}
    options: dict[tuple[str, str], Option] = {}
    for layer in layers:
        for key, value in layer.values.items():
            if key == "options" and isinstance(value, tuple):
                options.update({(option.transform, option.name): option for option in value})
            else:
                values[key] = value
                places[key] = layer.places.get(key, "")
    return Settings(**values, options=tuple(options.values()), places=places)  # type: ignore[arg-type]


def command_line(values: Mapping[str, object]) -> Layer:
    """The layer of a command line: keys that are None or empty there were not given, and decide nothing.

    Raises:
        UsageError: a value that is not one the key takes; it is named as the option `--key`.
    """
    given = {key: value for key, value in values.items() if value is not None and value != ()}
    places = {key: f"--{key}" for key in given}
    return Layer({key: checked(key, value, places[key]) for key, value in given.items()}, places)


def checked(key: str, value: object, place: str) -> object:
    """The value of a setting, lists as tuples.

    Raises:
        UsageError: an unknown key, or a value of a wrong type.
    """
    match key:
        case "select" | "ignore" | "exclude":
            return _strings(key, value, place)
        case "unverified":
            return value if isinstance(value, bool) else _wrong(key, "true or false", place)
        case "target":
            return value if isinstance(value, str) and value else _wrong(key, "the name of a stage", place)
        case "caches":
            return value if value in CACHES else _wrong(key, choice(CACHES), place)
        case "goal":
            return value if value in GOALS else _wrong(key, choice(GOALS), place)
        case "context":
            return Path(value) if isinstance(value, str | Path) and str(value) else _wrong(key, "a folder", place)
        case "root":
            return value if isinstance(value, Path) else _wrong(key, "a path", place)
        case "options":
            return value if isinstance(value, tuple) else _wrong(key, "a tuple of Option", place)
    raise UsageError(f"{place}: unknown setting `{key}`")


def _strings(key: str, value: object, place: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(member, str) for member in value):
        _wrong(key, "a list of strings", place)
    return tuple(value)


def _wrong(key: str, wanted: str, place: str) -> NoReturn:
    raise UsageError(f"{place}: `{key}` must be {wanted}")


def choice(words: Iterable[object]) -> str:
    """The words as a person lists them: `"clean" or "mount"`."""
    return " or ".join(f'"{word}"' for word in words)


def nearest(word: str, known: Iterable[str]) -> str:
    """A question to end a message with: the known word that `word` may have been meant for, or nothing."""
    import difflib  # noqa: PLC0415  # only a wrong word needs it

    close = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean `{close[0]}`?" if close else ""
