"""The paths that the words of a call may name, whatever path is asked for: what it makes, and what else it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.arguments import Argument
from slimmer.analysis.calls.call import Call
from slimmer.analysis.calls.downloads import File, downloaded, output_files, unpacked
from slimmer.analysis.calls.naming import flag_path, paths_of, texts_of, word_texts
from slimmer.knowledge.vocabulary import Effect, Operands, Role
from slimmer.syntax.shell.nodes import Redirect
from slimmer.syntax.shell.words import Literal

REMOVERS = frozenset(("rm", "rmdir", "unlink", "shred"))
MAKERS = frozenset(("mkdir", "touch", "tee"))
COPIERS = frozenset(("cp", "mv", "install", "ln"))
SILENT = frozenset(("echo", "printf", ":", "true", "false", "exit", "set", "export", "sleep", "umask"))
_BY_OPERANDS = REMOVERS | MAKERS | COPIERS | {"find"}
# What they are given as a folder they read or change to its last file.
_SYSTEM_WIDE = frozenset(("apt", "apk", "rpm"))  # families of tables: packages of the system
_WRITES_HERE = frozenset((Effect.DOWNLOADS, Effect.FETCHES_SOURCE, Effect.BUILDS, Effect.EXTRACTS, Effect.ARCHIVES))
_FILE_EFFECTS = frozenset(
    (Effect.EXTRACTS, Effect.REMOVES, Effect.COPIES, Effect.MOVES, Effect.ARCHIVES, Effect.CHANGES_MODE)
)
# The indexes of package repositories list all files below a folder.
_INDEXERS = frozenset(
    ("createrepo", "createrepo_c", "mkrepo", "dpkg-scanpackages", "dpkg-scansources", "apt-ftparchive", "reprepro")
)
_RECURSIVE = _INDEXERS | {"rm", "mv", "rsync", "scp", "zip", "find", "7z", "tree", "mksquashfs", "genisoimage"}
_RECURSIVE_WITH = frozenset(("-r", "-R", "-a", "--recursive", "--archive", "--find-links"))
_LISTERS = frozenset(("ls", "dir", "vdir"))
_BLANK_OR_QUOTE = re.compile(r"[\s'\"`;|&()<>]+")
MOST_PIECES = 200
"""Pieces of one word that are looked at."""


class Wording(NamedTuple):
    """What a call may name.

    Attributes:
        words: paths that it may do something to, or to what they hold.
        places: paths that it may do something to; what they hold is not meant.
        names: programs it calls by their names, without a folder.
        unpacked: folders that it makes something in of which no more is known than that it comes out of an archive.
    """

    words: list[str]
    places: list[str]
    names: list[str]
    unpacked: list[str]


def wording(call: Call) -> Wording:
    """All that a call names, as far as it may be a path that is known."""
    head = texts_of(call, call.head[0])
    places = [paths.joined(call.folder, text) for text in head if "/" in text]
    places += [] if paths.is_base(call.folder) else [call.folder]
    unpacked = list(unpacked_into(call)) if _makes_otherwise(call) else []
    places += (*_made_by_name(call), *unnamed(call))
    words: list[str] = []
    pieces: list[str] = []
    for redirect in call.redirects:
        if redirect.operator.text in ("<<", "<<-"):
            pieces += heredoc_pieces(redirect)
        elif redirect.operator.text in ("<", "<>", ">>", "&>", "&>>", ">&"):
            texts = word_texts(redirect.target, call.variables, call.step.scope, call.folder)
            places += [paths.joined(call.folder, text) for text in texts]
    if call.program in _BY_OPERANDS:
        words += named(call, call.operands)
    elif call.program not in SILENT and not call.opened:
        files = downloaded(call)
        if files is None:
            places.append(paths.joined(call.folder, f"./{paths.as_pattern('*')}"))
        pieces += [piece for some in spoken(call, files or ()) for piece in some[:MOST_PIECES]]
    spelt = words if is_recursive(call) else places
    for piece in pieces:
        spelt += [word for word, says_where in places_in(call, piece) if says_where or "\0" not in word]
    return Wording(words, places, [text for text in head if "/" not in text], unpacked)


def unnamed(call: Call) -> Iterator[str]:
    """The paths that a call reads though none of its words names them."""
    for each in call.knowledge.reads if call.knowledge is not None else ():
        yield paths.ANY if each == "*" else each
    if call.name in _LISTERS and _is_heard(call):
        for folder in named(call, call.operands) if call.operands else (call.folder,):
            yield paths.joined(folder, f"./{paths.as_pattern('*')}")


def _is_heard(call: Call) -> bool:
    """Whether what a call prints goes on to another one or into a file, not to whoever reads the build's log."""
    return call.place.piped or call.place.substituted or any(output_files(call))


def named(call: Call, arguments: Iterable[Argument]) -> Iterator[str]:
    """The paths that arguments name."""
    return (path for each in arguments for path in paths_of(call, each))


def made_by(call: Call) -> Iterator[str]:
    """The paths that a call makes, or things in them."""
    yield from _made_by_name(call)
    if _makes_otherwise(call):
        yield from unpacked_into(call)


def is_recursive(call: Call) -> bool:
    """Whether a call of which no more is known does to all in a folder what it does to it."""
    return call.program in _RECURSIVE or call.has(*_RECURSIVE_WITH) or call.subcommand in ("create", "a")


def _makes_otherwise(call: Call) -> bool:
    return call.program not in SILENT and call.program not in _BY_OPERANDS and not call.opened


def _made_by_name(call: Call) -> Iterator[str]:
    if call.redirects:
        yield from (each.path for each in output_files(call))
    if call.program in MAKERS:
        yield from named(call, call.operands)
    elif call.program in COPIERS:
        yield from copied_to(call)
    elif _makes_otherwise(call):
        yield from (each.path for each in downloaded(call) or ())
        yield from cloned(call)


def _makes_folders(call: Call) -> bool:
    return call.program == "install" and call.has("-d", "--directory")


def _links_here(call: Call) -> bool:
    """Whether `ln` is given nothing but what to link to: the link is made in the folder it runs in."""
    return call.program == "ln" and len(call.operands) == 1 and not call.has("-t", "--target-directory")


def copied(call: Call) -> tuple[Argument, ...]:
    """The sources of `cp` and its kin."""
    if call.has("-t", "--target-directory") or _links_here(call):
        return call.operands
    return call.operands[: 0 if _makes_folders(call) else -1]


def copied_to(call: Call) -> list[str]:
    """What `cp` and its kin make: the last operand, and what the sources are called in it."""
    if _makes_folders(call):
        return list(named(call, call.operands))
    if _links_here(call):
        return [paths.joined(call.folder, f"./{paths.tail(each)}") for each in named(call, call.operands)]
    target = call.flag("-t", "--target-directory")
    made = [flag_path(call, target) or paths.ANY] if target is not None else list(named(call, call.operands[-1:]))
    sources = named(call, copied(call))
    names = [each for each in sources if call.program != "ln" or not paths.is_bare_name(each)]
    return made + [paths.joined(made[0], paths.tail(each)) for each in names if made]


def unpacked_into(call: Call) -> Iterator[str]:
    """The folders that archives are unpacked into."""
    if call.does(Effect.EXTRACTS):
        use = call.meaning(Role.DIRECTORY) or call.meaning(Role.OUTPUT_DIRECTORY)
        folder = flag_path(call, use) if use is not None else call.folder
        yield folder or paths.ANY


def cloned(call: Call) -> Iterator[str]:
    """The folder that `git clone` makes: named, or after the last part of the URL."""
    if call.program != "git" or call.subcommand != "clone" or not call.operands:
        return
    if len(call.operands) > 1:
        yield from paths_of(call, call.operands[1])
        return
    for text in texts_of(call, call.operands[0]):
        last = re.split("[/:]", text.rstrip("/").removesuffix("/.git"))[-1].removesuffix(".git")
        yield paths.joined(call.folder, f"./{last}") if last else paths.ANY


def spoken(call: Call, files: Iterable[File]) -> Iterator[list[str]]:
    """The pieces of each argument whose meaning is not known: it may be a path, or hold some.

    Args:
        call: of a program that nothing else is known of.
        files: what it downloads: their words are no others.
    """
    outputs = {id(each.word) for each in files if each.word is not None}
    if call.is_("git", "clone"):
        outputs |= {id(each.word) for each in call.operands[1:]}
    names_paths = not _names_no_paths(call)
    outputs |= {id(each.word) for each in call.reading.subcommand_arguments}
    for argument in call.arguments:
        if id(argument.word) not in outputs and (names_paths or _may_be_path(argument.known)):
            for text in texts_of(call, argument):
                yield [each for each in _BLANK_OR_QUOTE.split(text) if each]


def _may_be_path(text: str | None) -> bool:
    """Whether what names packages may be a path all the same: it is not known, has a slash, or is a pattern."""
    return text is None or "/" in text or "*" in text


def _names_no_paths(call: Call) -> bool:
    """Whether words without slashes are packages or users to it, and not paths."""
    known = call.knowledge
    if known is None or any(unpacked(call)):
        return False
    return known.operands in (Operands.PACKAGES, Operands.NONE) or Effect.ADDS_USER in known.effects


def ignores_its_folder(call: Call) -> bool:
    """Whether a call does the same in whatever folder it runs."""
    known = call.knowledge
    if known is None or call.table is None or known.effects & _WRITES_HERE or any(unpacked(call)):
        return False
    return call.table.family in _SYSTEM_WIDE or Effect.ADDS_USER in known.effects


def places_in(call: Call, text: str) -> Iterator[tuple[str, bool]]:
    """The paths that a piece of text may name, and whether it says enough to tell which."""
    known = call.knowledge
    handles_files = known is not None and not known.effects.isdisjoint(_FILE_EFFECTS)
    handles_files |= call.program in _INDEXERS
    if text.startswith("-"):
        text = text[min((at for at in map(text.find, "=/\0") if at > 0), default=len(text)) :].removeprefix("=")
    for each in paths.candidates(text) if text else ():
        yield paths.joined(call.folder, each), handles_files or not paths.is_bare_name(each) or paths.is_glob(each)


def heredoc_pieces(redirect: Redirect) -> Iterator[str]:
    """The pieces of a here-document: the first of them, for it may be long."""
    parts = redirect.heredoc.parts or () if redirect.heredoc is not None else ()
    text = " ".join(part.value for part in parts if isinstance(part, Literal))
    return (piece for piece in _BLANK_OR_QUOTE.split(text)[:2000] if piece)
