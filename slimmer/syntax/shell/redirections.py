"""Reading redirections: POSIX.1-2017 XCU 2.7, bash's manual 3.6."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slimmer.syntax.shell.nodes import Dialect, Redirect, ShellSyntaxError, Token
from slimmer.syntax.shell.reader import Reader
from slimmer.syntax.shell.tokens import BASH_FD, BLANKS, FD, QUOTED, REDIRECT
from slimmer.syntax.shell.values import static_value
from slimmer.syntax.shell.words import DoubleQuoted, Literal, Parameter, Part, Word

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable


_POSIX_FDS = frozenset("0123456789")


class Redirections(Reader):
    """Reads redirections whole.

    Attributes:
        after: the last token that decides how the next is read, and its end.
        assigned: whether the current command has had an assignment.
    """

    __slots__ = ("after", "assigned")

    def __init__(self, text: str, dialect: Dialect, depth: int = 0) -> None:
        super().__init__(text, dialect, depth)
        self.after = ("", -1)
        self.assigned = False

    def redirect(self, match: re.Match[str], *, first: bool) -> tuple[str, Any]:
        """The redirection whose operator was matched, with its target; a here-document's body comes later."""
        if first:
            self.assigned, self.arrays = False, True
        # Behind an operator bash reads no array, as it would behind `declare`.
        self.declaring = False
        operator = Token(*match.span(REDIRECT), match[REDIRECT])
        fd = Token(*match.span(FD), match[FD]) if match[FD] else None
        at = self.gap(match.end())
        if self.bash and operator.text in {"<&", ">&"} and self.text.startswith("-", at, self.end):
            target = Word(at, at + 1, (Literal(at, at + 1, "-"),), "-")
        elif self.text.startswith("#", at, self.end):
            raise ShellSyntaxError("a redirection without a target", at)
        else:
            target = self.word(at)
            if not target.parts or (self.bash and target.literal == "\\" and target.end - at == 1):
                raise ShellSyntaxError("a redirection without a target", at)
        redirect = Redirect((fd or operator).start, target.end, fd, operator, target)
        if operator.text in {"<<", "<<-"}:
            quoted = any(isinstance(part, QUOTED) for part in target.parts)
            if not self.bash and not all(map(_plain_in_dash, target.parts)):
                raise ShellSyntaxError("an expansion cannot end a here-document", at)
            self.pending.append((redirect, self._delimiter(target.parts), quoted))
        # Behind `>&` bash takes a number for a descriptor at once: `2>&1>file`.
        duplicates = self.bash and operator.text in {"<&", ">&"} and (target.literal or "").isdigit()
        if not duplicates and self.is_descriptor(target):
            raise ShellSyntaxError("a redirection without a target", at)
        self.at = target.end
        self.after = ("REDIRECT", self.at)
        # Nor behind an assignment and a redirection.
        self.arrays = self.arrays and not self.assigned
        return "REDIRECT", redirect

    def is_descriptor(self, word: Word) -> bool:
        """Whether a word belongs to the redirection right behind it."""
        if self.text[word.end : word.end + 1] not in {"<", ">"}:
            return False
        value = self.text[word.start : word.end].replace("\\\n", "")
        return BASH_FD().fullmatch(value) is not None if self.bash else value in _POSIX_FDS

    def _delimiter(self, parts: Iterable[Part]) -> str:
        """A here-document's delimiter: quotes are removed, expansions are not made (POSIX 2.7.4)."""
        values = []
        for part in parts:
            value = static_value((part,))
            if value is None:
                raw = self.text[part.start : part.end]
                value = self._delimiter(part.parts) if isinstance(part, DoubleQuoted) else raw
            values.append(value)
        return "".join(values)

    def gap(self, at: int) -> int:
        """The offset behind blanks and joins."""
        match = BLANKS(self.text, at, self.end)
        return at if match is None else match.end()


def _plain_in_dash(part: Part) -> bool:
    """Whether dash, which reads no expansion in a here-document's delimiter, reads the same as slimmer."""
    if isinstance(part, Parameter):
        return not (part.operator or part.parts)
    if isinstance(part, DoubleQuoted):
        return all(map(_plain_in_dash, part.parts))
    return static_value((part,)) is not None
