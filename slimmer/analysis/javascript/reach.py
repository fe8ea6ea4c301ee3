"""Which packages the JavaScript that runs may load: from its entry points on through the files of the context."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from weakref import WeakKeyDictionary

from slimmer.analysis.javascript.imports import Imports, imports
from slimmer.knowledge.node_tools import SOURCES
from slimmer.model.context import Context
from slimmer.records import dataclass

MOST_FILES = 4_000
MOST_CHARACTERS = 16_000_000
"""Text read for one question, about five seconds' worth; what lies beyond is not known."""

_BUILT = {".js": (".ts", ".tsx", ".jsx"), ".mjs": (".mts",), ".cjs": (".cts",), ".jsx": (".tsx",)}
# Node.js 24: `node -p "require('module').builtinModules.join(' ')"`, those in a folder by the folder's name.
_BUILTIN_WORDS = (
    "assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain "
    "events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl "
    "stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib"
)
_BUILTIN = frozenset(_BUILTIN_WORDS.split())
_SPAWNING_WORDS = "child_process node:child_process execa cross-spawn shelljs zx tinyexec nano-spawn "
_SPAWNING_WORDS += "cluster node:cluster worker_threads node:worker_threads"
_SPAWNING = frozenset(_SPAWNING_WORDS.split())
_FILE = re.compile(r"[\w./-]*\w[\w./-]*")
_ASIDE_WORDS = (
    "test tests __tests__ __mocks__ spec specs e2e cypress coverage docs doc examples example fixtures benchmark "
    "benchmarks storybook .storybook .github node_modules bower_components"
)
_ASIDE = frozenset(_ASIDE_WORDS.split())


@dataclass(frozen=True, slots=True)
class Reached:
    """What the files that run may load.

    Attributes:
        packages: each package, and the file that imports it first.
        modules: each module of a package as it is named, and the file that imports it first.
        strings: each text in quotes, and the file it stands in first.
        commands: each text of several words, and the file it stands in first.
        spawns: whether one of the files loads what starts other programs.
        files: all files that were read.
        unknown: why more may be loaded: "server.js calls require(name), whose module is computed".
    """

    packages: Mapping[str, str]
    modules: Mapping[str, str]
    strings: Mapping[str, str]
    files: tuple[str, ...]
    unknown: tuple[str, ...]
    commands: Mapping[str, str]
    spawns: bool


def reached(context: Context, root: str, entries: Iterable[str]) -> Reached:
    """What is loaded from the entry points on, through relative imports.

    Args:
        context: the build context.
        root: the project's folder in it.
        entries: files of the context.
    """
    walk = _Walk(context, root)
    walk.follow(entries)
    return walk.result()


def whole_project(context: Context, root: str, also: Iterable[str] = ()) -> Reached:
    """What any file of the project may load, but for tests, the tools' own settings and projects inside it."""
    walk = _Walk(context, root)
    walk.follow([*also, *_sources(context, root)])
    return walk.result()


def package_of(name: str) -> str | None:
    """The package a module name belongs to; None for a relative one, an address and what Node.js brings."""
    if not name or name[0] in "./#~" or ":" in name or "\\" in name:
        return None
    parts = name.split("/")
    package = "/".join(parts[:2]) if name.startswith("@") else parts[0]
    return None if package in _BUILTIN or package.startswith("@/") or package == "@" else package


def _sources(context: Context, root: str) -> Iterator[str]:
    prefix = f"{root}/" if root else ""
    inner = [name.removesuffix("package.json") for name in context.names if name.endswith("/package.json")]
    inner = [folder for folder in inner if folder.startswith(prefix) and folder != prefix]
    for name in context.names:
        if not name.endswith(SOURCES) or not name.startswith(prefix) or name.endswith((".min.js", ".d.ts")):
            continue
        parts = name[len(prefix) :].split("/")
        if _ASIDE.isdisjoint(parts) and not _is_tooling(parts) and not any(map(name.startswith, inner)):
            yield name


def _is_tooling(parts: list[str]) -> bool:
    """Whether a file is a test or a tool's settings: `x.spec.ts`, `webpack.config.js`, `.eslintrc.js`."""
    words = parts[-1].lower().split(".")[:-1]
    if {"test", "spec", "stories", "config", "conf", "cy"}.intersection(words[1:]):
        return True
    return not words[0] or words[0].startswith(("gulpfile", "gruntfile", "karma", "webpack", "rollup", "jest", "vue"))


_IMPORTS: WeakKeyDictionary[Context, dict[str, Imports]] = WeakKeyDictionary()
"""What was read of a context once: the same files are asked for in every round."""


class _Walk:
    def __init__(self, context: Context, root: str) -> None:
        self.context, self.root = context, root
        self.known = _IMPORTS.setdefault(context, {})
        self.tops = frozenset(_tops(context, root))
        self.packages: dict[str, str] = {}
        self.modules: dict[str, str] = {}
        self.strings: dict[str, str] = {}
        self.commands: dict[str, str] = {}
        self.spawns = False
        self.unknown: dict[str, None] = {}
        self.files: dict[str, None] = {}
        self.characters = 0

    def result(self) -> Reached:
        files, unknown = tuple(self.files), tuple(self.unknown)
        return Reached(self.packages, self.modules, self.strings, files, unknown, self.commands, self.spawns)

    def follow(self, entries: Iterable[str]) -> None:
        waiting = list(reversed(list(entries)))
        while waiting:
            path = waiting.pop()
            if path in self.files:
                continue
            if len(self.files) >= MOST_FILES or self.characters > MOST_CHARACTERS:
                self.unknown[f"{self.root or 'the context'} holds more JavaScript than is read"] = None
                return
            self.files[path] = None
            if not path.endswith(".json"):
                waiting += reversed(list(self.imported(path)))

    def imported(self, path: str) -> Iterator[str]:
        """The files of the context that a file may load; what it loads of packages is noted."""
        found = self.read(path)
        if found is None:
            self.unknown[f"{path} cannot be read"] = None
            return
        for call in found.computed:
            self.unknown[f"{path} calls {call}, whose module is computed"] = None
        spawns = not _SPAWNING.isdisjoint(found.names)
        self.spawns |= spawns
        for each in found.commands:
            self.commands.setdefault(each, path)
        for name in found.names:
            yield from self.module(path, name)
        for each in found.strings:
            self.strings.setdefault(each, path)
            # A worker, a script for pm2 or a child process is named by a text.
            starts = each.endswith(SOURCES) or (spawns and _FILE.fullmatch(each))
            if starts and "\n" not in each and (named := self.named(path, each)) is not None:
                yield named

    def read(self, path: str) -> Imports | None:
        if path not in self.known:
            text = self.context.read(path)
            if text is None:
                return None
            self.characters += len(text)
            self.known[path] = imports(text)
        return self.known[path]

    def module(self, path: str, name: str) -> Iterator[str]:
        package = package_of(name)
        if name.startswith((".", "/")):
            target = resolved(self.context, posixpath.join(posixpath.dirname(path), name))
            if target is not None:
                yield target
            elif not _is_asset(name):
                self.unknown[f"{path} imports {name}, which is not in the context"] = None
        elif package is not None or name[0] in "#~@":
            own = self.aliased(name)
            if own is not None:
                yield own
            elif package is not None:
                self.packages.setdefault(package, path)
                self.modules.setdefault(name, path)
            else:
                self.unknown[f"{path} imports {name}, whose place is set elsewhere"] = None

    def aliased(self, name: str) -> str | None:
        """The file of the project a name stands for where paths begin at its root or `src`."""
        bare = name.lstrip("#~@").lstrip("/") if name[:2] in ("@/", "~/") or name[0] == "#" else name
        if bare.partition("/")[0] not in self.tops or ("/" not in bare and bare == name):
            return None
        for folder in ("", "src"):
            target = resolved(self.context, posixpath.join(self.root, folder, bare))
            if target is not None:
                return target
        return None

    def named(self, path: str, text: str) -> str | None:
        for folder in (posixpath.dirname(path), self.root):
            target = resolved(self.context, posixpath.join(folder, text.lstrip("/")))
            if target is not None:
                return target
        return None


def _tops(context: Context, root: str) -> Iterator[str]:
    """What stands at the project's root and in its `src`, files with and without their endings."""
    for prefix in (f"{root}/" if root else "", f"{root}/src/" if root else "src/"):
        for name in context.names:
            if name.startswith(prefix):
                top = name[len(prefix) :].partition("/")[0]
                yield from (top, top.partition(".")[0])


def _is_asset(name: str) -> bool:
    """Whether an import that only a bundler understands: a style sheet, a picture."""
    return name.lower().endswith(
        (".css", ".scss", ".sass", ".less", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".ico", ".html", ".md", ".node")
    )


def resolved(context: Context, path: str) -> str | None:
    """The file a path means to Node.js or TypeScript: with an ending, as a folder's main or index file."""
    path = posixpath.normpath(path).removeprefix("./")
    if path.startswith(".."):
        return None
    path = "" if path == "." else path
    listed = context.listing.files
    if path in listed or (path in context.listing.links and context.has(path)):
        return path
    stem, dot, ending = path.rpartition(".")
    built = [stem + other for other in _BUILT.get(dot + ending, ())]
    endings = (*SOURCES, ".json")
    tried = [*(path + each for each in endings if path), *built]
    tried += [posixpath.join(path, f"index{each}") for each in endings]
    return next((each for each in tried if each in listed), None)
