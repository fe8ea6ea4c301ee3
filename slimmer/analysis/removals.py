"""What a script removes again before its layer is stored."""

from __future__ import annotations

from slimmer.analysis.arguments import Argument
from slimmer.analysis.calls import Call
from slimmer.analysis.words import brace_expanded
from slimmer.model.mounts import absolute, is_below


def removed_paths(call: Call) -> tuple[str, ...]:
    """The absolute paths `rm -r` and `find -delete` take away; a glob stays in it, `~` is root's home.

    What a variable of unknown value names is left out.
    """
    if call.program == "find" and (call.has("-delete") or any(each.known == "-delete" for each in call.arguments)):
        named = call.arguments[:1]
    elif call.program == "rm" and any(use.name in ("-r", "-R", "--recursive", "-rf", "-fr") for use in call.flags):
        named = call.operands
    else:
        return ()
    texts = (text for operand in named for text in brace_expanded(_spelt(call, operand)))
    return tuple(path for text in texts if text and (path := _path(text, call)) is not None)


def _spelt(call: Call, operand: Argument) -> str:
    """An operand's value, or how it is written where a variable or the user's home is not known."""
    if operand.known is not None or operand.word is None:
        return operand.known or ""
    return call.step.text[operand.word.start : operand.word.end]


def _path(text: str, call: Call) -> str | None:
    for home in ("~", "$HOME", "${HOME}"):
        if text == home or text.startswith(home + "/"):
            text = "/root" + text[len(home) :]
    if "$" in text or "`" in text:
        return None
    return absolute(text.strip("'\""), call.workdir.text)


def removes(call: Call, folder: str) -> bool:
    """Whether `call` takes away what lies in `folder`: itself, a folder above it, or all in it by `/*`."""
    return any(_takes(path, folder) for path in removed_paths(call))


def _takes(path: str, folder: str) -> bool:
    if path.endswith("/*"):
        return is_below(folder, path[:-2]) or is_below(folder, path[:-2] + "/x")
    bare = path.removesuffix("*")  # `lists*` names `lists` too
    return "*" not in bare and is_below(folder, bare)
