"""Read what an edit makes of an instruction before anyone else does."""

from __future__ import annotations

from collections.abc import Iterable

from slimmer.syntax.nodes import Dockerfile, Instruction
from slimmer.syntax.parser import parse_lines
from slimmer.syntax.verbs.answer import No
from slimmer.text.edits import Edit, EditSet


def reread(tree: Dockerfile, instruction: Instruction, edits: EditSet) -> Instruction | No:
    """The instruction as it will be read after `edits`, which must lie inside its lines.

    It must still be one instruction of the same kind with the same comments, and no worse than it was.
    """
    found = reread_lines(tree, instruction, instruction, edits)
    if isinstance(found, No):
        return found
    if len(found) != 1:
        return No("the edit would make more than one instruction of it")
    if found[0].name != instruction.name:
        return No("the edit would change the keyword")
    return found[0]


def reread_lines(
    tree: Dockerfile, first: Instruction, last: Instruction, edits: EditSet
) -> tuple[Instruction, ...] | No:
    """The instructions from `first` to `last` as they will be read after `edits`."""
    start, end = tree.extent(first).start, tree.extent(last).end
    if any(edit.start < start or edit.end > end for edit in edits):
        return No("the edit would leave the instruction's lines")
    if any(_splits_line_end(tree.source.text, edit) for edit in edits):
        return No("the shell takes the line's carriage return for a part of its last word")
    local = EditSet.of(Edit(edit.start - start, edit.end - start, edit.text) for edit in edits)
    before = tree.source.text[start:end]
    new = parse_lines(local.apply(before), tree.escape)
    lines = range(first.lines[0], last.lines[1] + 1)
    if len(new.problems) > sum(problem.line in lines for problem in tree.problems):
        return No(f"the edit would break the instruction: {new.problems[-1].message}")
    if sorted(tree.comments(first, last)) != sorted(new.comments()):
        return No("a comment would be lost or made")
    return new.instructions


def _splits_line_end(text: str, edit: Edit) -> bool:
    """Whether the edit puts something else between a carriage return and its newline."""
    return text[max(edit.end - 1, 0) : edit.end + 1] == "\r\n" and not edit.text.endswith("\r")


def flag_texts(instruction: Instruction) -> list[str]:
    """The flags as written, to see that an edit left them alone."""
    return [flag.text for flag in instruction.flags]


def one_line(text: str) -> bool:
    """Whether `text` can be put into a line: no line ending, not blank."""
    return "\n" not in text and "\r" not in text and bool(text.strip(" \t"))


def first_difference(left: Iterable[str], right: Iterable[str]) -> str:
    """Where two lists part, for messages."""
    return next((f"{a!r} is read as {b!r}" for a, b in zip(left, right, strict=False) if a != b), "its length differs")
