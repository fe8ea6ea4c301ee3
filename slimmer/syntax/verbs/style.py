"""How a file is written: where its chains break, how it indents, how it ends lines."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from slimmer.syntax.lines import Folded, Span
from slimmer.syntax.nodes import Dockerfile, Instruction, Run, ShellForm
from slimmer.syntax.shell import ShellSyntaxError
from slimmer.syntax.shell.nodes import AndOr, ListItem
from slimmer.syntax.shell.words import Word
from slimmer.syntax.verbs.answer import No
from slimmer.syntax.verbs.placed import PlacedScript
from slimmer.text.rare import rare

DEFAULT_INDENT = "    "


class Gap(NamedTuple):
    """What stands in the file on either side of an operator: `before && after`."""

    before: str
    after: str

    @property
    def breaks(self) -> bool:
        """Whether a line ends on one side of the operator."""
        return "\n" in self.before or "\n" in self.after


def operator_gap(text: str, folded: Folded, and_or: AndOr, index: int) -> Gap:
    """The blanks and joins around operator `index` of a chain, comments among them left out."""
    left, operator, right = and_or.pipelines[index], and_or.operators[index], and_or.pipelines[index + 1]
    before = text[folded.end_of(left.end) : folded.start_of(operator.start)]
    after = text[folded.end_of(operator.end) : folded.start_of(right.start)]
    return Gap(without_comments(before), without_comments(after))


def without_comments(gap: str) -> str:
    """The gap without comments, blank lines and blanks at a line's end: how the first ends, the last's indentation."""
    first, newline, rest = gap.partition("\n")
    if not newline:
        return gap
    ending = "\r" if first.endswith("\r") else ""
    return first.rstrip(" \t\r") + ending + newline + rest.rpartition("\n")[2]


def separator_gap(tree: Dockerfile, folded: Folded, items: tuple[ListItem, ...]) -> str | None:
    """How `;` and what surrounds it is to be written before the next item, after the list's own habit."""
    text = tree.source.text
    gaps = []
    for left, right in pairwise(items):
        gap = without_comments(text[folded.end_of(left.and_or.end) : folded.start_of(right.start)])
        if gap.strip(f" \t\r\n{tree.escape}") == ";":
            gaps.append(gap)
    if not gaps:
        return None
    last = items[-1].and_or
    spread = "\n" in text[folded.start_of(last.start) : folded.end_of(last.end)]
    broken = [gap for gap in gaps if "\n" in gap]
    return broken[-1] if broken and (spread or "\n" in gaps[-1]) else gaps[-1]


def line_gap(tree: Dockerfile, instruction: Instruction, folded: Folded, and_or: AndOr) -> Gap:
    """As `chain_gap`, but with a line's end: the chain's own, else the file's, else the usual one."""
    gap = chain_gap(tree, instruction, folded, and_or)
    return gap if gap.breaks else _file_gap(tree) or _own_gap(tree, instruction)


def chain_gap(tree: Dockerfile, instruction: Instruction, folded: Folded, and_or: AndOr) -> Gap:
    """How the next link of a chain is to be written, after the chain's own habit, else the file's."""
    text = tree.source.text
    gaps = [operator_gap(text, folded, and_or, index) for index in range(len(and_or.operators))]
    broken = [gap for gap in gaps if gap.breaks]
    last = and_or.pipelines[-1]
    spread = "\n" in text[folded.start_of(last.start) : folded.end_of(last.end)]
    if broken and (spread or gaps[-1].breaks):
        return broken[-1]
    if not spread:
        return gaps[-1] if gaps else Gap(" ", " ")
    return _file_gap(tree) or _own_gap(tree, instruction)


_REMARK = rare(r"(?:[ \t;)}]|\b(?:fi|done|esac)\b)*#")
REMARK = "a comment ends the line: it would come to speak of what is new"


def ends_in_comment(text: str, at: int) -> bool:
    """Whether a comment ends the line: it speaks of what stands there, not of what is put behind that."""
    end = text.find("\n", at)
    return _REMARK().match(text, at, end if end >= 0 else len(text)) is not None


def in_column(gap: Gap, text: str, start: int, at: int) -> Gap:
    """A gap whose join stands below those of the lines before it, where most of these stand in one column.

    Args:
        gap: what is to be written on either side of `&&`.
        text: of the file.
        start: where the instruction begins.
        at: where the gap is to be written.
    """
    is_before = "\n" in gap.before
    first, newline, rest = (gap.before if is_before else gap.after).partition("\n")
    join = first.strip(" \t\r")
    *above, last = text[text.rfind("\n", 0, start) + 1 : at].split("\n")
    lines = [line for each in above if join and (line := each.rstrip(" \t\r")).endswith(join)]
    if not newline or len(lines) < _FEW_LINES or "\t" in "".join((*lines, last)):
        return gap
    column, many = Counter(map(len, lines)).most_common(1)[0]
    if many * 2 <= len(lines) or not any(line.removesuffix(join).endswith("  ") for line in lines):
        return gap
    blanks = column - len(join) - len(last if is_before else f"{last}{gap.before}&&")
    side = f"{' ' * max(1, blanks)}{first.lstrip(' ')}\n{rest}"
    return Gap(side, gap.after) if is_before else Gap(gap.before, side)


_FEW_LINES = 3
"""Lines of which it can be said that their joins stand in one column."""


def _file_gap(tree: Dockerfile) -> Gap | None:
    """The first broken gap of any chain of the file that is no here-document; blanks there suit its own column."""
    whole = _first_gap(tree.within[0]) if tree.within is not None else None
    gap = whole or _first_gap(tree)
    return Gap(_one_blank(gap.before), _one_blank(gap.after) if "\n" in gap.after else gap.after) if gap else None


def _one_blank(side: str) -> str:
    return f" {side.lstrip(' ')}" if side.startswith("  ") else side


@lru_cache(maxsize=2)
def _first_gap(tree: Dockerfile) -> Gap | None:
    for run in tree.instructions:
        if not isinstance(run, Run) or not isinstance(run.command, ShellForm) or run.heredocs:
            continue
        if run.lines[0] == run.lines[1] or "&&" not in run.command.text:
            continue
        script = run.command.script()
        if isinstance(script, ShellSyntaxError) or script.body is None:
            continue
        for item in script.body.items:
            for index in range(len(item.and_or.operators)):
                gap = operator_gap(tree.source.text, run.command.folded, item.and_or, index)
                if gap.breaks:
                    return gap
    return None


def _own_gap(tree: Dockerfile, instruction: Instruction) -> Gap:
    """A join, and the indentation of the instruction's first continuation line."""
    text = tree.source.text
    indent = DEFAULT_INDENT
    for piece in instruction.folded.pieces[1:]:
        line = text[piece.file : piece.file + piece.length]
        if line[:1] in (" ", "\t"):
            indent = line[: len(line) - len(line.lstrip(" \t"))]
            break
    escape = "\\" if instruction.heredocs else tree.escape  # within a here-document the joins are the shell's
    return Gap(f" {escape}{tree.newline}{indent}", " ")


def word_cut(site: PlacedScript, word: Word, span: Span) -> Span | No:
    """What to remove so that no blank, and no empty line, is left where `word` stood."""
    line_start = site.text.rfind("\n", 0, span.start) + 1
    line_end = site.text.find("\n", span.end)
    line_end = len(site.text) if line_end < 0 else line_end
    before, after = site.text[line_start : span.start], site.text[span.end : line_end]
    blanks = len(before) - len(before.rstrip(" \t"))
    if (before.strip(" \t") or line_start <= site.instruction.start) and blanks:
        return Span(span.start - blanks, span.end)
    rest = after.strip(" \t\r")
    if rest == site.join and not before.strip(" \t"):
        return Span(line_start, line_end + 1)
    if rest:
        return Span(span.start, span.end + len(after) - len(after.lstrip(" \t")))
    held = site.form.text[: word.start].rstrip(" \t")
    if site.is_heredoc_script:  # whose text keeps its joins
        held = held.removesuffix("\\\n").rstrip(" \t")
    previous = site.form.folded.end_of(len(held))
    join = site.text[previous : span.start].split("\n")
    if len(join) != 2 or join[0].strip(" \t\r") != site.join:
        return No("the word stands alone on the last line, below a comment or a blank line")
    return Span(previous, span.end)
