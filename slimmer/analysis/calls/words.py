"""What a shell word stands for, as far as the file tells."""

from __future__ import annotations

import re
from collections.abc import Callable

from slimmer.model.values import Value, joined
from slimmer.syntax.shell.nodes import SimpleCommand
from slimmer.syntax.shell.words import (
    AnsiQuoted,
    Backquoted,
    CommandSubstitution,
    DoubleQuoted,
    Escape,
    Literal,
    Parameter,
    Part,
    SingleQuoted,
    Tilde,
    Word,
)

Lookup = Callable[[str], Value | None]
"""The value of a variable; None when it is certainly not set."""

FRESH = "mktemp makes it when the build runs"
"""Why a value is not known that is the path of a new file or folder, and nothing else."""

_WHOLE = (Literal, Escape, SingleQuoted, AnsiQuoted, DoubleQuoted, Tilde)
_BRACES = re.compile(r"\{([^{}]*,[^{}]*)\}")
_MOST_WORDS = 1000  # a few dozen braces in a row stand for more than there is room for


def word_value(word: Word, lookup: Lookup) -> Value:
    """The value of a word after expansion and quote removal; patterns and braces stay as written."""
    if word.literal is not None:
        return Value(word.literal)
    return Value.unknown(FRESH) if is_mktemp(word.parts) else _parts_value(word.parts, lookup)


def is_mktemp(parts: tuple[Part, ...]) -> bool:
    """Whether a word is `$(mktemp ...)` and nothing else, quoted or not."""
    (part,) = parts if len(parts) == 1 else (None,)
    if isinstance(part, DoubleQuoted):
        return is_mktemp(part.parts)
    if not isinstance(part, (CommandSubstitution, Backquoted)) or part.body is None or len(part.body.items) != 1:
        return False
    pipelines = part.body.items[0].and_or.pipelines
    command = pipelines[0].commands[0] if len(pipelines) == 1 and len(pipelines[0].commands) == 1 else None
    return isinstance(command, SimpleCommand) and bool(command.words) and command.words[0].literal == "mktemp"


def splits(word: Word) -> bool:
    """Whether the shell may make none or several words of it: an expansion outside of quotes."""
    return any(not isinstance(part, _WHOLE) for part in word.parts)


def brace_expanded(text: str) -> list[str] | None:
    """The words bash makes of `a{b,c}d`, None for very many; ranges such as `{1..3}` are left as they are."""
    words, waiting = [], [text]
    while waiting:
        each = waiting.pop()
        found = _BRACES.search(each)
        if found is None:
            words.append(each)
            continue
        middles = found[1].split(",")
        if len(words) + len(waiting) + len(middles) > _MOST_WORDS:
            return None
        waiting += (each[: found.start()] + middle + each[found.end() :] for middle in reversed(middles))
    return words


def _parts_value(parts: tuple[Part, ...], lookup: Lookup) -> Value:
    written = parts[-1].end - parts[0].start if parts else 0
    value = joined(tuple(_part_value(part, lookup) for part in parts), written)
    return Value.unknown("a part of it is new") if value.why == FRESH and len(parts) > 1 else value


def _part_value(part: Part, lookup: Lookup) -> Value:
    if isinstance(part, (Literal, Escape, SingleQuoted, AnsiQuoted)):
        return Value(part.value)
    if isinstance(part, DoubleQuoted):
        return _parts_value(part.parts, lookup)
    if isinstance(part, Tilde):
        if part.value != "~":
            return Value.unknown(f"the home of {part.value[1:]} is not known")
        return lookup("HOME") or Value.unknown("HOME is not set")
    if isinstance(part, Parameter):
        return _parameter_value(part, lookup)
    return Value.unknown("it is computed when the build runs")


def _parameter_value(part: Parameter, lookup: Lookup) -> Value:
    """`$name`, `${name}`, and with `-`, `:-`, `+`, `:+` (POSIX 2.6.2); the rest is not known."""
    if part.prefix or part.index or part.operator not in ("", "-", ":-", "+", ":+"):
        return Value.unknown("it is computed when the build runs")
    value = lookup(part.name)
    if value is not None and value.text is None:
        return value
    text = value.text if value is not None else None
    missing = text is None or (part.operator.startswith(":") and not text)
    if part.operator.endswith("-") and missing:
        return _decided_by(value, _parts_value(part.parts, lookup))
    if part.operator.endswith("+"):
        return _decided_by(value, Value("") if missing else _parts_value(part.parts, lookup))
    return value or Value("")


def _decided_by(value: Value | None, result: Value) -> Value:
    """A result that was chosen because of `value`: no surer than that."""
    if value is None or value.is_certain or result.text is None:
        return result
    return Value.default(result.text, value.why)
