"""Whether the folder of a Dockerfile is its build context: only when the Dockerfile itself bears it out."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from slimmer.analysis.structure import scope
from slimmer.analysis.view import View
from slimmer.model.context import IGNORE_FILE
from slimmer.model.globs import PatternError, glob, has_wildcards
from slimmer.model.mounts import mount_fields
from slimmer.records import dataclass
from slimmer.syntax.nodes import Add, Copy, Dockerfile, Instruction, Run
from slimmer.text.rare import rare

_REMOTE = rare(r"^(?:[a-z]+://|git@)")
_MAX_ENTRIES = 10_000
_MAX_FOLDERS = 100


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a folder is taken for the context; if not, why not, unless nothing is copied from one."""

    is_context: bool
    why: str = ""


def judge(tree: Dockerfile, folder: Path, top: Path | None) -> Verdict:
    """Whether the folder is the context: all that is copied is there, and could not come from elsewhere as well.

    `COPY . .` fits any folder: it tells something only at the top of a repository, or beside a .dockerignore file,
    which is read in the context alone.

    Args:
        tree: the Dockerfile.
        folder: its folder.
        top: of the repository, None where there is none.
    """
    sources = tuple(dict.fromkeys(_sources(tree)))
    if not sources:
        return Verdict(is_context=False)
    missing = next((source for source in sources if not _exists(folder, source)), None)
    if missing is not None:
        return Verdict(False, f"`{missing}` is not in it")
    if folder == top or _ignores_for_itself(folder, top):
        return Verdict(is_context=True)
    telling = [source for source in sources if source != "." and _matches(folder, source)]
    if not telling:
        return Verdict(False, "the sources that are copied fit any folder")
    if top is not None and all(_exists(top, source) for source in sources) and _matches(top, telling[0]):
        return Verdict(False, "what is copied is at the top of the repository, too")
    return Verdict(is_context=True)


def _ignores_for_itself(folder: Path, top: Path | None) -> bool:
    """Whether a .dockerignore file lies beside the Dockerfile, and none at the top."""
    return os.path.lexists(folder / IGNORE_FILE) and not (top and os.path.lexists(top / IGNORE_FILE))


def _sources(tree: Dockerfile) -> Iterator[str]:
    """What is copied and mounted from the context, clean; "." where a pattern takes all of it.

    A source whose variables are not known is left out.
    """
    view: View | None = None
    for instruction in tree.instructions:
        for word in _words(instruction):
            text: str | None = word
            if "$" in word:
                view = view or View(tree)
                try:
                    text = scope(view, instruction).expand(word).text
                except KeyError:  # in front of the first FROM
                    text = None
            if text and not text.startswith("<<") and not _REMOTE().search(text):
                clean = posixpath.normpath("/" + text.lstrip("/"))[1:] or "."
                yield "." if clean == "*" else clean


def _words(instruction: Instruction) -> tuple[str, ...]:
    if isinstance(instruction, Copy | Add) and instruction.flag("from") is None:
        form = instruction.exec_form
        return form.words[:-1] if form is not None else tuple(token.text for token in instruction.sources)
    if isinstance(instruction, Run):
        mounts = (dict(mount_fields(flag.value or "") or ()) for flag in instruction.flags_named("mount"))
        bound = (each for each in mounts if each.get("type", "bind") == "bind" and "from" not in each)
        return tuple(each.get("source") or each.get("src") or "." for each in bound)
    return ()


def _exists(folder: Path, source: str) -> bool:
    """Whether a build would find the source; a pattern may match nothing."""
    return has_wildcards(source) or os.path.lexists(folder / source)


def _matches(folder: Path, source: str) -> bool:
    """Whether there is something that the source names."""
    found = [folder]
    for part in source.split("/"):
        if not has_wildcards(part):
            found = [each / part for each in found if os.path.lexists(each / part)]
            continue
        try:
            match = glob(part)
        except PatternError:
            return False
        found = [each / name for each in found for name in _names(each) if match(name)][:_MAX_FOLDERS]
    return bool(found)


def _names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in islice(entries, _MAX_ENTRIES)]
    except OSError:
        return []
