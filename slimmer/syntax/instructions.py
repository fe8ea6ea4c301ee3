"""Turn one logical line into a typed instruction, with the tokens `grammars/dockerfile.lark` finds in it."""

from __future__ import annotations

import json
import re
from typing import Any

from slimmer.records import dataclass, replace
from slimmer.syntax import nodes
from slimmer.syntax.grammar import lexemes
from slimmer.syntax.lalr import ParseError
from slimmer.syntax.lines import GO_SPACE, Folded, Logical, Span
from slimmer.syntax.nodes import ExecForm, Flag, Heredoc, Instruction, Pair, ShellForm, Token
from slimmer.syntax.regex_lexer import Lexeme
from slimmer.syntax.scripts import script_with_heredocs

_WHITE = re.compile(r"[\t\v\f\r ]+")
_JSON_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_NOT_STRINGS = "when using JSON array syntax, arrays must be comprised of strings only"
_SHELL_PROBLEMS = ("SHELL requires at least one argument", "SHELL requires the arguments to be in JSON form")

_TYPES: dict[str, Any] = {
    kind.KEYWORD: kind
    for kind in vars(nodes).values()
    if isinstance(kind, type) and issubclass(kind, Instruction) and kind.KEYWORD
}
KEYWORDS = tuple(_TYPES)
"""The instructions there are."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What an instruction has besides its own text: ONBUILD and the instruction inside it share it."""

    escape: str
    lines: tuple[int, int]
    comments: tuple[Span, ...]
    blanks: tuple[Span, ...]


def build(logical: Logical, lines: tuple[int, int], escape: str) -> Instruction:
    """The instruction a logical line spells; `with_heredocs` adds what follows the line."""
    return _instruction(logical.folded, _Frame(escape, lines, logical.comments, logical.blanks))


def with_heredocs(instruction: Instruction, heredocs: tuple[Heredoc, ...], lines: tuple[int, int]) -> Instruction:
    """The instruction with the here-documents that follow its line."""
    changes: dict[str, Any] = {"heredocs": heredocs, "lines": lines, "end": heredocs[-1].end}
    if isinstance(instruction, nodes.Onbuild) and instruction.inner is not None:
        changes["inner"] = with_heredocs(instruction.inner, heredocs, lines)
    elif isinstance(instruction, nodes.Run) and isinstance(instruction.command, ShellForm):
        changes["command"] = script_with_heredocs(instruction.command, heredocs)
    return replace(instruction, **changes)


def may_hold_heredocs(instruction: Instruction) -> bool:
    """Whether BuildKit looks for here-documents: RUN, COPY and ADD not in exec form, behind ONBUILD too."""
    if isinstance(instruction, nodes.Onbuild) and instruction.inner is not None:
        instruction = instruction.inner
    if isinstance(instruction, nodes.Run):
        return not isinstance(instruction.command, ExecForm)
    return isinstance(instruction, (nodes.Copy, nodes.Add)) and instruction.exec_form is None


def _instruction(folded: Folded, frame: _Frame) -> Instruction:
    text = folded.text.strip(GO_SPACE)
    if len(text) != len(folded.text):
        start = len(folded.text) - len(folded.text.lstrip(GO_SPACE))
        folded = folded.part(start, start + len(text))
    reader = _Reader(folded, frame)
    try:
        found = lexemes(text, frame.escape)
    except ParseError:
        found = [Lexeme("UNKNOWN", 0, len(text))]
    keyword = reader.token(found[0])
    flags = tuple(reader.flag(each) for each in found if each.name == "FLAG")
    kind = _TYPES.get(keyword.text.upper(), nodes.Opaque)
    arguments, problem = reader.arguments(kind, keyword, found)
    common = (folded.start_of(0), folded.end_of(len(text)), keyword, flags, folded, frame.lines, ())
    instruction: Instruction = kind(*common, frame.comments, frame.blanks, problem, **arguments)
    return instruction


class _Reader:
    """Makes nodes of the lexemes of one logical line."""

    def __init__(self, folded: Folded, frame: _Frame) -> None:
        self.folded, self.frame = folded, frame
        first = folded.pieces[0]
        self.shift = first.file - first.text if len(folded.pieces) == 1 else None

    def token(self, lexeme: Lexeme) -> Token:
        _, start, end = lexeme
        return self._token(start, end)

    def _token(self, start: int, end: int) -> Token:
        folded, shift = self.folded, self.shift
        if shift is not None:
            return Token(start + shift, end + shift, folded.text[start:end])
        stop = folded.end_of(end)
        # An empty value in front of a join stands before it: `ENV A=\` and a line of other pairs.
        return Token(folded.start_of(start) if start < end else stop, stop, folded.text[start:end])

    def flag(self, lexeme: Lexeme) -> Flag:
        start, end = self.folded.start_of(lexeme.start), self.folded.end_of(lexeme.end)
        text = self.folded.text[lexeme.start : lexeme.end]
        name, equals, value = unquote(text, self.frame.escape).partition("=")
        return Flag(start, end, text, name[2:], value if equals else None)

    def arguments(
        self, kind: type[Instruction], keyword: Token, found: list[Lexeme]
    ) -> tuple[dict[str, Any], str | None]:
        """The typed arguments of an instruction of `kind`, and why BuildKit refuses it, if it does."""
        if kind is nodes.Opaque:
            return {}, f"unknown instruction: {keyword.text}"
        if kind is nodes.Onbuild:
            return self._onbuild(found)
        if kind is nodes.Healthcheck:
            form, problem = self._command(found)
            return {"kind": self._first(found, "KIND"), "command": form}, problem
        if issubclass(kind, nodes.CommandInstruction):
            form, problem = self._command(found)
            return {"command": form}, problem or (_shell_problem(form) if kind is nodes.Shell else None)
        if issubclass(kind, nodes.WordsInstruction):
            return self._words(found)
        if issubclass(kind, nodes.PairsInstruction):
            pairs = self._pairs(found)
            return {"pairs": pairs}, _pairs_problem(kind, pairs)
        return {"value": self._first(found, "TEXT")}, None

    def _first(self, found: list[Lexeme], terminal: str) -> Token | None:
        return next((self.token(each) for each in found if each.name == terminal), None)

    def _onbuild(self, found: list[Lexeme]) -> tuple[dict[str, Any], str | None]:
        last = found[-1]
        if last.name != "TEXT":
            return {"inner": None}, None
        inner = _instruction(self.folded.part(last.start, last.end), self.frame)
        # BuildKit looks at the keyword behind ONBUILD, and at SHELL's form, only when a child image is built.
        late = isinstance(inner, nodes.Opaque) or inner.problem in _SHELL_PROBLEMS
        return {"inner": inner}, None if late else inner.problem

    def _command(self, found: list[Lexeme]) -> tuple[ShellForm | ExecForm | None, str | None]:
        last = found[-1]
        if last.name == "EXEC":
            return self._exec_form(last), None
        if last.name != "TEXT":
            return None, None
        folded = self.folded.part(last.start, last.end)
        form = ShellForm(folded.start_of(0), folded.end_of(len(folded.text)), folded)
        return form, _json_problem(folded.text)

    def _words(self, found: list[Lexeme]) -> tuple[dict[str, Any], str | None]:
        last = found[-1]
        if last.name == "EXEC":
            return {"words": (), "exec_form": self._exec_form(last)}, None
        words = [each for each in found if each.name == "WORD"]
        problem = None
        if words and found[0].name == "LIST":
            problem = _json_problem(self.folded.text[words[0].start :])
        return {"words": tuple(self.token(each) for each in words)}, problem

    def _exec_form(self, lexeme: Lexeme) -> ExecForm:
        folded = self.folded
        spans = [match.span() for match in _JSON_STRING.finditer(folded.text, lexeme.start, lexeme.end)]
        tokens = tuple(self._token(*span) for span in spans)
        words = tuple(json.loads(each.text) if "\\" in each.text else each.text[1:-1] for each in tokens)
        return ExecForm(folded.start_of(lexeme.start), folded.end_of(lexeme.end), tokens, words)

    def _pairs(self, found: list[Lexeme]) -> tuple[Pair, ...]:
        if any(each.name == "KEY" for each in found):
            return self._legacy_pair(found)
        pairs = []
        for each in found:
            if each.name != "PAIR":
                continue
            end = each.end - _ends_in_escape(self.folded.text[each.start : each.end], self.frame.escape)
            if each.start == end:
                continue
            key, equals, _ = self.folded.text[each.start : end].partition("=")
            middle = each.start + len(key)
            value = self._token(middle + 1, end) if equals else None
            whole = self._token(each.start, end)
            pairs.append(Pair(whole.start, whole.end, self._token(each.start, middle), value, equals))
        return tuple(pairs)

    def _legacy_pair(self, found: list[Lexeme]) -> tuple[Pair, ...]:
        """`ENV key the rest`: split at the first white space, quotes or not (parseNameVal)."""
        start = next(each.start for each in found if each.name == "KEY")
        end = found[-1].end
        gap = _WHITE.search(self.folded.text, start)
        key_end, value_start = gap.span() if gap else (end, end)
        whole = self._token(start, end)
        value = self._token(value_start, end) if gap else None
        return (Pair(whole.start, whole.end, self._token(start, key_end), value, " "),)


def _ends_in_escape(word: str, escape: str) -> bool:
    """Whether the last character escapes nothing: parseWords drops it ("just skip an escape token at end of line")."""
    if not word.endswith(escape):
        return False
    quote, at = "", 0
    while at < len(word) - 1:
        if word[at] == escape and quote != "'":
            at += 1
        elif word[at] in "'\"" and quote in ("", word[at]):
            quote = "" if quote else word[at]
        at += 1
    return at == len(word) - 1 and quote != "'"


def _json_problem(text: str) -> str | None:
    """BuildKit's complaint about a JSON array with members that are no strings (parseJSON)."""
    if not text.startswith("["):
        return None
    try:
        members = json.loads(text)
    except ValueError:
        return None
    return _NOT_STRINGS if any(not isinstance(member, str) for member in members) else None


def _shell_problem(form: ShellForm | ExecForm | None) -> str | None:
    """BuildKit's complaint about a SHELL that is no JSON array of one word or more (parseShell)."""
    if isinstance(form, ExecForm):
        return None if form.words else _SHELL_PROBLEMS[0]
    return _SHELL_PROBLEMS[0 if form is None else 1]


def _pairs_problem(kind: type[Instruction], pairs: tuple[Pair, ...]) -> str | None:
    if kind is nodes.Arg:
        return None
    for pair in pairs:
        if pair.separator == " " and pair.value is None:
            return f"{kind.KEYWORD} must have two arguments"
        if not pair.separator:
            return f"Syntax error - can't find = in {pair.key.text!r}. Must be of the form: name=value"
    return None


def unquote(text: str, escape: str) -> str:
    """A flag without its quotes and escapes (split_command.go, extractBuilderFlags)."""
    if not any(char in text for char in ("'", '"', escape)):
        return text
    parts: list[str] = []
    quote = ""
    at = 0
    while at < len(text):
        char = text[at]
        if char == escape:
            parts.append(text[at + 1 : at + 2])
            at += 2
            continue
        if char in "'\"" and quote in ("", char):
            quote = "" if quote else char
        else:
            parts.append(char)
        at += 1
    return "".join(parts)
