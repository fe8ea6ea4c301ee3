"""Unified diffs that `git apply` takes, made from edits: no line is compared that no edit touched."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.records import dataclass
from slimmer.text.edits import EditSet

CONTEXT = 3
_NO_NEWLINE = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines `[old_start, old_end)` of the old text become `[new_start, new_end)` of the new (0-based)."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def unified_diff(path: str, before: str, edits: EditSet) -> str:
    r"""The diff of `before` against `edits.apply(before)`, or an empty string when nothing changes.

    Lines end at `\n` only; carriage returns stay part of a line, as git has it. Surrogate escapes stay too:
    encode the result with `surrogateescape`.
    """
    after = edits.apply(before)
    if after == before:
        return ""
    old, new = _lines(before), _lines(after)
    changes = [change for touched in _touched(before, edits) for change in _trim(touched, old, new)]
    parts = [f"--- {_name('a', path)}\n", f"+++ {_name('b', path)}\n"]
    for group in _groups(changes):
        parts += _hunk(group, old, new)
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Replaced:
    """Lines that become others; `number` is the 1-based number of the first old one, or of the one they go before."""

    number: int
    old: tuple[str, ...]
    new: tuple[str, ...]


def replaced_lines(before: str, edits: EditSet) -> tuple[Replaced, ...]:
    """The lines that edits change, without their line ends, in order."""
    old, new = _lines(before), _lines(edits.apply(before))
    changes = (change for touched in _touched(before, edits) for change in _trim(touched, old, new))
    return tuple(
        Replaced(each.old_start + 1, _bare(old, each.old_start, each.old_end), _bare(new, each.new_start, each.new_end))
        for each in changes
    )


def _bare(lines: list[str], start: int, end: int) -> tuple[str, ...]:
    return tuple(line.rstrip("\r\n") for line in lines[start:end])


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    last = lines.pop()
    return [line + "\n" for line in lines] + ([last] if last else [])


def _name(side: str, path: str) -> str:
    """A path as git writes it in a header: relative, quoted where it holds control characters or quotes."""
    name = f"{side}/{path.lstrip('/').removeprefix('./')}"
    if any(char in '"\\' or char < " " for char in name):
        quoted = name.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\n", "\\n")
        return f'"{quoted}"'
    return name + "\t" if " " in name else name


def _touched(before: str, edits: EditSet) -> Iterator[_Change]:
    """For each run of edits that share lines, the old lines they lie on and the new lines those become."""
    line = offset = grown = 0
    open_change: _Change | None = None
    for edit in edits:
        line += before.count("\n", offset, edit.start)
        offset = edit.start
        removed = before.count("\n", edit.start, edit.end)
        added = edit.text.count("\n")
        first, last = line, line + removed + 1
        if open_change is not None and first < open_change.old_end:
            new_end = last + grown + added - removed
            open_change = _Change(open_change.old_start, last, open_change.new_start, new_end)
        else:
            if open_change is not None:
                yield open_change
            open_change = _Change(first, last, first + grown, last + grown + added - removed)
        grown += added - removed
    if open_change is not None:
        yield open_change


def _trim(change: _Change, old: list[str], new: list[str]) -> Iterator[_Change]:
    """The change without the equal lines at its ends; nothing when all are equal."""
    old_start, old_end = change.old_start, min(change.old_end, len(old))
    new_start, new_end = change.new_start, min(change.new_end, len(new))
    while old_start < old_end and new_start < new_end and old[old_start] == new[new_start]:
        old_start, new_start = old_start + 1, new_start + 1
    while old_end > old_start and new_end > new_start and old[old_end - 1] == new[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
    if old_start < old_end or new_start < new_end:
        yield _Change(old_start, old_end, new_start, new_end)


def _groups(changes: list[_Change]) -> Iterator[list[_Change]]:
    """Changes whose context lines meet share a hunk."""
    group: list[_Change] = []
    for change in changes:
        if group and change.old_start - group[-1].old_end > 2 * CONTEXT:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _hunk(group: list[_Change], old: list[str], new: list[str]) -> Iterator[str]:
    first, last = group[0], group[-1]
    lead = min(CONTEXT, first.old_start)
    old_from, new_from = first.old_start - lead, first.new_start - lead
    tail = min(CONTEXT, len(old) - last.old_end)
    old_to, new_to = last.old_end + tail, last.new_end + tail
    yield f"@@ -{_range(old_from, old_to)} +{_range(new_from, new_to)} @@\n"
    at = old_from
    for change in group:
        yield from _marked(" ", old[at : change.old_start])
        yield from _marked("-", old[change.old_start : change.old_end])
        yield from _marked("+", new[change.new_start : change.new_end])
        at = change.old_end
    yield from _marked(" ", old[at:old_to])


def _range(start: int, end: int) -> str:
    """A hunk range: 1-based start and length; an empty range names the line before it."""
    return f"{start + 1 if end > start else start},{end - start}"


def _marked(mark: str, lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield mark + line
        if not line.endswith("\n"):
            yield "\n" + _NO_NEWLINE
