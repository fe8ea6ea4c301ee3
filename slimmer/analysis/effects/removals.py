"""What a script removes again before its layer is stored."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from slimmer.analysis.calls.arguments import Argument
from slimmer.analysis.calls.calls import Call
from slimmer.analysis.calls.words import brace_expanded
from slimmer.model.paths import absolute, is_below

_PLAIN = ("-type", "-mindepth", "-maxdepth", "-depth", "-xdev", "-mount", "-print", "-delete", "-exec", "-f", "-rf")
"""The words of `find` that choose no files by their names or ages."""


def removed_paths(call: Call) -> tuple[str, ...]:
    """The absolute paths `rm -r`, `rm folder/*` and `find -delete` take away; globs stay in them, `~` is root's home.

    What a variable of unknown value names is left out.
    """
    texts = (text for operand in _named(call) for text in brace_expanded(_spelt(call, operand)) or ())
    return tuple(path for text in texts if text and (path := _path(text, call)) is not None)


def removes_unknown(call: Call, word: str) -> bool:
    """Whether `call` removes a folder whose path is not known, though it is spelt with `word`: `"$NPM_CACHE"`."""
    unknown = (_spelt(call, operand) for operand in _named(call) if operand.known is None)
    return any(word in text.lower() and _path(text, call) is None for text in unknown)


def _named(call: Call) -> tuple[Argument, ...]:
    """The operands a call removes with all that is in them."""
    if call.program == "find":
        words = [each.known or "" for each in call.arguments]
        plain = all(word in _PLAIN or not word.startswith("-") for word in words)
        ran = [after for word, after in pairwise(words) if word == "-exec"]  # one that runs no `rm` may choose files
        removes = ran == ["rm"] or (not ran and "-delete" in words)
        return call.arguments[:1] if removes and plain else ()
    if call.program != "rm":
        return ()
    if any(use.name in ("-r", "-R", "--recursive", "-rf", "-fr") for use in call.flags):
        return call.operands
    return tuple(each for each in call.operands if "*" in (each.known or "").rpartition("/")[2])


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
    return any(is_below(folder, each) for each in emptied(call))


def emptied(call: Call) -> Iterator[str]:
    """The absolute paths a call takes away with all that lies in them, or empties by `/*`."""
    for path in removed_paths(call):
        if path.endswith("/*"):
            yield path[:-2] or "/"
        elif "*" not in (bare := path.removesuffix("*")):  # `lists*` names `lists` too
            yield bare
