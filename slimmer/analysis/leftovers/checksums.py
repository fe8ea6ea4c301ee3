"""Calls that may read a file without naming it: lists of sums, signatures, and what `xargs` reads name it for them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.calls import Call, Step, calls, mentions
from slimmer.analysis.view import View, fact, fact_of
from slimmer.knowledge.vocabulary import Effect

_SUMS = frozenset(("sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum", "b2sum", "md5sum", "shasum", "cksum"))
_WORDS = (*_SUMS, "gpg", "xargs")
_ANYWHERE = ""
"""In place of a folder: the names may have folders of their own."""
_PACKAGES = frozenset((Effect.INSTALLS, Effect.REMOVES_PACKAGES, Effect.CONFIGURES, Effect.CLEANS))
_NOT_READING = frozenset(
    ("rm", "rmdir", "kill", "echo", "printf", "mkdir", "apt-mark", "ldd", "strip", "dirname", "basename")
)
"""Programs behind `xargs` that need no archive, whatever they are given."""
_LISTING = frozenset(("find", "ls", "tar", "unzip", "dpkg", "dpkg-query", "rpm", "apt-mark", "apt-cache", "pip", "git"))
"""What names files that it is asked for itself, what is in archives, or packages."""


def checked_behind(view: View, number: int, path: str, spelt: str, unpack: Call) -> str | None:
    """Why a call may read a file though it does not name it; None where none is known.

    Args:
        view: of the file.
        number: of `unpack` in its script.
        path: where the file lies.
        spelt: its name, as written.
        unpack: the call that unpacks it: lists that are read in its folder may name the file, too.
    """
    folders = {unpack.folder, path.rpartition("/")[0] or "/", _ANYWHERE}
    wanted = sorted(product(folders, {"", paths.tail(spelt)}))
    call = _first_behind(view, number, wanted, unpack)
    if call is not None:
        return _said(call)
    for folder, name in wanted:
        later = _checking(view).get((unpack.step.stage.index, folder, name))
        if later is not None and later.step.outer.start > unpack.step.outer.start:
            return _said(later)
    return None


def _said(call: Call) -> str:
    return f"`{call.name}` on line {call.line} may {'check' if _checks(call) else 'read'} it"


def _first_behind(view: View, number: int, wanted: Iterable[tuple[str, str]], unpack: Call) -> Call | None:
    """The first call behind one of a script that is given one of these names in one of these folders."""
    of_step = calls(view).of(unpack.step)
    for following in of_step[number + 1 : number + 2]:  # what is piped into it, if so, is `unpack`, which tells no name
        if _checks(following) and following.folder == unpack.folder:
            return following
    some = (_checks_in(view, unpack.step).get(each, []) for each in wanted)
    firsts = [each[at] for each in some for at in (bisect_right(each, number),) if at < len(each)]
    return of_step[min(firsts)] if firsts else None


@fact_of
def _checks_in(view: View, step: Step) -> dict[tuple[str, str], list[int]]:
    """The numbers of the calls of a script that are given names of files, by the folder and the file's name."""
    found: dict[tuple[str, str], list[int]] = {}
    of_step = calls(view).of(step)
    for at in range(len(of_step)):
        for place in dict.fromkeys(_given(of_step, at)):
            found.setdefault(place, []).append(at)
    return found


def _given(of_step: Sequence[Call], at: int) -> Iterator[tuple[str, str]]:
    """The folder and the name of each file that a call is told of by a list; no name where it may be any."""
    call = of_step[at]
    if _checks(call):
        yield from ((call.folder, name) for name in _names(of_step, at, first=1))
    elif "xargs" in call.wrappers and not _is_harmless(call):
        yield from ((_ANYWHERE, name) for name in _names(of_step, at, first=0))


def _checks(call: Call) -> bool:
    words = [each.known or "" for each in call.arguments]
    if call.name in ("gpg", "gpg2", "gpgv"):
        return words[-2:-1] == ["--verify"]
    return call.name in _SUMS and any(re.match("-[a-z]*c|--check", each) for each in words)


def _is_harmless(call: Call) -> bool:
    """Whether a call behind `xargs` leaves archives alone: a `dpkg` may be given packages as files."""
    return call.name in _NOT_READING or (call.program != "dpkg" and any(map(call.does, _PACKAGES)))


def _names(of_step: Sequence[Call], at: int, first: int) -> list[str]:
    """The names in the text that is piped into a call, from one of its words on; "" where it may hold others."""
    said = of_step[at - 1] if at else None
    if said is None or said.command is None or not said.place.piped:
        return [""]
    if first == 0 and said.name in _LISTING:
        return []
    if said.name not in ("echo", "printf", "grep"):
        return [""]
    words = re.split(r"[\s\"'*\\]+", said.step.text[said.command.start : said.command.end])
    some = [word.lstrip("^").rstrip("$") for word in words[1:]]
    names = [paths.tail(each) if "$" not in each else "" for each in some if each]
    if said.name == "grep":  # of a pattern that is no file's name nobody knows what it lets through
        return names if any("." in each for each in names[:-1]) else [""]
    return names[first:]  # the first is the sum


@fact
def _checking(view: View) -> dict[tuple[int, str, str], Call]:
    """By stage, folder and name: the last call of a RUN that is given names of files, see `_given`."""
    found: dict[tuple[int, str, str], Call] = {}
    for step in calls(view).runs if calls(view).mention(*_WORDS) else ():
        of_step = calls(view).of(step) if mentions(step, *_WORDS) else ()
        for at, call in enumerate(of_step):
            found |= {(step.stage.index, *place): call for place in _given(of_step, at)}
    return found
