"""JSON, TOML and YAML files of the build context: their data, or why it cannot be had."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from slimmer.model.context import Context
from slimmer.records import dataclass

LARGEST = {"json": 64_000_000, "toml": 4_000_000, "yaml": 8_000_000}
"""Characters of a file that are still read: some seconds (8 MB of YAML take seven) and a few hundred MB of memory."""


@dataclass(frozen=True, slots=True)
class Data:
    """What a file holds.

    Attributes:
        path: in the build context.
        table: its top level; empty where there is a `problem`.
        problem: why nothing can be read out of it, or None; completes "not known: ...".
    """

    path: str
    table: dict[str, Any]
    problem: str | None = None


def json_data(context: Context, path: str) -> Data | None:
    """The object a JSON file holds; None when there is no such file."""
    return _data(context, path, "json", json.loads)


def toml_data(context: Context, path: str) -> Data | None:
    """The table a TOML file holds; None when there is no such file."""
    return _data(context, path, "toml", _toml)


def _toml(text: str) -> Any:
    import tomllib  # noqa: PLC0415  7 ms that a run without TOML in its context need not spend

    return tomllib.loads(text)


def yaml_data(context: Context, path: str) -> Data | None:
    """The mapping a YAML file holds; None when there is no such file."""
    return _data(context, path, "yaml", _yaml)


def _yaml(text: str) -> object:
    import yaml  # noqa: PLC0415  it costs 20 ms, and few contexts hold YAML that matters

    try:
        return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  both are safe loaders
    except yaml.YAMLError as error:
        raise ValueError(str(error).partition("\n")[0]) from error


def _data(context: Context, path: str, kind: str, parse: Callable[[str], object]) -> Data | None:
    if not context.has(path):
        return None
    text = context.read(path)
    if text is None:
        return Data(path, {}, context.unread(path) or f"{path} cannot be read")
    if len(text) > LARGEST[kind]:
        return Data(path, {}, f"{path} has more than {LARGEST[kind] // 10**6} MB")
    try:
        table = parse(text)
    except (ValueError, RecursionError) as error:
        detail = "it is nested too deeply" if isinstance(error, RecursionError) else error
        return Data(path, {}, f"{path} is no {kind.upper()}: {detail}")
    if not isinstance(table, dict):
        return Data(path, {}, f"{path} holds no table of names and values")
    return Data(path, table)


def texts(value: object) -> dict[str, str]:
    """The members of a mapping whose values are texts; none when it is no mapping."""
    if not isinstance(value, dict):
        return {}
    return {key: each for key, each in value.items() if isinstance(key, str) and isinstance(each, str)}


def strings(value: object) -> tuple[str, ...]:
    """The texts in a list, or the one text; none when it is neither."""
    if isinstance(value, str):
        return (value,)
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def mapping(value: object) -> dict[str, Any]:
    """The value when it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}
