"""The part of JSON Schema (draft 2020-12) that slimmer's schema uses, as a checker for tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
_KNOWN = {
    *("$schema", "$defs", "$ref", "title", "description", "type", "const", "enum", "minimum", "anyOf"),
    *("properties", "required", "additionalProperties", "items", "prefixItems", "minItems", "maxItems"),
}


def faults(value: object, schema: dict[str, Any], root: dict[str, Any] | None = None, at: str = "$") -> list[str]:
    """What is wrong with a value, each with its place; empty when the schema takes it."""
    return list(_faults(value, schema, root or schema, at))


def _faults(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    unknown = schema.keys() - _KNOWN
    if unknown:
        raise NotImplementedError(f"the checker does not know {unknown}")
    if "$ref" in schema:
        yield from _faults(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, at)
    types = schema.get("type", [])
    wanted = [types] if isinstance(types, str) else types
    if wanted and not any(_is(value, name) for name in wanted):
        yield f"{at} is no {' or '.join(wanted)}"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{at} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at} is none of {schema['enum']!r}"
    if "minimum" in schema and value < schema["minimum"]:
        yield f"{at} is below {schema['minimum']}"
    if "anyOf" in schema and all(list(_faults(value, each, root, at)) for each in schema["anyOf"]):
        yield f"{at} is none of the alternatives"
    if isinstance(value, dict):
        yield from _members(value, schema, root, at)
    if isinstance(value, list):
        yield from _items(value, schema, root, at)


def _items(value: list[Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{at} has {len(value)} items"
    first = schema.get("prefixItems", [])
    for index, member in enumerate(value):
        wanted = first[index] if index < len(first) else schema.get("items", {})
        yield from _faults(member, wanted, root, f"{at}[{index}]")


def _is(value: object, name: str) -> bool:
    if name in ("integer", "number") and isinstance(value, bool):
        return False
    return isinstance(value, _TYPES[name])


def _members(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    yield from (f"{at} has no {name!r}" for name in schema.get("required", []) if name not in value)
    for name, member in value.items():
        if name in properties:
            yield from _faults(member, properties[name], root, f"{at}.{name}")
        elif schema.get("additionalProperties", True) is False:
            yield f"{at} has an unknown {name!r}"
