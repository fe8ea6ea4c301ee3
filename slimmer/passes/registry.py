"""The transforms that are installed, found by the entry-point group `slimmer.transforms`.

An entry names a package, all modules of which are taken that do not begin with `_`, or a module, or one class
(`package.module:Class`). Nothing here knows a transform by name.
"""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import Any, NamedTuple

from slimmer.errors import UsageError
from slimmer.passes.discovery import Entry, entries
from slimmer.passes.options import checked_option
from slimmer.passes.presets import DEFAULT, ordered
from slimmer.passes.settings import Settings, nearest
from slimmer.passes.transform import Transform
from slimmer.records import field_names

GROUP = "slimmer.transforms"


class Registry(NamedTuple):
    """The known transforms.

    Attributes:
        classes: by name, in the order they run.
        distributions: the distribution each transform came with, by name.
    """

    classes: Mapping[str, type[Transform]]
    distributions: Mapping[str, str]

    @property
    def names(self) -> frozenset[str]:
        """All names."""
        return frozenset(self.classes)

    def get(self, name: str, place: str = "") -> type[Transform]:
        """The transform of that name.

        Raises:
            UsageError: there is none; the message begins with `place`.
        """
        if name not in self.classes:
            before = f"{place}: " if place else ""
            raise UsageError(f"{before}there is no transform `{name}`{nearest(name, self.classes)}")
        return self.classes[name]

    def choose(self, settings: Settings) -> tuple[Transform, ...]:
        """The transforms to run, with their options, in order.

        Raises:
            UsageError: an unknown name or option, or an option of a wrong type.
        """
        for key, names in (("select", settings.select), ("ignore", settings.ignore)):
            for name in names:
                self.get(name, settings.places.get(key, ""))
        for option in settings.options:
            self.get(option.transform, option.place)
        chosen = (name for name in self.classes if not settings.select or name in settings.select)
        return tuple(self._configured(name, settings) for name in chosen if name not in settings.ignore)

    def _configured(self, name: str, settings: Settings) -> Transform:
        kind = self.classes[name]
        options: dict[str, Any] = {
            each: getattr(settings, each) for each in ("caches", "goal") if each in field_names(kind)
        }
        for option in settings.options:
            if option.transform == name:
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
    classes: dict[str, type[Transform]] = {}
    distributions: dict[str, str] = {}
    for entry in found:
        for kind in _transforms(entry):
            other = classes.setdefault(kind.name, kind)
            first = distributions.setdefault(kind.name, entry.distribution)
            if other is not kind:
                raise UsageError(
                    f"two transforms are called {kind.name}: {_from(other, first)} and "
                    f"{_from(kind, entry.distribution)}; uninstall one of them"
                )
    order = {kind.name: kind for kind in ordered(classes, preset)}
    return Registry(MappingProxyType(order), MappingProxyType(distributions))


def _from(kind: type[Transform], distribution: str) -> str:
    return f"{kind.__module__}.{kind.__qualname__} of the distribution {distribution}"


def _transforms(entry: Entry) -> Iterator[type[Transform]]:
    """What one entry brings; whatever goes wrong while it is imported is that distribution's mistake."""
    try:
        yield from _of_entry(entry)
    except Exception as error:
        raise UsageError(
            f"the distribution {entry.distribution} registers transforms as `{entry.name} = {entry.value}`, "
            f"and that fails: {type(error).__name__}: {error}; mend or uninstall it"
        ) from error


def _of_entry(entry: Entry) -> Iterator[type[Transform]]:
    path, _, attribute = entry.value.partition(":")
    module = import_module(path.strip())
    if attribute:
        yield _declared(getattr(module, attribute.strip()))
        return
    for each in (module, *_modules(module)):
        yield from (value for value in vars(each).values() if _is_declared(value, each))


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(getattr(package, "__path__", ())):
        if not found.name.startswith("_"):
            yield import_module(f"{package.__name__}.{found.name}")


def _is_declared(value: object, module: ModuleType) -> bool:
    """Whether it is a class that was defined in the module and decorated with `@transform`."""
    return isinstance(value, type) and value.__module__ == module.__name__ and _is_transform(value)


def _is_transform(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Transform) and "__record__" in vars(value)


def _declared(value: object) -> type[Transform]:
    if isinstance(value, type) and issubclass(value, Transform) and _is_transform(value):
        return value
    raise TypeError("it is not a class decorated with @transform")
