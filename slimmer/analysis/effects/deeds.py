"""What one call does with a path: makes it, removes it, or uses it in any other way."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.arguments import Argument
from slimmer.analysis.calls.call import Call
from slimmer.analysis.calls.downloads import downloaded, output_files, redirects
from slimmer.analysis.calls.naming import texts_of, word_texts
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.calls.wording import (
    COPIERS,
    MAKERS,
    MOST_PIECES,
    REMOVERS,
    SILENT,
    cloned,
    copied,
    copied_to,
    heredoc_pieces,
    ignores_its_folder,
    is_recursive,
    named,
    places_in,
    spoken,
    unnamed,
    unpacked_into,
)
from slimmer.knowledge.vocabulary import Effect
from slimmer.records import dataclass

_PLAIN = (
    REMOVERS
    | MAKERS
    | SILENT
    | frozenset(
        (
            *(
                "cd",
                "cp",
                "mv",
                "ln",
                "install",
                "chmod",
                "chown",
                "chgrp",
                "cat",
                "grep",
                "sed",
                "awk",
                "test",
                "[",
                "dd",
            ),
            *("curl", "wget", "aria2c", "tar", "unzip", "gunzip", "gzip", "ldconfig", "find"),
        )
    )
)


class Deed(enum.Enum):
    """What is done with a path. USES: read, changed, looked at, or no one knows."""

    MAKES = "makes"
    REMOVES = "removes"
    USES = "uses"


@dataclass(frozen=True, slots=True)
class Act:
    """A deed.

    Attributes:
        exact: whether it is certainly this path, all of it or something in it; else it only may be.
        by_folder: whether no more is known than that the call runs there.
    """

    deed: Deed
    exact: bool
    by_folder: bool = False


def acts(call: Call, spot: Spot) -> Iterator[Act]:
    """What a call does with a file, or a folder and what lies in it."""
    yield from _by_redirects(call, spot)
    runs_there = not spot.is_file and spot.may_be_named_by(call.folder) and not ignores_its_folder(call)
    if runs_there and _says_something(call.folder, spot.path):
        yield Act(Deed.USES, exact=spot.is_named_by(call.folder), by_folder=True)
    yield from _by_name(call, spot)
    yield from (act for each in unnamed(call) if (act := _at(Deed.USES, each, spot)) is not None)
    if call.program in REMOVERS:
        yield from _removes(call, spot, call.operands)
    elif call.program == "find":
        yield from _finds(call, spot)
    elif call.program in MAKERS:
        yield from _makes(named(call, call.operands), spot)
    elif call.program in COPIERS:
        yield from _copies(call, spot)
    elif call.program not in SILENT and not call.opened:
        yield from _others(call, spot)


def _makes(words: Iterable[str], spot: Spot) -> Iterator[Act]:
    return (act for each in words if (act := _at(Deed.MAKES, each, spot)) is not None)


def _by_name(call: Call, spot: Spot) -> Iterator[Act]:
    """Running a file uses it: by its path, or by its name where it lies in a folder of PATH."""
    for text in texts_of(call, call.head[0]):
        word = paths.joined(call.folder, text)
        if "/" in text and spot.may_be_named_by(word) and not paths.is_bare_name(text):
            yield Act(Deed.USES, exact=spot.is_named_by(word))
        elif not spot.is_folder and text == paths.tail(spot.path):
            yield Act(Deed.USES, exact=False)


def _says_something(folder: str, path: str) -> bool:
    """Whether it says anything that a call runs there: where the base image begins, nothing was made yet."""
    return not paths.is_base(folder) or paths.is_base(path)


def _at(deed: Deed, word: str, spot: Spot) -> Act | None:
    """The deed done to `word`, as seen from a spot: to it or to what lies in it."""
    if spot.is_named_by(word):
        return Act(deed, exact=True)
    return Act(deed, exact=False) if spot.may_be_named_by(word) else None


def _removes(call: Call, spot: Spot, arguments: Iterable[Argument]) -> Iterator[Act]:
    """Removing the path or a folder around it removes it; removing a part of it uses it."""
    recursive = call.program != "rm" or call.has("-r", "-R", "--recursive", "-d", "--dir")
    for each in named(call, arguments):
        if paths.covers(each, spot.path, below=recursive):
            yield Act(Deed.REMOVES, exact=True)
        elif paths.may_be(each, spot.path) or (recursive and spot.may_be_held_by(each)):
            yield Act(Deed.REMOVES, exact=False)
        elif spot.may_be_named_by(each):
            yield Act(Deed.USES, exact=spot.is_named_by(each))


def _finds(call: Call, spot: Spot) -> Iterator[Act]:
    """`find` reaches all below the folders it names whose name fits, of a folder what lies in it."""
    names = [use.value.text for use in call.flags if use.name in ("-name", "-iname") and use.value is not None]
    last = paths.tail(spot.path)
    fits = not names or any(each is None or paths.may_be(paths.as_pattern(each), last) for each in names)
    deletes = any(each.known in ("-delete", "rm") for each in call.arguments)
    if not fits and (spot.is_file or deletes):
        return
    folders = [each for each in call.operands if each.known is None or each.known[:1] not in ("-", "(", "!", "\\")]
    for each in named(call, folders):
        if spot.may_be_named_by(each) or spot.may_be_held_by(each):
            yield Act(Deed.REMOVES if deletes else Deed.USES, exact=False)


def _copies(call: Call, spot: Spot) -> Iterator[Act]:
    """Sources are used, or with `mv` gone; what is made is the last operand, or lies in it."""
    gone = call.program == "mv"
    recursive = gone or call.has("-r", "-R", "-a", "-T", "--recursive", "--archive")
    for each in named(call, copied(call)):
        if gone and paths.covers(each, spot.path, below=True):
            yield Act(Deed.REMOVES, exact=True)
        elif call.program == "ln" and paths.is_bare_name(each):
            continue
        elif spot.may_be_named_by(each) or (recursive and spot.may_be_held_by(each)):
            yield Act(Deed.REMOVES if gone else Deed.USES, exact=False)
    plain = not call.has("-T") and not any(map(_is_what_a_folder_holds, copied(call)))
    for number, each in enumerate(copied_to(call)):
        act = _at(Deed.MAKES, each, spot)
        if act is not None:
            yield act
        elif recursive and spot.may_be_held_by(each) and not (plain and not number and each in ("/", call.folder)):
            yield Act(Deed.MAKES, exact=False)


def _is_what_a_folder_holds(source: Argument) -> bool:
    """Whether what is copied may be all that a folder holds: `cp -r rootfs/. /` fills whatever folders rootfs has."""
    text = source.known
    return text is None or text.endswith(".") or any(each in text for each in "*?[")


def _others(call: Call, spot: Spot) -> Iterator[Act]:
    files = downloaded(call)
    if files is None:
        folder = paths.joined(call.folder, f"./{paths.as_pattern('*')}")
        files = ()
        if paths.may_be(folder, spot.path):
            yield Act(Deed.MAKES, exact=False)
    made = [each.path for each in files] + list(unpacked_into(call)) + list(cloned(call))
    for each in made:
        act = _at(Deed.MAKES, each, spot)
        if act is not None:
            yield act
        elif call.does(Effect.EXTRACTS) and spot.may_be_held_by(each):
            yield Act(Deed.MAKES, exact=False)
    deletes = call.program in ("gunzip", "gzip") and not call.has("-k", "--keep", "-c", "--stdout", "--to-stdout")
    for pieces in spoken(call, files):
        deed = Deed.REMOVES if deletes and len(pieces) == 1 else Deed.USES
        for piece in pieces[:MOST_PIECES]:
            yield from _by_text(call, piece, spot, deed)


def says_what_it_uses(call: Call) -> bool:
    """Whether a call reads and writes what its words name, and the system's own files, but nothing else."""
    return call.program in _PLAIN or call.is_("git", "clone") or ignores_its_folder(call)


def _by_text(call: Call, text: str, spot: Spot, deed: Deed) -> Iterator[Act]:
    recursive = is_recursive(call)
    for word, says_where in places_in(call, text):
        if not says_where and word != spot.path:
            continue
        if word == spot.path:
            yield Act(deed, exact=True)
        elif spot.may_be_named_by(word) or (recursive and spot.may_be_held_by(word)):
            yield Act(Deed.USES, exact=spot.is_named_by(word))


def _by_redirects(call: Call, spot: Spot) -> Iterator[Act]:
    for each in output_files(call):
        act = _at(Deed.MAKES, each.path, spot)
        if act is not None:
            yield act
    for redirect in redirects(call, "<", "<>", ">>", "&>", "&>>", ">&"):
        for text in word_texts(redirect.target, call.variables, call.step.scope, call.folder):
            act = _at(Deed.USES, paths.joined(call.folder, text), spot)
            if act is not None:
                yield act
    for redirect in redirects(call, "<<", "<<-"):
        for piece in heredoc_pieces(redirect):
            yield from _by_text(call, piece, spot, Deed.USES)
