"""What a run was asked to do: settings, and how layers of them are merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, NoReturn

from slimmer.errors import UsageError
from slimmer.model.hints import NO_HINTS, HintError, Hints, Told, hints_of, told
from slimmer.model.hints import checked as checked_hints
from slimmer.records import dataclass, field

CACHES = ("clean", "mount")
GOALS = ("size", "time", "both")


@dataclass(frozen=True, slots=True)
class Option:
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
        hints: what a person told of the image.
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
    hints: Hints = NO_HINTS
    root: Path | None = None
    places: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Layer:
    """Settings from one origin: checked values by key, and for each the place it was set at."""

    values: Mapping[str, object]
    places: Mapping[str, str]


def merge(*layers: Layer) -> Settings:
    """The settings of several layers, later ones winning; options of transforms and hints win one by one.

    Raises:
        UsageError: hints of different layers contradict each other.
    """
    values: dict[str, object] = {}
    places: dict[str, str] = {}
    options: dict[tuple[str, str], Option] = {}
    told: dict[str, tuple[str, ...]] = {}
    for layer in layers:
        for key, value in layer.values.items():
            if key == "options" and isinstance(value, tuple):
                options.update({(option.transform, option.name): option for option in value})
            elif key == "hints" and isinstance(value, Mapping):
                told.update(value)
                places[key] = layer.places.get(key, "")
            else:
                values[key] = value
                places[key] = layer.places.get(key, "")
    hints = _hints(told, places.get("hints", ""))
    return Settings(**values, hints=hints, options=tuple(options.values()), places=places)  # type: ignore[arg-type]  # each has been checked by its name


def _hints(told: Told, place: str) -> Hints:
    try:
        return hints_of(told)
    except HintError as error:
        raise UsageError(f"{place}: {error}") from None


def command_line(values: Mapping[str, object]) -> Layer:
    """The layer of a command line: keys that are None or empty there were not given, and decide nothing.

    Raises:
        UsageError: a value that is not one the key takes; it is named as the option `--key`.
    """
    given = {key: value for key, value in values.items() if value is not None and value != ()}
    places = {key: f"--{key.removesuffix('s') if key == 'hints' else key}" for key in given}
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
        case "caches" | "goal":
            words = CACHES if key == "caches" else GOALS
            return value if value in words else _wrong(key, choice(words), place)
        case "context":
            return Path(value) if isinstance(value, (str, Path)) and str(value) else _wrong(key, "a folder", place)
        case "hints":
            return _told(value, place)
        case "root":
            return value if isinstance(value, Path) else _wrong(key, "a path", place)
        case "options":
            return value if isinstance(value, tuple) else _wrong(key, "a tuple of Option", place)
    raise UsageError(f"{place}: unknown setting `{key}`")


def _told(value: object, place: str) -> Told:
    """Hints of `KEY=VALUE` words or of a table, whose values may be text, numbers or lists of them."""
    try:
        if isinstance(value, (tuple, list)) and all(isinstance(each, str) for each in value):
            return told(value)
        if isinstance(value, Mapping):
            return checked_hints({str(key): _texts(key, each, place) for key, each in value.items()})
    except HintError as error:
        raise UsageError(f"{place}: {error}") from None
    return _wrong("hints", "a table", place)


def _texts(key: object, value: object, place: str) -> tuple[str, ...]:
    values = value if isinstance(value, (list, tuple)) else [value]
    if not all(isinstance(each, (str, int)) and not isinstance(each, bool) for each in values):
        _wrong(f"hints.{key}", "text, a number, or a list of them", place)
    return tuple(str(each) for each in values)


def _strings(key: str, value: object, place: str) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(member, str) for member in value):
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

    names = list(known)
    close = difflib.get_close_matches(word, names, n=1) or [each for each in names if word and each.startswith(word)]
    return f"; did you mean `{close[0]}`?" if close else ""
