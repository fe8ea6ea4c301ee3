"""Options of transforms: the fields of their dataclass, checked against the types declared there."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from slimmer.errors import UsageError
from slimmer.passes.settings import Option, choice, nearest
from slimmer.passes.transform import Transform
from slimmer.records import field_names

_PLAIN = {bool: "true or false", int: "a whole number", float: "a number", str: "a string"}


def checked_option(kind: type[Transform], option: Option) -> object:
    """The option's value, lists as tuples.

    Raises:
        UsageError: the transform has no such option, or the value does not fit its type.
    """
    names = field_names(kind)
    if option.name not in names:
        has = "its options are " + ", ".join(names) if names else "it has no options"
        meant = nearest(option.name, names)
        raise UsageError(f"{option.place}: transform {kind.name} has no option `{option.name}`{meant} ({has})")
    hint = get_type_hints(kind)[option.name]
    if not _fits(option.value, hint):
        raise UsageError(f"{option.place}: `{option.name}` of {kind.name} must be {described(hint)}")
    return tuple(option.value) if isinstance(option.value, list) else option.value


def described(hint: Any) -> str:
    """A type as a person reads it; for types no configuration file can hold, their own text."""
    origin, members = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if origin is Literal:
        return choice(members)
    if origin is tuple:
        return f"a list, each member {described(members[0])}"
    if origin in (Union, UnionType):
        return " or ".join(described(member) for member in members if member is not NoneType)
    return str(hint)


def _fits(value: object, hint: Any) -> bool:
    origin, members = get_origin(hint), get_args(hint)
    if origin is Literal:
        return value in members
    if origin is tuple:
        return isinstance(value, (list, tuple)) and all(_fits(each, members[0]) for each in value)
    if origin in (Union, UnionType):
        return any(_fits(value, member) for member in members)
    if hint is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(hint, type) and isinstance(value, hint)
