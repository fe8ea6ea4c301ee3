"""The modal scanner: gives the LALR driver its tokens, as the parser's state asks for them.

What a character means depends on the state: whether a reserved word counts, whether an assignment may stand
there, whether a newline separates or is dropped. All that is read off the set of terminals the state accepts,
once for each state (`modes`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from slimmer.syntax import lalr
from slimmer.syntax.shell.builder import actions_for
from slimmer.syntax.shell.compounds import ArithCommand
from slimmer.syntax.shell.conditions import condition_token
from slimmer.syntax.shell.modes import (
    ASSIGN,
    AWAITED,
    COMMAND,
    CONDITION,
    DONE,
    LINES,
    PATTERN,
    RESERVED,
    SPECIAL,
    modes,
    tables,
)
from slimmer.syntax.shell.nodes import Assignment, Dialect, List, ShellSyntaxError, Token
from slimmer.syntax.shell.reader import DECLARERS
from slimmer.syntax.shell.redirections import Redirections
from slimmer.syntax.shell.relocate import relocate
from slimmer.syntax.shell.tokens import (
    ARITHMETICS,
    CLOSERS,
    COMMENT,
    MATCHERS,
    NEWLINE,
    NO_COMMAND,
    NO_POSIX_COMMAND,
    OPERATOR,
    OPERATORS,
    PLAIN,
    REDIRECT,
    TIME_OPTION,
)
from slimmer.syntax.shell.values import static_value
from slimmer.syntax.shell.words import Escape, Literal, Part, Word

if TYPE_CHECKING:
    import re

SYMBOL_LIMIT: Final = 400
"""How many grammar symbols may be open at once: about four for each compound command around a command."""


class _LooseEndError(Exception):
    """What is wrong comes behind a whole list: dash never looks there, within backquotes."""


class Scanner(Redirections):
    """Tokens of one text; `next_token` is what the driver calls."""

    __slots__ = ("_accepts", "_actions", "_match", "_modes", "_reserved", "open_braces")

    def __init__(self, text: str, dialect: Dialect, depth: int = 0) -> None:
        super().__init__(text, dialect, depth)
        self._match, self._reserved = MATCHERS[dialect]().match, RESERVED[dialect]
        self._actions = actions_for(dialect)
        self._modes, self._accepts = modes(), tables().accepts
        self.open_braces = 0

    def run(self, start: str) -> Any:
        """Parse from `at` on with a start symbol of the grammar.

        Raises:
            ShellSyntaxError: the text is wrong, or nests too deep.
        """
        try:
            return lalr.parse(tables(), start, self.next_token, self._actions, SYMBOL_LIMIT)
        except lalr.ParseError as error:
            ended = error.terminal in CLOSERS or "SEMI" in error.expected
            cause = _LooseEndError() if ended and "EOF" in error.expected else None
            raise self._unexpected(error) from cause
        except lalr.TooDeepError as error:
            raise ShellSyntaxError("commands nest too deep", getattr(error.value, "start", self.at)) from None

    def enclosed(self, at: int) -> tuple[List | None, Token]:
        """The list from `at` on and the parenthesis that closes it."""
        self.deeper(at)
        saved = self.at, self.pending, self.declaring, self.nested, self.after, self.assigned, self.arrays
        self.at, self.pending, self.nested = at, [], True
        body, close = self.run("enclosed")
        left = self.pending
        self.at, self.pending, self.declaring, self.nested, self.after, self.assigned, self.arrays = saved
        if self.bash:
            # With a warning, the bodies come behind the line that holds the substitution.
            self.pending += left
        elif left:
            self.pending, kept = left, self.pending
            self.heredocs(self.end)
            self.pending = kept
        self.depth -= 1
        return body, close

    def backquoted_list(self, inner: str, origins: list[int] | int) -> List | None:
        """The list in `inner`, with spans moved to where its characters come from.

        Bash does not look into backquotes until it runs them, so an error in them is none yet.
        """
        nested = Scanner(inner, self.dialect, self.depth)
        nested.deeper(origins if isinstance(origins, int) else origins[0])
        try:
            body: List | None = nested.run("script")
        except ShellSyntaxError as error:
            if self.bash or error.__cause__.__class__ is _LooseEndError:
                return None
            start = origins + error.offset if isinstance(origins, int) else origins[error.offset]
            raise ShellSyntaxError(error.message, start) from None
        relocate([*nested.comments, *([] if body is None else [body])], origins)
        self.comments += nested.comments
        return body

    def next_token(self, state: int, mode: int = -1) -> tuple[str, Any]:
        """The terminal and value of the next token, for a parser in `state`."""
        if mode < 0:
            mode = self._modes[state]
            if mode >= SPECIAL:
                return self._special(state, mode)
        while True:
            before = self.at
            match = self._match(self.text, before, self.end)
            kind = match.lastindex if match is not None else None
            if match is None or kind is None:
                return self._other(state, mode)
            if kind == PLAIN:
                start, self.at = match.span(1)
                value = match[1]
                if mode:
                    named = self._named(state, mode, Token(start, self.at, value), before)
                    if named is not None:
                        return named
                return "WORD", Word(start, self.at, (Literal(start, self.at, value),), value)
            if kind == OPERATOR:
                start, self.at = match.span(OPERATOR)
                return OPERATORS[match[OPERATOR]], Token(start, self.at, match[OPERATOR])
            if kind == REDIRECT:
                return self.redirect(match, first=mode & COMMAND != 0)
            if kind == COMMENT:
                self.at = self.comment(match.start(COMMENT))
                self.after = (self.after[0], self.at if self.after[1] == before else -1)
            else:
                found = self._line_end(match, mode)
                if found is not None:
                    return found

    def _line_end(self, match: re.Match[str], mode: int) -> tuple[str, Any] | None:
        """The newline or end of text that was matched; here-documents start behind it. None when dropped."""
        before, start = self.at, match.end()
        if match.lastindex == NEWLINE:
            start -= 1
            self.at = self.heredocs(start + 1) if self.pending else start + 1
            if mode & LINES and self.after != ("COPROC", before):
                return None
            return "NEWLINE", Token(start, start + 1, "\n")
        if self.pending:
            self.heredocs(self.end)
        self.at = start
        return "EOF", Token(start, start, "")

    def _unexpected(self, error: lalr.ParseError) -> ShellSyntaxError:
        if error.terminal == "EOF":
            return ShellSyntaxError("the text ends too early", self.end)
        shown = getattr(error.value, "text", "word").replace("\n", "newline")
        return ShellSyntaxError(f"unexpected {shown}", getattr(error.value, "start", self.at))

    def _special(self, state: int, mode: int) -> tuple[str, Any]:
        """A token in a state behind the end, within `[[ ]]`, or behind `!` and `time`."""
        if mode & DONE:
            return lalr.END, None
        if mode & CONDITION:
            operator = self.after[0] if self.after[1] == self.at else ""
            name, value = condition_token(self, self._accepts[state], operator)
            if name == "COND_BINARY":
                self.after = (value.text, self.at)
            return name, value
        if self.after == ("TIME", self.at):
            option = TIME_OPTION().match(self.text, self.gap(self.at), self.end)
            if option is not None:
                self.at = option.end()
                self.after = ("TIME" if option[0] == "-p" else "", self.at)
                return "TIME", Token(option.start(), option.end(), option[0])
        name, value = self.next_token(state, mode & (SPECIAL - 1))
        # Bash lets `!` and `time` stand alone (parse.y: pipeline_command), before a terminator only.
        if name in (NO_COMMAND if self.bash else NO_POSIX_COMMAND):
            raise ShellSyntaxError(f"{value.text or 'the end'} where a command is expected", value.start)
        return name, value

    def _named(self, state: int, mode: int, token: Token, before: int) -> tuple[str, Any] | None:
        """The reserved word or assignment that an unquoted word is, or None."""
        terminal = self._reserved.get(token.text)
        if terminal is not None and self._counts(terminal, terminal in self._accepts[state], mode, before):
            self.open_braces += (terminal == "LBRACE") - (terminal == "RBRACE")
            self.after = (terminal, token.end)
            return terminal, token
        if mode & ASSIGN:
            if "=" in token.text:
                return self._assigned(token.start, mode)
            self.declaring = token.text in DECLARERS and (self.arrays or mode & COMMAND != 0)
        return None

    def _counts(self, terminal: str, accepted: bool, mode: int, before: int) -> bool:
        """Whether a reserved word is one where it stands (POSIX 2.4)."""
        if mode & COMMAND:
            # Only `time` is a word again where the grammar has no place for it: `a | time b`.
            return accepted or terminal != "TIME"
        if mode & PATTERN and terminal == "RBRACE":
            # Bash remembers the open braces even where it reads patterns.
            return self.bash and self.open_braces > 0
        # No reserved word counts behind a redirection: `{ a; } >b }`.
        return accepted and mode & (PATTERN | AWAITED) != 0 and self.after != ("REDIRECT", before)

    def _assigned(self, start: int, mode: int) -> tuple[str, Any] | None:
        """The assignment at `start`, or the word that begins like one."""
        if mode & COMMAND:
            self.assigned, self.arrays = False, True
        found = self.assignment(start)
        if found is None:
            return None
        self.at = found.end
        self.declaring = False
        if isinstance(found, Assignment):
            self.assigned = True
            return "ASSIGN", found
        return "WORD", found

    def _other(self, state: int, mode: int) -> tuple[str, Any]:
        """What the master expression leaves: parentheses, and words with quotes, expansions or patterns."""
        before, at = self.at, self.gap(self.at)
        if self.text.startswith("(", at, self.end):
            return self._parenthesis(at, self._accepts[state])
        if mode & ASSIGN:
            found = self._assigned(at, mode)
            if found is not None:
                return found
        word = self.word(at)
        if not word.parts:
            raise ShellSyntaxError(f"unexpected {self.text[at : at + 1]}", at)
        self.at = word.end
        self.declaring = self.declaring and not mode & ASSIGN
        return self._unquoted(state, mode, word, before) or ("WORD", word)

    def _unquoted(self, state: int, mode: int, word: Word, before: int) -> tuple[str, Any] | None:
        """What a word that is plain but for joins may be, where that is more than a word."""
        if not all(part.__class__ is Literal or _is_join(part) for part in word.parts):
            return None
        value = static_value(word.parts) or ""
        if len(word.parts) > 1 and self.is_descriptor(word):
            raise ShellSyntaxError("a join within a redirection is not supported", word.start)
        return self._named(state, mode, Token(word.start, word.end, value), before) if mode else None

    def _parenthesis(self, at: int, accepts: frozenset[str]) -> tuple[str, Any]:
        """The parenthesis at `at`, or what bash reads with it: `(( ))` and the header of `for (( ))`."""
        if self.bash and self.text.startswith("((", at, self.end) and accepts & ARITHMETICS:
            found = self.double_parens(at)
            if found is None:
                self._check_pushed_back(at)
            else:
                parts, end = found
                self.at = end
                tokens = Token(at, at + 2, "(("), Token(end - 2, end, "))")
                if "ARITHMETIC_FOR" not in accepts:
                    return "ARITHMETIC", ArithCommand(at, end, tokens, (), tuple(parts))
                if sum(part.value.count(";") for part in parts if isinstance(part, Literal)) != 2:
                    raise ShellSyntaxError("for (( )) takes three expressions", at)
                return "ARITHMETIC_FOR", (tokens, tuple(parts))
        self.at = at + 1
        return "LPAREN", Token(at, at + 1, "(")

    def _check_pushed_back(self, at: int) -> None:
        """Refuse what bash loses when it reads `((` again as two subshells."""
        close = self.not_arithmetic[at]
        if "<<" in self.text[at:close]:
            raise ShellSyntaxError("a here-document in a subshell that starts like arithmetic", at)
        if self.text.startswith("\\\n", close + 1, self.end):
            raise ShellSyntaxError("a join behind a subshell that starts like arithmetic", close)


def _is_join(part: Part) -> bool:
    return isinstance(part, Escape) and not part.value
