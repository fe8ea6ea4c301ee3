"""Why a file is refused, as a person needs it: where the mistake is (not where it was noticed) and what to do."""

from __future__ import annotations

import re
from typing import NamedTuple

from slimmer.syntax.instructions import KEYWORDS, may_hold_heredocs
from slimmer.syntax.lines import GO_SPACE, PhysicalLine, Span, physical_lines
from slimmer.syntax.nodes import Add, Copy, Dockerfile, Healthcheck, Instruction, Onbuild, Opaque, Problem, Run, Shell

_CODE_FLAG = {
    **dict.fromkeys(("python", "python3", "sh", "bash", "ash"), "-c"),
    **dict.fromkeys(("node", "ruby", "perl"), "-e"),
    "php": "-r",
}
"""The flag by which an interpreter takes its script as a word."""
_SHELL_WORDS = frozenset(
    (
        *(
            "&&",
            "||",
            "|",
            "\\",
            "apk",
            "apt",
            "apt-get",
            "cd",
            "chmod",
            "cp",
            "curl",
            "dnf",
            "do",
            "done",
            "echo",
            "else",
        ),
        *("echo", "else", "esac", "export", "fi", "for", "git", "if", "make", "mkdir", "mv", "npm", "pip", "rm", "sed"),
        *("set", "sudo", "tar", "then", "wget", "while", "yarn", "yum"),
    )
)
_MARK = re.compile(r"""<<(?P<chomp>-?)[ \t]*(?P<quote>["']?)(?P<name>[A-Za-z_][\w.-]*)(?P=quote)""")
"""A here-document as people write it, in quotes too."""
_WEB_PAGE = "it looks like a web page, not like a Dockerfile"
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")


class Complaint(NamedTuple):
    """The first reason to refuse a file.

    Attributes:
        line: 1-based physical line.
        message: what is wrong.
        help: what to do about it, "" where nothing better is known than to read the message.
        span: what to point at.
    """

    line: int
    message: str
    help: str
    span: Span


def complaint(tree: Dockerfile) -> Complaint:
    """The complaint about a tree that has problems."""
    first = tree.problems[0]
    lines = physical_lines(tree.source.text)
    misplaced = _misplaced_heredoc(tree, first, lines)
    if misplaced is not None:
        return misplaced
    start = lines[first.line - 1].start if first.line <= len(lines) else len(tree.source.text)
    refused = next((each for each in tree.instructions if each.lines[0] == first.line), None)
    if isinstance(refused, Opaque):
        span = Span(refused.keyword.start, refused.keyword.end)
    else:
        text = lines[first.line - 1].text if first.line <= len(lines) else ""
        lead = len(text) - len(text.lstrip(GO_SPACE))
        span = Span(start + lead, start + len(text.rstrip(GO_SPACE)))
    return Complaint(first.line, first.message, _help(tree, refused, first), span)


def _misplaced_heredoc(tree: Dockerfile, first: Problem, lines: list[PhysicalLine]) -> Complaint | None:
    """A here-document behind an instruction that takes none, its lines read as instructions."""
    before = [each for each in tree.instructions if each.lines[0] < first.line]
    for instruction in reversed(before):
        inner = instruction.inner if isinstance(instruction, Onbuild) else instruction
        if inner is None or isinstance(inner, Opaque) or may_hold_heredocs(inner):
            continue
        for mark in _MARK.finditer(inner.folded.text):
            end = _end(lines, instruction.lines[1], mark)
            if end is not None and instruction.lines[1] < first.line <= end:
                return _about_heredoc(inner, mark, instruction.lines[0])
    return None


def _end(lines: list[PhysicalLine], behind: int, mark: re.Match[str]) -> int | None:
    """The number of the line that ends a here-document whose body begins behind line `behind`."""
    found = (
        line for line in lines[behind:] if (line.text.lstrip("\t") if mark["chomp"] else line.text) == mark["name"]
    )
    return next((line.number + 1 for line in found), None)


def _about_heredoc(instruction: Instruction, mark: re.Match[str], line: int) -> Complaint:
    name, folded = instruction.name, instruction.folded
    allowed = "in exec form takes no here-document"
    if not isinstance(instruction, (Run, Copy, Add)):
        allowed = "takes no here-document: Docker allows them in RUN, COPY and ADD only"
    span = Span(folded.start_of(mark.start()), folded.end_of(mark.end()))
    return Complaint(line, f"{name} {allowed}", _way_out(instruction), span)


def _way_out(instruction: Instruction) -> str:
    name = instruction.name
    if isinstance(instruction, (Run, Copy, Add)):
        return f"write {name} in shell form, without the brackets"
    if name not in ("CMD", "ENTRYPOINT", "HEALTHCHECK"):
        return "write the value on one line"
    keyword = "HEALTHCHECK CMD" if isinstance(instruction, Healthcheck) else name
    program = _program(instruction)
    flag = _CODE_FLAG.get(program.rpartition("/")[2])
    copy = "COPY the script into the image and call it"
    return f'write it in exec form, `{keyword} ["{program}", "{flag}", "..."]`, or {copy}' if flag else copy


def _program(instruction: Instruction) -> str:
    """The first word of the command in shell form."""
    words = instruction.folded.text.split("<<", 1)[0].split()[1:]
    words = [word for word in words if not word.startswith("--")]
    if isinstance(instruction, Healthcheck):
        words = words[1:]
    return words[0] if words else ""


def _help(tree: Dockerfile, refused: Instruction | None, problem: Problem) -> str:
    text = tree.source.text
    if any(mark in text for mark in ("{{", "{%", "<%")):
        return "it looks like a template: give slimmer the file that is made of it"
    if "\r" in text.rstrip("\r") and "\n" not in text:
        return "carriage returns alone end no line for Docker: save it with line feeds"
    if not tree.instructions:
        return "is it the right file? A Dockerfile begins with FROM"
    if "max allowed size" in problem.message:
        return f"break the line with {tree.escape}, or COPY what it holds"
    if problem.message.startswith("unterminated heredoc"):
        return "end it with a line that holds the word and nothing else, no blank before or after it"
    if isinstance(refused, Shell):
        return 'write it as a JSON array, with double quotes: `SHELL ["/bin/bash", "-c"]`'
    if not isinstance(refused, Opaque):
        return ""
    return _about_word(tree, refused.keyword.text, problem.line)


def _about_word(tree: Dockerfile, word: str, line: int) -> str:
    """What to do about a word that is no instruction."""
    starts = {"//": "a comment begins with #", **dict.fromkeys(("<!", "<html", "<?"), _WEB_PAGE)}
    starts |= dict.fromkeys(_CONFLICT, "a merge conflict is not resolved")
    known = next((told for start, told in starts.items() if word.startswith(start)), None)
    if known is not None:
        return known
    if (keyword := word.partition("[")[0].upper()) in KEYWORDS:
        return f"put a blank behind {keyword}"
    if word.lower() not in _SHELL_WORDS or line == 1:
        return _alike(word)
    above = next((each for each in reversed(tree.instructions) if each.lines[1] < line), None)
    if above is not None and above.name in ("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"):
        return f"line {above.lines[1]} does not end in {tree.escape}: this line is not part of its {above.name}"
    return f"write `RUN {word.lower()} ...`" if word[0].isalpha() else ""


def _alike(word: str) -> str:
    """The instruction a misspelled word may have been meant for."""
    import difflib  # noqa: PLC0415  only a wrong word needs it

    close = difflib.get_close_matches(word.upper(), KEYWORDS, n=1)
    return f"did you mean {close[0]}?" if close else ""
