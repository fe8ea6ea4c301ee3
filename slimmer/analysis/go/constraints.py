"""Which Go files a build takes: by their names, and by the comments above the package clause (go/build/constraint)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SYSTEMS = frozenset(
    (
        *("aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl"),
        *("netbsd", "openbsd", "plan9", "solaris", "wasip1", "windows", "zos"),
    )
)
_MACHINES = frozenset(
    (
        *("386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle"),
        *("mips64", "mips64le", "mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv", "riscv64"),
        *("s390", "s390x", "sparc", "sparc64", "wasm"),
    )
)
_HERE = frozenset(("linux", "unix", "gc", "cgo"))
_WORD = re.compile(r"\s*(\|\||&&|!|\(|\)|[\w.]+)")


def taken_by_name(path: str, machines: Iterable[str] = ("amd64", "arm64")) -> bool:
    """Whether a build for Linux takes a file of this name: no test, no other system's or machine's."""
    name = path.rpartition("/")[2]
    if not name.endswith(".go") or name.endswith("_test.go") or name[0] in "._":
        return False
    parts = name.removesuffix(".go").split("_")[1:]
    if len(parts) > 1 and parts[-2] in _SYSTEMS and parts[-1] in _MACHINES:
        return parts[-2] == "linux" and parts[-1] in machines
    last = parts[-1] if parts else ""
    if last in _SYSTEMS:
        return last == "linux"
    return last not in _MACHINES or last in machines


def taken_by_constraints(comments: Iterable[str], tags: frozenset[str] = frozenset(), *, cgo: bool = True) -> bool:
    """Whether the comments above a package clause may let a build for Linux with these tags take the file.

    The machine the image is built for and Go's experiments are not known: what they decide is taken.
    """
    known = (_HERE if cgo else _HERE - {"cgo"}) | tags
    new = [each[len("//go:build") :] for each in comments if each.startswith(("//go:build ", "//go:build\t"))]
    if new:
        return _evaluated(new[0], known)
    lines = [each[2:].strip(" \t").removeprefix("+build").split() for each in comments if _is_old(each)]
    return all(any(all(_old_term(term, known) for term in option.split(",")) for option in line) for line in lines)


def _is_old(comment: str) -> bool:
    return comment.startswith("//") and comment[2:].strip(" \t").startswith("+build ")


def _old_term(term: str, known: frozenset[str]) -> bool:
    value = _tag(term.lstrip("!"), known)
    return value is None or value != term.startswith("!")


def _tag(name: str, known: frozenset[str]) -> bool | None:
    """Whether a tag is set; None where only the build can tell."""
    if name in _MACHINES or name.startswith("goexperiment."):
        return None
    return name in known or name.startswith("go1.")


def _evaluated(text: str, known: frozenset[str]) -> bool:
    """Whether a `//go:build` expression may hold; one that cannot be read may."""
    words = _WORD.findall(text.partition("//")[0])
    try:
        value, rest = _either(words, known)
    except IndexError:
        return True
    return value is not False or bool(rest)


_Result = tuple[bool | None, list[str]]


def _either(words: list[str], known: frozenset[str]) -> _Result:
    value, rest = _both(words, known)
    while rest and rest[0] == "||":
        other, rest = _both(rest[1:], known)
        value = value or other if value or other or None not in (value, other) else None
    return value, rest


def _both(words: list[str], known: frozenset[str]) -> _Result:
    value, rest = _term(words, known)
    while rest and rest[0] == "&&":
        other, rest = _term(rest[1:], known)
        value = False if False in (value, other) else None if None in (value, other) else True
    return value, rest


def _term(words: list[str], known: frozenset[str]) -> _Result:
    word, rest = words[0], words[1:]
    if word in ("&&", "||", ")"):
        raise IndexError("a tag is missing")
    if word == "!":
        value, rest = _term(rest, known)
        return None if value is None else not value, rest
    if word == "(":
        value, rest = _either(rest, known)
        return value, rest[1:]
    return _tag(word, known), rest
