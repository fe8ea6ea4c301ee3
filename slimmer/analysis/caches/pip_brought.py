"""Which pip the calls above another one bring: an upgrade, get-pip.py, a distribution's package."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from slimmer.analysis.calls.calls import Call, calls
from slimmer.analysis.calls.flow import Reach
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.knowledge.pip_releases import (
    Version,
    brings_old_pip,
    builds_alike,
    fails_with_no_cache_dir,
    knows_no_cache_dir,
)
from slimmer.text.rare import rare

_PINNED = rare(r"(==|<=?|~=) *(\d+)(?:\.(\d+))?(?:\.(\d+))?")
_OF_APT = ("python-pip", "python3-pip", "virtualenv", "python-virtualenv", "python3-virtualenv")


class Brought(NamedTuple):
    """What calls above say of the pip that a call runs.

    Attributes:
        is_told: whether one has brought it.
        unfit: what it has brought, where that must not be told `--no-cache-dir`.
        alike: whether that builds packages with it as it does without; also where only a package may be an old one.
        from_apt: the last call of apt that brings a pip, of those behind it.
    """

    is_told: bool
    unfit: str | None = None
    alike: bool = True
    from_apt: Call | None = None


def brought(view: View, call: Call) -> Brought:
    """What the calls above one of pip say of the pip that it runs: the last of them that says something."""
    graph, from_apt, alike = stages(view), None, True
    places, some = bringing(view)
    before = bisect_left(some, places.get(id(call), sys.maxsize), key=itemgetter(0))
    for _, each, words in reversed(some[:before]):
        if not graph.continues(call.step.stage, each.step.stage):
            continue
        if each.program in ("apt-get", "apt", "aptitude"):
            brings = any(word.startswith(_OF_APT) for word in words)
            from_apt = each if brings and from_apt is None else from_apt
            alike = alike and ("3" in head(call) or not any(map(_is_of_python_2, words)))
        elif (old := next((word for word in words if _is_old_virtualenv(word)), None)) is not None:
            return Brought(True, f"line {each.line} installs {old}, whose pip knows no --no-cache-dir")
        elif any("get-pip" in word for word in words) and not any(map(_is_pip, words)):
            is_one = "" not in words and len(_heads(view)) == 1
            return Brought(True, alike=is_one and not any(map(_is_of_old_python, words)))
        elif _may_replace(each, call) and any(map(_is_pip, words)):
            unfit = next((why for word in words if (why := _unfit(word)) is not None), None)
            if unfit is not None:
                return Brought(True, f"line {each.line} installs {unfit}")
            alike = all(map(_builds_alike, words))
            if not _is_hashed(view, each, call) and (not alike or _surely_replaces(view, each, call)):
                return Brought(True, alike=alike)
    return Brought(False, alike=alike, from_apt=from_apt)


def _surely_replaces(view: View, each: Call, call: Call) -> bool:
    """Whether a call that installs pip has put a new one in the place of that which another call runs.

    `pip install pip` leaves the one that is there. The environment that a script activates is its own, and so is what
    `--user` installs; of another Python pip is another one.
    """
    if each.program != "pip":
        return len(_heads(view)) == 1
    return each.step is call.step or not any("activate" in one.text for one in (each.step, call.step))


def _is_idle(call: Call, words: list[str]) -> bool:
    """Whether a call of pip that names pip tells nothing of what runs behind it: it may leave the one that is there."""
    if call.program != "pip" or not any(map(_is_pip, words)):
        return False
    if any(_unfit(word) is not None or not _builds_alike(word) for word in words):
        return False
    elsewhere = call.has("-t", "--target", "--prefix", "--root", "--user")
    upgrades = call.is_("pip", "install") and call.has("-U", "--upgrade") and not elsewhere
    return not (upgrades and call.reach is Reach.CERTAIN and call.place.decides)


@fact
def _heads(view: View) -> frozenset[str]:
    """How pip is called, in all its ways."""
    return frozenset(map(head, calls(view).named("pip")))


def _is_hashed(view: View, each: Call, call: Call) -> bool:
    """Whether the shell may go on running the pip that has installed a new one: it looks for a program once.

    A distribution's own stays where it was, and names its release: dash asked for `pip` again has it from
    /usr/bin, though the new one lies in /usr/local/bin.
    """
    if each.step is not call.step or each.program != "pip" or len(each.head) > 1:
        return False
    of_step = calls(view).of(call.step)
    return not any(other.name in ("hash", ".", "source") for other in of_step[: of_step.index(call)])


def _unfit(word: str) -> str | None:
    """What pip a requirement brings, if it is one that must not be told `--no-cache-dir`; else None."""
    for sign, version in _bounds(word) if _is_pip(word) else ():
        below = sign == "<"
        if not knows_no_cache_dir(version) or (below and version == (6, 0, 0)):
            return f"{word}, which knows no --no-cache-dir"
        if not below and fails_with_no_cache_dir(version):
            return f"{word}, which fails with --no-cache-dir"
    return None


def _builds_alike(word: str) -> bool:
    """Whether a word requires no pip that is older than those which build with the option as without it."""
    bounds = _bounds(word) if _is_pip(word) else ()
    return all(builds_alike((*version[:2], version[2] - (sign == "<"))) for sign, version in bounds)


def _is_of_python_2(word: str) -> bool:
    """Whether a word is the package of Python 2's pip: the last release of Debian that had it, buster, has 18.1."""
    return re.split("[=:/]", word, maxsplit=1)[0] == "python-pip"


def _is_of_old_python(word: str) -> bool:
    """Whether get-pip.py comes for a Python whose last pip is an old one."""
    return any(f"/{release}/get-pip" in word for release in ("2.6", "3.2", "3.3"))


def _is_old_virtualenv(word: str) -> bool:
    """Whether a word requires a virtualenv so old that its environments have too old a pip."""
    return _name(word) == "virtualenv" and any(brings_old_pip(version) for _, version in _bounds(word))


def _bounds(word: str) -> Iterator[tuple[str, Version]]:
    """The versions that a requirement ends at or is pinned to: in `pip>=1.4,<1.5` the second."""
    for found in _PINNED().finditer(word):
        yield found[1], (int(found[2]), int(found[3] or 0), int(found[4] or 0))


@fact
def bringing(view: View) -> tuple[dict[int, int], tuple[tuple[int, Call, list[str]], ...]]:
    """The places of pip's calls among all that may bring a pip, and those that do, with their places and words."""
    programs = ("pip", "easy_install", "python", "curl", "wget", "apt-get", "apt", "aptitude")
    some = list(calls(view).named(*programs))
    told = ((number, each, [(word.known or "").lower() for word in each.arguments]) for number, each in enumerate(some))
    named = (each for each in told if any("pip" in word or "virtualenv" in word for word in each[2]))
    found = tuple(each for each in named if not _is_idle(each[1], each[2]))
    return {id(each): number for number, each in enumerate(some) if each.program == "pip"}, found


def _may_replace(each: Call, call: Call) -> bool:
    """Whether a call may install the pip that another one runs."""
    return each.program in ("easy_install", "python") or (each.program == "pip" and head(each) == head(call))


def _is_pip(word: str) -> bool:
    return _name(word) == "pip"


def _name(requirement: str) -> str:
    return re.split("[=<>~! ]", requirement, maxsplit=1)[0].lower()  # as pip compares them (PEP 503)


def head(call: Call) -> str:
    """How a call names its pip: "pip3", "python3 -m pip"."""
    return " ".join(each.known or "" for each in call.head)
