"""Verbs on whole instructions: insert, remove, move, together with the comments that belong to them."""

from __future__ import annotations

from slimmer.syntax.lines import Span
from slimmer.syntax.nodes import Arg, Comment, Directive, Dockerfile, From, Instruction
from slimmer.syntax.parser import parse, parse_lines
from slimmer.syntax.verbs.answer import Answer, No
from slimmer.text.edits import Edit, EditSet
from slimmer.text.source import Source


def belongings(tree: Dockerfile, instruction: Instruction) -> Span:
    """The lines of an instruction and of the comments right above it, with no blank line between."""
    at = tree.index(instruction)
    first = at
    while first > 0 and isinstance(tree.items[first - 1], Comment):
        first -= 1
    if first and isinstance(tree.items[first - 1], Directive):
        first = at  # what follows the directives directly is the file's header, not this instruction's comment
    return Span(tree.extents[first].start, tree.extents[at].end)


def inserted_above(tree: Dockerfile, instruction: Instruction, text: str) -> Answer:
    """Put the instruction `text` on a line of its own above `instruction` and the comments that belong to it."""
    return _inserted(tree, belongings(tree, instruction).start, tree.instructions.index(instruction), text)


def inserted_below(tree: Dockerfile, instruction: Instruction, text: str) -> Answer:
    """Put the instruction `text` on a line of its own below `instruction`."""
    return _inserted(tree, tree.extent(instruction).end, tree.instructions.index(instruction) + 1, text)


def _inserted(tree: Dockerfile, at: int, index: int, text: str) -> Answer:
    fragment = parse_lines(text, tree.escape)
    if len(fragment.items) != 1 or len(fragment.instructions) != 1 or fragment.problems:
        return No(f"{text!r} is not one instruction")
    newline = tree.source.newline
    lines = text.replace("\r\n", "\n").replace("\n", newline)
    source = tree.source.text
    unended = at > 0 and source[at - 1] != "\n"
    written = newline + lines if unended else lines + newline
    kept = [each.folded.text for each in tree.instructions]
    kept.insert(index, fragment.instructions[0].folded.text)
    return _checked(tree, EditSet((Edit(at, at, written),)), kept)


def removed(tree: Dockerfile, instruction: Instruction) -> Answer:
    """Take `instruction` out, its lines and the comments that belong to it."""
    if len(tree.instructions) == 1:
        return No("it is the only instruction")
    span = belongings(tree, instruction)
    text = tree.source.text
    if not text.endswith("\n") and span.end == len(text):  # a file without a final newline stays one
        span = Span(len(text[: span.start].removesuffix("\n").removesuffix("\r")), span.end)
    kept = [each.folded.text for each in tree.instructions if each is not instruction]
    return _checked(tree, EditSet((Edit(*span, ""),)), kept, gone=tree.source.text[span.start : span.end])


def moved_above(tree: Dockerfile, instruction: Instruction, target: Instruction) -> Answer:
    """Move `instruction`, with the comments that belong to it, above `target` and its comments."""
    source = tree.source.text
    span, at = belongings(tree, instruction), belongings(tree, target).start
    if instruction is target or span.start <= at <= span.end:
        return No("it stands there already")
    block = source[span.start : span.end]
    edits = [Edit(at, at, block), Edit(*span, "")]
    if not block.endswith("\n"):
        ending = span.start - len(tree.source.newline)
        edits = [Edit(at, at, block + tree.source.newline), Edit(ending, span.end, "")]
        if source[ending : span.start] != tree.source.newline:
            return No("the file's last line follows one with another line ending")
    kept = [each.folded.text for each in tree.instructions if each is not instruction]
    kept.insert(kept.index(target.folded.text, _index_without(tree, instruction, target)), instruction.folded.text)
    return _checked(tree, EditSet.of(edits), kept)


def _index_without(tree: Dockerfile, instruction: Instruction, target: Instruction) -> int:
    """The place of `target` once `instruction` is gone."""
    return [each for each in tree.instructions if each is not instruction].index(target)


def _checked(tree: Dockerfile, edits: EditSet, expected: list[str], gone: str = "") -> Answer:
    again = parse(Source(tree.source.path, edits.apply(tree.source.text)))
    if len(again.problems) > len(tree.problems):
        return No(f"the edit would break the file: {again.problems[-1].message}")
    if [each.folded.text for each in again.instructions] != expected:
        return No("the edit would be read as part of another instruction")
    if [(each.name, each.value) for each in again.directives] != [(each.name, each.value) for each in tree.directives]:
        return No("the edit would change the parser directives")
    if _headless(again) and not _headless(tree):
        return No("only ARG may stand above the first FROM, and a FROM there must be")
    lost = list(parse_lines(gone, tree.escape).comments()) if gone else []
    if sorted([*again.comments(), *lost]) != sorted(tree.comments()):
        return No("a comment would be lost or made")
    return edits


def _headless(tree: Dockerfile) -> bool:
    """Whether an instruction other than ARG stands in no stage (BuildKit's `instructions.Parse` refuses that)."""
    for instruction in tree.instructions:
        if isinstance(instruction, From):
            return False
        if not isinstance(instruction, Arg):
            return True
    return True
