"""Tables to values: every key is known, every word is in the vocabulary, or the table is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from slimmer.errors import SlimmerError
from slimmer.knowledge.commands import Program, Subcommand
from slimmer.knowledge.vocabulary import Cache, Effect, Flag, Operands, Role, Source, Switch, Takes

Table = Mapping[str, Any]

_FLAG_KEYS = frozenset({"plain", "valued", "optional", "roles", "values", "since", "until"})
_ACT_KEYS = frozenset(
    {"does", "effects", "operands", "writes", "needs", "reads", "cleans", "cleans_with", "no_cache", "note"}
)
_SUBCOMMAND_KEYS = _FLAG_KEYS | _ACT_KEYS | {"aliases", "selected_by", "source"}
_SHAPE_KEYS = frozenset({"permutes", "clusters", "single_dash_long", "bare_first", "takes_subcommand"})
_RUN_KEYS = frozenset({"runs", "skip", "assignments", "modules"})
_PROGRAM_KEYS = _FLAG_KEYS | _ACT_KEYS | _SHAPE_KEYS | _RUN_KEYS | {"aliases", "what", "env", "do", "source", "notes"}
_CACHE_LISTS = ("paths", "cleanup_commands", "cleanup_paths", "keep", "rebuilt_by", "wanted_by")
_CACHE_KEYS = frozenset({*_CACHE_LISTS, "what", "moved_by", "disabled_by", "cost", "note", "source"})
_SWITCH_KEYS = frozenset({"kind", "name", "values", "unless", "role", "below", "since", "until", "note", "source"})
_SOURCE_KEYS = frozenset({"title", "date", "kind"})


class TableError(SlimmerError):
    """A table that says something the vocabulary does not know: a mistake in the table, not of the user."""


def read_sources(table: Table) -> dict[str, Source]:
    """Read the documents a table cites, by the short name the facts use."""
    for name, entry in table.items():
        _only(entry, _SOURCE_KEYS, f"source {name}")
    return {name: Source(entry["title"], entry["date"], entry["kind"]) for name, entry in table.items()}


def read_cache(name: str, family: str, table: Table, sources: Mapping[str, Source]) -> Cache:
    """Read one cache."""
    where = f"{family}: cache {name}"
    _only(table, _CACHE_KEYS, where)
    return Cache(
        name=name,
        family=family,
        what=table["what"],
        moved_by=tuple(_switch(entry, sources, where) for entry in table.get("moved_by", ())),
        disabled_by=tuple(_switch(entry, sources, where) for entry in table.get("disabled_by", ())),
        cost=table.get("cost", ""),
        note=table.get("note", ""),
        sources=_cited(table, sources, where),
        **{key: tuple(table.get(key, ())) for key in _CACHE_LISTS},
    )


def read_program(name: str, family: str, table: Table, sources: Mapping[str, Source]) -> Program:
    """Read one program; what it says of the bare call becomes the subcommand ""."""
    where = f"{family}: program {name}"
    _only(table, _PROGRAM_KEYS, where)
    acts = {key: table[key] for key in _ACT_KEYS if key in table}
    bare = [_subcommand("", acts, sources, where)] if acts else []
    named = [_subcommand(sub, entry, sources, where) for sub, entry in table.get("do", {}).items()]
    shape: dict[str, Any] = {key: table[key] for key in (*_SHAPE_KEYS, *_RUN_KEYS) if key in table}
    if "modules" in shape:
        shape["modules"] = MappingProxyType(dict(shape["modules"]))
    shape.setdefault("takes_subcommand", any(sub.name and not sub.selected_by for sub in named))
    return Program(
        name=name,
        family=family,
        aliases=tuple(table.get("aliases", ())),
        what=table.get("what", ""),
        flags=_flags(table, where),
        subcommands=(*bare, *named),
        environment=tuple(_switch(entry, sources, where) for entry in table.get("env", ())),
        sources=_cited(table, sources, where),
        notes=tuple(table.get("notes", ())),
        **shape,
    )


def _subcommand(name: str, table: Table, sources: Mapping[str, Source], where: str) -> Subcommand:
    where = f"{where}, {name or 'bare call'}"
    _only(table, _SUBCOMMAND_KEYS, where)
    return Subcommand(
        name=name,
        aliases=tuple(table.get("aliases", ())),
        selected_by=tuple(table.get("selected_by", ())),
        does=table.get("does", ""),
        effects=frozenset(Effect(word) for word in table.get("effects", ())),
        operands=Operands(table.get("operands", "any")),
        writes=tuple(table.get("writes", ())),
        needs=tuple(table.get("needs", ())),
        reads=tuple(table.get("reads", ())),
        cleans=tuple(table.get("cleans", ())),
        cleans_with=MappingProxyType({flag: tuple(caches) for flag, caches in table.get("cleans_with", {}).items()}),
        flags=_flags(table, where),
        no_cache=table.get("no_cache", ""),
        note=table.get("note", ""),
        sources=_cited(table, sources, where),
    )


def _flags(table: Table, where: str) -> tuple[Flag, ...]:
    """Read "plain", "valued" and "optional" (each entry: all spellings of one flag), then what they mean."""
    spelled = [
        (tuple(entry.split(" ")), takes)
        for key, takes in (("plain", Takes.NOTHING), ("valued", Takes.REQUIRED), ("optional", Takes.OPTIONAL))
        for entry in table.get(key, ())
    ]
    known = {name for names, _ in spelled for name in names}
    roles: dict[str, set[Role]] = {}
    for role, names in table.get("roles", {}).items():
        for name in names:
            roles.setdefault(name, set()).add(Role(role))
    values = table.get("values", {})
    since, until = table.get("since", {}), table.get("until", {})
    strangers = {*roles, *values, *since, *until} - known
    if strangers:
        raise TableError(f"{where}: {', '.join(sorted(strangers))} is no flag of it")
    return tuple(
        Flag(
            names=names,
            takes=takes,
            roles=frozenset().union(*(roles.get(name, ()) for name in names)),
            roles_by_value=_by_value(names, values),
            since=next((since[name] for name in names if name in since), ""),
            until=next((until[name] for name in names if name in until), ""),
        )
        for names, takes in spelled
    )


def _by_value(names: Iterable[str], values: Table) -> Mapping[str, Role]:
    return MappingProxyType({value: Role(role) for name in names for value, role in values.get(name, {}).items()})


def _switch(table: Table, sources: Mapping[str, Source], where: str) -> Switch:
    _only(table, _SWITCH_KEYS, f"{where}, {table.get('name')}")
    cited = _cited(table, sources, where)
    return Switch(
        kind=table["kind"],
        name=table["name"],
        values=tuple(table.get("values", ())),
        unless=tuple(table.get("unless", ())),
        role=Role(table["role"]) if "role" in table else None,
        below=table.get("below", ""),
        since=table.get("since", ""),
        until=table.get("until", ""),
        note=table.get("note", ""),
        source=cited[0] if cited else None,
    )


def _cited(table: Table, sources: Mapping[str, Source], where: str) -> tuple[Source, ...]:
    names = table.get("source", ())
    names = [names] if isinstance(names, str) else names
    missing = [name for name in names if name not in sources]
    if missing:
        raise TableError(f"{where}: no source named {', '.join(missing)}")
    return tuple(sources[name] for name in names)


def _only(table: Table, known: frozenset[str], where: str) -> None:
    unknown = set(table) - known
    if unknown:
        raise TableError(f"{where}: unknown key {', '.join(sorted(unknown))}")
