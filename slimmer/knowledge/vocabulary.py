"""The words in which commands are described: one vocabulary for every package manager and tool."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from slimmer.knowledge.paths import ROOT_HOME, lies_in
from slimmer.records import dataclass, field


class Effect(StrEnum):
    """What a call does to the file system or to the packages."""

    INSTALLS = "installs"
    UPDATES_LISTS = "updates-lists"
    UPGRADES = "upgrades"
    REMOVES_PACKAGES = "removes-packages"
    CLEANS = "cleans"
    REMOVES = "removes"
    BUILDS = "builds"
    DOWNLOADS = "downloads"
    EXTRACTS = "extracts"
    ARCHIVES = "archives"
    RUNS = "runs"
    COPIES = "copies"
    MOVES = "moves"
    CHANGES_OWNER = "changes-owner"
    CHANGES_MODE = "changes-mode"
    CREATES = "creates"
    WRITES = "writes"
    ADDS_USER = "adds-user"
    CONFIGURES = "configures"
    READS = "reads"
    TESTS = "tests"
    PUBLISHES = "publishes"
    FETCHES_SOURCE = "fetches-source"
    LOCKS = "locks"
    CHANGES_SHELL = "changes-shell"


class Takes(StrEnum):
    """Whether a flag has a value: never, always (next word or attached), or only when attached."""

    NOTHING = "nothing"
    REQUIRED = "required"
    OPTIONAL = "optional"


class Operands(StrEnum):
    """What the words after the flags are."""

    NONE = "none"
    ANY = "any"
    PACKAGES = "packages"
    PATHS = "paths"
    SOURCES_THEN_DESTINATION = "sources-then-destination"
    OWNER_THEN_PATHS = "owner-then-paths"
    MODE_THEN_PATHS = "mode-then-paths"
    URLS = "urls"
    ARCHIVES = "archives"
    COMMAND = "command"
    SCRIPT = "script"
    SCRIPT_FILE = "script-file"
    KEY_VALUES = "key-values"


class Role(StrEnum):
    """What a flag or an environment variable means, whatever the program spells it."""

    ALL = "all"
    ASSUME_YES = "assume-yes"
    CACHE_DIR = "cache-dir"
    CLEAN_ALL = "clean-all"
    CODE = "code"
    CONFIG = "config"
    DEPTH = "depth"
    DEV_INCLUDE = "dev-include"
    DEV_OMIT = "dev-omit"
    DEV_ONLY = "dev-only"
    DIRECTORY = "directory"
    DOWNLOAD_ONLY = "download-only"
    DRY_RUN = "dry-run"
    EDITABLE = "editable"
    EXCLUDE = "exclude"
    FAIL = "fail"
    FOLLOW = "follow"
    FORCE = "force"
    FROZEN_LOCK = "frozen-lock"
    GLOBAL = "global"
    GROUP = "group"
    GROUPS_OMIT = "groups-omit"
    HELP = "help"
    INDEX = "index"
    INPUT_ARCHIVE = "input-archive"
    INSTALLED = "installed"
    LINK = "link"
    MANIFEST = "manifest"
    MODULE = "module"
    NON_INTERACTIVE = "non-interactive"
    NO_CACHE = "no-cache"
    NO_DOCS = "no-docs"
    NO_RECOMMENDS = "no-recommends"
    NO_SCRIPTS = "no-scripts"
    OFFLINE = "offline"
    OPTIONAL_OMIT = "optional-omit"
    OUTPUT = "output"
    OUTPUT_DIRECTORY = "output-directory"
    PREFERS_CACHE = "prefers-cache"
    QUIET = "quiet"
    RECOMMENDS = "recommends"
    RECURSIVE = "recursive"
    REFERENCE = "reference"
    REFRESH = "refresh"
    REMOTE_NAME = "remote-name"
    REMOVES_SOURCE = "removes-source"
    ROOT = "root"
    SCRIPT = "script"
    STREAM = "stream"
    STRIP = "strip"
    USER = "user"
    USER_SITE = "user-site"
    VERSION = "version"
    VIRTUAL = "virtual"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from.

    Attributes:
        title: document and version, or how it was measured.
        date: ISO date of the document or of the measurement.
        kind: "manual", "reference", "source" (the program's own code), "measurement" or "unverified".
    """

    title: str
    date: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Flag:
    """One flag in all its spellings.

    Attributes:
        names: with their dashes, the documented order.
        takes: whether a value follows.
        roles: what it means whatever its value.
        roles_by_value: what certain values mean (`--omit` with "dev").
        since: first version of the program that has it, "" when it always had.
        until: first version that no longer has it, "" when it still has.
    """

    names: tuple[str, ...]
    takes: Takes = Takes.NOTHING
    roles: frozenset[Role] = frozenset()
    roles_by_value: Mapping[str, Role] = field(default_factory=lambda: MappingProxyType({}))
    since: str = ""
    until: str = ""

    def means(self, value: str | None = None) -> frozenset[Role]:
        """Give the roles of the flag with this value; of a list with commas, those of each part.

        A value with a meaning of its own takes the place of the flag's roles (`--production=false`).
        """
        if value is None or not self.roles_by_value:
            return self.roles
        parts = (self.roles_by_value.get(part) for part in value.split(","))
        return frozenset(role for role in parts if role is not None) or self.roles


@dataclass(frozen=True, slots=True)
class Switch:
    """An environment variable, flag, file or setting that moves or turns off something.

    Attributes:
        kind: "env", "flag", "file" (its presence) or "config".
        name: of the variable, flag, file or setting.
        values: those that switch; empty means any but the empty one and those of `unless`. Of a flag, how its value
            begins ("cachedir=").
        unless: values that do not switch.
        role: what it means.
        below: for one that moves a cache: where below its value the cache lies, "" for the value itself.
        since: first version of the program that knows it.
        until: first version that no longer does.
        note: what is odd about it.
        source: where it is documented.
    """

    kind: str
    name: str
    values: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    role: Role | None = None
    below: str = ""
    since: str = ""
    until: str = ""
    note: str = ""
    source: Source | None = None

    def holds(self, value: str) -> bool:
        """Tell whether this value switches (case does not count, as in every program modelled here)."""
        lowered = value.lower()
        if self.values:
            return lowered in self.values
        return bool(value) and lowered not in self.unless


@dataclass(frozen=True, slots=True, eq=False)
class Cache:
    """Files a program keeps for its next run.

    Attributes:
        name: key in the tables ("apt-lists").
        family: name of the table.
        what: one sentence.
        paths: absolute or starting with "~/"; shell patterns allowed.
        moved_by: what puts it elsewhere.
        disabled_by: what makes the program not write it.
        cleanup_commands: calls that empty it.
        cleanup_paths: what `rm -rf` may name to empty it.
        keep: below the paths, what must stay.
        rebuilt_by: calls that fill it.
        wanted_by: calls that fail without it.
        cost: key of the measured cost, "" when nobody measured.
    """

    name: str
    family: str
    what: str
    paths: tuple[str, ...]
    moved_by: tuple[Switch, ...] = ()
    disabled_by: tuple[Switch, ...] = ()
    cleanup_commands: tuple[str, ...] = ()
    cleanup_paths: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    rebuilt_by: tuple[str, ...] = ()
    wanted_by: tuple[str, ...] = ()
    cost: str = ""
    note: str = ""
    sources: tuple[Source, ...] = ()

    def covers(self, path: str, home: str = ROOT_HOME) -> bool:
        """Tell whether the path is one of the cache's or lies in one; `home` is that of the user who runs."""
        return any(lies_in(path, top, home) for top in self.paths)
