"""Reading double parentheses: arithmetic, or in bash two subshells that look like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slimmer.syntax.shell.enclosures import PARENS, POSIX_PARENS
from slimmer.syntax.shell.nodes import ShellSyntaxError
from slimmer.syntax.shell.quoting import Found, Quoting
from slimmer.syntax.shell.words import ArithmeticExpansion, Literal, Part
from slimmer.text.rare import rare

if TYPE_CHECKING:
    from slimmer.syntax.shell.nodes import Dialect

_BASH_CLOSED = rare(r"\)\)")
_CLOSED = rare(r"\)(?:\\\n)*+\)")


class Arithmetic(Quoting):
    """Reads `$(( ))`.

    Attributes:
        not_arithmetic: the offsets of `((` that are none, and where the inner parenthesis is closed.
        outer_ends: the offset behind the closing of `$((` that is none.
    """

    __slots__ = ("not_arithmetic", "outer_ends")

    def __init__(self, text: str, dialect: Dialect, depth: int = 0) -> None:
        super().__init__(text, dialect, depth)
        self.not_arithmetic: dict[int, int] = {}
        self.outer_ends: dict[int, int] = {}

    def arithmetic(self, at: int) -> Part:
        """`$((` at `at`: an arithmetic expansion, or in bash a substitution that starts with a subshell.

        POSIX leaves the choice open (2.6.3); dash only knows arithmetic.
        """
        found = self.double_parens(at + 1)
        if found is not None:
            return ArithmeticExpansion(at, found[1], tuple(found[0]))
        substitution = self.substitution(at)
        # Bash has looked for the end as that of arithmetic before it reads commands.
        if substitution.end != self._outer_end(at):
            raise ShellSyntaxError("unbalanced parentheses in what starts like arithmetic", at)
        return substitution

    def _outer_end(self, at: int) -> int:
        """The offset behind the parenthesis that closes the `$((` at `at`, when that is no arithmetic."""
        if at not in self.outer_ends:
            comments = len(self.comments)
            self.outer_ends[at] = self.until(self.not_arithmetic[at + 1] + 1, PARENS, at)[1] + 1
            del self.comments[comments:]
        return self.outer_ends[at]

    def double_parens(self, at: int) -> Found | None:
        """The parts within the `((` at `at` and the offset behind its `))`; None where no `))` closes it.

        Where one closes it alone is remembered: the text is then read again in another way, with what nests.
        """
        if at in self.not_arithmetic:
            return None
        comments = len(self.comments)
        self.deeper(at)
        enclosure = PARENS if self.bash else POSIX_PARENS
        parts, close = self.until(at + 2, enclosure, at)
        while not self.bash and _CLOSED().match(self.text, close, self.end) is None:
            # Dash takes a lone closing parenthesis for text and reads on.
            more, end = self.until(close + 1, enclosure, at)
            parts += (Literal(close, close + 1, ")"), *more)
            close = end
        self.depth -= 1
        closed = (_BASH_CLOSED if self.bash else _CLOSED)().match(self.text, close, self.end)
        if closed is not None:
            return parts, closed.end()
        if self.bash and self.text.startswith("\n", close + 1):
            # Bash takes the newline for the second parenthesis and then finds the text unbalanced.
            raise ShellSyntaxError("a newline right behind the first parenthesis that closes `((`", close)
        self.not_arithmetic[at] = close
        del self.comments[comments:]
        return None
