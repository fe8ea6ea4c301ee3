"""What a folder of the build context says of a JavaScript project: package.json, .npmrc, the lock file."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from weakref import WeakKeyDictionary

from slimmer.analysis.evidence.data import json_data, strings, texts, yaml_data
from slimmer.analysis.evidence.lock import Lock, node_lock
from slimmer.model.context import Context
from slimmer.records import dataclass


@dataclass(frozen=True)
class Manifest:
    """A package.json.

    Attributes:
        path: in the build context.
        name: of the project, "" where none is written.
        scripts: by name, as written.
        dependencies: names and ranges, those of `optionalDependencies` among them.
        development: of `devDependencies`; a name may be in both.
        peers: of `peerDependencies`.
        bins: programs the project has itself, and their files.
        main: the file that is required by the project's folder, "" where none is written.
        workspaces: folders with projects of their own that are installed with it, as patterns.
        package_manager: as "yarn@3.2.0", "" where none is written.
        problem: why nothing can be read out of it, or None.
    """

    path: str
    name: str
    scripts: Mapping[str, str]
    dependencies: Mapping[str, str]
    development: Mapping[str, str]
    peers: Mapping[str, str]
    bins: Mapping[str, str]
    main: str = ""
    workspaces: tuple[str, ...] = ()
    package_manager: str = ""
    problem: str | None = None

    @property
    def folder(self) -> str:
        """Its folder in the build context, "" for the root."""
        return posixpath.dirname(self.path)

    @cached_property
    def only_development(self) -> frozenset[str]:
        """Names that only `devDependencies` brings."""
        return frozenset(self.development.keys() - self.dependencies.keys())


def manifest(context: Context, path: str) -> Manifest | None:
    """The package.json at `path`; None when there is none."""
    data = json_data(context, path)
    if data is None:
        return None
    table = data.table
    spaces = table.get("workspaces")
    spaces = spaces.get("packages") if isinstance(spaces, dict) else spaces
    bins = table.get("bin")
    name, main, manager = (each if isinstance(each := table.get(key), str) else "" for key in _TEXTS)
    return Manifest(
        path,
        name,
        scripts=texts(table.get("scripts")),
        dependencies={**texts(table.get("dependencies")), **texts(table.get("optionalDependencies"))},
        development=texts(table.get("devDependencies")),
        peers=texts(table.get("peerDependencies")),
        bins={name.rpartition("/")[2]: bins} if isinstance(bins, str) else texts(bins),
        main=main,
        workspaces=strings(spaces),
        package_manager=manager,
        problem=data.problem or _misshapen(path, table),
    )


_TEXTS = ("name", "main", "packageManager")
_TABLES = ("dependencies", "devDependencies", "optionalDependencies", "peerDependencies", "scripts")


def _misshapen(path: str, table: Mapping[str, object]) -> str | None:
    """What of a package.json no package manager would take; None when nothing is seen."""
    for name in _TABLES:
        value = table.get(name, {})
        if not isinstance(value, dict):
            return f"{path}: {name} holds no table of names and values"
        wrong = next((key for key, each in value.items() if not isinstance(each, str)), None)
        if wrong is not None:
            return f"{path}: what {name} says of {wrong} is no text"
    return None


@dataclass(frozen=True, eq=False)
class NodeProject:
    """A folder with a package.json.

    Attributes:
        context: the build context.
        manifest: its package.json.
    """

    context: Context
    manifest: Manifest

    @cached_property
    def settings(self) -> Mapping[str, str]:
        """What .npmrc sets, keys in lower case; the values of a list are joined by commas."""
        return _npmrc(self.context.read(self._path(".npmrc")) or "")

    @cached_property
    def lock(self) -> Lock | None:
        """Its lock file, None when there is none; npm-shrinkwrap.json goes before package-lock.json."""
        return node_lock(self.context, self.manifest.folder, self._roots)

    @cached_property
    def is_berry(self) -> bool:
        """Whether Yarn 2 or later is what `yarn` means here."""
        name, _, version = self.manifest.package_manager.partition("@")
        if name == "yarn":
            return not version.startswith(("0.", "1."))
        if yaml_data(self.context, self._path(".yarnrc.yml")) is not None:
            return True
        return self.lock is not None and self.lock.kind == "yarn-berry"

    @cached_property
    def is_workspace_root(self) -> bool:
        """Whether other projects are installed with it."""
        spaces = yaml_data(self.context, self._path("pnpm-workspace.yaml"))
        listed = spaces is not None and (spaces.problem is not None or "packages" in spaces.table)
        return bool(self.manifest.workspaces) or listed or self.context.has(self._path("lerna.json"))

    def _path(self, name: str) -> str:
        return posixpath.join(self.manifest.folder, name)

    @property
    def _roots(self) -> Mapping[str, str]:
        return {**self.manifest.peers, **self.manifest.dependencies}


def _npmrc(text: str) -> Mapping[str, str]:
    """`key = value` a line; `key[]=value` adds to a list (npm's ini format); `;` and `#` begin comments."""
    found: dict[str, str] = {}
    for line in text.split("\n"):
        key, equals, value = (part.strip() for part in line.partition("="))
        if not key or key[0] in ";#[":
            continue
        value = value.strip("'\"") if equals else "true"
        if key.endswith("[]"):
            key = key.removesuffix("[]")
            value = f"{found[key.lower()]},{value}" if key.lower() in found else value
        found[key.lower()] = value
    return MappingProxyType(found)


_PROJECTS: WeakKeyDictionary[Context, dict[str, NodeProject | None]] = WeakKeyDictionary()


def node_project(context: Context, folder: str) -> NodeProject | None:
    """The project in a folder of the build context, read once a context; None where there is no package.json."""
    known = _PROJECTS.setdefault(context, {})
    if folder not in known:
        found = manifest(context, posixpath.join(folder, "package.json"))
        known[folder] = NodeProject(context, found) if found is not None else None
    return known[folder]
