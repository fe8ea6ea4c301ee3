"""What runs a script by its first line, and what a script that waits runs in turn."""

from __future__ import annotations

from collections.abc import Sequence

from slimmer.analysis.calls.arguments import Argument
from slimmer.analysis.calls.call import Call

WAITS = ("wait-for-it.sh", "wait-for-it", "wait-for.sh", "wait-for")
"""Widely copied scripts that wait for a port and then run what stands behind `--`."""
SHELLS = ("sh", "bash", "dash", "ash", "ksh", "zsh")
_NODE = ("node", "nodejs")


def behind_dashes(call: Call) -> Sequence[Argument]:
    """The words of a call behind `--`."""
    at = next((at for at, each in enumerate(call.arguments) if each.known == "--"), len(call.arguments))
    return call.arguments[at + 1 :]


def is_shell_script(text: str, path: str) -> bool:
    """Whether a shell runs a file: its first line says so, or without one its ending."""
    shebang = text.partition("\n")[0] if text.startswith("#!") else ""
    return any(word.rpartition("/")[2] in SHELLS for word in shebang[2:].split()) if shebang else path.endswith(".sh")


def interpreter(text: str) -> list[str]:
    """The words that run a script behind `env`, of which Node.js's own are read where they are: "ts-node"."""
    words = text.partition("\n")[0][2:].split() if text.startswith("#!") else []
    if words and words[0].rpartition("/")[2] == "env":
        words = [word for word in words[1:] if word != "-S"]
    name = words[0].rpartition("/")[2] if words else ""
    return [] if name in (*SHELLS, "") or (name in _NODE and len(words) == 1) else words
