"""What one call does with a path: makes it, removes it, or uses it in any other way."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator

from slimmer.analysis import paths
from slimmer.analysis.arguments import Argument
from slimmer.analysis.call import Call
from slimmer.analysis.downloads import downloaded, output_files, redirects, unpacked
from slimmer.analysis.naming import flag_path, paths_of, texts_of, word_texts
from slimmer.analysis.paths import Spot
from slimmer.knowledge.vocabulary import Effect, Operands, Role
from slimmer.records import dataclass
from slimmer.syntax.shell.words import Literal

_REMOVERS = frozenset(("rm", "rmdir", "unlink", "shred"))
_MAKERS = frozenset(("mkdir", "touch", "tee"))
_SILENT = frozenset(("echo", "printf", ":", "true", "false", "exit", "set", "export", "sleep", "umask"))
# What they are given as a folder they read or change to its last file.
_SYSTEM_WIDE = frozenset(("apt", "apk", "rpm"))  # families of tables: packages of the system
_WRITES_HERE = frozenset((Effect.DOWNLOADS, Effect.FETCHES_SOURCE, Effect.BUILDS, Effect.EXTRACTS, Effect.ARCHIVES))
_PLAIN = (
    _REMOVERS
    | _MAKERS
    | _SILENT
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
_RECURSIVE = frozenset(("rm", "mv", "rsync", "scp", "zip", "find", "7z", "tree"))
_RECURSIVE_WITH = frozenset(("-r", "-R", "-a", "--recursive", "--archive"))
_FILE_EFFECTS = frozenset(
    (Effect.EXTRACTS, Effect.REMOVES, Effect.COPIES, Effect.MOVES, Effect.ARCHIVES, Effect.CHANGES_MODE)
)
_BLANK_OR_QUOTE = re.compile(r"[\s'\"`;|&()<>]+")


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
    runs_there = not spot.is_file and spot.may_be_named_by(call.folder) and not _ignores_its_folder(call)
    if runs_there and _says_something(call.folder, spot.path):
        yield Act(Deed.USES, exact=spot.is_named_by(call.folder), by_folder=True)
    yield from _by_name(call, spot)
    if call.program in _REMOVERS:
        yield from _removes(call, spot, call.operands)
    elif call.program == "find":
        yield from _finds(call, spot)
    elif call.program in _MAKERS:
        yield from (act for each in _named(call, call.operands) if (act := _at(Deed.MAKES, each, spot)) is not None)
    elif call.program in ("cp", "mv", "install", "ln"):
        yield from _copies(call, spot)
    elif call.program not in _SILENT and not call.opened:
        yield from _others(call, spot)


def _by_name(call: Call, spot: Spot) -> Iterator[Act]:
    """Running a file uses it: by its path, or by its name where it lies in a folder of PATH."""
    for text in texts_of(call, call.head[0]):
        word = paths.joined(call.folder, text)
        if "/" in text and spot.may_be_named_by(word) and not paths.is_bare_name(text):
            yield Act(Deed.USES, exact=spot.is_named_by(word))
        elif text == paths.tail(spot.path):
            yield Act(Deed.USES, exact=False)


def _says_something(folder: str, path: str) -> bool:
    """Whether it says anything that a call runs there: where the base image begins, nothing was made yet."""
    return not paths.is_base(folder) or paths.is_base(path)


def _at(deed: Deed, word: str, spot: Spot) -> Act | None:
    """The deed done to `word`, as seen from a spot: to it or to what lies in it."""
    if spot.is_named_by(word):
        return Act(deed, exact=True)
    return Act(deed, exact=False) if spot.may_be_named_by(word) else None


def _named(call: Call, arguments: Iterable[Argument]) -> Iterator[str]:
    return (path for each in arguments for path in paths_of(call, each))


def _removes(call: Call, spot: Spot, arguments: Iterable[Argument]) -> Iterator[Act]:
    """Removing the path or a folder around it removes it; removing a part of it uses it."""
    recursive = call.program != "rm" or call.has("-r", "-R", "--recursive", "-d", "--dir")
    for each in _named(call, arguments):
        if paths.covers(each, spot.path, below=recursive):
            yield Act(Deed.REMOVES, exact=True)
        elif paths.may_be(each, spot.path) or (recursive and spot.may_be_held_by(each)):
            yield Act(Deed.REMOVES, exact=False)
        elif spot.may_be_named_by(each):
            yield Act(Deed.USES, exact=spot.is_named_by(each))


def _finds(call: Call, spot: Spot) -> Iterator[Act]:
    """`find` reaches all below the folders it names whose name fits."""
    names = [use.value.text for use in call.flags if use.name in ("-name", "-iname") and use.value is not None]
    last = paths.tail(spot.path)
    if names and not any(each is None or paths.may_be(paths.as_pattern(each), last) for each in names):
        return
    deletes = any(each.known in ("-delete", "rm") for each in call.arguments)
    folders = [each for each in call.operands if each.known is None or each.known[:1] not in ("-", "(", "!", "\\")]
    for each in _named(call, folders):
        if spot.may_be_named_by(each) or spot.may_be_held_by(each):
            yield Act(Deed.REMOVES if deletes else Deed.USES, exact=False)


def _copies(call: Call, spot: Spot) -> Iterator[Act]:
    """Sources are used, or with `mv` gone; what is made is the last operand, or lies in it."""
    target = call.flag("-t", "--target-directory")
    makes_folders = call.program == "install" and call.has("-d", "--directory")
    sources = call.operands if target is not None else call.operands[: 0 if makes_folders else -1]
    made = [flag_path(call, target) or paths.ANY] if target is not None else list(_named(call, call.operands[-1:]))
    if makes_folders:
        made = list(_named(call, call.operands))
    gone = call.program == "mv"
    recursive = gone or call.has("-r", "-R", "-a", "--recursive", "--archive")
    for each in _named(call, sources):
        if gone and paths.covers(each, spot.path, below=True):
            yield Act(Deed.REMOVES, exact=True)
        elif call.program == "ln" and paths.is_bare_name(each):
            continue
        elif spot.may_be_named_by(each) or (recursive and spot.may_be_held_by(each)):
            yield Act(Deed.REMOVES if gone else Deed.USES, exact=False)
        made += [paths.joined(folder, paths.tail(each)) for folder in made[:1] if not makes_folders]
    yield from (act for each in made if (act := _at(Deed.MAKES, each, spot)) is not None)


def _others(call: Call, spot: Spot) -> Iterator[Act]:
    files = downloaded(call)
    if files is None:
        folder = paths.joined(call.folder, f"./{paths.as_pattern('*')}")
        files = ()
        if paths.may_be(folder, spot.path):
            yield Act(Deed.MAKES, exact=False)
    made = [each.path for each in files] + list(_unpacked_into(call)) + list(_cloned(call))
    for each in made:
        act = _at(Deed.MAKES, each, spot)
        if act is not None:
            yield act
        elif call.does(Effect.EXTRACTS) and spot.may_be_held_by(each):
            yield Act(Deed.MAKES, exact=False)
    deletes = call.program == "gunzip" or (call.program == "gzip" and not call.has("-k", "--keep", "-c", "--stdout"))
    outputs = {id(each.word) for each in files if each.word is not None}
    if call.is_("git", "clone"):
        outputs |= {id(each.word) for each in call.operands[1:]}
    names_paths = not _names_no_paths(call)
    outputs |= {id(each.word) for each in call.reading.subcommand_arguments}
    for argument in call.arguments:
        if id(argument.word) not in outputs and (names_paths or "/" in (argument.known or "/")):
            yield from _by_argument(call, argument, spot, Deed.REMOVES if deletes else Deed.USES)


def _names_no_paths(call: Call) -> bool:
    """Whether words without slashes are packages or users to it, and not paths."""
    known = call.knowledge
    if known is None or any(unpacked(call)):
        return False
    return known.operands in (Operands.PACKAGES, Operands.NONE) or Effect.ADDS_USER in known.effects


def _ignores_its_folder(call: Call) -> bool:
    """Whether a call does the same in whatever folder it runs."""
    known = call.knowledge
    if known is None or call.table is None or known.effects & _WRITES_HERE or any(unpacked(call)):
        return False
    return call.table.family in _SYSTEM_WIDE or Effect.ADDS_USER in known.effects


def says_what_it_uses(call: Call) -> bool:
    """Whether a call reads and writes what its words name, and the system's own files, but nothing else."""
    return call.program in _PLAIN or call.is_("git", "clone") or _ignores_its_folder(call)


def _unpacked_into(call: Call) -> Iterator[str]:
    """The folders that archives are unpacked into."""
    if call.does(Effect.EXTRACTS):
        use = call.meaning(Role.DIRECTORY) or call.meaning(Role.OUTPUT_DIRECTORY)
        folder = flag_path(call, use) if use is not None else call.folder
        yield folder or paths.ANY


def _cloned(call: Call) -> Iterator[str]:
    """The folder that `git clone` makes: named, or after the last part of the URL."""
    if call.program != "git" or call.subcommand != "clone" or not call.operands:
        return
    if len(call.operands) > 1:
        yield from paths_of(call, call.operands[1])
        return
    for text in texts_of(call, call.operands[0]):
        last = re.split("[/:]", text.rstrip("/").removesuffix("/.git"))[-1].removesuffix(".git")
        yield paths.joined(call.folder, f"./{last}") if last else paths.ANY


def _by_argument(call: Call, argument: Argument, spot: Spot, deed: Deed) -> Iterator[Act]:
    """What an argument says whose meaning is not known: it may be a path, or hold some."""
    for text in texts_of(call, argument):
        pieces = [each for each in _BLANK_OR_QUOTE.split(text) if each]
        for piece in pieces[:200]:
            yield from _by_text(call, piece, spot, deed if len(pieces) == 1 else Deed.USES)


def _by_text(call: Call, text: str, spot: Spot, deed: Deed) -> Iterator[Act]:
    known = call.knowledge
    handles_files = known is not None and bool(known.effects & _FILE_EFFECTS)
    recursive = call.program in _RECURSIVE or call.has(*_RECURSIVE_WITH) or call.subcommand in ("create", "a")
    if text.startswith("-"):
        text = text[min((at for at in map(text.find, "=/\0") if at > 0), default=len(text)) :].removeprefix("=")
    for each in paths.candidates(text) if text else ():
        word = paths.joined(call.folder, each)
        if paths.is_bare_name(each) and not handles_files and word != spot.path:
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
        parts = redirect.heredoc.parts or () if redirect.heredoc is not None else ()
        text = " ".join(part.value for part in parts if isinstance(part, Literal))
        for piece in _BLANK_OR_QUOTE.split(text)[:2000]:
            if piece:
                yield from _by_text(call, piece, spot, Deed.USES)
