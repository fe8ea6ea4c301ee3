"""What is known of a command: as blocks for a person, and as values for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from slimmer.knowledge.commands import Program, Subcommand
from slimmer.knowledge.costs import Estimate, cost
from slimmer.knowledge.packages import alpine_names
from slimmer.knowledge.programs import cache
from slimmer.knowledge.questions import Command
from slimmer.knowledge.vocabulary import Cache, Flag, Source, Switch, Takes
from slimmer.report.layout import Block
from slimmer.report.sizes import expected


def blocks(asked: Command) -> Iterator[Block]:
    """What is known of a command, the answer first and the sources last."""
    known, subcommand = asked.program, asked.subcommand
    yield Block(asked.name, tuple(_head(known, subcommand)))
    flags = asked.flags or [each for each in known.flags_of(subcommand) if _means(each)]
    yield from _titled("flags", [(_spelled(each), _means(each) or "known, without a meaning here") for each in flags])
    yield from _titled("environment and configuration", [(each.name, _switch(each)) for each in known.environment])
    caches = tuple(_caches(subcommand))
    for each in caches:
        yield Block(f"cache {each.name}", tuple(_cache_rows(each)))
    for name in asked.packages:
        yield Block(f"package {name}", tuple(_package_rows(name)))
    yield Block("sources", tuple(("", _source(each)) for each in _sources(known, subcommand, caches)))


def document(asked: Command) -> dict[str, Any]:
    """The same as values that JSON can hold."""
    known, subcommand = asked.program, asked.subcommand
    caches = tuple(_caches(subcommand))
    return {
        "kind": "command",
        "program": known.name,
        "subcommand": None if subcommand is None else subcommand.name,
        "what": known.what,
        "does": "" if subcommand is None else subcommand.does,
        "subcommands": [each.name for each in known.subcommands if each.name] if subcommand is None else [],
        "effects": sorted(subcommand.effects) if subcommand else [],
        "operands": subcommand.operands if subcommand else "",
        "flags": [_flag_value(each) for each in asked.flags or known.flags_of(subcommand)],
        "caches": [_cache_value(each, subcommand) for each in caches],
        "packages": [_package_value(name) for name in asked.packages],
        "notes": [*known.notes, *([subcommand.note] if subcommand and subcommand.note else [])],
        "sources": [_source_value(each) for each in _sources(known, subcommand, caches)],
    }


def _head(known: Program, subcommand: Subcommand | None) -> Iterator[tuple[str, str]]:
    yield "", known.what
    if subcommand is None:
        yield "subcommands", ", ".join(each.name for each in known.subcommands if each.name)
    else:
        yield "does", subcommand.does
        yield "effects", ", ".join(sorted(subcommand.effects)) or "none that is known"
        yield "operands", subcommand.operands.replace("-", " ")
        yield "needs", ", ".join(subcommand.needs)
        yield "writes", ", ".join(subcommand.writes)
        yield "empties", ", ".join(subcommand.cleans)
        for flag, caches in subcommand.cleans_with.items():
            yield f"with {flag}", f"empties {', '.join(caches)}"
        yield "no cache with", subcommand.no_cache
        yield "mind", subcommand.note
    for note in known.notes:
        yield "mind", note


def _titled(title: str, rows: Iterable[tuple[str, str]]) -> Iterator[Block]:
    held = tuple(rows)
    if held:
        yield Block(title, held)


def _spelled(flag: Flag) -> str:
    value = {Takes.NOTHING: "", Takes.REQUIRED: " VALUE", Takes.OPTIONAL: "[=VALUE]"}[flag.takes]
    return ", ".join(flag.names) + value


def _means(flag: Flag) -> str:
    parts = [*sorted(flag.roles), *(f"{role} for {value}" for value, role in flag.roles_by_value.items())]
    parts += [f"since {flag.since}"] * bool(flag.since) + [f"until {flag.until}"] * bool(flag.until)
    return ", ".join(parts)


def _switch(switch: Switch) -> str:
    how = f" ({' or '.join(switch.values)})" if switch.values else ""
    note = f"; {switch.note}" if switch.note else ""
    return f"{switch.role or 'switches'}{how}{note}"


def _caches(subcommand: Subcommand | None) -> Iterator[Cache]:
    if subcommand is None:
        return
    conditional = (name for caches in subcommand.cleans_with.values() for name in caches)
    for name in dict.fromkeys((*subcommand.writes, *subcommand.needs, *subcommand.cleans, *conditional)):
        found = cache(name)
        if found is not None:
            yield found


def _cache_rows(held: Cache) -> Iterator[tuple[str, str]]:
    yield "", held.what
    yield "lies in", ", ".join(held.paths)
    yield "emptied by", ", ".join((*held.cleanup_commands, *(f"rm -rf {path}" for path in held.cleanup_paths)))
    yield "must stay", ", ".join(held.keep)
    yield "moved by", ", ".join(each.name for each in held.moved_by)
    yield "turned off by", ", ".join(each.name for each in held.disabled_by)
    yield "wanted by", ", ".join(held.wanted_by)
    estimate = cost(held.cost)
    yield "costs", "not measured" if estimate is None else weight(estimate)
    yield "mind", held.note


def weight(estimate: Estimate) -> str:
    """An estimate in words, with what it rests on."""
    return f"{expected(estimate.low, estimate.high)} unpacked ({estimate.source})"


def _package_rows(name: str) -> Iterator[tuple[str, str]]:
    alpine = alpine_names(name)
    if alpine is None:
        yield "on Alpine", "not known"
        return
    yield "on Alpine", f"{' '.join(alpine.names) or 'none'} ({alpine.status.replace('-', ' ')})"
    yield "mind", alpine.note
    yield "source", _source(alpine.source)


def _sources(known: Program, subcommand: Subcommand | None, caches: Iterable[Cache]) -> tuple[Source, ...]:
    own = subcommand.sources if subcommand is not None else ()
    of_switches = (each.source for each in known.environment if each.source is not None)
    of_caches = (source for each in caches for source in each.sources)
    return tuple(dict.fromkeys((*own, *known.sources, *of_switches, *of_caches)))


def _source(source: Source) -> str:
    return f"{source.title} ({source.kind}, {source.date})"


def _source_value(source: Source) -> dict[str, str]:
    return {"title": source.title, "kind": source.kind, "date": source.date}


def _flag_value(flag: Flag) -> dict[str, Any]:
    return {
        "names": list(flag.names),
        "takes": flag.takes,
        "roles": sorted(flag.roles),
        "roles_by_value": dict(flag.roles_by_value),
        "since": flag.since or None,
        "until": flag.until or None,
    }


def _cache_value(held: Cache, subcommand: Subcommand | None) -> dict[str, Any]:
    estimate = cost(held.cost)
    return {
        "name": held.name,
        "what": held.what,
        "paths": list(held.paths),
        "written": bool(subcommand and held.name in subcommand.writes),
        "needed": bool(subcommand and held.name in subcommand.needs),
        "cleanup_commands": list(held.cleanup_commands),
        "cleanup_paths": list(held.cleanup_paths),
        "cost": None if estimate is None else {"low": estimate.low, "high": estimate.high, "source": estimate.source},
        "note": held.note,
        "sources": [_source_value(each) for each in held.sources],
    }


def _package_value(name: str) -> dict[str, Any]:
    alpine = alpine_names(name)
    found = None if alpine is None else {"names": list(alpine.names), "status": alpine.status, "note": alpine.note}
    return {"name": name, "alpine": found}
