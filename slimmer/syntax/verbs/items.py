"""Verbs on whole instructions: insert, remove, move, together with the comments that belong to them."""

from __future__ import annotations

from collections.abc import Iterable

from slimmer.syntax.lines import Span
from slimmer.syntax.nodes import Arg, Blank, Comment, Directive, Dockerfile, From, Instruction
from slimmer.syntax.parser import parse, parse_lines
from slimmer.syntax.verbs.answer import Answer, No
from slimmer.text.edits import Edit, EditSet
from slimmer.text.source import BOM, Source

_WHOSE = "the comments above it may be the file's or its own"


def belongings(tree: Dockerfile, instruction: Instruction) -> Span:
    """The lines of an instruction and of the comments right above it, with no blank line between."""
    at = tree.index(instruction)
    first = at
    while first > 0 and isinstance(tree.items[first - 1], Comment):
        first -= 1
    if first and isinstance(tree.items[first - 1], Directive):
        first = at  # what follows the directives directly is the file's header, not this instruction's comment
    mark = len(BOM) if tree.source.text.startswith(BOM) else 0
    return Span(max(tree.extents[first].start, mark), tree.extents[at].end)


def inserted_above(tree: Dockerfile, instruction: Instruction, text: str) -> Answer:
    """Put the instruction `text`, with its comments, above `instruction` and the comments that belong to it."""
    return _inserted(tree, instruction, belongings(tree, instruction).start, text)


def inserted_below(tree: Dockerfile, instruction: Instruction, text: str) -> Answer:
    """Put the instruction `text`, with its comments, below `instruction`."""
    return _inserted(tree, instruction, tree.extent(instruction).end, text, below=True)


def _inserted(tree: Dockerfile, beside: Instruction, at: int, text: str, *, below: bool = False) -> Answer:
    fragment = parse_lines(text, tree.escape)
    comments = [each for each in fragment.items if isinstance(each, Comment)]
    if len(fragment.instructions) != 1 or fragment.problems or fragment.items[:-1] != tuple(comments):
        return No(f"{text!r} is not one instruction, below comments or none")
    newline, source = tree.newline, tree.source.text
    margin = source[source.rfind("\n", 0, beside.start) + 1 : beside.start].lstrip(BOM)
    lines = "".join(margin + text[span.start : span.end].lstrip(" \t") for span in fragment.extents)
    lines = lines.removesuffix("\n").removesuffix("\r").replace("\r\n", "\n").replace("\n", newline)
    written = newline + lines if below and not source[:at].endswith("\n") else lines + newline
    kept = [each.folded.text for each in tree.instructions]
    kept.insert(tree.instructions.index(beside) + below, fragment.instructions[0].folded.text)
    return checked_file(tree, EditSet((Edit(at, at, written),)), kept, made=fragment.comments())


def removed(tree: Dockerfile, instruction: Instruction) -> Answer:
    """Take `instruction` out, its lines and the comments that belong to it."""
    if len(tree.instructions) == 1:
        return No("it is the only instruction")
    first, last = reach(tree, instruction)
    if first and isinstance(tree.items[first - 1], Comment) and _goes_on(tree, last + 1):
        return No(_WHOSE)
    span = _cut(tree, instruction)
    edits, gone = EditSet((Edit(*span, ""),)), tree.source.text[span.start : span.end]
    window = _window(tree, instruction)
    if window is not None:
        return _checked_window(tree, instruction, window, span)
    kept = [each.folded.text for each in tree.instructions if each is not instruction]
    return checked_file(tree, edits, kept, gone=gone)


def _goes_on(tree: Dockerfile, at: int) -> bool:
    """Whether an item is there that a comment above it could be taken to speak of."""
    return at < len(tree.items) and not isinstance(tree.items[at], Blank)


def _window(tree: Dockerfile, instruction: Instruction) -> Span | None:
    """The lines from the instruction before to the one behind; None where the file's head may read otherwise.

    Behind a FROM there are no directives and no global ARG, and what is read of a line depends on none before it but
    those of its own instruction: what the lines around read as is what they read as in the file.
    """
    at = tree.index(instruction)
    before = next((each for each in reversed(range(at)) if isinstance(tree.items[each], Instruction)), None)
    if before is None or isinstance(instruction, From) or tree.first_from > before:
        return None
    behind = next((each for each in range(at + 1, len(tree.items)) if isinstance(tree.items[each], Instruction)), None)
    end = tree.extents[behind if behind is not None else -1].end
    return Span(tree.extents[before].start, end)


def _checked_window(tree: Dockerfile, instruction: Instruction, window: Span, cut: Span) -> Answer:
    """Take a stretch out of a window of lines, when all else in it then reads as it did."""
    text = tree.source.text
    old = parse_lines(text[window.start : window.end], tree.escape)
    new = parse_lines(text[window.start : cut.start] + text[cut.end : window.end], tree.escape)
    if len(new.problems) > len(old.problems):
        return No(f"the edit would break the file: {new.problems[-1].message}")
    kept = [each.folded.text for each in old.instructions if each.start + window.start != instruction.start]
    if [each.folded.text for each in new.instructions] != kept:
        return No("the edit would be read as part of another instruction")
    lost = parse_lines(text[cut.start : cut.end], tree.escape).comments()
    if sorted([*new.comments(), *lost]) != sorted(old.comments()):
        return No("a comment would be lost or made")
    return EditSet((Edit(*cut, ""),))


def moved_above(tree: Dockerfile, instruction: Instruction, target: Instruction) -> Answer:
    """Move `instruction`, with the comments that belong to it, above `target` and its comments."""
    span, at = belongings(tree, instruction), belongings(tree, target).start
    if instruction is target or span.start <= at <= span.end:
        return No("it stands there already")
    if tree.index(target) and isinstance(tree.items[reach(tree, target)[0] - 1], Comment):
        return No(_WHOSE)
    cut = _cut(tree, instruction)
    if cut.start <= at <= cut.end:
        return No("it stands there already, but for blank lines")
    newline = tree.newline
    block = tree.source.text[span.start : span.end]
    block += "" if block.endswith("\n") else newline
    if _stands_apart(tree, instruction) and _starts_paragraph(tree, target):
        block += newline
    kept = [each.folded.text for each in tree.instructions if each is not instruction]
    kept.insert(_index_without(tree, instruction, target), instruction.folded.text)
    return checked_file(tree, EditSet.of([Edit(at, at, block), Edit(*cut, "")]), kept)


def _cut(tree: Dockerfile, instruction: Instruction) -> Span:
    """What to take out so that neither two blank lines in a row are left, nor a blank or other last line."""
    text = tree.source.text
    start, end = belongings(tree, instruction)
    first, last = reach(tree, instruction)
    if all(isinstance(tree.items[at], Blank) for at in range(last + 1, len(tree.items))):
        end = len(text)
        while first and isinstance(tree.items[first - 1], Blank):
            first -= 1
            start = tree.extents[first].start
        if not text.endswith("\n"):  # a file without a final newline stays one
            start = len(text[:start].removesuffix("\n").removesuffix("\r"))
    elif first == 0 or isinstance(tree.items[first - 1], Blank):
        while last + 1 < len(tree.items) and isinstance(tree.items[last + 1], Blank):
            last += 1
            end = tree.extents[last].end
    return Span(start, end)


def reach(tree: Dockerfile, instruction: Instruction) -> tuple[int, int]:
    """The numbers of the first and last item of what belongs to an instruction."""
    start, last = belongings(tree, instruction).start, tree.index(instruction)
    first = last
    while first and tree.extents[first].start > start:
        first -= 1
    return first, last


def _stands_apart(tree: Dockerfile, instruction: Instruction) -> bool:
    """Whether blank lines part an instruction and its comments from the rest."""
    last = tree.index(instruction)
    return _starts_paragraph(tree, instruction) and (
        last + 1 == len(tree.items) or isinstance(tree.items[last + 1], Blank)
    )


def _starts_paragraph(tree: Dockerfile, instruction: Instruction) -> bool:
    first, _ = reach(tree, instruction)
    return first == 0 or isinstance(tree.items[first - 1], Blank)


def _index_without(tree: Dockerfile, instruction: Instruction, target: Instruction) -> int:
    """The place of `target` once `instruction` is gone."""
    return [each for each in tree.instructions if each is not instruction].index(target)


def checked_file(
    tree: Dockerfile, edits: EditSet, expected: list[str], gone: str = "", made: Iterable[str] = ()
) -> Answer:
    """The edits, when the whole file then reads as `expected` and has its comments but those in `gone`, and `made`."""
    if edits.apply(tree.source.text) == tree.source.text:
        return No("it would change nothing")
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
    if sorted([*again.comments(), *lost]) != sorted([*tree.comments(), *made]):
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
