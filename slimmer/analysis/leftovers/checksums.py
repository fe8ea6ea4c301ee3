"""Calls that check the sum or the signature of a file without naming it: lists and signatures name what they are of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.calls import Call, Step, calls, mentions
from slimmer.analysis.view import View, fact, fact_of

_SUMS = frozenset(("sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum", "b2sum", "md5sum", "shasum", "cksum"))


def checked_behind(view: View, number: int, spelt: str, unpack: Call) -> str | None:
    """Why a call may read a file though it does not name it; None where none is known.

    Args:
        view: of the file.
        number: of `unpack` in its script.
        spelt: the file's name.
        unpack: the call that unpacks it: where it lies, and from where on later RUNs are asked.
    """
    names = {"", paths.tail(spelt)}
    call = _first_behind(view, number, names, unpack)
    if call is not None:
        return f"`{call.name}` on line {call.line} may check it"
    for name in sorted(names):
        later = _checking(view).get((unpack.step.stage.index, unpack.folder, name))
        if later is not None and later.step.outer.start > unpack.step.outer.start:
            return f"`{later.name}` on line {later.line} may check it"
    return None


def _first_behind(view: View, number: int, names: Iterable[str], unpack: Call) -> Call | None:
    """The first call behind one of a script that checks a file of its folder by one of these names."""
    of_step = calls(view).of(unpack.step)
    for following in of_step[number + 1 : number + 2]:  # what is piped into it, if so, is `unpack`, which tells no name
        if _checks(following) and following.folder == unpack.folder:
            return following
    some = (_checks_in(view, unpack.step).get((unpack.folder, name), []) for name in names)
    firsts = [each[at] for each in some for at in (bisect_right(each, number),) if at < len(each)]
    return of_step[min(firsts)] if firsts else None


@fact_of
def _checks_in(view: View, step: Step) -> dict[tuple[str, str], list[int]]:
    """The numbers of the calls of a script that check files, by the folder and the file's name."""
    found: dict[tuple[str, str], list[int]] = {}
    of_step = calls(view).of(step)
    for at, call in enumerate(of_step):
        for name in dict.fromkeys(_checked_names(of_step, at)) if _checks(call) else ():
            found.setdefault((call.folder, name), []).append(at)
    return found


def _checks(call: Call) -> bool:
    words = [each.known or "" for each in call.arguments]
    if call.name in ("gpg", "gpg2", "gpgv"):
        return words[-2:-1] == ["--verify"]
    return call.name in _SUMS and any(re.match("-[a-z]*c|--check", each) for each in words)


def _checked_names(of_step: Sequence[Call], at: int) -> list[str]:
    """The names in the text that is piped into a call; "" among them where it may hold others."""
    said = of_step[at - 1] if at else None
    if said is None or said.command is None or not said.place.piped or said.name not in ("echo", "printf", "grep"):
        return [""]
    words = re.split(r"[\s\"'*\\]+", said.step.text[said.command.start : said.command.end])
    some = [word.lstrip("^").rstrip("$") for word in words[1:]]
    names = [paths.tail(each) if "$" not in each else "" for each in some if each]
    if said.name == "grep":  # of a pattern that is no file's name nobody knows what it lets through
        return names if any("." in each for each in names[:-1]) else [""]
    return names[1:]  # behind the sum


@fact
def _checking(view: View) -> dict[tuple[int, str, str], Call]:
    """By stage, folder and name: the last call of a RUN that checks a file; "" where a file or a download names it."""
    found: dict[tuple[int, str, str], Call] = {}
    for step in calls(view).runs if calls(view).mention(*_SUMS, "gpg") else ():
        of_step = calls(view).of(step) if mentions(step, *_SUMS, "gpg") else ()
        for at, call in enumerate(of_step):
            if _checks(call):
                found |= {(step.stage.index, call.folder, name): call for name in _checked_names(of_step, at)}
    return found
