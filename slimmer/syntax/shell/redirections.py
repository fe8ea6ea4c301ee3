"""Reading redirections: POSIX.1-2017 XCU 2.7, bash's manual 3.6."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slimmer.syntax.shell.nodes import Dialect, Redirect, ShellSyntaxError, Token
from slimmer.syntax.shell.reader import Reader
from slimmer.syntax.shell.tokens import BASH_FD, BLANKS, FD, QUOTED, REDIRECT
from slimmer.syntax.shell.values import static_value
from slimmer.syntax.shell.words import Literal, Parameter, Part, Word

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable


_POSIX_FDS = frozenset("0123456789")


class Redirections(Reader):
    """Reads redirections whole; `after` is the last token that decides how the next is read, and its end."""

    __slots__ = ("after",)

    def __init__(self, text: str, dialect: Dialect, depth: int = 0) -> None:
        super().__init__(text, dialect, depth)
        self.after = ("", -1)

    def redirect(self, match: re.Match[str]) -> tuple[str, Any]:
        """The redirection whose operator was matched, with its target; a here-document's body comes later."""
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
        duplicates = self.bash and operator.text in {"<&", ">&"} and target.literal
        if not (duplicates and duplicates.isdigit()) and self.is_descriptor(target.literal, target.end):
            raise ShellSyntaxError("a redirection without a target", at)
        self.at = target.end
        self.after = ("REDIRECT", self.at)
        return "REDIRECT", redirect

    def is_descriptor(self, value: str | None, end: int) -> bool:
        """Whether a word that ends at `end` belongs to the redirection right behind it."""
        if value is None or self.text[end : end + 1] not in {"<", ">"}:
            return False
        return BASH_FD(value) is not None if self.bash else value in _POSIX_FDS

    def _delimiter(self, parts: Iterable[Part]) -> str:
        """A here-document's delimiter: quotes are removed, expansions are not made (POSIX 2.7.4)."""
        values = []
        for part in parts:
            value = static_value((part,))
            values.append(self.text[part.start : part.end] if value is None else value)
        return "".join(values)

    def gap(self, at: int) -> int:
        """The offset behind blanks and joins."""
        match = BLANKS(self.text, at, self.end)
        return at if match is None else match.end()


def _plain_in_dash(part: Part) -> bool:
    """Whether dash, which reads no expansion in a here-document's delimiter, reads the same as slimmer."""
    if isinstance(part, Parameter):
        return not (part.operator or part.parts)
    return static_value((part,)) is not None
