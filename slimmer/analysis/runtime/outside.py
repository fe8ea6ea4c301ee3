"""What Makefiles, CI files, scripts and manifests around a Dockerfile run in a container: its tests, or a shell.

Whoever writes `docker run app npm test` wants an image that holds what tests need, whatever the container starts.
"""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Iterator, Mapping

from slimmer.analysis.runtime.orders import orders
from slimmer.analysis.view import View, fact
from slimmer.model.callers import LARGEST, MOST, tells
from slimmer.model.makefiles import included, is_makefile
from slimmer.records import dataclass, field

_TARGET = re.compile(r"--target[= ]([\w.-]+)")
_TAG = re.compile(r"\bbuild\b[^\n;|&]{0,400}?\s(?:-t|--tag)[ =]([\w./:-]+)(?=\s)")
_FROM = re.compile(r"(?im)^[ \t]*FROM[ \t]+([\w./:-]+)")
_DEVELOPS = re.compile(r"""["']docker[fF]ile["']\s*:\s*["']([^"'\n]+)["']""")
_MANAGER = re.compile(r"\b(?:npm|yarn|pnpm|bun)\s+(?:--?\S+\s+)*(?:run(?:-script)?\s+)?([\w:.-]+)")
_NODE = re.compile(r"(?<![\w./-])node\s+(?:--?[\w-]+\s+)?([\w-]*[./][\w./-]*)")
_MOST_INCLUDED = 50
_HARMLESS = frozenset(("start", "install", "i", "ci", "version", "--version", "-v"))


@dataclass(frozen=True, slots=True)
class Outside:
    """What files of the context, and of the folders above the Dockerfile, do with containers.

    Attributes:
        runs: each file, and what it has a container run: `docker run`, `docker exec` and their kin.
        targets: each file of the context, and the stages it asks for by `--target`.
        works: why somebody works in the image, or builds on it: clauses.
        unread: why not all is known of what make runs: clauses.
        texts: of the files that have containers run something, joined where a line goes on; by the files' clauses.
    """

    runs: tuple[tuple[str, str], ...] = ()
    targets: tuple[tuple[str, str], ...] = ()
    works: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    def builds(self, stage: str) -> str | None:
        """The file that asks for a stage by its name."""
        return next((name for name, target in self.targets if target.lower() == stage.lower()), None)

    def calls(self, *programs: str) -> str | None:
        """The first of these programs that a container is given, with the file that says so."""
        for name, words in self.runs:
            found = next((each for each in words.replace("'", " ").replace('"', " ").split() if each in programs), None)
            if found is not None:
                return f"{name} runs {found} in a container"
        return None

    @property
    def commands(self) -> Iterator[tuple[str, str]]:
        """What containers are given of package.json's scripts, but the usual ones, and of JavaScript.

        Each with a clause of who gives it, such as "Makefile of the build context runs the script test in a container".
        """
        for name, words in self.runs:
            for script in dict.fromkeys(each[1] for each in _MANAGER.finditer(words) if each[1] not in _HARMLESS):
                yield f"{name} runs the script {script} in a container", f"npm run {shlex.quote(script)}"
            for file in dict.fromkeys(each[1] for each in _NODE.finditer(words)):
                yield f"{name} runs {file} in a container", f"node {shlex.quote(file)}"


@dataclass(frozen=True, slots=True)
class _File:
    """A file that may tell: its path from the context's root or the repository's top, and which of them it is."""

    path: str
    text: str
    within: str

    @property
    def title(self) -> str:
        return f"{self.path} of the {self.within}"


@fact
def outside(view: View) -> Outside:
    """What the files around tell; nothing where neither a context nor the Dockerfile's place is known."""
    files = list(_files(view))
    files, unread = _with_included(view, files)
    runs = tuple((each.title, words) for each in files for words in orders(each.path, each.text))
    of_context = (each for each in files if each.within == "build context")
    targets = tuple((each.path, found[1]) for each in of_context for found in _TARGET.finditer(each.text))
    texts = {each.title: each.text for each in files}
    return Outside(runs, targets, tuple(_works(view, files)), unread, {name: texts[name] for name, _ in runs})


def _files(view: View) -> Iterator[_File]:
    context, seen = view.context, set[str]()
    names = [name for name in context.names if tells(name) and "node_modules/" not in name] if context else []
    for name in names[:MOST]:
        text = context.read(name) if context is not None and (context.size(name) or 0) < LARGEST else None
        if text is not None and text not in seen:
            seen.add(text)
            yield _File(name, text.replace("\\\n", " "), "build context")
    for name, text in view.callers.texts.items() if view.callers is not None else ():
        if text not in seen:
            seen.add(text)
            yield _File(name, text.replace("\\\n", " "), "repository")


def _with_included(view: View, files: list[_File]) -> tuple[list[_File], tuple[str, ...]]:
    """The files with what the Makefiles among them include, and clauses of what cannot be read and must be there."""
    texts = view.callers.texts if view.callers is not None else {}
    places = {text.replace("\\\n", " "): name for name, text in texts.items() if is_makefile(name)}
    known = {(each.within, each.path) for each in files}
    found, unread = list(files), []
    for each in found:
        for word, is_optional in included(each.text) if is_makefile(each.path) else ():
            other = _included(view, each, word, places.get(each.text, ""))
            if other is None and not is_optional:
                unread.append(f"{each.title} includes {word}, which cannot be read")
            elif other is not None and (other.within, other.path) not in known and len(known) < MOST + _MOST_INCLUDED:
                known.add((other.within, other.path))
                found.append(other)
    return found, tuple(unread)


def _included(view: View, makefile: _File, word: str, place: str) -> _File | None:
    """A file that a Makefile includes: of the context, else beside the Makefile in the repository.

    Args:
        view: of the Dockerfile.
        makefile: which includes it.
        word: as it is spelt there.
        place: where the Makefile lies in the repository; "" where it is not known.
    """
    context, callers = view.context, view.callers
    path = posixpath.normpath(posixpath.join(posixpath.dirname(makefile.path), word))
    text = context.read(path) if context is not None and makefile.within == "build context" else None
    if text is None and callers is not None and (place or makefile.within == "repository"):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(place or makefile.path), word))
        text = callers.read(path)
        return _File(path, text.replace("\\\n", " "), "repository") if text is not None else None
    return _File(path, text.replace("\\\n", " "), makefile.within) if text is not None else None


def _works(view: View, files: list[_File]) -> Iterator[str]:
    """Who develops in the image, or builds another one on it."""
    own = {_repository(use.image) for use in view.uses if use.image is not None}
    own |= {_repository(found[1]) for each in files for found in _TAG.finditer(each.text)}
    for each in files:
        name = posixpath.basename(each.path)
        if name == "devcontainer.json":
            found = _DEVELOPS.search(each.text)
            if found is not None and _is_built(view, each, found[1]):
                yield f"{each.title} has people work in the image"
        elif "ockerfile" in name and each.text != view.text:
            base = next((found[1] for found in _FROM.finditer(each.text) if _repository(found[1]) in own), None)
            if base is not None:
                yield f"{each.title} builds on {base}, which may be this image"


def _is_built(view: View, settings: _File, written: str) -> bool:
    """Whether the settings of a development container name the Dockerfile itself."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(settings.path), written))
    if view.callers is not None and settings.within == "repository":
        return view.callers.top / path == view.callers.dockerfile
    return "/" not in path  # a file of the context's root; one beside the settings is made for development alone


def _repository(image: str) -> str:
    name, _, tag = image.rpartition(":")
    return name if name and "/" not in tag else image
