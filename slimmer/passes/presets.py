"""The order transforms run in: a preset is a tuple of names; what they require is only checked against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from slimmer.errors import UsageError

DEFAULT: tuple[str, ...] = (
    "go-toolchain-shipped",
    "npm-dev-dependencies-shipped",
    "full-base-image",
    "apt-recommends-installed",
    "apt-lists-left-behind",
    "apk-cache-left-behind",
    "rpm-cache-left-behind",
    "pip-cache-left-behind",
    "archive-left-after-extract",
    "npm-cache-left-behind",
    "removed-in-a-later-layer",
    "copied-then-chowned",
)


def ordered(requires: Mapping[str, Iterable[str]], preset: Iterable[str] = DEFAULT) -> tuple[str, ...]:
    """The names of transforms in the order of the preset; those it does not name come after, sorted.

    Names of the preset that are not known are passed over.

    Args:
        requires: what each known transform requires, by its name.
        preset: names in order.

    Raises:
        UsageError: a transform requires one that is not known, or comes later.
    """
    listed = tuple(name for name in preset if name in requires)
    order = (*listed, *sorted(requires.keys() - set(listed)))
    earlier: set[str] = set()
    for name in order:
        for required in requires[name]:
            if required not in earlier:
                why = "comes later in the order" if required in requires else "is not installed"
                raise UsageError(f"transform {name} requires {required}, which {why}")
        earlier.add(name)
    return order
