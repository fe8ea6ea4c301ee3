"""Commands that programs of npm are given to run: in words, in settings, or by the ending of a file.

concurrently 9, npm-run-all 4, nodemon 3 (its lib/config), pm2 5 (its lib/API and ecosystem files) and forever 4; what
later versions add is not known, and then nothing is found.
"""

from __future__ import annotations

import json
import posixpath
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from slimmer.analysis.calls.call import Call
from slimmer.knowledge.node_tools import takes_value

Read = Callable[[str], str | None]
"""The text of a file by its path from the call's folder; None where it is not known."""

_RUNS_ENTRIES = ("run-s", "run-p", "npm-run-all")
_SIDE_BY_SIDE = ("concurrently", "conc")
_PM2 = ("pm2", "pm2-runtime", "pm2-docker")
_MANAGERS = ("npm", "yarn", "pnpm", "bun", "npx")
FOLLOWED = frozenset((*_RUNS_ENTRIES, *_SIDE_BY_SIDE, *_PM2, "dotenvx", "nodemon", "forever"))
"""The programs whose words are read here."""
_SHORTHAND = re.compile(r"(npm|yarn|pnpm|bun|node):(\S+)(.*)", re.DOTALL)
_TYPED = (".ts", ".mts", ".cts", ".tsx")
_TEXT = r"""\s*:\s*(?:\[([^\[\]]*)\]|["'`]([^"'`\n]*)["'`])"""
_SCRIPT = re.compile(r"""\b(?:script|exec)["']?""" + _TEXT)
_ARGUMENTS = re.compile(r"""\bargs["']?""" + _TEXT)
_INTERPRETED = re.compile(r"""\b(?:exec_)?interpreter["']?\s*:""")


def launched(call: Call, read: Read) -> Iterator[str]:
    """The commands a call runs in turn, as a shell reads them; none for what is no such program.

    Args:
        call: with words that are all known; one that is not is left out here, and makes others refuse.
        read: gives the settings it looks for.
    """
    if call.name in _RUNS_ENTRIES:
        yield from (f"npm run {shlex.quote(each.known or '')}" for each in call.operands)
    elif call.name in _SIDE_BY_SIDE:
        yield from map(_spelt_out, _words(call, "concurrently")[1])
    elif call.name == "nodemon":
        yield from _nodemon(call, read)
    elif call.name in _PM2:
        yield from _pm2(call, read)
    elif call.name == "dotenvx":
        words = [each.known or "" for each in call.arguments]
        yield shlex.join(words[words.index("--") + 1 :] if "--" in words else _words(call, "dotenvx")[1][1:])
    elif call.name == "forever":
        flags, operands = _words(call, "forever")
        command = flags.get("-c", flags.get("--command", ""))
        operands = operands[1:] if operands[:1] == ["start"] else operands
        yield from _typed(f"{command} {shlex.join(operands)}" if command else "", operands[:1])


def _words(call: Call, program: str) -> tuple[dict[str, str], list[str]]:
    """The flags with their values, and the other words; `--` is among these."""
    flags: dict[str, str] = {}
    operands: list[str] = []
    words = iter([each.known or "" for each in call.arguments])
    for word in words:
        name, equals, value = word.partition("=")
        if "--" in operands or word == "--" or not word.startswith("-"):
            operands.append(word)
        elif takes_value(program, name):
            flags[name] = value if equals else next(words, "")
    return flags, operands


def _spelt_out(text: str) -> str:
    """`npm:watch` stands for `npm run watch`."""
    found = _SHORTHAND.fullmatch(text)
    return f"{found[1]} run {found[2]}{found[3]}" if found is not None else text


def _typed(command: str, files: list[str]) -> Iterator[str]:
    """The command, or what runs a file of TypeScript where none is told."""
    if command:
        yield command
    elif files and files[0].endswith(_TYPED):
        yield f"ts-node {shlex.join(files)}"


def _nodemon(call: Call, read: Read) -> Iterator[str]:
    """`--exec` goes before nodemon.json, and that before `nodemonConfig` of package.json."""
    flags, operands = _words(call, "nodemon")
    own = _table(read(flags.get("--config", "nodemon.json")))
    package = _table(read("package.json")).get("nodemonConfig")
    settings = {**(package if isinstance(package, dict) else {}), **own}
    files = [each for each in operands if each != "--"]
    told = flags.get("-x", flags.get("--exec")) or settings.get("exec")
    if not isinstance(told, str):
        ending = posixpath.splitext(files[0])[1].removeprefix(".") if files else ""
        by_ending = settings.get("execMap")
        mapped = by_ending.get(ending) if isinstance(by_ending, dict) else None
        told = mapped if isinstance(mapped, str) else ""
    yield from _typed(f"{told} {shlex.join(files)}".strip() if told else "", files)


def _pm2(call: Call, read: Read) -> Iterator[str]:
    flags, operands = _words(call, "pm2")
    operands = operands[1:] if operands[:1] == ["start"] else operands
    if not operands:
        return
    first, behind = operands[0], operands[operands.index("--") + 1 :] if "--" in operands else []
    interpreter = flags.get("--interpreter", flags.get("--exec-interpreter", ""))
    options = flags.get("--node-args", flags.get("--interpreter-args", ""))
    if first in _MANAGERS:
        yield shlex.join((first, *behind))
    elif " " in first:
        yield first
    elif first.endswith((".json", ".yml", ".yaml")) or ".config." in first or "ecosystem" in first:
        yield from _ecosystem(read(first) or "")
    elif interpreter or options:
        yield f"{interpreter or 'node'} {options} {shlex.quote(first)}"
    else:
        yield from _typed("", [first])


def _ecosystem(text: str) -> Iterator[str]:
    """What settings of pm2 have it run: each script with each list of arguments, whichever belong together."""
    scripts = [_listed(found) for found in _SCRIPT.finditer(text)]
    arguments = [_listed(found) for found in _ARGUMENTS.finditer(text)]
    for script in dict.fromkeys(scripts):
        if script in _MANAGERS:
            yield from (f"{script} {each}" for each in dict.fromkeys(arguments or [""]))
        elif " " in script:
            yield script
        elif script.endswith(_TYPED) and _INTERPRETED.search(text) is None:
            yield from _typed("", [script])


def _listed(found: re.Match[str]) -> str:
    """A text, or a list of texts, as words."""
    return re.sub(r"""["'`,\s]+""", " ", found[1]).strip() if found[1] is not None else found[2]


def _table(text: str | None) -> Mapping[str, Any]:
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
