"""Where COPY and ADD put what they copy (BuildKit's `dispatchCopy` and fsutil's copy.go, v0.34)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator

from slimmer.analysis.copies.copy_sources import (
    clean_source,
    is_remote,
    is_unpacked,
    pivot_of,
    sources,
    sources_with_parents,
)
from slimmer.model.context import Context
from slimmer.model.globs import PatternError, glob, has_wildcards
from slimmer.model.ignore_pattern import matcher
from slimmer.model.paths import absolute, is_below
from slimmer.model.scopes import Scope
from slimmer.model.stages import Stage
from slimmer.model.values import Value
from slimmer.records import dataclass, replace
from slimmer.syntax.nodes import Add, Copy
from slimmer.text.rare import rare

BASE_WORKDIR = "/?"
"""Stands for the working directory of a base image that is not known: what is copied there is found there."""

_ENDING = rare(r"[*?][^*?\[\]\\]*\.\w+$")
_WINDOWS = rare(r"^[A-Za-z]:|\\")


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """One source of a COPY or ADD, and where it goes.

    Attributes:
        instruction: which one.
        origin: the stage copied from; None for the build context, and where `why` is set.
        source: the path of a file or folder in the context (relative) or in the stage (absolute).
        file: where it lies if it is a file; None if it is none.
        folder: where its contents lie if it is a folder; None if it is none.
        keeps: which of a folder's contents are copied, by their paths relative to it.
        why: for what comes neither from the context nor from a stage, what it is.
        name: of a file that goes into a folder that is not known; "" where that does not say what lies there either.
        assumes: "" or the variable whose default value was taken.
    """

    instruction: Copy | Add
    origin: Stage | None = None
    source: str = ""
    file: str | None = None
    folder: str | None = None
    keeps: Callable[[str], bool] | None = None
    why: str = ""
    name: str = ""
    assumes: str = ""

    def may_lie_at(self, path: str) -> bool:
        """Whether it is not known where it goes, and it may go there."""
        is_open = self.file is None and self.folder is None
        return is_open and self.name in ("", posixpath.basename(path))

    def source_of(self, path: str) -> str | None:
        """The source of what lies at a path of the image; None when the placement puts nothing there."""
        if path == self.file:
            return self.source
        if self.folder is None or path == self.folder or not is_below(path, self.folder):
            return None
        inner = path[len(self.folder.rstrip("/")) + 1 :]
        return self._joined(inner) if self.keeps is None or self.keeps(inner) else None

    def target_of(self, source: str) -> str | None:
        """Where what lies at a path of the context, or of the stage copied from, is put; None when nowhere."""
        if source == self.source and self.file is not None:
            return self.file
        head = f"{self.source.rstrip('/')}/" if self.source else ""
        if self.folder is None or not source.startswith(head):
            return None
        inner = source[len(head) :]
        return posixpath.join(self.folder, inner) if self.keeps is None or self.keeps(inner) else None

    def _joined(self, inner: str) -> str:
        return f"{self.source.rstrip('/')}/{inner}" if self.source else inner


@dataclass(frozen=True, slots=True)
class Place:
    """Where an instruction stands.

    Attributes:
        scope: what holds there.
        workdir: absolute; begins with BASE_WORKDIR where the base image decides.
        is_folder: whether a path is known to be a folder there.
        origin: the stage that `--from` names; None for the context, and for an image.
    """

    scope: Scope
    workdir: str
    is_folder: Callable[[str], bool]
    origin: Stage | None


def placements(instruction: Copy | Add, place: Place, context: Context | None) -> Iterator[Placement]:
    """What an instruction puts where, in the order it does."""
    arguments = _arguments(instruction, place.scope)
    if len(arguments) < 2:
        return
    *sources, destination = arguments
    from_ = instruction.flag("from")
    if destination.text is None or _WINDOWS().search(destination.text):
        why = destination.why or "it has a Windows path"
        yield from (Placement(instruction, why=why, name=name) for name in _names(instruction, sources, context))
        return
    target = absolute(destination.text, place.workdir) or "/"
    named_folder = destination.text.endswith(("/", "/.")) or destination.text in ("", ".") or place.is_folder(target)
    copying = _Copying(instruction, place, target, named_folder, destination.why)
    for source in sources:
        if source.text is None:
            yield from copying.unknown(source.why)
        elif from_ is not None and place.origin is None:
            yield from copying.unknown(f"it is copied from the image {from_.value}")
        elif from_ is not None:
            yield from copying.of_stage(source)
        else:
            yield from copying.of_context(source, context)


def _arguments(instruction: Copy | Add, scope: Scope) -> tuple[Value, ...]:
    if instruction.exec_form is not None:
        return tuple(scope.expand(word) for word in instruction.exec_form.words)
    return tuple(scope.expand(token.text) for token in instruction.words)


def _names(instruction: Copy | Add, sources: Iterable[Value], context: Context | None) -> Iterator[str]:
    """The names of the files copied to a folder that is not known; "" for a source that is perhaps none."""
    last = instruction.destination
    into = last is not None and last.text.strip("\"'").endswith("/")
    for source in sources:
        text = source.text or ""
        is_file = into and context is not None and instruction.flag("from") is None and isinstance(instruction, Copy)
        yield posixpath.basename(text) if is_file and context is not None and context.has(clean_source(text)) else ""


@dataclass(frozen=True, slots=True)
class _Copying:
    """One instruction with its destination."""

    instruction: Copy | Add
    place: Place
    target: str
    to_folder: bool
    assumes: str

    def unknown(self, why: str) -> Iterator[Placement]:
        """Something that lies at the destination or below it, whatever it is."""
        yield Placement(self.instruction, file=self.target, folder=self.target, why=why, assumes=self.assumes)

    def at_file(self, name: str, why: str) -> Placement:
        """A file of the name, at the destination or in it."""
        path = posixpath.join(self.target, name) if self.to_folder else self.target
        return Placement(self.instruction, file=path, why=why, assumes=self.assumes)

    def of_stage(self, source: Value) -> Iterator[Placement]:
        text = source.text or ""
        if has_wildcards(text) or self.instruction.flag("parents"):
            yield from self.unknown(f"the files that `{text}` names in the stage are not known")
            yield from self._matched(text)
            return
        path = absolute(text, "/") or "/"
        file = posixpath.join(self.target, posixpath.basename(path)) if self.to_folder else self.target
        found = Placement(self.instruction, self.place.origin, path, file, self.target, assumes=self.assumes)
        yield from self._filtered(replace(found, assumes=self.assumes or source.why))

    def _matched(self, text: str) -> Iterator[Placement]:
        """The files a pattern names in a stage: they are looked for there when somebody asks for one."""
        path = absolute(text, "/") or "/"
        folder, name = posixpath.split(path)
        # Behind an ending stands a file: of a folder, what is in it would be copied, whatever its name.
        is_plain = self.to_folder and not has_wildcards(folder) and _ENDING().search(name) is not None
        if not is_plain or self.instruction.flag("parents") or self.instruction.flag("exclude"):
            return
        try:
            keeps = glob(name)
        except PatternError:
            return
        found = Placement(self.instruction, self.place.origin, folder, folder=self.target, keeps=keeps)
        yield replace(found, assumes=self.assumes)

    def of_context(self, source: Value, context: Context | None) -> Iterator[Placement]:
        text = source.text or ""
        if text.startswith("<<"):
            yield self.at_file(text.strip("<-\"'"), "it is written in the Dockerfile")
        elif isinstance(self.instruction, Add) and is_remote(text):
            name = posixpath.basename(text.partition("?")[0].rstrip("/"))
            yield from (
                self.unknown("it is downloaded") if text.endswith(".git") else (self.at_file(name, "it is downloaded"),)
            )
        elif context is None:
            yield from self.unknown("the build context is not known")
        elif _WINDOWS().search(text):
            yield from self.unknown("it has a Windows path")
        else:
            yield from self._found(replace(source, text=text), context)

    def _found(self, source: Value, context: Context) -> Iterator[Placement]:
        listing = context.listing
        find = sources_with_parents if self.instruction.flag("parents") else sources
        found = tuple(find(source.text or "", context))
        several = sum(not listing.is_folder(path) for path in found) > 1
        if not found and not context.is_whole:
            yield from self.unknown(context.problems[0])
        for path in found:
            real = listing.real(path)
            base = Placement(self.instruction, source=real or "", assumes=self.assumes or source.why)
            if real is None:
                yield from self.unknown(f"{path} is a link that leads to nothing")
            elif self.instruction.flag("parents"):
                target = posixpath.join(self.target, path[len(pivot_of(source.text or "")) :].lstrip("/")).rstrip("/")
                target = target or "/"
                yield replace(base, folder=target) if listing.is_folder(path) else replace(base, file=target)
            elif listing.is_folder(path):
                yield from self._filtered(replace(base, folder=self.target))
            else:
                yield from self._file(base, path, several=several)

    def _file(self, base: Placement, path: str, *, several: bool) -> Iterator[Placement]:
        """A file of the context goes to the destination, or into it if that is a folder."""
        name = posixpath.basename(path)
        inside = posixpath.join(self.target, name)
        if isinstance(self.instruction, Add) and is_unpacked(self.instruction, name):
            yield from self.unknown(f"the archive {path} is unpacked")
        elif self.instruction.flag("exclude"):
            yield from self.unknown("of files, --exclude is not read")
        elif self.to_folder:
            yield replace(base, file=inside)
        elif not several and _looks_like_file(self.target, name):
            yield replace(base, file=self.target)
        else:
            why = f"whether {self.target} is a folder is not known"
            yield replace(base, file=self.target, why=why)
            yield replace(base, file=inside, why=why)

    def _filtered(self, found: Placement) -> Iterator[Placement]:
        """With what --exclude leaves out of a folder."""
        patterns = [self.place.scope.expand(flag.value or "") for flag in self.instruction.flags_named("exclude")]
        if not patterns:
            yield found
            return
        try:
            rules = [matcher(pattern.text) for pattern in patterns if pattern.text is not None]
        except PatternError as error:
            rules = []
            yield from self.unknown(f"--exclude {error}")
        if len(rules) < len(patterns):
            yield from self.unknown("what --exclude names is not known")
        else:
            yield replace(found, keeps=_without(rules))


def _without(rules: Iterable[Callable[[str], bool]]) -> Callable[[str], bool]:
    found = tuple(rules)

    def keeps(path: str) -> bool:
        parts = path.split("/")
        above = ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
        return not any(rule(each) for rule in found for each in above)

    return keeps


def _looks_like_file(target: str, name: str) -> bool:
    """Whether a destination that is not known to be a folder is a file's: by its name alone."""
    last = posixpath.basename(target)
    if posixpath.basename(posixpath.dirname(target)) in ("bin", "sbin") or re.fullmatch(r"\.\w+rc", last):
        return True
    return "." in last.lstrip(".") or last in (name, name.partition(".")[0])
