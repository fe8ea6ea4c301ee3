"""Results as JSON lines: one case a line, read back into the very same values."""

from __future__ import annotations

import enum
import json
from dataclasses import asdict, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from slimmer.bench.results import CaseResult
from slimmer.errors import InputError

VERSION = 1

_BEYOND = 2**63
"""Numbers of bytes and files lie below it: with longer ones there is no arithmetic in floating point."""


def to_json(result: CaseResult) -> str:
    """One line."""
    return json.dumps({"version": VERSION, **asdict(result)}, default=_plain, ensure_ascii=True)


def from_json(text: str, path: str = "results", line: int | None = None) -> CaseResult:
    """The result a line holds.

    Args:
        text: the line.
        path: of the file it stands in, for the message.
        line: its number there.

    Raises:
        InputError: it is no such line.
    """
    try:
        told: Any = json.loads(text)
        version = told.pop("version")
        if version != VERSION:
            raise InputError(path, f"results of version {version!r}, and only {VERSION} can be read", line)
        result: CaseResult = _value(told, CaseResult)
    except KeyError as error:
        raise InputError(path, f"not a line of results: there is no {error}", line) from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(path, f"not a line of results: {error}", line) from error
    return result


def _plain(value: object) -> object:
    if isinstance(value, enum.Enum):
        return value.value
    raise TypeError(f"{type(value).__name__} cannot be written")


def _value(told: Any, hint: Any) -> Any:
    """What JSON tells as the type a field declares."""
    origin, members = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        if told is None and NoneType in members:
            return None
        return _value(told, next(member for member in members if member is not NoneType))
    if origin is tuple:
        if len(members) == 2 and members[1] is Ellipsis:
            return tuple(_value(each, members[0]) for each in told)
        return tuple(_value(each, member) for each, member in zip(told, members, strict=True))
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        known = {each.name for each in fields(hint)}
        unknown = told.keys() - known
        if unknown:
            raise ValueError(f"{hint.__name__} has no {', '.join(sorted(unknown))}")
        return hint(**{name: _value(value, hints[name]) for name, value in told.items()})
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint(told)
    if hint is float and isinstance(told, int) and not isinstance(told, bool):
        return float(told)
    if not isinstance(told, hint) or (isinstance(told, bool) and hint is not bool):
        raise TypeError(f"{told!r} is no {hint.__name__}")
    if hint is int and not -_BEYOND < told < _BEYOND:
        raise ValueError(f"a number of {len(str(abs(told)))} digits, which no disk holds")
    return told
