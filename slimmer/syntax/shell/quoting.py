"""Reading quotes and expansions: POSIX.1-2017 XCU 2.2 and 2.6, bash's manual 3.1.2 and 3.5."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from slimmer.syntax.shell.enclosures import (
    BRACES,
    OLD_ARITHMETIC,
    POSIX_BRACES,
    POSIX_QUOTED_BRACES,
    POSIX_QUOTED_TRIM,
    QUOTED_BRACES,
    Enclosure,
)
from slimmer.syntax.shell.nodes import Comment, List, ShellSyntaxError, Token
from slimmer.syntax.shell.values import decode_ansi, unescape
from slimmer.syntax.shell.words import (
    AnsiQuoted,
    ArithmeticExpansion,
    Backquoted,
    CommandSubstitution,
    DoubleQuoted,
    Escape,
    Literal,
    Parameter,
    Part,
    ProcessSubstitution,
    SingleQuoted,
)
from slimmer.text.rare import rare

if TYPE_CHECKING:
    from slimmer.syntax.shell.nodes import Dialect

DEPTH_LIMIT: Final = 50
"""How deep substitutions may nest; each level takes about ten frames of Python's stack of 1,000."""

_DOLLAR = rare(r"\$(?:([A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-])|(\{)|(\()|(')|(\")|(\[))")
_SIMPLE_BRACES = rare(r"\{([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-])\}")
_BRACED_NAME = rare(r"([#!](?=[A-Za-z0-9_@*#?$!-]))?([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-])")
_POSIX_BRACED_NAME = rare(r"(#(?=\w|[@*#?$!-]\}))?([A-Za-z_]\w*|[0-9]+|[@*#?$!-])", re.ASCII)
_INDEX = rare(r"\[[^\[\]{}$`'\"\\<>]*\]")
_OPERATOR = rare(r":?[-=?+]|##?|%%?|//?|\^\^?|,,?|@|:|\*")
# Dash takes the character behind a name for an operator, whatever it is, and one more behind a colon.
_POSIX_OPERATOR = rare(r":.|##?|%%?|[^}]", re.DOTALL)
_SIMPLE_DOUBLE = re.compile(r'"([^"\\$`]*)"').match
_ANSI = rare(r"\$'([^'\\]*+(?:\\.[^'\\]*+)*+)'", re.DOTALL)
_BACKQUOTED = rare(r"`([^`\\]*+(?:\\.[^`\\]*+)*+)`", re.DOTALL)
_IN_DOUBLE = re.compile(r'[^"\\$`]+').match
_IN_HEREDOC = rare(r"[^\\$`]+")
_NESTING = ("{", "(", "[")


Found = tuple[list[Part], int]
"""Parts, and the offset where their end was found."""


class Quoting:
    """A text and the reading of its quotes and expansions, each method from the offset it is given.

    Args:
        text: what is parsed; nothing from `end` on is looked at.
        dialect: whose rules count.
        depth: how many substitutions are open around the text.
    """

    __slots__ = ("at", "bash", "comments", "depth", "dialect", "end", "text")

    def __init__(self, text: str, dialect: Dialect, depth: int = 0) -> None:
        self.text, self.dialect, self.depth = text, dialect, depth
        self.bash = dialect.value == "bash"
        self.at, self.end = 0, len(text)
        self.comments: list[Comment] = []

    def enclosed(self, at: int) -> tuple[List | None, Token]:
        """The list from `at` on and the parenthesis that closes it (another parse)."""
        raise NotImplementedError

    def backquoted_list(self, inner: str, origins: list[int] | int) -> List | None:
        """The list in the unescaped text between backquotes (another parse)."""
        raise NotImplementedError

    def arithmetic(self, at: int) -> Part:
        """What starts with `$((` at `at`."""
        raise NotImplementedError

    def deeper(self, at: int) -> None:
        """Count one more open substitution.

        Raises:
            ShellSyntaxError: there are too many.
        """
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise ShellSyntaxError(f"substitutions nest more than {DEPTH_LIMIT} deep", at)

    def unclosed(self, closing: str, at: int) -> ShellSyntaxError:
        """The error for a quote or bracket opened at `at` and never closed."""
        return ShellSyntaxError(f"the text ends before the matching {closing}", at)

    def escape(self, at: int, keeps: str = "") -> Part:
        """The backslash at `at`; with `keeps`, only those characters lose it (as in double quotes)."""
        if at + 1 >= self.end:
            return Literal(at, at + 1, "\\")
        char = self.text[at + 1]
        if char == "\n":
            return Escape(at, at + 2, "")
        if keeps and char not in keeps:
            return Literal(at, at + 2, "\\" + char)
        return Escape(at, at + 2, char)

    def single(self, at: int) -> SingleQuoted:
        """The single-quoted string at `at`."""
        close = self.text.find("'", at + 1, self.end)
        if close < 0:
            raise self.unclosed("'", at)
        return SingleQuoted(at, close + 1, self.text[at + 1 : close])

    def double(self, at: int, start: int | None = None) -> DoubleQuoted:
        """The double-quoted string whose quote is at `at`; the part may start earlier, at bash's `$`."""
        first = at if start is None else start
        simple = _SIMPLE_DOUBLE(self.text, at, self.end)
        if simple is not None:
            close = simple.end()
            inner: tuple[Part, ...] = (Literal(at + 1, close - 1, simple[1]),) if close - at > 2 else ()
            return DoubleQuoted(first, close, inner, first != at)
        parts, close = self.quoted_parts(at + 1, '"')
        if close >= self.end:
            raise self.unclosed('"', at)
        return DoubleQuoted(first, close + 1, tuple(parts), first != at)

    def quoted_parts(self, at: int, close: str) -> Found:
        """Parts as in double quotes, up to `close` or, for a here-document (""), to the end."""
        text, end = self.text, self.end
        run, keeps = (_IN_DOUBLE, '$`"\\') if close else (_IN_HEREDOC().match, "$`\\")
        parts: list[Part] = []
        while at < end:
            match = run(text, at, end)
            if match is not None:
                parts.append(Literal(at, match.end(), match[0]))
                at = match.end()
                continue
            char = text[at]
            if char == close:
                break
            if char == "\\":
                part = self.escape(at, keeps)
            elif char == "$":
                part = self.dollar(at, quoted=True)
            else:
                part = self.backquote(at, quoted=bool(close) or not self.bash)
            parts.append(part)
            at = part.end
        return parts, at

    def dollar(self, at: int, *, quoted: bool) -> Part:
        """What the `$` at `at` begins; a literal `$` where it begins nothing."""
        match = _DOLLAR().match(self.text, at, self.end)
        kind = (match.lastindex or 0) if match is not None else 0
        if match is None or (kind > 3 and not self.bash) or (kind in {4, 5} and quoted):
            if self.text.startswith("\\\n", at + 1):
                raise ShellSyntaxError("a join right behind `$` is not supported", at)
            return Literal(at, at + 1, "$")
        if kind == 1:
            return Parameter(at, match.end(), match[1])
        if kind == 2:
            return self.braces(at, quoted=quoted)
        if kind == 3:
            if self.text.startswith("(", at + 2, self.end):
                return self.arithmetic(at)
            return self.substitution(at)
        if kind == 4:
            return self.ansi(at)
        if kind == 5:
            return self.double(at + 1, at)
        parts, close = self.until(at + 2, OLD_ARITHMETIC, at)
        return ArithmeticExpansion(at, close + 1, tuple(parts))

    def ansi(self, at: int) -> AnsiQuoted:
        """Bash's `$'...'` at `at`."""
        match = _ANSI().match(self.text, at, self.end)
        if match is None:
            raise self.unclosed("'", at)
        return AnsiQuoted(at, match.end(), decode_ansi(match[1]))

    def braces(self, at: int, *, quoted: bool) -> Parameter:
        """`${...}` at `at`. What is not a parameter expansion is accepted, as shells do until they run it."""
        text = self.text
        simple = _SIMPLE_BRACES().match(text, at + 1, self.end)
        if simple is not None:
            return Parameter(at, simple.end(), simple[1], braced=True)
        self.deeper(at)
        inside, name, prefix, operator, index = at + 2, "", "", "", ""
        named = (_BRACED_NAME if self.bash else _POSIX_BRACED_NAME)().match(text, inside, self.end)
        if named is None and not self.bash and not text.startswith("}", inside, self.end):
            # Dash takes any one character for a name, and objects when it runs it.
            operator, inside = text[inside : inside + 1], inside + 1
        elif named is not None and not (self.bash and _nests(text, named)):
            prefix, name, inside = named[1] or "", named[2], named.end()
            indexed = _INDEX().match(text, inside, self.end) if self.bash else None
            if indexed is not None:
                index, inside = indexed[0], indexed.end()
            found = (_OPERATOR if self.bash else _POSIX_OPERATOR)().match(text, inside, self.end)
            if found is not None and (self.bash or not prefix):
                operator, inside = found[0], found.end()
        if self.bash:
            enclosure = QUOTED_BRACES if quoted else BRACES
        elif quoted:
            enclosure = POSIX_QUOTED_TRIM if operator[:1] in {"#", "%"} else POSIX_QUOTED_BRACES
        else:
            enclosure = POSIX_BRACES
        parts, close = self.until(inside, enclosure, at)
        self.depth -= 1
        return Parameter(at, close + 1, name, True, operator, tuple(parts), prefix, index)

    def until(self, at: int, enclosure: Enclosure, opened: int) -> Found:
        """Parts from `at` up to what closes the enclosure, and its offset; `opened` is for messages."""
        text, end = self.text, self.end
        close, opening, run, quotes, process, quoted = enclosure
        parts: list[Part] = []
        level = 0
        while at < end:
            match = run(text, at, end)
            if match is not None:
                parts.append(Literal(at, match.end(), match[0]))
                at = match.end()
                continue
            char = text[at]
            part: Part
            if char == close and level == 0:
                return parts, at
            if char == "\\":
                part = self.escape(at)
            elif char == "$":
                # Bash knows $'...' within "${...}" though not within double quotes.
                part = self.dollar(at, quoted=quoted and not self.bash)
            elif char == "`":
                part = self.backquote(at, quoted=quoted)
            elif char in quotes:
                part = self.double(at) if char == '"' else self.single(at)
            elif process and char in "<>" and text.startswith("(", at + 1, end):
                part = self.process(at)
            else:
                level += (char == opening) - (char == close)
                part = Literal(at, at + 1, char)
            parts.append(part)
            at = part.end
        raise self.unclosed(close, opened)

    def substitution(self, at: int) -> CommandSubstitution:
        """`$( )` at `at`."""
        body, close = self.enclosed(at + 2)
        return CommandSubstitution(at, close.end, (Token(at, at + 2, "$("), close), body)

    def process(self, at: int) -> ProcessSubstitution:
        """Bash's `<( )` or `>( )` at `at`."""
        body, close = self.enclosed(at + 2)
        opening = Token(at, at + 2, self.text[at : at + 2])
        return ProcessSubstitution(at, close.end, (opening, close), body)

    def backquote(self, at: int, *, quoted: bool) -> Backquoted:
        r"""The old command substitution at `at`; within double quotes it also unescapes `\"`."""
        match = _BACKQUOTED().match(self.text, at, self.end)
        if match is None:
            raise self.unclosed("`", at)
        inner = match[1]
        if "\\" not in inner:
            return Backquoted(at, match.end(), self.backquoted_list(inner, at + 1), escaped=False)
        inner, origins = unescape(inner, at + 1, quoted=quoted)
        return Backquoted(at, match.end(), self.backquoted_list(inner, origins), escaped=True)


def _nests(text: str, named: re.Match[str]) -> bool:
    """Whether what looks like the special parameter `$` begins another expansion."""
    return named[2] == "$" and text.startswith(_NESTING, named.end())
