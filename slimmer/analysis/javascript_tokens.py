"""Words, strings and signs of JavaScript and TypeScript, comments left out: enough to see what a file imports.

What is inside a regular expression, a comment or a template's text is never taken for code. JSX text and
whatever else this lexer does not know is passed over word by word: a quote that is not closed on its line is a
sign of its own, and one of a template or a comment that is never closed too.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from typing import NamedTuple


class Kind(enum.Enum):
    """What a token is; a template with holes is TEMPLATE, one without is a STRING."""

    NAME = enum.auto()
    STRING = enum.auto()
    TEMPLATE = enum.auto()
    NUMBER = enum.auto()
    REGEX = enum.auto()
    SIGN = enum.auto()


class Token(NamedTuple):
    """A token: `text` is a string's value, of a template the text before its first hole."""

    kind: Kind
    text: str


# ECMA-262, 12 (lexical grammar). A name may hold any letter beyond ASCII: which ones makes no difference here.
_TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n\r\u2028\u2029]*|\#![^\n]*)
    |(?P<name>[A-Za-z_$\u0080-\U0010ffff\\][\w$\u200c\u200d\u0080-\U0010ffff\\]*)
    |(?P<number>\.?[0-9][\w.]*)
    |(?P<sign>=>|\.\.\.|\?\.|.)""",
    re.VERBOSE | re.DOTALL,
)
_STRINGS = {
    '"': re.compile(r'"(?:[^"\\\n\r]|\\\r\n|\\.)*+"', re.DOTALL),
    "'": re.compile(r"'(?:[^'\\\n\r]|\\\r\n|\\.)*+'", re.DOTALL),
}
_REGEX = re.compile(r"/(?![*/])(?:[^\\/\[\n\r]|\\[^\n\r]|\[(?:[^\]\\\n\r]|\\[^\n\r])*\])++/[A-Za-z]*")
_HOLE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*+", re.DOTALL)
_ESCAPE = re.compile(r"\\(\r\n|u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
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
        expects: whether one would do so here.
        unclosed: by what opens it, up to where nothing can close it: what was searched once is not again.
    """

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.opened: list[bool | None] = []
        self.expects = True
        self.last = ""
        self.unclosed: dict[str, int] = {}

    def run(self) -> Iterator[Token]:
        while self.at < len(self.text):
            token = self.next()
            if token is not None:
                self.remember(token)
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
        is_regex = char == "/" and self.expects and self.last != "<" and not self.text.startswith("//", self.at)
        if is_regex and (found := self.closed("/", _REGEX)):
            return Token(Kind.REGEX, found)
        return self.plain()

    def plain(self) -> Token | None:
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            raise AssertionError("unreachable: a sign is any character")
        self.at = found.end()
        if found.lastgroup == "skip":
            return None
        return Token({"name": Kind.NAME, "number": Kind.NUMBER}.get(found.lastgroup or "", Kind.SIGN), found[0])

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

    def remember(self, token: Token) -> None:
        """Whether a slash behind this token would start a regular expression."""
        kind, text = token
        if kind is Kind.SIGN:
            self.sign(text)
        elif kind is Kind.TEMPLATE:
            self.expects = True
        else:
            self.expects = kind is Kind.NAME and text in _OPERATORS and self.last not in (".", "?.")
        self.last = text if kind in (Kind.SIGN, Kind.NAME) else ""

    def sign(self, text: str) -> None:
        if text == "(":
            self.opened.append(self.last in _CONDITIONS)
        elif text == "{":
            # A brace where an expression may begin makes an object: a slash behind it divides.
            self.opened.append(not (self.expects and self.last not in ("", ";", "{", "}", "=>", ")", "else", "do")))
        elif text in (")", "}") and self.opened and self.opened[-1] is not None:
            self.expects = self.opened.pop() is True
            return
        self.expects = text not in (")", "]", "`")


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
