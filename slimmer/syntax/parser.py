"""Parse a whole Dockerfile: never an exception, whatever the text; what BuildKit refuses is listed as problems."""

from __future__ import annotations

import re

from slimmer.syntax.heredoc import HeredocMark, heredoc_marks
from slimmer.syntax.instructions import build, may_hold_heredocs, with_heredocs
from slimmer.syntax.lines import GO_SPACE, PhysicalLine, Span, fold, physical_lines
from slimmer.syntax.nodes import Blank, Comment, Directive, Dockerfile, Heredoc, Instruction, Item, Problem
from slimmer.text.source import BOM, Source, encode

MAX_LINE = 65_535  # bytes; bufio.MaxScanTokenSize of Go less one (parser.go, handleScannerError)

_DIRECTIVE = re.compile(r"([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*(.+?)[\t\n\f\r ]*\Z")
_DIRECTIVES = ("syntax", "escape", "check")


def parse(source: Source) -> Dockerfile:
    """The tree of a Dockerfile, or of a fragment of one."""
    parser = _Parser(source)
    return parser.parse(parser.directives())


def parse_lines(text: str, escape: str, within: tuple[Dockerfile, int] | None = None) -> Dockerfile:
    """The tree of lines out of the middle of a file with the escape character `escape`: no directives there."""
    parser = _Parser(Source("<lines>", text), within)
    parser.escape = escape
    return parser.parse(0)


class _Parser:
    def __init__(self, source: Source, within: tuple[Dockerfile, int] | None = None) -> None:
        self.source, self.within = source, within
        self.lines = physical_lines(source.text)
        if source.text.startswith(BOM):
            first = self.lines[0]
            self.lines[0] = first._replace(start=1, text=first.text[1:])
        self.escape = "\\"
        self.items: list[Item] = []
        self.extents: list[Span] = []
        self.problems: list[Problem] = []

    def parse(self, index: int) -> Dockerfile:
        """Everything from physical line `index` on."""
        self._long_lines()  # they are noticed before anyone asks what a line says
        while index < len(self.lines):
            index = self._item(index)
        if not any(isinstance(item, Instruction) for item in self.items):
            self._problem(max(len(self.lines), 1), "file with no instructions")
        problems = tuple(sorted(self.problems, key=lambda problem: problem.line))
        return Dockerfile(self.source, tuple(self.items), tuple(self.extents), self.escape, problems, self.within)

    def _add(self, item: Item, first: int, last: int) -> None:
        start = self.lines[first].start if first else 0
        self.items.append(item)
        self.extents.append(tuple.__new__(Span, (start, self.lines[last].end)))

    def _problem(self, line: int, message: str) -> None:
        self.problems.append(Problem(line, message))

    def directives(self) -> int:
        """Parser directives stop at the first line that is none, which this returns (directives.go, ParseLine)."""
        seen: set[str] = set()
        for index, line in enumerate(self.lines):
            text = line.text.lstrip(GO_SPACE)
            match = _DIRECTIVE.match(text[1:].lstrip(GO_SPACE)) if text.startswith("#") else None
            if match is None or match[1].lower() not in _DIRECTIVES:
                return index
            name, value = match[1].lower(), match[2]
            if name in seen:
                self._problem(line.number + 1, f"only one {name} parser directive can be used")
            seen.add(name)
            if name == "escape":
                self._set_escape(value, line)
            self._add(Directive(line.start, line.end, name, value), index, index)
        return len(self.lines)

    def _set_escape(self, value: str, line: PhysicalLine) -> None:
        if value in ("\\", "`"):
            self.escape = value
        else:
            self._problem(line.number + 1, f"invalid escape token {value!r} does not match ` or \\")

    def _item(self, index: int) -> int:
        line = self.lines[index]
        text = line.text.lstrip(GO_SPACE)
        if not text or text.startswith("#"):
            kind = Comment if text else Blank
            self._add(kind(line.start, line.end), index, index)
            return index + 1
        logical = fold(self.lines, index, self.escape)
        if not logical.folded.text.strip(GO_SPACE):
            return self._nothing(index, logical.last)
        instruction = build(logical, (index + 1, logical.last + 1), self.escape)
        last = logical.last
        text = logical.folded.text
        marks = heredoc_marks(text) if "<<" in text and may_hold_heredocs(instruction) else ()
        if marks:
            heredocs, last = self._heredocs(marks, last, instruction)
            if heredocs:
                instruction = with_heredocs(instruction, heredocs, (index + 1, last + 1))
        if instruction.problem is not None:
            self._problem(index + 1, instruction.problem)
        self._add(instruction, index, last)
        return last + 1

    def _nothing(self, index: int, last: int) -> int:
        """A join with nothing to join: BuildKit reads an instruction without a name, and refuses it."""
        self._problem(index + 1, "unknown instruction: (nothing before the end of the line)")
        for at in range(index, last + 1):
            self._add(Blank(self.lines[at].start, self.lines[at].end), at, at)
        return last + 1

    def _heredocs(
        self, marks: tuple[HeredocMark, ...], last: int, instruction: Instruction
    ) -> tuple[tuple[Heredoc, ...], int]:
        """The bodies that follow physical line `last`, and the line the last one ends on."""
        heredocs: list[Heredoc] = []
        for mark in marks:
            first = last + 1
            end = next((at for at in range(first, len(self.lines)) if self._ends(at, mark)), None)
            if end is None:
                self._problem(instruction.lines[0], f"unterminated heredoc: no line holds {mark.name!r} alone")
                return (), len(self.lines) - 1
            body = Span(self.lines[first].start, self.lines[end].start)
            stop = self.lines[end].start + len(self.lines[end].text)
            content = self.source.text[body.start : body.end]
            heredocs.append(Heredoc(body.start, stop, mark.name, content, body, mark.expand, mark.chomp, mark.fd))
            last = end
        return tuple(heredocs), last

    def _ends(self, at: int, mark: HeredocMark) -> bool:
        text = self.lines[at].text
        return (text.lstrip("\t") if mark.chomp else text) == mark.name

    def _long_lines(self) -> None:
        if len(self.source.text) * 4 <= MAX_LINE:
            return
        for line in self.lines:
            if (line.end - line.start) * 4 > MAX_LINE and len(encode(line.text)) > MAX_LINE:
                self._problem(line.number + 1, f"dockerfile line greater than max allowed size of {MAX_LINE}")
