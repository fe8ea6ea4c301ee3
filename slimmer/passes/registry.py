"""The transforms that are installed, found by the entry-point group `slimmer.transforms`.

An entry names a package, all modules of which are taken that do not begin with `_`, or a module, or one class
(`package.module:Class`). Nothing here knows a transform by name. A package may say in `WORDS` what each of its
transforms waits for, by name: the module of that name, with underscores, then is imported for a file that holds one
of the words, or when somebody wants to know more of the transform.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import Any, TypeGuard

from slimmer.errors import UsageError
from slimmer.passes.discovery import Entry, entries, modules
from slimmer.passes.presets import DEFAULT, ordered
from slimmer.passes.settings import Settings, nearest
from slimmer.passes.transform import Transform
from slimmer.passes.waiting import Waiting
from slimmer.records import dataclass, field, field_names

GROUP = "slimmer.transforms"


@dataclass(frozen=True, slots=True)
class Registry:
    """The known transforms.

    Attributes:
        classes: by name, in the order they run; to look at one imports it.
        distributions: the distribution each transform came with, by name.
        words: what transforms that are not imported yet wait for, by name.
    """

    classes: Mapping[str, type[Transform]]
    distributions: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """All names."""
        return frozenset(self.classes)

    def get(self, name: str, place: str = "") -> type[Transform]:
        """The transform of that name.

        Raises:
            UsageError: there is none; the message begins with `place`.
        """
        self._check(name, place)
        return self.classes[name]

    def _check(self, name: str, place: str) -> None:
        if name not in self.classes:
            before = f"{place}: " if place else ""
            hint = nearest(name, self.classes) or "; `slimmer transforms` lists them"
            raise UsageError(f"{before}there is no transform `{name}`{hint}")

    def choose(self, settings: Settings) -> tuple[Transform, ...]:
        """The transforms to run, with their options, in order.

        Raises:
            UsageError: an unknown name or option, or an option of a wrong type.
        """
        for key, names in (("select", settings.select), ("ignore", settings.ignore)):
            for name in names:
                self._check(name, settings.places.get(key, ""))
        for option in settings.options:
            self._check(option.transform, option.place)
        chosen = (name for name in self.classes if not settings.select or name in settings.select)
        return tuple(self._chosen(name, settings) for name in chosen if name not in settings.ignore)

    def _chosen(self, name: str, settings: Settings) -> Transform:
        make = partial(self._configured, name, settings)
        if name not in self.words or any(option.transform == name for option in settings.options):
            return make()
        return Waiting(name, self.words[name], make)

    def _configured(self, name: str, settings: Settings) -> Transform:
        kind = self.classes[name]
        options: dict[str, Any] = {
            each: getattr(settings, each) for each in ("caches", "goal") if each in field_names(kind)
        }
        for option in settings.options:
            if option.transform == name:
                from slimmer.passes.options import checked_option  # noqa: PLC0415  few runs set options

                options[option.name] = checked_option(kind, option)
        try:
            return kind(**options)
        except (TypeError, ValueError) as error:
            raise UsageError(f"transform {name} does not take its options: {error}") from error


def load(preset: Iterable[str] = DEFAULT) -> Registry:
    """The transforms of every installed distribution, slimmer's own among them.

    Raises:
        UsageError: a distribution's entry cannot be imported or is no transform, or two transforms have the
            same name; the message names the distributions.
    """
    return from_entries(entries(GROUP, sys.path), preset)


def from_entries(found: Iterable[Entry], preset: Iterable[str] = DEFAULT) -> Registry:
    """The transforms the entries lead to.

    Raises:
        UsageError: as `load`.
    """
    known: dict[str, _Found] = {}
    for entry in found:
        with _blaming(entry):
            brought = tuple(_of_entry(entry))
        for each in brought:
            other = known.setdefault(each.name, each)
            if other is not each and other.load() is not each.load():
                raise UsageError(f"two transforms are called {each.name}: {other} and {each}; uninstall one of them")
    requires = {name: () if each.words else each.load().requires for name, each in known.items()}
    order = {name: known[name] for name in ordered(requires, preset)}
    return Registry(
        _Classes(order),
        MappingProxyType({name: each.entry.distribution for name, each in known.items()}),
        MappingProxyType({name: each.words for name, each in known.items() if each.words}),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """A transform that an entry brings: its class, or how to import it."""

    name: str
    entry: Entry
    load: Callable[[], type[Transform]]
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        kind = self.load()
        return f"{kind.__module__}.{kind.__qualname__} of the distribution {self.entry.distribution}"


class _Classes(Mapping[str, type[Transform]]):
    """Classes by name, imported when they are looked at."""

    def __init__(self, found: Mapping[str, _Found]) -> None:
        self._found = found

    def __getitem__(self, name: str) -> type[Transform]:
        return self._found[name].load()

    def __contains__(self, name: object) -> bool:
        return name in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


@contextlib.contextmanager
def _blaming(entry: Entry) -> Iterator[None]:
    """Whatever goes wrong while a transform is imported is its distribution's mistake."""
    try:
        yield
    except Exception as error:
        raise UsageError(
            f"the distribution {entry.distribution} registers transforms as `{entry.name} = {entry.value}`, "
            f"and that fails: {type(error).__name__}: {error}; mend or uninstall it"
        ) from error


def _of_entry(entry: Entry) -> Iterator[_Found]:
    path, _, attribute = entry.value.partition(":")
    module = import_module(path.strip())
    if attribute:
        kind = _declared(getattr(module, attribute.strip()))
        yield _Found(kind.name, entry, lambda: kind)
        return
    yield from _of_module(module, entry)
    words: Mapping[str, tuple[str, ...]] = getattr(module, "WORDS", {})
    names = [name for name in modules(getattr(module, "__path__", ())) if name[0] != "_"]
    strangers = words.keys() - {_transform_name(each) for each in names}
    if strangers:
        raise TypeError(f"WORDS names {', '.join(sorted(strangers))}, and there is no such module")
    for each in names:
        path, name = f"{module.__name__}.{each}", _transform_name(each)
        if name in words:
            yield _Found(name, entry, cache(partial(_later, path, name, entry)), words[name])
        else:
            yield from _of_module(import_module(path), entry)


def _transform_name(module: str) -> str:
    return module.replace("_", "-")


def _of_module(module: ModuleType, entry: Entry) -> Iterator[_Found]:
    for value in vars(module).values():
        if isinstance(value, type) and value.__module__ == module.__name__ and _is_transform(value):
            yield _Found(value.name, entry, partial(_same, value))


def _same(kind: type[Transform]) -> type[Transform]:
    return kind


def _later(path: str, name: str, entry: Entry) -> type[Transform]:
    """The one transform of a module, which its package has named before.

    Raises:
        UsageError: it is not there, or should have been imported at once.
    """
    with _blaming(entry):
        kinds = [found.load() for found in _of_module(import_module(path), entry)]
        if [kind.name for kind in kinds] != [name]:
            raise TypeError(f"WORDS names {name}, which is not the one transform of {path}")
        if kinds[0].requires:
            raise TypeError(f"{name} requires others, so that it must not wait for WORDS")
        return kinds[0]


def _is_transform(value: type) -> TypeGuard[type[Transform]]:
    return issubclass(value, Transform) and "__record__" in vars(value)


def _declared(value: object) -> type[Transform]:
    if isinstance(value, type) and _is_transform(value):
        return value
    raise TypeError("it is not a class decorated with @transform")
