"""Lock files of npm, Yarn and pnpm: which packages are there, and which only development dependencies bring."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from slimmer.analysis.evidence.data import json_data, mapping, texts, yaml_data
from slimmer.model.context import Context
from slimmer.records import dataclass, field


@dataclass(frozen=True, slots=True)
class Locked:
    """A package that the project's own files find by its name.

    Attributes:
        development: whether it is there only for development dependencies.
        bins: the programs it has; None where the lock file does not tell.
        may_load: optional peers: packages it loads when they are there.
    """

    development: bool
    bins: tuple[str, ...] | None = None
    may_load: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock file.

    Attributes:
        path: in the build context.
        kind: "npm", "yarn", "yarn-berry", "pnpm" or "bun".
        packages: by name, those at the top of node_modules.
        total: how many packages are installed.
        development: how many of them only for development dependencies.
        unmissed: of these, what the others load only where it is there: their optional peers, and what these need.
        problem: why nothing can be read out of it, or None.
    """

    path: str
    kind: str
    packages: Mapping[str, Locked] = field(default_factory=dict)
    total: int = 0
    development: int = 0
    unmissed: frozenset[str] = frozenset()
    problem: str | None = None


_FILES = ("npm-shrinkwrap.json", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb")


def node_lock(context: Context, folder: str, roots: Mapping[str, str]) -> Lock | None:
    """The lock file of the project in a folder; None when there is none.

    Args:
        context: the build context.
        folder: of the project.
        roots: names and ranges that are no development dependencies.
    """
    name = next((name for name in _FILES if context.has(posixpath.join(folder, name))), None)
    if name is None:
        return None
    path = posixpath.join(folder, name)
    if name.endswith(".json"):
        return _npm(context, path)
    if name == "pnpm-lock.yaml":
        return _pnpm(context, path)
    return _yarn(context, path, roots) if name == "yarn.lock" else Lock(path, "bun", problem=f"{path} is not read")


def _npm(context: Context, path: str) -> Lock | None:
    """package-lock.json, lockfileVersion 1 (`dependencies`), 2 and 3 (`packages`)."""
    data = json_data(context, path)
    if data is None or data.problem is not None:
        return Lock(path, "npm", problem=data.problem if data else None)
    entries: Iterable[tuple[str, Mapping[str, Any]]]
    if isinstance(data.table.get("packages"), dict):
        entries = ((key, mapping(value)) for key, value in data.table["packages"].items() if key)
    else:
        entries = _nested("", mapping(data.table.get("dependencies")))
    packages: dict[str, Locked] = {}
    needs: dict[str, tuple[str, ...]] = {}
    peers: set[str] = set()
    total = development = 0
    for place, entry in entries:
        if entry.get("link"):
            continue
        total += 1
        is_dev = entry.get("dev") is True  # `devOptional` is left out only with the optional ones
        development += is_dev
        peers.update(() if is_dev else _optional_peers(entry))
        name = place.removeprefix("node_modules/")
        if "node_modules/" not in name:
            packages[name] = Locked(is_dev, _bins(name, entry, data.table), _optional_peers(entry))
            needs[name] = tuple(texts(entry.get("dependencies")))
    return Lock(path, "npm", packages, total, development, _unmissed(packages, needs, peers))


def _unmissed(
    packages: Mapping[str, Locked], needs: Mapping[str, tuple[str, ...]], peers: Iterable[str]
) -> frozenset[str]:
    """Optional peers of what stays, with what these need, as far as only development dependencies bring them."""
    waiting, found = list(peers), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in found and name in packages and packages[name].development:
            found.add(name)
            waiting.extend(needs[name])
    return frozenset(found)


def _nested(above: str, entries: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    waiting = [(above, entries)]
    while waiting:
        folder, found = waiting.pop()
        for name, value in found.items():
            entry = mapping(value)
            place = f"{folder}node_modules/{name}"
            yield place, entry
            if "dependencies" in entry:
                waiting.append((f"{place}/", mapping(entry["dependencies"])))


def _bins(name: str, entry: Mapping[str, Any], table: Mapping[str, Any]) -> tuple[str, ...] | None:
    if "packages" not in table:
        return None  # version 1 does not say
    bins = entry.get("bin")
    return (name.rpartition("/")[2],) if isinstance(bins, str) else tuple(texts(bins))


def _optional_peers(entry: Mapping[str, Any]) -> tuple[str, ...]:
    peers = mapping(entry.get("peerDependenciesMeta"))
    return tuple(name for name, meta in peers.items() if mapping(meta).get("optional") is True)


# A text, compiled on first use.
_ENTRY = r'^(?P<head>[^\s#].*):[ \t]*$|^  (?P<section>[\w]+):[ \t]*$|^    (?P<name>"[^"]+"|\S+) (?P<range>.+)$'


def _yarn(context: Context, path: str, roots: Mapping[str, str]) -> Lock:
    """yarn.lock: of Yarn 1 in its own format, of Yarn 2 and later in YAML."""
    text = context.read(path)
    if text is None:
        return Lock(path, "yarn", problem=context.unread(path))
    if "__metadata:" in text:
        return _berry(context, path, roots)
    graph: dict[str, list[str]] = {}
    specs: dict[str, int] = {}
    needs: list[str] = []
    section = ""
    entry = re.compile(_ENTRY)
    for number, line in enumerate(text.split("\n")):
        found = entry.match(line.rstrip("\r"))
        if found is None:
            continue
        if found["head"] is not None:
            needs, section = [], ""
            for spec in found["head"].split(","):
                graph[spec.strip().strip('"')] = needs
                specs[spec.strip().strip('"')] = number
        elif found["section"] is not None:
            section = found["section"]
        elif section in ("dependencies", "optionalDependencies"):
            needs.append(f"{found['name'].strip(chr(34))}@{found['range'].strip().strip(chr(34))}")
    return _closed(path, "yarn", graph, specs, (f"{name}@{range_}" for name, range_ in roots.items()))


def _berry(context: Context, path: str, roots: Mapping[str, str]) -> Lock:
    data = yaml_data(context, path)
    if data is None or data.problem is not None:
        return Lock(path, "yarn-berry", problem=data.problem if data else None)
    graph: dict[str, list[str]] = {}
    specs: dict[str, int] = {}
    for number, (head, entry) in enumerate(data.table.items()):
        if head == "__metadata" or not isinstance(head, str):
            continue
        needs = [_spec(name, range_) for name, range_ in texts(mapping(entry).get("dependencies")).items()]
        for spec in head.split(","):
            name, _, range_ = spec.strip()[1:].partition("@")
            graph[_spec(spec.strip()[0] + name, range_)] = needs
            specs[_spec(spec.strip()[0] + name, range_)] = number
    return _closed(path, "yarn-berry", graph, specs, (_spec(name, range_) for name, range_ in roots.items()))


def _spec(name: str, range_: str) -> str:
    return f"{name}@{range_.removeprefix('npm:')}"


def _pnpm(context: Context, path: str) -> Lock:
    """pnpm-lock.yaml, versions 5 to 9: `dev` at each package up to 8, from 9 on what `snapshots` tell."""
    data = yaml_data(context, path)
    if data is None or data.problem is not None:
        return Lock(path, "pnpm", problem=data.problem if data else None)
    packages, snapshots = mapping(data.table.get("packages")), mapping(data.table.get("snapshots"))
    if not snapshots:
        development = sum(mapping(entry).get("dev") is True for entry in packages.values())
        return Lock(path, "pnpm", _direct(data.table), len(packages), development)
    graph = {key: _pnpm_needs(entry) for key, entry in snapshots.items()}
    importer = mapping(mapping(data.table.get("importers")).get("."))
    roots = _pnpm_needs(importer)
    found = _closed(path, "pnpm", graph, {key: number for number, key in enumerate(graph)}, roots)
    return Lock(path, "pnpm", _direct(data.table), found.total, found.development)


def _direct(table: Mapping[str, Any]) -> dict[str, Locked]:
    """What a project's own files find: its direct dependencies."""
    importer = mapping(mapping(table.get("importers")).get(".")) or table
    sections = (("devDependencies", True), ("optionalDependencies", False), ("dependencies", False))
    return {name: Locked(dev) for section, dev in sections for name in mapping(importer.get(section))}


def _pnpm_needs(entry: object) -> list[str]:
    found = []
    for section in ("dependencies", "optionalDependencies"):
        for name, version in mapping(mapping(entry).get(section)).items():
            text = mapping(version).get("version") if isinstance(version, dict) else version
            found.append(f"{name}@{text}")
            found.append(str(text))  # an alias: its version is the key
    return found


def _closed(
    path: str, kind: str, graph: Mapping[str, list[str]], numbers: Mapping[str, int], roots: Iterable[str]
) -> Lock:
    """What `roots` need, directly or not, is no development dependency.

    Args:
        path: of the lock file.
        kind: its format.
        graph: what each name@range needs.
        numbers: the package each name@range is: several ranges may be one.
        roots: name@range of what is no development dependency.
    """
    waiting = [root for root in roots if root in graph]
    kept = set(waiting)
    while waiting:
        for need in graph[waiting.pop()]:
            if need in graph and need not in kept:
                kept.add(need)
                waiting.append(need)
    production = {numbers[spec] for spec in kept}
    packages: dict[str, Locked] = {}
    for spec, number in numbers.items():
        name = spec[: spec.index("@", 1)] if "@" in spec[1:] else spec
        if name not in packages or packages[name].development:
            packages[name] = Locked(number not in production)
    total = len(set(numbers.values()))
    return Lock(path, kind, packages, total, total - len(production))
