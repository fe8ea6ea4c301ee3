"""Calls that check the sum or the signature of a file without naming it: lists and signatures name what they are of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.calls import Call, calls, mentions
from slimmer.analysis.view import View, fact

_SUMS = frozenset(("sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum", "b2sum", "md5sum", "shasum", "cksum"))


def checked_behind(view: View, behind: Sequence[Call], spelt: str, unpack: Call) -> str | None:
    """Why a call may read a file though it does not name it; None where none is known.

    Args:
        view: of the file.
        behind: the calls behind in the same script.
        spelt: the file's name.
        unpack: the call that unpacks it: where it lies, and from where on later RUNs are asked.
    """
    names = {"", paths.tail(spelt)}
    for at, call in enumerate(behind):
        here = _checks(call) and call.folder == unpack.folder
        if here and not names.isdisjoint(_checked_names(behind, at)):
            return f"`{call.name}` on line {call.line} may check it"
    for name in sorted(names):
        later = _checking(view).get((unpack.step.stage.index, unpack.folder, name))
        if later is not None and later.step.outer.start > unpack.step.outer.start:
            return f"`{later.name}` on line {later.line} may check it"
    return None


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
