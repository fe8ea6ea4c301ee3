"""Make one RUN of several neighbours, with a command behind the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slimmer.syntax.nodes import Dockerfile, Instruction
from slimmer.syntax.parser import parse_lines
from slimmer.syntax.verbs.answer import Answer, No
from slimmer.syntax.verbs.runs import merged
from slimmer.syntax.verbs.site import ShellSite, shell_site
from slimmer.text.edits import Edit, EditSet


def joined(sites: Sequence[ShellSite], command: str = "") -> Answer:
    """Merge neighbouring RUNs one by one and run `command` last, in the style of the whole.

    What becomes of them is read without the rest of the file, which may be long.

    Args:
        sites: in the order of the file, with no other instruction between.
        command: one simple command; "" for none.
    """
    first = sites[0]
    tree, begin, end = (
        first.tree,
        first.tree.extent(first.instruction).start,
        first.tree.extent(sites[-1].instruction).end,
    )
    text, edits = tree.source.text[begin:end], EditSet()
    behind = _behind(tree, first.instruction)
    site: ShellSite | No = first
    for each in [*sites[1:], None]:
        if isinstance(site, No):
            return site
        between = next(behind, None) if each is not None else None
        if each is not None and between is not None and between is not each.instruction:
            return No(f"{between.name} on line {between.lines[0]} stands between the RUNs")
        if each is not None:
            second = each if site is first else shell_site(site.tree, site.tree.instructions[1], each.script.dialect)
            step = second if isinstance(second, No) else merged(site, second)
        else:
            step = site.with_appended(command) if command else EditSet()
        if isinstance(step, No):
            return step
        edits = edits.compose(_moved(step, -begin if site is first else 0))
        lines = parse_lines(edits.apply(text), tree.escape, (tree, begin))
        site = shell_site(lines, lines.instructions[0], first.script.dialect)
    return _moved(edits, begin)


def _behind(tree: Dockerfile, instruction: Instruction) -> Iterator[Instruction]:
    places = range(tree.index(instruction) + 1, len(tree.items))  # to skip those above takes longer than to ask for one
    return (item for place in places if isinstance(item := tree.items[place], Instruction))


def _moved(edits: EditSet, by: int) -> EditSet:
    return EditSet.of(Edit(each.start + by, each.end + by, each.text) for each in edits)
