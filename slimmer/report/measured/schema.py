"""The JSON Schema of a line of results, made from the dataclasses, so that it says what they say.

`python -m slimmer.report.measured.schema` prints what belongs into `results.schema.json`; a test compares the two.
"""

from __future__ import annotations

import enum
import inspect
import json
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from slimmer.bench.records import VERSION
from slimmer.bench.results import CaseResult

_SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean"}
_ARGUMENT = re.compile(r"^(\w+): (.*)$")


def schema() -> dict[str, Any]:
    """The schema, JSON Schema draft 2020-12."""
    definitions: dict[str, Any] = {}
    _defined(CaseResult, definitions)
    case = definitions.pop("CaseResult")
    case["properties"] = {"version": {"const": VERSION}, **case["properties"]}
    case["required"] = ["version", *case["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "a line of slimmer's results",
        **case,
        "$defs": dict(sorted(definitions.items())),
    }


def text() -> str:
    """The schema as its file holds it."""
    return json.dumps(schema(), indent=2) + "\n"


def _defined(kind: type, definitions: dict[str, Any]) -> dict[str, str]:
    """A reference to the definition of a class, which is made when it is met first."""
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}  # a class may hold itself
        made = _enumeration(kind) if issubclass(kind, enum.Enum) else _object(kind, definitions)
        definitions[name].update(made)
    return {"$ref": f"#/$defs/{name}"}


def _enumeration(kind: type[enum.Enum]) -> dict[str, Any]:
    paragraphs = (inspect.getdoc(kind) or "").split("\n\n")
    return {"description": " ".join(" ".join(paragraphs).split("\n")), "enum": [each.value for each in kind]}


def _object(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints, told = get_type_hints(kind), dict(_arguments(kind))
    properties = {}
    for each in fields(kind):
        described = {"description": told[each.name]} if each.name in told else {}
        properties[each.name] = {**_of(hints[each.name], definitions), **described}
    required = [each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING]
    summary = (inspect.getdoc(kind) or "").split("\n")[0]
    return {
        "description": summary,
        "type": "object",
        "required": required,
        "additionalProperties": False,
        "properties": properties,
    }


def _of(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, members = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (member,) = (each for each in members if each is not NoneType)
        return {"anyOf": [_of(member, definitions), {"type": "null"}]}
    if origin is tuple and members[1:] == (Ellipsis,):
        return {"type": "array", "items": _of(members[0], definitions)}
    if origin is tuple:
        each = [_of(member, definitions) for member in members]
        return {"type": "array", "prefixItems": each, "minItems": len(each), "maxItems": len(each)}
    if is_dataclass(hint) or issubclass(hint, enum.Enum):
        return dict(_defined(hint, definitions))
    return {"type": _SCALARS[hint]}


def _arguments(kind: type) -> Iterator[tuple[str, str]]:
    """The arguments that a docstring in Google's style describes, each with its sentence."""
    _, _, section = (inspect.getdoc(kind) or "").partition("\nArgs:\n")
    name, said = "", ""
    for line in section.split("\n"):
        found = _ARGUMENT.match(line.removeprefix("    "))
        if found and line.startswith("    ") and not line.startswith("     "):
            if name:
                yield name, said
            name, said = found[1], found[2]
        elif line.startswith("      "):
            said += " " + line.strip(" ")
    if name:
        yield name, said


if __name__ == "__main__":
    print(text(), end="")  # noqa: T201  the only thing this program does
