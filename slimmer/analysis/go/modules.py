"""The Go module in a build context: what go.mod says, and which files a program is built from."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from functools import cached_property

from slimmer.analysis.go.constraints import taken_by_constraints, taken_by_name
from slimmer.analysis.go.files import GoFile, constants_of, head_of, read_go
from slimmer.analysis.go.tokens import go_tokens
from slimmer.analysis.view import View, fact
from slimmer.model.context import Context
from slimmer.records import dataclass, field

MOST_FILES = 4_000
"""Files of a program that are read; a program with more is not understood."""

_UNENDED = "("
"""Stands for a verb: no line of a go.mod begins with it."""


@dataclass(frozen=True, slots=True)
class GoMod:
    """A go.mod file (Go Modules Reference, "go.mod files").

    Attributes:
        folder: where it lies in the context, "" for the top.
        module: its path.
        go: the language's version, "" where none is written.
        requires: the paths of the modules it names, with whether each is indirect.
        replaced: modules that are taken from a folder, by path, relative to the context.
    """

    folder: str
    module: str
    go: str
    requires: dict[str, bool]
    replaced: dict[str, str]


def read_go_mod(path: str, text: str) -> GoMod | None:
    """Read a go.mod; None when it names no module, or a block is not ended: Go then reads nothing of it."""
    folder = posixpath.dirname(path)
    module = go = ""
    requires: dict[str, bool] = {}
    replaced: dict[str, str] = {}
    for verb, words, comment in _directives(text):
        if verb == _UNENDED:
            return None
        if verb == "module" and words:
            module = words[0]
        elif verb == "go" and words:
            go = words[0]
        elif verb == "require" and words:
            requires[words[0]] = comment.strip().startswith("indirect")
        elif verb == "replace" and "=>" in words:
            target = words[words.index("=>") + 1 :]
            if target and target[0].startswith((".", "/")):
                replaced[words[0]] = posixpath.normpath(posixpath.join(folder, target[0]))
    return GoMod(folder, module, go, requires, replaced) if module else None


def _directives(text: str) -> Iterator[tuple[str, list[str], str]]:
    """Verb, words and comment of each line, blocks taken apart; at last `_UNENDED` where a block has no end."""
    block = ""
    for line in text.split("\n"):
        code, _, comment = line.partition("//")
        words = [word.strip('"`') for word in code.split()]
        if block and words == [")"]:
            block = ""
        elif words and words[-1] == "(" and len(words) == 2:
            block = words[0]
        elif words:
            yield (block, words, comment) if block else (words[0], words[1:], comment)
    if block:
        yield _UNENDED, [block], ""


@dataclass(frozen=True, eq=False)
class GoProgram:
    """A main package and all of the context's files that are linked into it.

    Attributes:
        module: its go.mod.
        folder: the main package's, in the context.
        tags: of `-tags`.
        context: the build context.
        folders: its Go files by folder.
    """

    module: GoMod
    folder: str
    tags: frozenset[str]
    context: Context = field(repr=False)
    folders: Mapping[str, tuple[str, ...]] = field(repr=False)

    @cached_property
    def _read(self) -> tuple[tuple[GoFile, ...], frozenset[str], str | None]:
        waiting, seen = [self.folder], {self.folder}
        files: list[GoFile] = []
        foreign: set[str] = set()
        while waiting:
            for file in self._package(waiting.pop()):
                files.append(file)
                if len(files) > MOST_FILES:
                    return tuple(files), frozenset(foreign), f"the program has more than {MOST_FILES} files"
                for each in file.imports:
                    folder = self._folder_of(each.path)
                    if folder is None:
                        foreign.add(each.path)
                    elif folder not in seen:
                        seen.add(folder)
                        waiting.append(folder)
        return tuple(files), frozenset(foreign), None

    @property
    def files(self) -> tuple[GoFile, ...]:
        """The files, the main package's first; those of vendored packages among them."""
        return self._read[0]

    @property
    def own(self) -> Iterator[GoFile]:
        """The files that are not vendored."""
        return (file for file in self.files if not file.path.startswith(self._vendor))

    @property
    def foreign(self) -> frozenset[str]:
        """The import paths of packages that are not in the context."""
        return self._read[1]

    @property
    def third_party(self) -> tuple[str, ...]:
        """The imports that are neither the module's own nor the standard library's, sorted."""
        paths = {each.path for file in self.own for each in file.imports}
        return tuple(sorted(path for path in paths if _is_foreign(path) and not self._is_own(path)))

    @property
    def problem(self) -> str | None:
        """Why not all of the program is known; None when it is."""
        if self._read[2] is not None:
            return self._read[2]
        for file in self.files:
            unread = self.context.unread(file.path)
            if unread is not None:
                return f"a source cannot be read: {unread}"
        if not any(file.package == "main" for file in self._package(self.folder)):
            return f"there is no package main in {self.folder or 'the top folder'} of the build context"
        return None

    def _is_own(self, path: str) -> bool:
        return path == self.module.module or path.startswith(self.module.module + "/")

    def _folder_of(self, path: str) -> str | None:
        """The context's folder of an import path, None when it has none."""
        if self._is_own(path):
            return _joined(self.module.folder, path[len(self.module.module) :].lstrip("/"))
        for module, folder in self.module.replaced.items():
            if path == module or path.startswith(module + "/"):
                return _joined(folder, path[len(module) :].lstrip("/"))
        vendored = _joined(self.module.folder, f"vendor/{path}")
        return vendored if vendored in self.folders else None

    def _package(self, folder: str) -> Iterator[GoFile]:
        """The package in a folder; of a vendored one, which is somebody else's, only the imports are read."""
        vendored = f"{folder}/".startswith(self._vendor)
        texts = {path: self.context.read(path) or "" for path in self.folders.get(folder, ())}
        tokens = {path: head_of(text) if vendored else list(go_tokens(text)) for path, text in texts.items()}
        constants = {name: text for each in tokens.values() for name, text in constants_of(each).items()}
        for path, each in tokens.items():
            file = read_go(path, each, constants)
            if taken_by_constraints(file.header, self.tags):
                yield file

    @property
    def _vendor(self) -> str:
        return posixpath.join(self.module.folder, "vendor") + "/"


def _is_foreign(path: str) -> bool:
    """Whether the first part of an import path has a dot, as no package of the standard library's has."""
    return "." in path.partition("/")[0]


def _joined(folder: str, below: str) -> str:
    path = posixpath.normpath(posixpath.join(folder, below)) if folder or below else ""
    return "" if path == "." else path


@fact
def go_folders(view: View) -> Mapping[str, tuple[str, ...]]:
    """The Go files of the build context that a build for Linux takes, by folder."""
    folders: dict[str, list[str]] = {}
    for path in view.context.names if view.context is not None else ():
        if taken_by_name(path):
            folders.setdefault(posixpath.dirname(path), []).append(path)
    return {folder: tuple(paths) for folder, paths in folders.items()}
