"""Run a command right behind another one of a script."""

from __future__ import annotations

from bisect import bisect_left

from slimmer.syntax.shell import walk
from slimmer.syntax.shell.nodes import AndOr, List, ListItem, Node
from slimmer.syntax.verbs import appending
from slimmer.syntax.verbs.answer import Answer, No
from slimmer.syntax.verbs.errexit import hides_failure, may_call_function, may_set_errexit, minds_errexit, replaced
from slimmer.syntax.verbs.fragments import LONG, linked_locally, listed_locally, single_command
from slimmer.syntax.verbs.outline import END, Outline, outline
from slimmer.syntax.verbs.placed import PlacedScript
from slimmer.syntax.verbs.style import REMARK, chain_gap, ends_in_comment, operator_gap, without_comments
from slimmer.text.edits import Edit, EditSet


def inserted_behind(site: PlacedScript, node: Node, command: str) -> Answer:
    """Run `command` when the pipeline that `node` is, or lies in, went well, and before what follows it.

    A link `&& command` does that in a list of `&&`. Where the pipeline ends its list and `set -e` may be on, the
    link would take `set -e` from it: there the command becomes an item of its own. Whether the script succeeds
    depends on the same commands as before, and on `command`.
    """
    new = single_command(command, site.script.dialect)
    if new is None:
        return No(f"{command!r} is not one simple command")
    found = _holder(site, node)
    reason = replaced(site.script, command)
    if isinstance(found, No) or reason is not None:
        return found if isinstance(found, No) else No(reason or "")
    body, item, index = found
    chain = item.and_or
    if index + 1 == len(chain.pipelines) and site.script.body is body and item is body.items[-1]:
        return appending.appended(site, command)
    lines: Outline = ["Pipeline", *outline(command, new), END]
    if index + 1 < len(chain.pipelines) or not may_set_errexit(site.tree, site.instruction, site.script):
        if index + 1 == len(chain.pipelines) and minds_errexit(site.script, chain):
            return No("the command runs others whose failure would go unseen")
        return _as_link(site, chain, index, command, lines)
    pipeline = chain.pipelines[index]
    if len(chain.pipelines) > 1 or may_call_function(site.script, item) or hides_failure(pipeline):
        return No("`set -e` would no longer stop what runs there")
    return _as_item(site, body, item, command, lines)


def _holder(site: PlacedScript, node: Node) -> tuple[List, ListItem, int] | No:
    """The innermost pipeline around `node`, by its list, its item and its number there."""
    found = site.holders.get(id(node))
    for body in walk(site.script, substitutions=False) if found is None else ():
        if isinstance(body, List):
            for item in body.items:
                for index, pipeline in enumerate(item.and_or.pipelines):
                    if pipeline.start <= node.start and node.end <= pipeline.end:
                        found = body, item, index
    if found is None:
        return No("the command stands in no list of the script")
    _, item, index = found
    if item.separator is not None and item.separator.text == "&":
        return No("the command runs in the background")
    if not site.is_pure(item.and_or):
        return No("the command's list holds `||`: what runs behind it would be a guess")
    if item.and_or.pipelines[index].marks:
        return No("the command's status is inverted or it is timed")
    return found


def _as_link(site: PlacedScript, chain: AndOr, index: int, command: str, lines: Outline) -> Answer:
    if index < len(chain.operators):
        gap = operator_gap(site.text, site.form.folded, chain, index)
    else:
        if ends_in_comment(site.text, site.form.folded.end_of(chain.end)):
            return No(REMARK)
        gap = chain_gap(site.tree, site.instruction, site.form.folded, chain)
    text = f"{gap.before}&&{gap.after}{command}"
    edits = linked_locally(site, chain.pipelines[index], text, lines) if len(site.script.text) > LONG else None
    if edits is not None:
        return edits
    before, own, after = site.outline_around(chain.pipelines[index])
    at = site.form.folded.end_of(chain.pipelines[index].end)
    edit = Edit(at, at, text)
    return site.checked(EditSet((edit,)), [*before, *own, "Token &&", *lines, *after])


def _as_item(site: PlacedScript, body: List, item: ListItem, command: str, lines: Outline) -> Answer:
    end = site.form.folded.end_of(item.and_or.end)
    if ends_in_comment(site.text, end):
        return No(REMARK)
    gap = _gap(site, body, item)
    if gap is None:
        return No("there is no telling how to write a line behind it")
    text = f"{gap}{command}"
    edits = listed_locally(site, item, text, lines) if len(site.script.text) > LONG else None
    if edits is not None:
        return edits
    before, own, after = site.outline_around(item)
    kept = own[: -1 - (item.separator is not None)]
    expected = [*before, *kept, "Token ;", END, "ListItem", "AndOr", *lines, END, *own[len(kept) :], *after]
    return site.checked(EditSet((Edit(end, end, text),)), expected)


def _gap(site: PlacedScript, body: List, item: ListItem) -> str | None:
    """What parts an item from the one behind it, else from the one before it, else `;`."""
    at = bisect_left(body.items, item.start, key=lambda each: each.start)
    folded = site.form.folded
    following = at + 1 < len(body.items)
    if following or at:
        left, right = body.items[at if following else at - 1], body.items[at + 1 if following else at]
        gap = without_comments(site.text[folded.end_of(left.and_or.end) : folded.start_of(right.start)])
        return gap if gap.strip(f" \t\r\n{site.tree.escape}") in ("", ";") else None
    return "; " if item.separator is not None and item.separator.text == ";" else None
