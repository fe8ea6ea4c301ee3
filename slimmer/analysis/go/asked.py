"""Which programs the build context's scripts and CI files start in containers of the image that is built here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from slimmer.analysis.runtime.outside import outside
from slimmer.analysis.view import View

_TAG = re.compile(r"""(?:\s-t|--tag|\btags:)[= \t]+["']?([^\s"',]+)""")
_SPACED = re.compile(r"\$\{\{\s*([^{}]*?)\s*\}\}")
_ALONE = frozenset(
    (
        *("--detach", "--init", "--interactive", "--no-deps", "--no-healthcheck", "--oom-kill-disable", "--privileged"),
        *("--publish-all", "--quiet", "--read-only", "--rm", "--service-ports", "--sig-proxy", "--tty", "--build"),
        *("--stdin", "--quiet-pull", "--remove-orphans", "--use-aliases", "--no-TTY"),
    )
)
"""Flags of `run` and `exec` (docker, docker compose, podman, kubectl) that take no value."""

_LETTERS_ALONE = frozenset("ditTqP")


class _Asked(NamedTuple):
    """A `run` or `exec`: the image, container or service, what it is called, and the program that is given."""

    what: str
    called: str
    program: str
    instead: bool
    """Whether the program takes the place of ENTRYPOINT."""


def asked_problem(view: View, programs: Collection[str], *, has_entrypoint: bool) -> str | None:
    """The first program but these that a container of the image is given, with the file that says so.

    Args:
        view: of the Dockerfile.
        programs: those that the lean image has.
        has_entrypoint: whether what `run` is given are arguments of another program.
    """
    texts = {name: _SPACED.sub(r"${{\1}}", text) for name, text in outside(view).texts.items()}
    ours = {_untagged(found[1]) for text in texts.values() for found in _TAG.finditer(text)}
    ours |= {use.name for use in view.uses}
    for name, words in outside(view).runs:
        asked = _parsed(_SPACED.sub(r"${{\1}}", words))
        if _untagged(asked.what) not in ours:
            continue
        ours |= {asked.called} - {""}
        is_exec = re.search(rf"\bexec\s+{re.escape(words.strip())}", texts[name]) is not None
        counts = is_exec or asked.instead or not has_entrypoint
        if counts and asked.program and asked.program not in programs:
            return f"{name} runs {asked.program} in a container"
    return None


def _untagged(image: str) -> str:
    """An image's name without tag and digest."""
    name = image.partition("@")[0]
    head, colon, tag = name.rpartition(":")
    return head if colon and "/" not in tag and "}" not in tag else name


def _parsed(text: str) -> _Asked:
    """The words behind `run` or `exec`."""
    words = iter([word for each in text.split() if (word := each.strip("\"'`()[],"))])
    called = instead = ""
    for word in words:
        if word.startswith("-"):
            flag, _, value = word.partition("=")
            if not value and not _stands_alone(flag):
                value = next(words, "")
            called = value if flag == "--name" else called
            instead = value if flag == "--entrypoint" else instead
        else:
            program = _first(words)
            return _Asked(word, called, instead or program, instead=bool(instead))
    return _Asked("", called, instead, instead=bool(instead))


def _stands_alone(flag: str) -> bool:
    return flag in _ALONE or (not flag.startswith("--") and _LETTERS_ALONE.issuperset(flag[1:]))


def _first(words: Iterator[str]) -> str:
    """The first word behind the image, what begins with a dash aside: that is for the program of the image."""
    first = next(words, "")
    first = next(words, "") if first == "--" else first
    return "" if first.startswith(("-", ">", "<", "$")) or first.endswith(("2>&1", "\\")) else first
