"""What a person tells of an image that no file says: `--hint KEY=VALUE`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from slimmer.records import dataclass
from slimmer.text.rare import rare


@dataclass(frozen=True, slots=True)
class Hints:
    """What was told; nothing by default.

    Attributes:
        runtime_needs: programs and packages that containers need although no file says so.
        base_has: commands the base image has.
        base_lacks: commands it has not.
        base_is: the public image that the base image is made of, or a copy of.
        ports: what the application listens on.
        entry: the file of the image or of the build context that a container runs.
        platform: what the image is built for, such as `linux/arm64`.
    """

    runtime_needs: tuple[str, ...] = ()
    base_has: tuple[str, ...] = ()
    base_lacks: tuple[str, ...] = ()
    base_is: str | None = None
    ports: tuple[int, ...] = ()
    entry: str | None = None
    platform: str | None = None


NO_HINTS = Hints()

MANY: Mapping[str, str] = {
    "runtime-needs": "runtime_needs", "base-has": "base_has", "base-lacks": "base_lacks", "port": "ports",
}  # fmt: skip
"""Keys that take several values, by commas or given again, and their field."""
ONE: Mapping[str, str] = {"base-is": "base_is", "entry": "entry", "platform": "platform"}
KEYS = (*MANY, *ONE)

_WORD = rare(r"[A-Za-z0-9@_][A-Za-z0-9@_.+:/~-]*")
_IMAGE = rare(r"(?:[A-Za-z0-9.-]+(?::[0-9]+)?/)?[a-z0-9._/-]+(?::[\w.-]+)?(?:@[a-z0-9]+:[0-9a-f]+)?", re.ASCII)
_PLATFORM = rare(r"[a-z0-9]+/[a-z0-9]+(?:/[a-z0-9]+)?")


_WANTED = {
    "port": "a number from 1 to 65535",
    "platform": "such as linux/arm64",
    "entry": "a path in the image or the context",
    "base-is": "an image, such as debian:bookworm-slim",
}


class HintError(ValueError):
    """A hint that is none, or contradicts another; the message is a sentence for a person."""


Told = Mapping[str, tuple[str, ...]]
"""Hints as they were told: values by key."""


def told(pairs: Iterable[str]) -> Told:
    """The hints of words `KEY=VALUE`.

    Raises:
        HintError: an unknown key, no value, or two values where one is meant.
    """
    found: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals:
            raise HintError(f"`{pair}` is no hint: KEY=VALUE is")
        values = tuple(each.strip(" ") for each in text.split(",")) if key in MANY else (text.strip(" "),)
        found[key] = (*found.get(key, ()), *values)
    return checked(found)


def checked(hints: Told) -> Told:
    """The same hints, each value once.

    Raises:
        HintError: as `told`.
    """
    for key, values in hints.items():
        if key not in KEYS:
            raise HintError(f"`{key}` is no hint; hints are {', '.join(KEYS)}")
        for value in values:
            _check(key, value)
        if key in ONE and len(set(values)) > 1:
            raise HintError(f"`{key}` contradicts itself: {' and '.join(dict.fromkeys(values))}")
    return {key: tuple(dict.fromkeys(values)) for key, values in hints.items()}


def _check(key: str, value: str) -> None:
    if key == "port":
        fits = value.isascii() and value.isdecimal() and 0 < int(value[:6]) < 65_536
    elif key == "platform":
        fits = _PLATFORM().fullmatch(value) is not None
    elif key == "base-is":
        fits = _IMAGE().fullmatch(value) is not None
    elif key == "entry":
        fits = bool(value) and value.isprintable() and ".." not in value.split("/")
    else:
        fits = _WORD().fullmatch(value) is not None
    if not fits:
        wanted = _WANTED.get(key, "a name")
        raise HintError(f"`{key}={value}`: the value must be {wanted}")


def hints_of(hints: Told) -> Hints:
    """The hints as fields.

    Raises:
        HintError: two of them contradict each other.
    """
    both = set(hints.get("base-has", ())) & set(hints.get("base-lacks", ()))
    if both:
        raise HintError(f"`base-has` and `base-lacks` contradict each other: {', '.join(sorted(both))}")
    if hints.get("base-is") == ("scratch",) and hints.get("base-has"):
        raise HintError(f"`base-is=scratch` contradicts `base-has`: {', '.join(hints['base-has'])}")
    fields: dict[str, object] = {field: hints[key] for key, field in MANY.items() if key in hints}
    fields |= {field: hints[key][0] for key, field in ONE.items() if hints.get(key)}
    if "ports" in fields:
        fields["ports"] = tuple(map(int, hints["port"]))
    return Hints(**fields)  # type: ignore[arg-type]  # each has been checked by its name
