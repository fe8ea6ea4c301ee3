"""Where LALR tables come from: shipped beside the grammar, the user's cache, or Lark."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import re
import sys
from pathlib import Path
from typing import Any, Final, TypedDict, cast

from slimmer.shipped import shipped
from slimmer.text.rare import rare

FORMAT: Final = 1
"""Raised whenever the layout of `RawTables` or the meaning of a field changes."""

_STARTS = rare(r"^//\s*start:(.*)$", re.MULTILINE)
_VERSION = rare(r"""^__version__[^=\n]*=\s*["']([^"']+)""", re.MULTILINE)


class RawTables(TypedDict):
    """Tables as stored; rows and gotos are flat lists of name index, step (see `lalr.Tables`)."""

    format: int
    lark: str
    grammar: str
    names: list[str]
    rules: list[tuple[int, int, str | None, bool]]
    rows: list[list[int]]
    gotos: list[list[int]]
    starts: dict[str, int]
    terminals: list[tuple[str, str, str | None, int]]
    ignored: list[str]


def load(name: str) -> RawTables:
    """The tables of the grammar `name`, from the nearest place.

    A shipped table is taken when it was made from this very grammar text; a cached one also when it was made
    by the Lark that is installed.

    Raises:
        FileNotFoundError: there is no such grammar.
    """
    grammar = shipped("slimmer.grammars", f"{name}.lark").decode("utf-8")
    try:
        known = _decoded(shipped("slimmer.grammars", f"{name}.tables"), grammar)
    except OSError:
        known = None
    if known is not None:
        return known
    path = _cache_path(name, grammar)
    cached = _from_cache(path, grammar)
    if cached is None:
        cached = generate(grammar)
        _write(path, cached)
    return cached


def _decoded(data: bytes, grammar: str) -> RawTables | None:
    """The stored tables, or None where they are damaged or of another grammar or format."""
    try:
        raw = json.loads(data)
    except ValueError:
        return None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT or raw.get("grammar") != grammar:
        return None
    return cast("RawTables", raw)


def _from_cache(path: Path | None, grammar: str) -> RawTables | None:
    if path is None:
        return None
    try:
        return _decoded(path.read_bytes(), grammar)
    except OSError:
        return None


def _cache_path(name: str, grammar: str) -> Path | None:
    """The file in the user's cache, or None where there is no such folder (no home, for example)."""
    import hashlib  # noqa: PLC0415  # only needed without shipped tables

    import platformdirs  # noqa: PLC0415  as above

    digest = hashlib.sha256(f"{FORMAT}\n{_lark_version()}\n{grammar}".encode()).hexdigest()
    try:
        return platformdirs.user_cache_path("slimmer") / "grammars" / f"{name}-{digest[:32]}.json"
    except (OSError, RuntimeError):
        return None


def _lark_version() -> str:
    """Lark's version, read from its source: importing it costs 40 ms, `importlib.metadata` 30 ms."""
    import importlib.util  # noqa: PLC0415  # only needed where tables are looked for

    spec = importlib.util.find_spec("lark")
    if spec is None or spec.origin is None:
        return ""
    try:
        found = _VERSION().search(Path(spec.origin).read_text("utf-8"))
    except OSError:
        return ""
    return found.group(1) if found else ""


def _write(path: Path | None, raw: RawTables) -> None:
    """Keep the tables for the next run; where that fails, the next run builds them again."""
    if path is None:
        return
    scratch = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_bytes(encode(raw))
        scratch.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            scratch.unlink()


def encode(raw: RawTables) -> bytes:
    """The bytes of a table file."""
    return json.dumps(raw, separators=(",", ":"), sort_keys=True).encode()


def generate(grammar: str) -> RawTables:
    """Let Lark compute the tables of a grammar's text.

    Raises:
        lark.exceptions.GrammarError: the grammar is wrong, or no LALR(1) grammar.
    """
    import lark  # noqa: PLC0415  # must not be imported where tables exist

    found = _STARTS().search(grammar)
    starts = found.group(1).split() if found else ["start"]
    made = lark.Lark(grammar, parser="lalr", lexer="basic", start=starts, maybe_placeholders=False)
    frontend: Any = made.parser
    table = frontend.parser._parse_table  # noqa: SLF001  # Lark offers its tables in no other way
    rules = list(made.rules)
    numbers = {rule: number for number, rule in enumerate(rules)}
    names: dict[str, int] = {}
    order = _ordered(table)
    rows, gotos = _packed(table, order, numbers, names)
    ordered = sorted(
        made.terminals,
        key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name),
    )
    return {
        "format": FORMAT,
        "lark": lark.__version__,
        "grammar": grammar,
        "names": list(names),
        "rules": [
            (_index(names, r.origin.name), len(r.expansion), r.alias, r.expansion[:1] == [r.origin]) for r in rules
        ],
        "rows": rows,
        "gotos": gotos,
        "starts": {name: order[table.start_states[name]] for name in starts},
        "terminals": [(t.name, t.pattern.to_regexp(), _literal(t.pattern), t.priority) for t in ordered],
        "ignored": sorted(made.ignore_tokens),
    }


def _literal(pattern: Any) -> str | None:
    return pattern.value if pattern.type == "str" else None


def _index(names: dict[str, int], name: str) -> int:
    return names.setdefault(str(name), len(names))


def _packed(
    table: Any, order: dict[int, int], numbers: dict[Any, int], names: dict[str, int]
) -> tuple[list[list[int]], list[list[int]]]:
    """Lark's states as flat rows, in the order of `order`.

    Lark keeps gotos among the shifts, told apart by their lower case.
    """
    rows: list[list[int]] = [[] for _ in order]
    gotos: list[list[int]] = [[] for _ in order]
    for state, place in order.items():
        for name, (action, argument) in sorted(table.states[state].items(), key=_by_name):
            into = rows if name.isupper() else gotos
            step = order[argument] if action.name == "Shift" else ~numbers[argument]
            into[place] += (_index(names, name), step)
    for state in table.end_states.values():
        rows[order[state]] += (_index(names, "$END"), ~len(numbers))
    return rows, gotos


def _by_name(item: tuple[Any, Any]) -> str:
    return str(item[0])


def _ordered(table: Any) -> dict[int, int]:
    """A place for each state, breadth first from the start states: Lark's numbers differ from run to run."""
    queue = list(table.start_states.values())
    order = {state: place for place, state in enumerate(queue)}
    for state in queue:
        for _, (action, argument) in sorted(table.states[state].items(), key=_by_name):
            if action.name == "Shift" and argument not in order:
                order[argument] = len(order)
                queue.append(argument)
    return order


def build(folder: Path) -> list[Path]:
    """Write the table of each `.lark` file of `folder` beside it; the wheel's build calls this.

    Returns:
        The files written.

    Raises:
        OSError: a grammar cannot be read, or a table not written.
    """
    written = []
    for path in sorted(folder.glob("*.lark")):
        target = path.with_suffix(".tables")
        target.write_bytes(encode(generate(path.read_bytes().decode("utf-8"))))
        written.append(target)
    return written


def main(arguments: list[str]) -> int:
    """Run `build [FOLDER]`; the default folder is that of the installed grammars.

    Returns:
        0 when tables were written, 2 on wrong usage.
    """
    if arguments[:1] != ["build"] or len(arguments) > 2:
        print("usage: python -m slimmer.syntax.lalr build [FOLDER]", file=sys.stderr)  # noqa: T201  a program run by hand
        return 2
    named = arguments[1:] or importlib.import_module("slimmer.grammars").__path__
    folder = Path(named[0])
    for path in build(folder):
        print(path)  # noqa: T201  a program run by hand
    return 0
