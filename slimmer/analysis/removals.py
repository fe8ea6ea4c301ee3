"""What a script removes again before its layer is stored."""

from __future__ import annotations

from slimmer.analysis.calls import Call
from slimmer.model.mounts import absolute, is_below


def removed_paths(call: Call) -> tuple[str, ...]:
    """The absolute paths `rm -r` and `find -delete` take away; a glob stays in it, `~` is root's home.

    What a variable of unknown value names is left out.
    """
    if call.program == "find" and (call.has("-delete") or any(each.known == "-delete" for each in call.arguments)):
        named = [call.arguments[0].known] if call.arguments else []
    elif call.program == "rm" and any(use.name in ("-r", "-R", "--recursive", "-rf", "-fr") for use in call.flags):
        named = [operand.known for operand in call.operands]
    else:
        return ()
    return tuple(path for text in named if text and (path := _path(text, call)) is not None)


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
    return "*" not in path and is_below(folder, path)
