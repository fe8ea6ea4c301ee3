"""Read the text a verb is to write: one command, or words of one; and one command of a script with words put in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from slimmer.syntax.shell import Dialect, Script, ShellSyntaxError, parse_shell
from slimmer.syntax.shell.nodes import AndOr, ListItem, Node, Pipeline, SimpleCommand
from slimmer.syntax.shell.words import Word
from slimmer.syntax.verbs.check import one_line
from slimmer.syntax.verbs.outline import END, Outline, outline
from slimmer.syntax.verbs.placed import PlacedScript
from slimmer.text.edits import Edit, EditSet
from slimmer.text.rare import rare


@lru_cache(maxsize=256)  # transforms write the same few commands and flags again and again
def single_command(text: str, dialect: Dialect) -> SimpleCommand | None:
    """The simple command `text` is, or None when it is more, less or other than one."""
    if not one_line(text) or text != text.strip(" \t"):
        return None
    try:
        script = parse_shell(text, dialect)
    except ShellSyntaxError:
        return None
    if script.body is None or script.comments or len(script.body.items) != 1 or script.body.items[0].separator:
        return None
    pipelines = script.body.items[0].and_or.pipelines
    if len(pipelines) != 1 or len(pipelines[0].commands) != 1 or pipelines[0].marks:
        return None
    command = pipelines[0].commands[0]
    return command if isinstance(command, SimpleCommand) else None


def only_words(text: str, dialect: Dialect, most: int | None = None) -> Outline | None:
    """The outline of `text` read as words behind a command's name; None when it is none, anything else or more."""
    command = single_command(f": {text}", dialect) if text != "" else None
    if command is None or command.redirects or command.assignments or text != text.strip(" \t"):
        return None
    if most is not None and len(command.words) - 1 > most:
        return None
    lines: Outline = []
    for word in command.words[1:]:
        lines += outline(f": {text}", word)
    return lines


LONG: Final = 2_000
"""Characters from which on a script is not read again for each edit."""
_PLAIN = rare("[A-Za-z0-9_./:=@,+-]+( [A-Za-z0-9_./:=@,+-]+)*")


def grown_locally(
    site: PlacedScript, command: SimpleCommand | None, word: Word, text: str, words: Outline
) -> EditSet | None:
    """The edit that puts plain words behind one of a command's; None where it must be checked as a whole.

    A script is read from left to right, and a simple command is read the same wherever one may stand. Where the words
    are plain (no quote, no join, no `#`, no `<`), and the command with them reads by itself as it should, so does the
    script, and the lines of the instruction are joined as before.
    """
    if command is None or _PLAIN().fullmatch(text) is None or any(each.heredoc for each in command.redirects):
        return None
    before = site.script.text[command.start : command.end]
    at = word.end - command.start
    new = f"{before[:at]} {text}{before[at:]}"
    read = single_command(new, site.script.dialect)
    marks: dict[int, tuple[int, int]] = {}
    expected = outline(site.script.text, command, marks)
    end = marks[id(word)][1]
    expected[end:end] = words
    place = site.form.folded.end_of(word.end)
    is_line_end = site.text[place - 1 : place + 1] == "\r\n"
    if read is None or is_line_end or outline(new, read) != expected:
        return None
    return EditSet((Edit(place, place, f" {text}"),))


def linked_locally(site: PlacedScript, pipeline: Pipeline, text: str, lines: Outline) -> EditSet | None:
    """The edit that puts ` && command` behind a pipeline; None where it must be checked as a whole.

    As above: what is put in is joined to lines as what stands beside it, and the pipeline with it reads by itself.
    """
    read = _read_with(site, pipeline, text)
    items = read.body.items if read is not None and read.body is not None else ()
    if read is None or "\n" in read.text or len(items) != 1 or items[0].separator:
        return None
    expected = ["AndOr", *outline(site.script.text, pipeline), "Token &&", *lines, END]
    return _behind(site, pipeline, text) if outline(read.text, items[0].and_or) == expected else None


def listed_locally(site: PlacedScript, item: ListItem, text: str, lines: Outline) -> EditSet | None:
    """The edit that puts an item such as `; command` behind another one of a list; None as above.

    A line of its own may be taken for one of a here-document, or for the end of the one it stands in.
    """
    place = site.form.folded.end_of(item.and_or.end)
    start, end = site.text.rfind("\n", 0, place) + 1, site.text.find("\n", place)
    line = site.text[start:place] + text + site.text[place : end if end > 0 else None]
    read = _read_with(site, item.and_or, text)
    if read is None or any(each.name in line for each in site.instruction.heredocs):
        return None
    items = read.body.items if read.body is not None else ()
    if "\n" in read.text and ("<<" in site.script.text or not site.is_heredoc_script):
        return None
    if len(items) != 2 or items[1].separator:
        return None
    first = items[0].separator
    expected = [outline(site.script.text, item.and_or), ["AndOr", *lines, END]]
    if first is None or first.text == "&" or [outline(read.text, each.and_or) for each in items] != expected:
        return None
    return _behind(site, item.and_or, text)


def _read_with(site: PlacedScript, node: Node, text: str) -> Script | None:
    """A part of the script with `text` behind it, read by itself; None where that does not tell how all is read."""
    escape = re.escape("\\" if site.is_heredoc_script else site.tree.escape)
    new = site.script.text[node.start : node.end] + re.sub(rf"{escape}[ \t]*\r?\n", "", text)
    place = site.form.folded.end_of(node.end)
    if "<<" in new or site.text[place - 1 : place + 1] == "\r\n":
        return None
    try:
        read = parse_shell(new, site.script.dialect)
    except ShellSyntaxError:
        return None
    return None if read.comments else read


def _behind(site: PlacedScript, node: Node, text: str) -> EditSet:
    place = site.form.folded.end_of(node.end)
    return EditSet((Edit(place, place, text),))


def unlinked_locally(site: PlacedScript, chain: AndOr, index: int, cut: Edit) -> EditSet | None:
    """The edit that takes a member out of a chain of `&&`; None where it must be checked as a whole.

    As above: the members beside it read by themselves as they should when it is gone, and nothing else is touched.
    What begins the instruction might be read as JSON or as a flag, and a here-document's lines may end it.
    """
    command = chain.pipelines[index].commands[0]
    if not index or id(command) not in site.holders or site.instruction.heredocs:
        return None
    first, last = chain.pipelines[index - 1], chain.pipelines[min(index + 1, len(chain.pipelines) - 1)]
    start, end = (site.form.folded.start_of(first.start), site.form.folded.end_of(last.end))
    before = site.text[start:end]
    joins = re.compile(rf"{re.escape(site.tree.escape)}[ \t]*\r?\n")
    new = joins.sub("", before[: cut.start - start] + before[cut.end - start :])
    edges = (site.text[at - 1 : at + 1] for at in (cut.start, cut.end))
    if "\n" in new or "\r" in new or "<<" in before or "#" in before or "\r\n" in edges:
        return None
    try:
        read = parse_shell(new, site.script.dialect)
    except ShellSyntaxError:
        return None
    items = read.body.items if read.body is not None else ()
    left = [first, last] if last is not chain.pipelines[index] else [first]
    expected = ["AndOr", *outline(site.script.text, left[0])]
    expected += ["Token &&", *outline(site.script.text, last)] if len(left) > 1 else []
    if len(items) != 1 or items[0].separator or read.comments or outline(new, items[0].and_or) != [*expected, END]:
        return None
    return EditSet((cut,))
