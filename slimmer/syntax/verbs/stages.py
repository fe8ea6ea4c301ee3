"""Make two stages of one: what builds stays where it is, what runs goes into a stage of its own behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slimmer.records import dataclass
from slimmer.syntax.lines import Span
from slimmer.syntax.nodes import Blank, Dockerfile, From, Instruction
from slimmer.syntax.parser import parse_lines
from slimmer.syntax.verbs.answer import Answer, No
from slimmer.syntax.verbs.items import belongings, checked_file, reach
from slimmer.text.edits import Edit, EditSet
from slimmer.text.source import BOM


@dataclass(frozen=True, slots=True)
class Moved:
    """An instruction that is taken along, with the comments that belong to it.

    Attributes:
        text: what to write in its place; "" for its own words.
    """

    instruction: Instruction
    text: str = ""


Piece = str | Moved


def staged(tree: Dockerfile, last: Instruction, base: str, pieces: Sequence[Piece], name: str = "build") -> Answer:
    """End the file's only stage behind `last`, and begin another one with `base` and `pieces`.

    Args:
        tree: a file with one FROM.
        last: what builds ends here; all behind it stays in place and is of the new stage.
        base: what stands behind the new FROM, flags among it.
        pieces: instructions to write, and those above `last` to move there, in order.
        name: of the first stage, unless it has one.
    """
    froms = [each for each in tree.instructions if isinstance(each, From)]
    if len(froms) != 1 or froms[0].image is None or last not in tree.instructions:
        return No("the file has not exactly one stage")
    above = tree.instructions[: tree.instructions.index(last) + 1]
    moved = [piece for piece in pieces if isinstance(piece, Moved)]
    if any(each.instruction not in above[1:] or each.instruction is last for each in moved):
        return No("only what stands above the end of the first stage can be moved")
    from_, margin = froms[0], _margin(tree, froms[0])
    lower = from_.keyword.text.islower()
    fragment = _fragment(tree, [_lowered(each) if lower and isinstance(each, str) else each for each in pieces])
    if isinstance(fragment, No):
        return fragment
    suffix = "" if from_.stage is not None else f" {'as' if lower else 'AS'} {name}"
    head = f"{'from' if lower else 'FROM'} {base}"
    lines = ["", margin + head, *(margin + each if isinstance(each, str) else each[0] for each in fragment)]
    edits = [
        *([Edit(from_.words[-1].end, from_.words[-1].end, suffix)] if suffix else []),
        *(Edit(*span, "") for span in _cuts(tree, [each.instruction for each in moved])),
        _inserted(tree, last, lines),
    ]
    taken = {id(each.instruction) for each in moved}
    expected = [each.folded.text + (suffix if each is from_ else "") for each in above if id(each) not in taken]
    expected += [head, *(each if isinstance(each, str) else each[1] for each in fragment)]
    expected += [each.folded.text for each in tree.instructions[len(above) :]]
    return checked_file(tree, EditSet.of(edits), expected)


def _fragment(tree: Dockerfile, pieces: Sequence[Piece]) -> list[str | tuple[str, str]] | No:
    """The pieces as they are written: a new one's line, or a moved one's lines and what they will be read as."""
    found: list[str | tuple[str, str]] = []
    for piece in pieces:
        text = piece if isinstance(piece, str) else piece.text
        if text:
            lines = parse_lines(text, tree.escape)
            if len(lines.items) != 1 or len(lines.instructions) != 1 or lines.problems or "\n" in text:
                return No(f"{text!r} is not one instruction on one line")
        if isinstance(piece, str):
            found.append(piece)
            continue
        instruction = piece.instruction
        start, end = belongings(tree, instruction)
        if text:
            found.append((tree.source.text[start : instruction.start] + text, text))
        else:
            block = tree.source.text[start:end].removesuffix("\n").removesuffix("\r")
            found.append((block, instruction.folded.text))
    return found


def _lowered(text: str) -> str:
    """An instruction with its keyword as a file in lower case has it."""
    keyword, blank, rest = text.partition(" ")
    return f"{keyword.lower()}{blank}{rest}"


def _margin(tree: Dockerfile, instruction: Instruction) -> str:
    text = tree.source.text
    return text[text.rfind("\n", 0, instruction.start) + 1 : instruction.start].lstrip(BOM)


def _inserted(tree: Dockerfile, last: Instruction, lines: list[str]) -> Edit:
    """The new stage behind a blank line; a file without a final newline stays one."""
    text, newline = tree.source.text, tree.newline
    at = tree.extent(last).end
    block = newline.join(lines)
    return Edit(at, at, block + newline if text[:at].endswith("\n") else newline + block)


def _cuts(tree: Dockerfile, instructions: Sequence[Instruction]) -> Iterator[Span]:
    """The lines to take out, blank ones among them that would stand beside another or at the top."""
    gone: set[int] = set()
    for each in instructions:
        first, last = reach(tree, each)
        gone.update(range(first, last + 1))
    before: int | None = None
    for at, item in enumerate(tree.items):
        if at in gone:
            continue
        beside = before is None or isinstance(tree.items[before], Blank)
        if isinstance(item, Blank) and beside and at - 1 in gone:
            gone.add(at)
        else:
            before = at
    for at in sorted(gone):
        if at - 1 not in gone:
            end = at
            while end + 1 in gone:
                end += 1
            yield Span(tree.extents[at].start, tree.extents[end].end)
