"""The paths that the words of a call name, in the folder it runs in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.arguments import Argument, FlagUse
from slimmer.analysis.calls.call import Call
from slimmer.analysis.calls.words import FRESH, brace_expanded, word_value
from slimmer.model.scopes import Scope
from slimmer.model.values import LONGEST, Certainty, Value
from slimmer.syntax.shell import walk
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

_CONSTANT = frozenset(
    ("uname", "arch", "dpkg", "lsb_release", "getconf", "apk", "rpm", "tr", "cut", "sed", "awk", "echo")
)
"""Programs that print the same whenever one image runs them with the same words."""
_CHANGING = frozenset(("PWD", "OLDPWD", "RANDOM", "SRANDOM", "SECONDS", "LINENO", "BASHPID", "EPOCHSECONDS", "_"))


def folder_before(scope: Scope) -> str:
    """The folder an instruction begins in."""
    workdir = scope.workdir
    if workdir.text is None:
        return paths.base_folder(id(workdir))
    return workdir.text if workdir.is_certain else paths.name("WORKDIR", workdir, looks_like="/")


def paths_of(call: Call, argument: Argument) -> tuple[str, ...]:
    """The paths an argument may name: one, unless it has braces."""
    return tuple([paths.joined(call.folder, text) for text in texts_of(call, argument)])


def texts_of(call: Call, argument: Argument) -> tuple[str, ...]:
    """The text of an argument, names in it for what is not certain; several where bash expands braces."""
    word = argument.word
    if word is not None and argument.whole:
        if word.literal is not None:
            return (word.literal,)
        return word_texts(word, call.variables, call.step.scope, call.folder)
    if argument.value.is_certain and argument.known is not None:
        return (paths.as_pattern(argument.known),)
    return (paths.name("argument", id(argument.value), looks_like=argument.known),)


def flag_path(call: Call, use: FlagUse) -> str | None:
    """The path in a flag's value; None where there is none."""
    text = flag_text(call, use)
    return paths.joined(call.folder, text) if text is not None else None


def flag_text(call: Call, use: FlagUse) -> str | None:
    """The text of a flag's value, a word of its own or glued to the flag (`-o/x`, `--output=x`)."""
    if use.value is None or use.value_argument is None:
        return None
    found = texts_of(call, use.value_argument)
    if len(found) != 1:
        return None
    if use.value_argument.value is use.value:
        return found[0]
    if found[0].startswith("--"):
        return found[0].partition("=")[2] or None
    if use.value.text is not None and found[0].endswith(use.value.text):
        return use.value.text
    letter = found[0].rfind(use.name[-1], 0, found[0].find("\0") + 1 or None)
    return found[0][letter + 1 :] if letter > 0 else None


def word_texts(word: Word, variables: Mapping[str, Value | None], scope: Scope, folder: str) -> tuple[str, ...]:
    """The text of a word as a script sees it that has set `variables`."""
    if word.literal is not None:
        return (word.literal,)
    text = _Speller(variables, scope, folder, word.has_glob).parts(word.parts)
    words = brace_expanded(text) if word.has_brace else (text,)
    return tuple(words) if words is not None else (paths.name(id(word), looks_like="/"),)


class _Speller:
    """Spells the parts of one word."""

    def __init__(self, variables: Mapping[str, Value | None], scope: Scope, folder: str, has_glob: bool) -> None:
        self.variables, self.scope, self.folder, self.has_glob = variables, scope, folder, has_glob

    def parts(self, parts: Iterable[Part], *, quoted: bool = False) -> str:
        found: list[str] = []
        room = LONGEST
        for part in parts:
            found.append(self.part(part, quoted=quoted))
            room += part.end - part.start - len(found[-1])
        return "".join(found) if room >= 0 else paths.name(id(parts), looks_like="/")

    def part(self, part: Part, *, quoted: bool) -> str:
        if isinstance(part, Literal):
            return paths.as_pattern(part.value) if self.has_glob and not quoted else part.value
        if isinstance(part, (Escape, SingleQuoted, AnsiQuoted)):
            return part.value
        if isinstance(part, DoubleQuoted):
            return self.parts(part.parts, quoted=True)
        if isinstance(part, Tilde):
            return self.variable("HOME") if part.value == "~" else paths.name("~", part.value, looks_like="/")
        if isinstance(part, Parameter):
            return self.parameter(part)
        if isinstance(part, (CommandSubstitution, Backquoted)):
            return self.substitution(part)
        return paths.name(id(part))

    def parameter(self, part: Parameter) -> str:
        if not part.operator and not part.prefix and not part.index:
            return self.variable(part.name)
        value = self.lookup(part.name)
        if part.parts and not all(isinstance(each, Literal) for each in part.parts):
            return paths.name(id(part))
        inner = "".join(each.value for each in part.parts if isinstance(each, Literal))
        spelled = Word(part.start, part.end, (part,), None)
        known = word_value(spelled, self.lookup)
        if known.is_certain and known.text is not None:
            return known.text
        return paths.name(
            part.prefix, part.index, part.operator, inner, self.key(part.name, value), looks_like=known.text
        )

    def variable(self, name: str) -> str:
        if name == "PWD" and name not in self.variables:
            return self.folder
        value = self.lookup(name)
        if value is None:
            return ""
        if value.is_certain and value.text is not None:
            return value.text
        if value.why == FRESH:
            return paths.fresh(id(value))
        return paths.name(self.key(name, value), looks_like="/" if name == "HOME" else value.text)

    def lookup(self, name: str) -> Value | None:
        if name in self.variables:
            return self.variables[name]
        return self.scope.lookup(name)

    def key(self, name: str, value: Value | None) -> tuple[object, ...]:
        """What the text of a variable depends on: who set it last."""
        if name in self.variables:
            return (name, id(value))
        if name in _CHANGING or not name.isidentifier():
            return (name, object())
        user = self.scope.user.text if name in ("HOME", "USER", "LOGNAME") else ""
        return (name, value, user) if value is None or value.certainty is not Certainty.CERTAIN else (name,)

    def substitution(self, part: CommandSubstitution | Backquoted) -> str:
        """`$(uname -m)` is the same wherever it stands; what most others print may change."""
        commands = [each for each in walk(part) if isinstance(each, SimpleCommand)]
        words = [[word.literal for word in each.words] for each in commands]
        if words == [["pwd"]]:
            return self.folder
        literal = all(each and None not in each for each in words)
        if literal and all(each[0] in _CONSTANT for each in words) and not any(each.redirects for each in commands):
            return paths.name(*map(tuple, words))
        return paths.name(id(part))
