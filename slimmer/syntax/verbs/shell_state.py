"""What a script does to its own shell that a command put at its end would meet: traps, options, another PATH."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from slimmer.syntax.shell import Script, children, walk
from slimmer.syntax.shell.compounds import Subshell
from slimmer.syntax.shell.nodes import Node, SimpleCommand
from slimmer.syntax.shell.words import Backquoted, CommandSubstitution, ProcessSubstitution

_OTHER_SHELLS = (Subshell, CommandSubstitution, Backquoted, ProcessSubstitution)
_DECLARES = frozenset(("export", "declare", "typeset", "readonly", "local"))
_PACKAGES = frozenset(("coreutils", "busybox", "coreutils-single", "rust-coreutils"))
_PURGES = frozenset(("purge", "remove", "--purge", "-P", "-r", "--remove", "del", "-e", "--erase", "erase"))
_MANAGERS = frozenset(("dpkg", "apt-get", "apt", "aptitude", "apk", "rpm", "dnf", "yum", "microdnf"))
_REMOVERS = frozenset(("rm", "unlink", "shred", "mv", "find"))
_ALL_FILES = frozenset(("-delete", "-exec", "-execdir", "-xdev", "-mount", "-depth", "-mindepth", "-maxdepth", "-r"))
"""The words of `find` that choose no files by their names."""
# bash runs what is trapped for ERR behind a failure, but not in front of an `&&` (bash's manual, trap).
_TRAPPED = frozenset(("EXIT", "0", "ERR", "DEBUG", "RETURN", ""))


def in_the_way(script: Script, command: str) -> str | None:
    """Why a command would not do at the end of a script what it does alone; None where nothing is known against it."""
    text = script.text
    if "trap" in text and _sets_trap(script):
        return "a trap runs behind what is put at the end"
    if "set" in text and any(char in command for char in "*?[") and _turns_patterns_off(script):
        return "`set -f` turns off the pattern in what would be put at the end"
    if "PATH" in text and _moves_path(script):
        return "PATH is another one at the end of the script"
    if "bin" in text or "/lib" in text or "/usr" in text or any(each in text for each in _PACKAGES):
        return _takes_program(script, command.split(" ", 1)[0])
    return None


def _takes_program(script: Script, program: str) -> str | None:
    """What of a script may take away the program of a command that would be put behind it, or what that runs on."""
    needed = [f"{folder}/{program}" for folder in ("/bin", "/usr/bin", "/usr/local/bin")]
    needed += ["/bin/busybox", "/usr/bin/coreutils", "/lib/libc.so", "/usr/lib/libc.so", "/lib64/ld.so"]
    found = [path.split("/") for path in needed]
    for command in (each for each in walk(script) if isinstance(each, SimpleCommand)):
        words = [script.text[each.start : each.end].strip("\"'") for each in command.words]
        purges = not (_PURGES.isdisjoint(words) or _MANAGERS.isdisjoint(words) or _PACKAGES.isdisjoint(words))
        paths = (path.rstrip("/").split("/") for path in _removed(words) if path[:1] == "/")
        if purges or any(_holds(path, each) for path in paths for each in found):
            return f"`{' '.join(words)[:40]}` may take away what would run behind it"
    return None


def _removed(words: list[str]) -> list[str]:
    """The operands that a command removes, if it does; those of `find` where it chooses no files by their names."""
    at = next((at for at, word in enumerate(words[:4]) if word in _REMOVERS), None)
    if at is None:
        return []
    if words[at] == "find":
        removes = not {"-delete", "rm", "unlink", "shred"}.isdisjoint(words)
        chooses = any(word[:1] == "-" and word not in _ALL_FILES and word != "-rf" for word in words)
        return words[at + 1 : at + 2] if removes and not chooses else []
    return words[at + 1 : -1 if words[at] == "mv" else None]


def _holds(pattern: list[str], path: list[str]) -> bool:
    """Whether a pattern of `rm`, split at its slashes, names a path or a folder around it."""
    return len(pattern) <= len(path) and all(map(fnmatchcase, path, pattern))


def _sets_trap(script: Script) -> bool:
    """Whether something is to run when a shell of the script ends, or when a command in it fails."""
    words = ([word.literal for word in each.words] for each in walk(script) if isinstance(each, SimpleCommand))
    return any(
        each[:1] == ["trap"] and not _TRAPPED.isdisjoint((name or "").upper() for name in each[2:]) for each in words
    )


def _turns_patterns_off(script: Script) -> bool:
    """Whether `set -f` or `set -o noglob` may be on at the end (POSIX 2.14, set)."""
    off = False
    for command in _commands(script):
        words = [word.literal for word in command.words]
        if words[:1] != ["set"]:
            continue
        for at, word in enumerate(words[1:], 1):
            if word is None or word == "--":
                break
            named = re.fullmatch(r"[-+][a-zA-Z]*o", word) and words[at + 1 : at + 2] == ["noglob"]
            if named or re.fullmatch(r"[-+][a-zA-Z]*f[a-zA-Z]*", word):
                off = word[0] == "-"
    return off


def _moves_path(script: Script) -> bool:
    """Whether PATH is set, for the shell itself, to something that neither holds the old one nor /bin."""
    return any(not _finds_programs(script.text[start:end]) for start, end in _paths_set(script))


def _finds_programs(value: str) -> bool:
    return re.search(r"\$\{?PATH\b", value) is not None or "/bin" in re.split(r"[:=\"']", value)


def _paths_set(script: Script) -> Iterator[tuple[int, int]]:
    """Where in the text PATH is set for the commands behind: in a subshell, or in front of one command, it is not."""
    for command in _commands(script):
        if not command.words:
            yield from ((each.start, each.end) for each in command.assignments if each.name == "PATH")
        elif command.words[0].literal in _DECLARES:
            words = ((each.start, each.end) for each in command.words[1:])
            yield from ((start, end) for start, end in words if script.text.startswith("PATH=", start))


def _commands(script: Script) -> Iterator[SimpleCommand]:
    """The simple commands that the script's own shell runs, in order, those of its functions among them."""
    stack: list[Node] = [] if script.body is None else [script.body]
    while stack:
        node = stack.pop()
        if isinstance(node, SimpleCommand):
            yield node
        if not isinstance(node, _OTHER_SHELLS):
            stack += reversed(list(children(node)))
