"""Reading comments and here-documents: POSIX.1-2017 XCU 2.3 and 2.7.4."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from slimmer.syntax.shell.arithmetic import Arithmetic
from slimmer.syntax.shell.nodes import Comment, HereDoc, ShellSyntaxError, Token
from slimmer.syntax.shell.words import Literal, Part
from slimmer.text.rare import rare

if TYPE_CHECKING:
    from slimmer.syntax.shell.nodes import Dialect, Redirect

_QUOTED_LINE = rare(r"[^\n]*+")
_LINE = rare(r"[^\\\n]*+(?:\\(?:.|\Z)[^\\\n]*+)*+", re.DOTALL)
_ESCAPE = rare(r"\\(.)", re.DOTALL)
_LEADING_JOINS = rare(r"(?:\\\n)*+")


class HereDocs(Arithmetic):
    """Reads what lies between commands.

    Attributes:
        arrays: whether bash would read an array as an assignment's value.
        declaring: whether the current command takes assignments as arguments.
        nested: whether a parenthesis will end the text.
        pending: redirections whose here-documents start at the next newline, with the delimiter and whether
            that was quoted.
    """

    __slots__ = ("arrays", "declaring", "nested", "pending")

    def __init__(self, text: str, dialect: Dialect, depth: int = 0) -> None:
        super().__init__(text, dialect, depth)
        self.pending: list[tuple[Redirect, str, bool]] = []
        self.declaring = self.nested = False
        self.arrays = True

    def comment(self, at: int) -> int:
        """Record the comment at `at` and give the offset of its newline, or of the end."""
        newline = self.text.find("\n", at, self.end)
        stop = self.end if newline < 0 else newline
        self.comments.append(Comment(at, stop))
        return stop

    def heredocs(self, at: int) -> int:
        """Read the bodies that are due, from the line at `at` on; give the offset behind them."""
        due, self.pending = self.pending, []
        for redirect, delimiter, quoted in due:
            at = self._heredoc(at, redirect, delimiter, quoted=quoted)
        return at

    def _heredoc(self, start: int, redirect: Redirect, delimiter: str, *, quoted: bool) -> int:
        if self.bash and "\n" in delimiter:
            raise ShellSyntaxError("a here-document's delimiter goes over a line's end", redirect.start)
        strip = redirect.operator.text == "<<-"
        start = at = after = min(start, self.end)
        match_line = (_QUOTED_LINE if quoted else _LINE)().match
        delimiting = delimiter.lstrip("\t") if strip and self.bash else delimiter
        terminator = None
        while at < self.end:
            match = match_line(self.text, at, self.end)
            stop = self.end if match is None else match.end()
            length = self._terminator(self.text[at:stop], delimiting, strip=strip, quoted=quoted)
            after = min(stop + 1, self.end)
            if length is not None:
                terminator = Token(at, at + length, delimiter)
                after = after if at + length == stop else at + length
                break
            at = after
        parts = self._heredoc_parts(start, at, quoted=quoted)
        end = at if terminator is None else terminator.end
        document = HereDoc(start, end, at, delimiter, quoted, strip, parts, terminator)
        # The body comes lines after its redirection, which the parser already holds.
        object.__setattr__(redirect, "heredoc", document)
        return after

    def _terminator(self, raw: str, delimiter: str, *, strip: bool, quoted: bool) -> int | None:
        """How much of a line, whose joins are still in it, ends the body; None when it does not."""
        line = raw
        if not quoted and "\\\n" in raw:
            # Bash drops joins before it compares; dash only those in front of all else.
            leading = _LEADING_JOINS().match(raw)
            joined = raw[leading.end() :] if leading is not None else raw
            line = _ESCAPE().sub(_unjoined, raw) if self.bash else joined
        if strip:
            line = line.lstrip("\t")
        if line == delimiter:
            return len(raw)
        # Within bash's `$( )` the closing parenthesis may follow, with a warning.
        if self.bash and self.nested and line.startswith(delimiter) and ")" in line[len(delimiter) :]:
            return len(raw) - len(line) + len(delimiter)
        return None

    def _heredoc_parts(self, start: int, end: int, *, quoted: bool) -> tuple[Part, ...] | None:
        """The parts of a body; bash does not look into it until it runs, dash does."""
        if quoted:
            return (Literal(start, end, self.text[start:end]),) if start < end else ()
        limit, depth, comments = self.end, self.depth, len(self.comments)
        self.end = end
        try:
            return tuple(self.quoted_parts(start, "")[0])
        except ShellSyntaxError:
            if not self.bash:
                raise
            self.depth = depth
            del self.comments[comments:]
            return None
        finally:
            self.end = limit


def _unjoined(match: re.Match[str]) -> str:
    return "" if match[1] == "\n" else match[0]
