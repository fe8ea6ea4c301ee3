"""Make one RUN of several neighbours, with a command behind the last."""

from __future__ import annotations

from collections.abc import Sequence

from slimmer.syntax.parser import parse
from slimmer.syntax.verbs.answer import Answer, No
from slimmer.syntax.verbs.runs import merged
from slimmer.syntax.verbs.site import ShellSite, shell_site
from slimmer.text.edits import EditSet
from slimmer.text.source import Source


def joined(sites: Sequence[ShellSite], command: str = "") -> Answer:
    """Merge neighbouring RUNs one by one and run `command` last, in the style of the whole.

    Args:
        sites: in the order of the file, with no other instruction between.
        command: one simple command; "" for none.
    """
    first = sites[0]
    at = first.tree.instructions.index(first.instruction)
    site: ShellSite | No = first
    edits = EditSet()
    for offset, each in enumerate([*sites[1:], None], 1):
        if isinstance(site, No):
            return site
        between = first.tree.instructions[at + offset] if each is not None else None
        if each is not None and between is not None and between is not each.instruction:
            return No(f"{between.name} on line {between.lines[0]} stands between the RUNs")
        if each is not None:
            second = shell_site(site.tree, site.tree.instructions[at + 1], each.script.dialect)
            step = second if isinstance(second, No) else merged(site, second)
        else:
            step = site.with_appended(command) if command else EditSet()
        if isinstance(step, No):
            return step
        edits = edits.compose(step)
        tree = parse(Source(first.tree.source.path, edits.apply(first.text)))
        site = shell_site(tree, tree.instructions[at], first.script.dialect)
    return edits
