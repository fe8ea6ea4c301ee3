"""The texts that COPY and ADD bring in: files of the build context, and the Dockerfile's own here-documents."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis.copies.copy_sources import copies_of_context, sources
from slimmer.analysis.view import View, fact
from slimmer.model.context import Context
from slimmer.records import dataclass
from slimmer.syntax.nodes import Add, Copy, Token

_MOST_FILES = 1_000
_MOST_CHARACTERS = 8_000_000
_LARGEST = 200_000
_READ_BY_PEOPLE = (".md", ".rst", ".adoc", ".html", ".svg", ".css", "ignore", "/license", "/changelog")
_BUILDS = ("dockerfile", "containerfile", "docker-compose", "compose.y")


@dataclass(frozen=True, slots=True)
class Brought:
    """A text that comes into an image.

    Attributes:
        who: for a person: "build.sh of the build context".
        name: of the file, without its folder.
    """

    who: str
    name: str
    text: str


@fact
def brought(view: View) -> tuple[Brought, ...]:
    """All that may be read there, as far as it is known and no more than a project holds that people wrote."""
    return (*_documents(view), *(_files(view, view.context) if view.context is not None else ()))


def _documents(view: View) -> Iterator[Brought]:
    for instruction in copies_of_context(view) if "<<" in view.text else ():
        token = instruction.destination
        place = token.text.rpartition("/")[2].strip("\"'") if token is not None else ""
        for each in instruction.heredocs:
            name = place if place.strip(".") and len(instruction.sources) == 1 else each.name
            yield Brought(f"the here-document of line {instruction.lines[0]}", name, each.content)


def _files(view: View, context: Context) -> Iterator[Brought]:
    left = _MOST_CHARACTERS
    # What is of importance to a build lies near the top.
    names = sorted(filter(_is_of_use, _names(view, context)), key=lambda each: (each.count("/"), each))
    for path in names[:_MOST_FILES]:
        size = context.size(path) or 0
        text = context.read(path) if size < min(_LARGEST, left) else None
        if text is not None and "\0" not in text and text != view.text:
            left -= size
            yield Brought(f"{path} of the build context", path.rpartition("/")[2], text)


def _names(view: View, context: Context) -> set[str]:
    """The files that COPY and ADD name, by themselves or by a folder; all where a RUN may mount some."""
    if "type=bind" in view.text:
        return set(context.names)
    words = {token.text.strip("\"'") for copy in copies_of_context(view) for token in _sources(copy)}
    copied = {name for word in words for name in sources(word, context)}
    return {each for name in copied for each in ((name,) if context.has(name) else context.below(name))}


def _sources(copy: Copy | Add) -> Iterator[Token]:
    yield from (token for token in copy.sources if not token.text.startswith("<<"))


def _is_of_use(path: str) -> bool:
    """Whether something that runs may read it, as its name tells: no notes, and nothing that builds images."""
    *folders, name = path.lower().split("/")
    is_of_services = name.startswith(".") and name.endswith((".yml", ".yaml"))
    hidden = is_of_services or any(each.startswith(".") for each in folders)
    builds = name.startswith(_BUILDS) or name.endswith(_BUILDS[:1])
    return not hidden and not builds and not f"/{name}".endswith(_READ_BY_PEOPLE)
