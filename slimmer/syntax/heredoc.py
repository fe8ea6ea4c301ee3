r"""Find here-documents the way BuildKit does, which is not the shell's way.

After `frontend/dockerfile/shell/lex.go` and `parser.go` (`heredocsFromLine`, v0.34): the line is split into
words by a lexer that always takes the backslash as escape, and each word that matches `^(\d*)<<(-?)\s*([^<]*)$`
starts a here-document.
"""

from __future__ import annotations

from slimmer.records import dataclass
from slimmer.syntax.lines import GO_SPACE
from slimmer.text.rare import rare

_HEREDOC = rare(r"(?P<fd>[0-9]*)<<(?P<chomp>-?)[\t\n\f\r ]*(?P<word>[^<]*)\Z")
_SPECIAL = "@*#?-$!0"


@dataclass(frozen=True, slots=True)
class HeredocMark:
    """A here-document announced on an instruction's line."""

    name: str
    expand: bool
    chomp: bool
    fd: int


class _LexError(ValueError):
    """The line does not split into words; BuildKit then sees no here-document in it."""


def heredoc_marks(line: str) -> tuple[HeredocMark, ...]:
    """The here-documents a logical line announces, in order."""
    if "<<" not in line:
        return ()
    try:
        words = _Lexer(line, raw_quotes=True, raw_escapes=True).words()
    except _LexError:
        return ()
    return tuple(mark for word in words if (mark := heredoc_mark(word)) is not None)


def heredoc_mark(word: str) -> HeredocMark | None:
    """The here-document `word` announces, or None."""
    match = _HEREDOC().match(word)
    if match is None or not match["word"]:
        return None
    try:
        plain = _Lexer(match["word"], raw_quotes=False, raw_escapes=False).words()
        raw = _Lexer(match["word"], raw_quotes=True, raw_escapes=False).words()
    except _LexError:
        return None
    if len(plain) != 1 or len(raw) != 1:
        return None
    expand = _quotes(plain[0]) == _quotes(raw[0])
    return HeredocMark(plain[0], expand, bool(match["chomp"]), int(match["fd"] or 0))


def _quotes(word: str) -> int:
    return word.count("'") + word.count('"')


class _Lexer:
    """`Lex.ProcessWords` with an empty environment and SkipUnsetEnv: variables stay as written."""

    def __init__(self, text: str, *, raw_quotes: bool, raw_escapes: bool) -> None:
        self.text, self.at = text, 0
        self.raw_quotes, self.raw_escapes = raw_quotes, raw_escapes
        self.buffer: list[str] = []
        self.found: list[str] = []
        self.in_word = False

    def words(self) -> list[str]:
        """All words of the text.

        Raises:
            _LexError: on an unterminated quote or a bad `${`.
        """
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == "'":
                self._raw(self._single_quoted())
            elif char == '"':
                self._raw(self._double_quoted())
            elif char == "$":
                for each in self._dollar():
                    self._char(each)
            elif char == "<":
                self._raw(self._angle())
            elif char == "\\":
                self.at += 1
                if self.raw_escapes:
                    self._raw(char)
                if self.at < len(self.text):
                    self._raw(self._next())
            else:
                self._char(self._next())
        self._flush()
        return self.found

    def _next(self) -> str:
        self.at += 1
        return self.text[self.at - 1]

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _raw(self, text: str) -> None:
        self.buffer.append(text)
        self.in_word = True

    def _char(self, char: str) -> None:
        if char not in GO_SPACE:
            self._raw(char)
        elif self.in_word and "".join(self.buffer):
            self._flush()
            self.in_word = False

    def _flush(self) -> None:
        word = "".join(self.buffer)
        if word:
            self.found.append(word)
        self.buffer.clear()

    def _single_quoted(self) -> str:
        end = self.text.find("'", self.at + 1)
        if end < 0:
            raise _LexError("single quote")
        inner = self.text[self.at + 1 : end]
        self.at = end + 1
        return f"'{inner}'" if self.raw_quotes else inner

    def _double_quoted(self) -> str:
        quote = self._next() if self.raw_quotes else self._next()[:0]
        parts = [quote]
        while char := self._peek():
            if char == '"':
                self.at += 1
                return "".join((*parts, quote))
            if char == "$":
                parts.append(self._dollar())
                continue
            self.at += 1
            if char == "\\":
                following = self._peek()
                if not following:
                    continue
                if following in '"$\\':
                    parts.append("\\" if self.raw_escapes else "")
                    char = self._next()
                elif self.raw_escapes and not self.raw_quotes:
                    parts.append(char)
            parts.append(char)
        raise _LexError("double quote")

    def _angle(self) -> str:
        self.at += 1
        if self._peek() != "<":
            return "<"
        self.at += 1
        start = self.at
        while self._peek() and self._peek() in "\t\r\n ":
            self.at += 1
        return "<<" + self.text[start : self.at]

    def _dollar(self) -> str:
        self.at += 1
        if self._peek() != "{":
            return "$" + self._name()
        self.at += 1
        if self._peek() in ("", "{", "}", ":"):
            raise _LexError("bad substitution")
        name = self._name()
        operator = self.text[self.at : self.at + 1]
        self.at += 1
        if operator == "}":
            return f"${{{name}}}"
        if operator == ":":
            operator += self.text[self.at : self.at + 1]
            self.at += 1
        if operator in ("+", "-", "?", "#", "%", ":+", ":-", ":?"):
            return f"${{{name}{operator}{self._until('}')}}}"
        if operator == "/":
            self.at += self._peek() == "/"
            pattern = self._until("/")
            return f"${{{name}/{pattern}/{self._until('}')}}}"
        raise _LexError("unsupported modifier")

    def _until(self, stop: str) -> str:
        """What `processStopOn` gives up to `stop`; it shares the word buffer, so the word so far is lost."""
        self.buffer.clear()
        parts: list[str] = []
        while char := self._peek():
            if char == stop:
                self.at += 1
                return "".join(parts)
            if char == "'":
                parts.append(self._single_quoted())
            elif char == '"':
                parts.append(self._double_quoted())
            elif char == "$":
                parts.append(self._dollar())
            elif char == "<":
                parts.append(self._angle())
            else:
                self.at += 1
                if char == "\\":
                    parts.append(char if self.raw_escapes else "")
                    char = self._peek()
                    self.at += 1
                parts.append(char)
        raise _LexError(f"missing {stop}")

    def _name(self) -> str:
        start = self.at
        char = self._peek()
        if char.isdecimal():
            while self._peek().isdecimal():
                self.at += 1
        elif char and char in _SPECIAL:
            self.at += 1
        else:
            while (char := self._peek()) and (char.isalnum() or char == "_"):
                self.at += 1
        return self.text[start : self.at]
