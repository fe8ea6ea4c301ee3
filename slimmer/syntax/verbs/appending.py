"""Append to a script, and take links out of its chains."""

from __future__ import annotations

from collections.abc import Sequence

from slimmer.syntax.lines import Span
from slimmer.syntax.shell import Script, walk
from slimmer.syntax.shell.compounds import Coprocess, FunctionDef
from slimmer.syntax.shell.nodes import AndOr, HereDoc, ListItem, Node, Pipeline, SimpleCommand
from slimmer.syntax.verbs.answer import Answer, No
from slimmer.syntax.verbs.errexit import (
    hides_failure,
    leaves_early,
    may_call_function,
    may_set_errexit,
    minds_errexit,
    replaced,
    sets_errexit,
)
from slimmer.syntax.verbs.fragments import LONG, single_command, unlinked_locally
from slimmer.syntax.verbs.outline import END, Outline, outline
from slimmer.syntax.verbs.placed import PlacedScript
from slimmer.syntax.verbs.shell_state import in_the_way
from slimmer.syntax.verbs.style import REMARK, chain_gap, ends_in_comment, in_column, separator_gap
from slimmer.text.edits import Edit, EditSet

_LEAVES = frozenset(("exec", "exit", "return", "break", "continue", "logout"))


def appended(site: PlacedScript, command: str) -> Answer:
    """Run `command` last, when all went well.

    `a; b && command` runs it iff `b` succeeded, and the list's exit status is `b`'s own where it did not: that
    holds for whatever comes before the last and-or list, so `;` and newlines there do not matter. `||`, `&`
    and a command that leaves the shell at the end do, and are refused. Under `set -e`, `;` or a line of its own
    does the same where `b` is one command; it reads better in a script written so, and must be taken where `b`
    is a loop or a function, in whose body `&&` would turn `set -e` off.
    """
    new = single_command(command, site.script.dialect)
    if new is None:
        return No(f"{command!r} is not one simple command")
    script = site.script
    if script.body is None:
        return No("the script holds no command")
    item = script.body.items[-1]
    reason = _why_not(item)
    if reason is None and (leaving := leaves_early(script)) is not None:
        reason = f"`{leaving}` may end the script before its end"
    if reason is None:
        reason = in_the_way(script, command) or replaced(script, command)
    if reason is not None:
        return No(reason)
    lines = ["Pipeline", *outline(command, new), END]
    if may_set_errexit(site.tree, site.instruction, script):
        alone = sets_errexit(script) and len(item.and_or.pipelines) == 1
        if alone and not may_call_function(script, item) and not hides_failure(item.and_or.pipelines[0]):
            return _as_line(site, item, command, lines) if site.is_heredoc_script else _as_item(site, command, lines)
        if minds_errexit(script, item.and_or):
            return No("`set -e` would no longer stop what the last command runs")
    return _as_link(site, item.and_or, command, lines)


def _why_not(item: ListItem) -> str | None:
    if item.separator is not None and item.separator.text == "&":
        return "the script ends in a background job"
    if any(operator.text != "&&" for operator in item.and_or.operators):
        return "the script ends in `||`: what runs behind it would be a guess"
    for pipeline in item.and_or.pipelines:
        for command in pipeline.commands:
            if isinstance(command, (FunctionDef, Coprocess)):
                return "the script ends in a function or coprocess"
            if isinstance(command, SimpleCommand) and command.words and command.words[0].literal in _LEAVES:
                return f"`{command.words[0].literal}` leaves the script before its end"
    return None


def _as_item(site: PlacedScript, command: str, lines: Outline) -> Answer:
    if site.script.body is None:
        return No("the script holds no command")
    items = site.script.body.items
    gap = separator_gap(site.tree, site.form.folded, items)
    if gap is None:
        return No("a comment stands beside every `;`")
    before, own, after = site.outline_around(items[-1])
    separator = ["Token ;"] if items[-1].separator else []
    at = site.form.folded.end_of(items[-1].and_or.end)
    if ends_in_comment(site.text, at):
        return No(REMARK)
    kept = own[: -1 - len(separator)]
    expected = [*before, *kept, "Token ;", END, "ListItem", "AndOr", *lines, END, *separator, END, *after]
    return site.checked(EditSet((Edit(at, at, f"{gap}{command}"),)), expected)


def _as_link(site: PlacedScript, chain: AndOr, command: str, lines: Outline) -> Answer:
    before, own, after = site.outline_around(chain)
    gap = chain_gap(site.tree, site.instruction, site.form.folded, chain)
    at = site.form.folded.end_of(chain.end)
    if ends_in_comment(site.text, at):
        return No(REMARK)
    gap = in_column(gap, site.text, site.instruction.start, at)
    text = f"{gap.before}&&{gap.after}{command}"
    return site.checked(EditSet((Edit(at, at, text),)), [*before, *own[:-1], "Token &&", *lines, END, *after])


def _as_line(site: PlacedScript, item: ListItem, command: str, lines: Outline) -> Answer:
    ends = [item.and_or.end]
    for node in walk(item):
        if isinstance(node, HereDoc):
            if node.terminator is None:
                return No("the script ends inside a here-document")
            ends.append(node.terminator.end)
    text, folded = site.text, site.form.folded
    line_end = text.find("\n", folded.end_of(max(ends)))
    if line_end < 0:
        return No("the script's last line has no end")
    line_end -= text[line_end - 1] == "\r"
    start = folded.start_of(item.start)
    line_start = text.rfind("\n", 0, start) + 1
    indent = text[line_start:start]
    if indent.strip(" \t"):
        indent = ""
    ending = text[line_end : text.find("\n", line_end) + 1]
    before, own, after = site.outline_around(item)
    new = ["ListItem", "AndOr", *lines, END]
    if item.separator:
        expected = [*before, *own, *new, "Token ;", END, *after]
    else:
        expected = [*before, *own[:-1], "Token ;", END, *new, END, *after]
    return site.checked(EditSet((Edit(line_end, line_end, f"{ending}{indent}{command}"),)), expected)


def without_link(site: PlacedScript, chain: Node, index: int) -> Answer:
    """Take pipeline `index` out of a pure `&&` chain."""
    if not isinstance(chain, AndOr) or len(chain.pipelines) < 2:
        return No("the command stands alone")
    if not site.is_pure(chain):
        return No("the list is not a pure && chain")
    folded = site.form.folded
    pipelines = chain.pipelines
    if index == 0 or _begins_line(site, pipelines, index):
        start, end = folded.start_of(pipelines[index].start), folded.start_of(pipelines[index + 1].start)
    else:
        start, end = folded.end_of(pipelines[index - 1].end), folded.end_of(pipelines[index].end)
    if site.holds_comment(Span(start, end)):
        return No("a comment stands beside the command")
    cut = Edit(start, end, "")
    edits = unlinked_locally(site, chain, index, cut) if len(site.script.text) > LONG else None
    if edits is not None:
        return edits
    before, _, after = site.outline_around(chain)
    kept: list[Pipeline] = [*pipelines[:index], *pipelines[index + 1 :]]
    lines: Outline = ["AndOr"]
    for at, pipeline in enumerate(kept):
        lines += (["Token &&"] if at else []) + site.outline_of(pipeline)
    return site.checked(EditSet((cut,)), [*before, *lines, END, *after])


def _begins_line(site: PlacedScript, pipelines: Sequence[Pipeline], index: int) -> bool:
    """Whether a link begins a line that the next link goes on: that one then begins it."""
    if index + 1 == len(pipelines):
        return False
    folded = site.form.folded
    places = [(folded.end_of(pipelines[at].end), folded.start_of(pipelines[at + 1].start)) for at in (index - 1, index)]
    before, after = ("\n" in site.text[start:end] for start, end in places)
    return before and not after


def is_pure_chain(script: Script) -> bool:
    """Whether the script is one list of commands joined by `&&` and nothing else."""
    if script.body is None or len(script.body.items) != 1:
        return False
    item = script.body.items[0]
    return item.separator is None and all(operator.text == "&&" for operator in item.and_or.operators)
