"""Reading words, assignments and arrays."""

from __future__ import annotations

import re
from typing import Final

from slimmer.syntax.shell.enclosures import INDEX, PARENS
from slimmer.syntax.shell.heredocs import HereDocs
from slimmer.syntax.shell.nodes import Assignment, ShellSyntaxError, Token
from slimmer.syntax.shell.values import static_value
from slimmer.syntax.shell.words import Array, ExtGlob, Literal, Part, Tilde, Word
from slimmer.text.rare import rare

DECLARERS: Final = frozenset(("alias", "declare", "typeset", "export", "readonly", "local", "eval", "let"))
"""Commands behind which bash reads `name=(...)` as an array, wherever it stands."""

_RUN = re.compile(r"[^ \t\n|&;()<>\\'\"`$]+").match
_RUN_REGEX = rare(r"[^ \t\n&;()<>\\'\"`$]+")
_TILDE = rare(r"~[A-Za-z0-9._+-]*(?=[/: \t\n|&;()<>]|\\\n|\Z)")
_ASSIGNMENT = rare(r"([A-Za-z_][A-Za-z0-9_]*)(?:(\+?=)|\[)")
_POSIX_ASSIGNMENT = rare(r"([A-Za-z_][A-Za-z0-9_]*)(=)")
_EQUALS = rare(r"\+?=")
_ARRAY_GAP = rare(r"(?:[ \t\n]|\\\n)*+")
_PLAIN = re.compile(r"[^*?\[{~]*\Z").match
_INNER_TILDE = rare(r"[=:]~")


class Reader(HereDocs):
    """Reads whole words, and what is larger than a word but no command."""

    __slots__ = ()

    def word(self, at: int, *, first: list[Part] | None = None, assigned: bool = False, pattern: str = "") -> Word:
        """The word at `at`; one without parts where none starts there.

        Args:
            at: where to read.
            first: parts already read, which lie before `at`.
            assigned: whether it is the value of an assignment.
            pattern: `==` or `=~` for the right side of bash's tests, else "".
        """
        text, end, parts = self.text, self.end, first or []
        start = parts[0].start if parts else at
        run = _RUN_REGEX().match if pattern == "=~" else _RUN
        tilde = _TILDE().match(text, at, end) if text.startswith("~", at) else None
        if tilde is not None:
            parts.append(Tilde(at, tilde.end(), tilde[0]))
            at = tilde.end()
        while at < end:
            match = run(text, at, end)
            if match is not None:
                parts.append(Literal(at, match.end(), match[0]))
                at = match.end()
                continue
            part = self._part(at, start, parts, assigned, pattern)
            if part is None:
                break
            parts.append(part)
            at = part.end
        return self._finished(start, at, parts)

    def _part(self, at: int, start: int, before: list[Part], assigned: bool, pattern: str) -> Part | None:  # noqa: PLR0911  one for each kind of part
        """What starts at a character that is no plain one, or None where the word ends."""
        char = self.text[at]
        if char == "$":
            return self.dollar(at, quoted=False)
        if char == '"':
            return self.double(at)
        if char == "'":
            return self.single(at)
        if char == "\\":
            return self.escape(at)
        if char == "`":
            return self.backquote(at, quoted=False)
        if not self.bash:
            return None
        if char == "(":
            if pattern:
                return self._extended(at, before, pattern)
            declared = self.declaring and self._is_declared(start, at, before)
            return self.array(at) if (self.arrays and at == start if assigned else declared) else None
        if char in "<>" and self.text.startswith("(", at + 1, self.end):
            return self.process(at)
        return None

    def _is_declared(self, start: int, at: int, before: list[Part]) -> bool:
        """Whether what was read since `start` is a name, an index whose brackets pair, and an equals sign."""
        match = _ASSIGNMENT().match(self.text, start, at)
        if match is None or match[2] is not None:
            return match is not None and match.end() == at
        depth = 0
        for part in before:
            for place, char in enumerate(part.value, part.start) if isinstance(part, Literal) else ():
                depth += (char == "[") - (char == "]")
                if char == "]" and not depth:
                    return _EQUALS().fullmatch(self.text, place + 1, at) is not None
        return False

    def _extended(self, at: int, before: list[Part], pattern: str) -> Part | None:
        """The parenthesis of an extended pattern, or of a regular expression, at `at`."""
        start = at
        if pattern != "=~":
            last = before[-1] if before else None
            if not isinstance(last, Literal) or last.value[-1] not in "?*+@!":
                return None
            before.pop()
            start = at - 1
            if last.start < start:
                before.append(Literal(last.start, start, last.value[:-1]))
        inner, close = self.until(at + 1, PARENS, at)
        return ExtGlob(start, close + 1, tuple(inner))

    def _finished(self, start: int, end: int, parts: list[Part]) -> Word:
        plain = [part for part in parts if isinstance(part, Literal) and not _PLAIN(part.value)]
        if not plain:
            return Word(start, end, tuple(parts), static_value(parts))
        glob = any("*" in part.value or "?" in part.value for part in plain)
        bracket = next((part.start for part in plain if "[" in part.value), end)
        brace = next((part.start for part in plain if "{" in part.value), end)
        glob = glob or self.text.find("]", bracket, end) >= 0
        braces = self.bash and _braces(self.text[brace:end])
        # Shells differ in where they expand a tilde behind `=` and `:`; nowhere is it surely literal.
        tilde = any("~" in part.value for part in plain) and _INNER_TILDE().search(self.text, start, end) is not None
        literal = None if glob or braces or tilde else static_value(parts)
        return Word(start, end, tuple(parts), literal, glob, braces)

    def assignment(self, at: int) -> Assignment | Word | None:
        """The assignment at `at`; bash reads `name[...]` whole even where no `=` follows: then a word."""
        match = (_ASSIGNMENT if self.bash else _POSIX_ASSIGNMENT)().match(self.text, at, self.end)
        if match is None:
            return None
        name, sign, inside, index = match[1], match[2], match.end(), None
        if sign is None:
            parts, close = self.until(inside, INDEX, at)
            index = self._finished(inside, close, parts)
            equals = _EQUALS().match(self.text, close + 1, self.end)
            if equals is None:
                opening = Literal(at, inside, match[0])
                return self.word(close + 1, first=[opening, *parts, Literal(close, close + 1, "]")])
            sign, inside = equals[0], equals.end()
        value = self.word(inside, assigned=True)
        known = value if value.parts else None
        return Assignment(at, value.end, name, known, sign == "+=", index)

    def array(self, at: int) -> Array:
        """Bash's `( )` behind an assignment's `=`, at `at`."""
        text, elements, opening = self.text, list[Word](), Token(at, at + 1, "(")
        self.deeper(at)
        declaring, self.declaring = self.declaring, False
        at += 1
        while True:
            at = self._array_gap(at)
            if text.startswith(")", at, self.end):
                break
            first: list[Part] = []
            if text.startswith("[", at, self.end):
                parts, close = self.until(at + 1, INDEX, at)
                first = [Literal(at, at + 1, "["), *parts, Literal(close, close + 1, "]")]
                at = close + 1
            element = self.word(at, first=first)
            if not element.parts:
                raise ShellSyntaxError("an array holds words only, and ends with )", at)
            elements.append(element)
            at = element.end
        self.depth, self.declaring = self.depth - 1, declaring
        return Array(opening.start, at + 1, (opening, Token(at, at + 1, ")")), tuple(elements))

    def _array_gap(self, at: int) -> int:
        """Skip blanks, newlines and comments from `at`."""
        while True:
            gap = _ARRAY_GAP().match(self.text, at, self.end)
            at = gap.end() if gap is not None else at
            if not self.text.startswith("#", at, self.end):
                return at
            at = self.comment(at)


def _braces(raw: str) -> bool:
    """Whether `raw`, from an unquoted `{` on, looks like a brace expansion."""
    inner = raw[raw.find("{") : raw.rfind("}")] if raw else ""
    return "," in inner or ".." in inner
