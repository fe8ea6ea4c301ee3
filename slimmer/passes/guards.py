"""The laws every rewrite must keep, checked in production: a broken one costs a rewrite, never a file.

Each guard is a pure function of the tree before, the tree after and the edits between them; it answers None,
or what is wrong. None of them uses the code that made the edits or applied them. What each costs grows with
the number of changed instructions, apart from one pass over the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain, zip_longest

from slimmer.passes.second_opinion import Seen, instructions
from slimmer.records import dataclass
from slimmer.syntax.nodes import Dockerfile, Instruction, Onbuild, Opaque, ShellForm, shell_forms
from slimmer.syntax.shell import Dialect, ShellSyntaxError
from slimmer.text.edits import EditSet
from slimmer.text.source import BOM

Guard = Callable[[Dockerfile, Dockerfile, EditSet], str | None]


LONGEST = 1_000
"""Physical lines of an instruction up to which dockerfile-parse is asked."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A law that does not hold, by the guard's name, and what was seen."""

    guard: str
    detail: str


def check(before: Dockerfile, after: Dockerfile, edits: EditSet) -> Broken | None:
    """The first law that does not hold between two trees, or None."""
    for guard in GUARDS:
        detail = guard(before, after, edits)
        if detail is not None:
            return Broken(guard.__name__.replace("_", "-"), detail)
    return None


def bytes_outside_edits(before: Dockerfile, after: Dockerfile, edits: EditSet) -> str | None:
    """All that no edit covers is there unchanged and in order, and between it the edits' texts."""
    old, new = before.source.text, after.source.text
    old_at = new_at = 0
    for edit in edits:
        gap = edit.start - old_at
        if gap < 0 or edit.end > len(old):
            return f"the edit of {edit.start}..{edit.end} leaves the text or runs into another"
        if old[old_at : edit.start] != new[new_at : new_at + gap]:
            return f"text before the edit at {edit.start} changed"
        new_at += gap
        if new[new_at : new_at + len(edit.text)] != edit.text:
            return f"the edit at {edit.start} is not what stands there now"
        old_at, new_at = edit.end, new_at + len(edit.text)
    return None if old[old_at:] == new[new_at:] else "text after the last edit changed"


def parses_again(before: Dockerfile, after: Dockerfile, _edits: EditSet) -> str | None:
    """BuildKit accepts what it accepted, and no instruction has become unknown."""
    known = Counter(problem.message for problem in before.problems)
    for problem in after.problems:
        if not known[problem.message]:
            return f"line {problem.line}: {problem.message}"
        known[problem.message] -= 1
    opaque = sum(map(_is_opaque, after.instructions)) - sum(map(_is_opaque, before.instructions))
    return f"{opaque} more instructions are unknown" if opaque > 0 else None


def shell_parses_again(before: Dockerfile, after: Dockerfile, _edits: EditSet) -> str | None:
    """Every script a shell accepted is one it accepts."""
    old, new = _changed_forms(before, after)
    for dialect in Dialect:
        now = [_error(form, dialect) for form in new]
        if not any(now):
            continue
        was = [_error(form, dialect) for form in old]
        if len(was) == len(now):
            broken = [error for error, earlier in zip(now, was, strict=True) if error and not earlier]
        else:
            broken = [error for error in now if error] if sum(map(bool, now)) > sum(map(bool, was)) else []
        if broken:
            return f"as {dialect.value} shell: {broken[0]}"
    return None


def comments_kept(before: Dockerfile, after: Dockerfile, _edits: EditSet) -> str | None:
    """Every comment is there as often as it was, those of changed scripts among them."""
    old, new = _changed_forms(before, after)
    kept = Counter(chain(after.comments(), _script_comments(new)))
    lost = Counter(chain(before.comments(), _script_comments(old))) - kept
    return "lost " + ", ".join(map(repr, lost)) if lost else None


def directives_unchanged(before: Dockerfile, after: Dockerfile, _edits: EditSet) -> str | None:
    """`# syntax`, `# escape` and `# check` say what they said, and stand where they count."""
    old, new = _directives(before), _directives(after)
    return None if old == new and before.escape == after.escape else f"{old} became {new}"


def line_endings_kept(before: Dockerfile, after: Dockerfile, _edits: EditSet) -> str | None:
    """The byte-order mark, the one kind of line ending and the end of the last line are as they were."""
    old, new = before.source.text, after.source.text
    if old.startswith(BOM) != new.startswith(BOM):
        return "the byte-order mark"
    if old and old.endswith("\n") != new.endswith("\n"):
        return "the end of the last line"
    lines, windows = old.count("\n"), old.count("\r\n")
    if not windows and "\r\n" in new:
        return "a line ends with a carriage return, as no other does"
    if lines and lines == windows and new.count("\n") != new.count("\r\n"):
        return "a line ends without the carriage return all others have"
    return None


def second_opinion(before: Dockerfile, after: Dockerfile, _edits: EditSet) -> str | None:
    """dockerfile-parse sees our instructions where it saw them before.

    It knows nothing of here-documents, and takes a time that grows with the square of an instruction's lines: files
    that have one, or a very long instruction, are not shown to it.
    """
    if any(each.heredocs or _lines(each) > LONGEST for each in chain(before.instructions, after.instructions)):
        return None
    old, new = _seen(before), _seen(after)
    if instructions(before.source.data) != old:
        return None
    seen = instructions(after.source.data)
    return None if seen == new else f"dockerfile-parse reads {_first_other(seen or [], new)}"


GUARDS: tuple[Guard, ...] = (
    bytes_outside_edits,
    parses_again,
    shell_parses_again,
    comments_kept,
    directives_unchanged,
    line_endings_kept,
    second_opinion,
)


def _is_opaque(instruction: Instruction | None) -> bool:
    if isinstance(instruction, Onbuild):
        return _is_opaque(instruction.inner)
    return isinstance(instruction, Opaque)


def _lines(instruction: Instruction) -> int:
    first, last = instruction.lines
    return last - first + 1


def _seen(tree: Dockerfile) -> list[Seen]:
    return [(each.name, *each.lines) for each in tree.instructions]


def _first_other(found: list[Seen], wanted: list[Seen]) -> str:
    """What was found where two lists part, and what was to be there."""
    first, second = next(pair for pair in zip_longest(found, wanted) if pair[0] != pair[1])
    return f"{_spelt(first)} instead of {_spelt(second)}"


def _spelt(seen: Seen | None) -> str:
    return f"{seen[0]} in lines {seen[1]} to {seen[2]}" if seen else "no instruction"


def _directives(tree: Dockerfile) -> list[str]:
    return [tree.source.text[each.start : each.end].rstrip("\r\n") for each in tree.directives]


@lru_cache(maxsize=1)
def _changed_forms(before: Dockerfile, after: Dockerfile) -> tuple[list[ShellForm], list[ShellForm]]:
    """The shell forms of each side whose script the other side does not have, in order."""
    old, new = list(_forms(before)), list(_forms(after))
    same = Counter(map(_text, old)) & Counter(map(_text, new))
    return _without(old, same.copy()), _without(new, same)


def _forms(tree: Dockerfile) -> Iterator[ShellForm]:
    return chain.from_iterable(map(shell_forms, tree.instructions))


def _text(form: ShellForm) -> str:
    return form.text


def _without(forms: list[ShellForm], same: Counter[str]) -> list[ShellForm]:
    kept: list[ShellForm] = []
    for form in forms:
        if same[form.text]:
            same[form.text] -= 1
        else:
            kept.append(form)
    return kept


def _error(form: ShellForm, dialect: Dialect) -> str:
    script = form.script(dialect)
    return str(script) if isinstance(script, ShellSyntaxError) else ""


def _script_comments(forms: list[ShellForm]) -> Iterator[str]:
    for form in forms:
        script = form.script()
        if not isinstance(script, ShellSyntaxError):
            yield from (form.text[each.start : each.end].strip(" \t\r\n") for each in script.comments)
