"""Strings, brackets and the words that import, of JavaScript and TypeScript; all between them is one token.

What is inside a regular expression, a comment or a template's text is never taken for code. JSX text and
whatever else this lexer does not know is passed over: a quote that is not closed on its line is a sign of its
own, and one of a template or a comment that is never closed too.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from typing import NamedTuple


class Kind(enum.Enum):
    """What a token is.

    WORD: one that may import. STRING: also a template without holes; its value. TEMPLATE: the text before its
    first hole. SIGN: a bracket, a slash, a quote that closes nothing. OTHER: names, numbers and signs in a row,
    as written, without the blanks around.
    """

    WORD = enum.auto()
    STRING = enum.auto()
    TEMPLATE = enum.auto()
    REGEX = enum.auto()
    SIGN = enum.auto()
    OTHER = enum.auto()


class Token(NamedTuple):
    """A token and its text."""

    kind: Kind
    text: str


# ECMA-262, 12 (lexical grammar). A name may hold any letter beyond ASCII: which ones makes no difference here.
_NAME = r"[A-Za-z_$\u0080-\U0010ffff\\][\w$\u200c\u200d\u0080-\U0010ffff\\]*+"
_SKIP = re.compile(r"(?:\s++|//[^\n\r\u2028\u2029]*+|\#![^\n]*+)++")
_WORD = re.compile(r"(?:import|export|require|module)(?![\w$\u200c\u200d\u0080-\U0010ffff\\])")
_OTHER = re.compile(rf"(?:(?!{_WORD.pattern}){_NAME}|\.?[0-9][\w.]*+|[;,.:?=<>+*%&|^!~@#\[\]-]|[ \t\n\r]++)++")
_STRINGS = {
    '"': re.compile(r'"(?:[^"\\\n\r]|\\\r\n|\\.)*+"', re.DOTALL),
    "'": re.compile(r"'(?:[^'\\\n\r]|\\\r\n|\\.)*+'", re.DOTALL),
}
_REGEX = re.compile(r"/(?![*/])(?:[^\\/\[\n\r]|\\[^\n\r]|\[(?:[^\]\\\n\r]|\\[^\n\r])*\])++/[A-Za-z]*")
_HOLE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*+", re.DOTALL)
_ESCAPE = re.compile(r"\\(\r\n|u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_TAIL = re.compile(r"(?P<dot>\.\s*)?(?P<word>[\w$]+)$")
_FAR_BACK = 80  # characters at the end of a row of signs that hold the last word
# After these words an expression begins, so a slash starts a regular expression.
_OPERATORS = frozenset(
    ("return", "typeof", "instanceof", "in", "of", "new", "delete", "void", "throw", "case", "do", "else", "yield")
) | {"await", "default", "extends"}
_CONDITIONS = frozenset(("if", "while", "for", "with"))


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a file in order; never fails, whatever the text."""
    return _Lexer(text).run()


class _Lexer:
    """Reads from left to right.

    Attributes:
        opened: for each open bracket, whether a slash behind it starts a regular expression; None for a hole.
        last: the token before.
        closes: what the bracket meant that `last` closes.
        unclosed: by what opens it, up to where nothing can close it: what was searched once is not again.
    """

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.opened: list[bool | None] = []
        self.last = Token(Kind.SIGN, "")
        self.closes = False
        self.unclosed: dict[str, int] = {}

    def run(self) -> Iterator[Token]:
        text, end = self.text, len(self.text)
        while self.at < end:
            blank = _SKIP.match(text, self.at)
            if blank is not None:
                self.at = blank.end()
                continue
            row = _OTHER.match(text, self.at)
            if row is not None:
                self.at = row.end()
                token: Token | None = Token(Kind.OTHER, row[0].rstrip())
            else:
                token = self.next()
            if token is not None:
                if token.kind is Kind.SIGN:
                    self.bracket(token.text)
                self.last = token
                yield token

    def next(self) -> Token | None:
        """The token here, None for what is left out."""
        char = self.text[self.at]
        if char == "`":
            return self.template()
        if char == "}" and self.opened and self.opened[-1] is None:
            self.opened.pop()
            return self.template(inner=True)
        if char in "\"'" and (found := self.closed(char, _STRINGS[char])):
            return Token(Kind.STRING, _unescaped(found[1:-1]))
        if char == "/" and self.text.startswith("/*", self.at):
            return self.comment()
        if char == "/" and self.expects() and (found := self.closed("/", _REGEX)):
            return Token(Kind.REGEX, found)
        word = _WORD.match(self.text, self.at)
        self.at += len(word[0]) if word is not None else 1
        return Token(Kind.WORD, word[0]) if word is not None else Token(Kind.SIGN, char)

    def expects(self) -> bool:
        """Whether an expression may begin here, so that a slash starts a regular expression."""
        kind, text = self.last
        if kind is Kind.OTHER:
            tail = _TAIL.search(text, max(0, len(text) - _FAR_BACK))
            if tail is not None:
                return tail["word"] in _OPERATORS and tail["dot"] is None
            return text[-1] not in "]<"
        if kind is Kind.SIGN and text in (")", "}"):
            return self.closes
        return kind is Kind.TEMPLATE or (kind is Kind.SIGN and text not in ("`", "]"))

    def bracket(self, text: str) -> None:
        """Note what a bracket opens or closes; `last` is still the token before it."""
        before = self.last.text if self.last.kind in (Kind.OTHER, Kind.SIGN) else "x"
        if text == "(":
            self.opened.append(self.word_before() in _CONDITIONS)
        elif text == "{":
            # A brace where an expression may begin makes an object: a slash behind it divides.
            starts = before.endswith((";", "{", "}", "=>", ")")) or not before or self.word_before() in ("else", "do")
            self.opened.append(starts or not self.expects())
        elif text in (")", "}") and self.opened and self.opened[-1] is not None:
            self.closes = self.opened.pop() is True
        else:
            self.closes = False

    def word_before(self) -> str:
        kind, text = self.last
        tail = _TAIL.search(text, max(0, len(text) - _FAR_BACK)) if kind is Kind.OTHER else None
        return tail["word"] if tail is not None else ""

    def closed(self, opener: str, pattern: re.Pattern[str]) -> str:
        """What the pattern finds here, "" where nothing closes it on its line."""
        if self.at < self.unclosed.get(opener, 0):
            return ""
        found = pattern.match(self.text, self.at)
        if found is None:
            end = self.text.find("\n", self.at)
            self.unclosed[opener] = len(self.text) if end < 0 else end
            return ""
        self.at = found.end()
        return found[0]

    def comment(self) -> Token | None:
        end = -1 if self.at < self.unclosed.get("/*", 0) else self.text.find("*/", self.at + 2)
        if end < 0:
            self.unclosed["/*"] = len(self.text)
            self.at += 1
            return Token(Kind.SIGN, "/")
        self.at = end + 2
        return None

    def template(self, *, inner: bool = False) -> Token:
        """From a backquote, or the `}` of a hole, to the next hole or the end."""
        found = _HOLE.match(self.text, self.at + 1) if not self.unclosed.get("`") else None
        end = found.end() if found is not None else len(self.text)
        closing = self.text[end : end + 1]
        if closing not in ("`", "$"):
            self.unclosed["`"] = len(self.text)
            self.at += 1
            return Token(Kind.SIGN, "}" if inner else "`")
        text = _unescaped(self.text[self.at + 1 : end])
        is_hole = closing == "$"
        if is_hole:
            self.opened.append(None)
        self.at = end + 1 + is_hole
        if inner:
            return Token(Kind.SIGN, "${" if is_hole else "`")
        return Token(Kind.TEMPLATE if is_hole else Kind.STRING, text)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_unescape, text) if "\\" in text else text


def _unescape(found: re.Match[str]) -> str:
    what = found[1]
    if what[0] in "ux" and len(what) > 1:
        code = int(what.strip("ux{}"), 16)
        return chr(code) if code < 0x110000 else "\ufffd"
    if what in ("\n", "\r", "\r\n", "\u2028", "\u2029"):
        return ""
    return _CONTROLS.get(what, what)
