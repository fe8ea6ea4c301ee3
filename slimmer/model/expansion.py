"""Expand variables in a Dockerfile's words as BuildKit does (`frontend/dockerfile/shell/lex.go`, v0.34)."""

from __future__ import annotations

from collections.abc import Callable

from slimmer.errors import SlimmerError
from slimmer.model.patterns import PatternError, replaced, without_prefix, without_suffix
from slimmer.model.values import LONGEST, TOO_LONG, Certainty, Value
from slimmer.syntax.nodes import Arg

Lookup = Callable[[str], Value | None]
"""The value of a variable; None when it is certainly not set."""

_SPECIAL = "@*#?-$!0"
_MOST_STEPS = 10**7


class ExpansionError(SlimmerError, ValueError):
    """A word BuildKit refuses to expand; the message is BuildKit's."""


def expand(word: str, lookup: Lookup, escape: str = "\\", *, quotes: bool = True) -> Value:
    r"""The value of a word after quote removal and expansion.

    Args:
        word: as written, without joins.
        lookup: gives the variables.
        escape: the file's escape character.
        quotes: whether quotes are removed; not so in the bodies of here-documents.

    Returns:
        UNKNOWN when a variable that decides the text is.

    Raises:
        ExpansionError: where BuildKit refuses the word.
    """
    if "$" not in word and escape not in word and "'" not in word and '"' not in word:
        return Value(word)
    lexer = _Lexer(word, lookup, escape, quotes)
    text = lexer.until("", raw=False, pattern=False)
    if lexer.certainty is Certainty.UNKNOWN:
        return Value.unknown(lexer.why)
    return Value(text, lexer.certainty, lexer.why)


class _Lexer:
    """One word being read; `certainty` falls as variables are looked up."""

    def __init__(self, text: str, lookup: Lookup, escape: str, quotes: bool) -> None:
        self.text, self.lookup, self.escape, self.quotes = text, lookup, escape, quotes
        self.at = 0
        self.room = len(text) + LONGEST
        self.certainty, self.why = Certainty.CERTAIN, ""

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def next(self) -> str:
        char = self.text[self.at : self.at + 1]
        self.at += 1
        return char

    def until(self, stop: str, *, raw: bool, pattern: bool) -> str:
        """Read on to `stop` ("" for the end); `raw` keeps escapes, `pattern` doubles them within quotes."""
        parts: list[str] = []
        while self.at < len(self.text):
            char = self.peek()
            if stop and char == stop:
                self.at += 1
                return "".join(parts)
            if char == "'" and self.quotes:
                parts.append(self.single_quoted(pattern))
            elif char == '"' and self.quotes:
                parts.append(self.double_quoted(raw))
            elif char == "$":
                parts.append(self.dollar())
            else:
                parts.append(self.plain(raw))
        if stop:
            raise ExpansionError(f"unexpected end of statement while looking for matching {stop}")
        return "".join(parts)

    def plain(self, raw: bool) -> str:
        char = self.next()
        if char != self.escape:
            return char
        return (char if raw else "") + self.next()

    def single_quoted(self, pattern: bool) -> str:
        end = self.text.find("'", self.at + 1)
        if end < 0:
            raise ExpansionError("unexpected end of statement while looking for matching single-quote")
        inner = self.text[self.at + 1 : end]
        self.at = end + 1
        return inner.replace(self.escape, self.escape * 2) if pattern else inner

    def double_quoted(self, raw: bool) -> str:
        parts: list[str] = []
        self.at += 1
        while self.at < len(self.text):
            char = self.peek()
            if char == '"':
                self.at += 1
                return "".join(parts)
            if char == "$":
                parts.append(self.dollar())
                continue
            self.at += 1
            if char == self.escape:
                following = self.peek()
                if not following:
                    continue
                if following in ('"', "$", self.escape):
                    parts.append((char if raw else "") + self.next())
                    continue
                if raw:
                    parts.append(char)
            parts.append(char)
        raise ExpansionError("unexpected end of statement while looking for matching double-quote")

    def dollar(self) -> str:
        self.at += 1
        if self.peek() != "{":
            name = self.name()
            return (self.value(name) or "") if name else "$"
        self.at += 1
        if not self.peek():
            raise ExpansionError("syntax error: missing '}'")
        if self.peek() in "{}:":
            raise ExpansionError("syntax error: bad substitution")
        name = self.name()
        operator = self.next()
        if operator == "}":
            return self.value(name) or ""
        if operator == "/":
            return self.replacement(name)
        null_is_unset = operator == ":"
        if null_is_unset:
            operator = self.next()
        if not operator or operator not in "+-?#%" or (null_is_unset and operator in "#%"):
            raise ExpansionError(f"unsupported modifier ({':' * null_is_unset}{operator}) in substitution")
        return self.modified(name, operator, null_is_unset)

    def modified(self, name: str, operator: str, null_is_unset: bool) -> str:
        """`${name<operator>word}`: the word's variables count only where the word is used."""
        before = (self.certainty, self.why)
        is_pattern = operator in "#%"
        word = self.until("}", raw=is_pattern, pattern=is_pattern)
        after_word = (self.certainty, self.why)
        self.certainty, self.why = before
        value = self.value(name)
        missing = value is None or (null_is_unset and value == "")
        if self.certainty is Certainty.UNKNOWN:
            return ""
        if is_pattern:
            self.lower(*after_word)
            if not self.matches_soon(word, value or ""):
                return ""
            return _trimmed(operator, word, value or "")
        if operator == "?":
            if missing:
                state = "empty" if value == "" else "unset"
                raise ExpansionError(f"{name}: {word or f'is not allowed to be {state}'}")
            return value or ""
        if missing == (operator == "-"):
            self.lower(*after_word)
            return word
        return "" if operator == "+" else value or ""

    def replacement(self, name: str) -> str:
        everywhere = self.peek() == "/"
        self.at += everywhere
        pattern = self.until("/", raw=True, pattern=True)
        text = self.until("}", raw=True, pattern=False)
        value = self.value(name) or ""
        most = (len(value) + 1) * max(len(text) - 1, 0)  # there may be a match at each character
        if not self.fits(most) or not self.matches_soon(pattern, value):
            return ""
        try:
            return replaced(pattern, text, value, everywhere=everywhere)
        except PatternError as error:
            raise ExpansionError(f"invalid pattern ({pattern}) in substitution: {error}") from None

    def name(self) -> str:
        """A name, digits or one special character (processName)."""
        start = self.at
        char = self.peek()
        if char.isdigit():
            while self.peek().isdigit():
                self.at += 1
        elif char and char in _SPECIAL:
            self.at += 1
        else:
            while (char := self.peek()) and (char.isalpha() or char.isdigit() or char == "_"):
                self.at += 1
        return self.text[start : self.at]

    def value(self, name: str) -> str | None:
        """A variable's text, None when it is not set; lowers the certainty."""
        value = self.lookup(name)
        if value is None:
            return None
        self.lower(value.certainty, value.why)
        return value.text if self.fits(len(value.text or "")) else None

    def matches_soon(self, pattern: str, value: str) -> bool:
        """Whether a pattern is matched in a moment: each `*` may be tried at each character; else nothing is known."""
        soon: bool = max(len(value), 1) ** min(pattern.count("*"), 9) < _MOST_STEPS
        if not soon:
            self.lower(Certainty.UNKNOWN, "it would take long to match its pattern")
        return soon

    def fits(self, size: int) -> bool:
        """Whether there is room for so many characters; else the value is not known."""
        self.room -= size
        if self.room < 0:
            self.lower(Certainty.UNKNOWN, TOO_LONG)
        return self.room >= 0

    def lower(self, certainty: Certainty, why: str) -> None:
        if certainty is Certainty.UNKNOWN or self.certainty is Certainty.CERTAIN:
            self.certainty, self.why = certainty, why or self.why


def _trimmed(operator: str, word: str, value: str) -> str:
    greedy = word.startswith(operator)
    pattern = word[1:] if greedy else word
    try:
        return (without_suffix if operator == "%" else without_prefix)(pattern, value, greedy=greedy)
    except PatternError as error:
        raise ExpansionError(f"invalid pattern ({pattern}) in substitution: {error}") from None


PLATFORM_ARGUMENTS = frozenset(
    f"{side}{what}"
    for side in ("BUILD", "TARGET")
    for what in ("PLATFORM", "OS", "OSVERSION", "ARCH", "VARIANT")
) | {"TARGETSTAGE"}  # fmt: skip
"""Arguments BuildKit sets itself (platform.go, defaultArgs)."""
_PLATFORM = {name: Value.unknown(f"{name} depends on the builder") for name in PLATFORM_ARGUMENTS}


def global_values(arguments: tuple[Arg, ...], escape: str) -> dict[str, Value]:
    """The values of the ARGs in front of the first FROM (buildMetaArgs); those without one are left out."""
    values = dict(_PLATFORM)
    for argument in arguments:
        for pair in argument.pairs:
            if pair.value is not None:
                text = expanded(pair.value.text, values, escape).text
                values[pair.key.text] = default_value(pair.key.text, text)
            else:
                values.setdefault(pair.key.text, Value.unknown(f"ARG {pair.key.text} has no default"))
    return values


def default_value(name: str, text: str | None) -> Value:
    """The value of an ARG with a default: the build may be given another one."""
    why = f"ARG {name} may be given to the build"
    return Value.unknown(why) if text is None else Value.default(text, why)


def expanded(word: str, values: dict[str, Value], escape: str) -> Value:
    """A word's value; UNKNOWN where BuildKit refuses it."""
    try:
        return expand(word, values.get, escape)
    except ExpansionError as error:
        return Value.unknown(str(error))
