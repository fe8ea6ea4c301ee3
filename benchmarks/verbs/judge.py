"""Hold what verbs did against BuildKit's parser, bash and dash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.laws.judge import comment_lines
from benchmarks.laws.shells import Acceptance, accept
from benchmarks.verbs.forms import script_of
from benchmarks.verbs.intents import Reordered
from benchmarks.verbs.printing import pretty
from benchmarks.verbs.trials import Trial
from tests.oracle.oracle import Oracle, Verdict

BOM = "\ufeff"
_DIRECTIVE = re.compile(r"\ufeff?\s*#\s*(syntax|escape|check)\s*=", re.IGNORECASE).match


@dataclass(frozen=True, slots=True)
class Violation:
    """A verb that did something else than it was asked for."""

    trial: Trial
    after: str
    what: str


def spliced(trial: Trial) -> str:
    """The text after the edits, made without slimmer's own code."""
    text = trial.before
    for start, end, written in sorted(trial.edits, reverse=True):
        text = text[:start] + written + text[end:]
    return text


def judge(trials: Sequence[Trial], oracle: Oracle) -> list[Violation]:
    """All that is wrong; empty when every verb did what it was asked for."""
    afters = [spliced(trial) for trial in trials]
    texts = dict.fromkeys([*(trial.before for trial in trials), *afters])
    contents = [text.encode("utf-8", "surrogateescape") for text in texts]
    verdicts = dict(zip(texts, oracle.check_many(contents), strict=True))
    scripts = _altered(trials, afters, verdicts)
    accepted, printed = accept(scripts), pretty(scripts)
    found = []
    for trial, after in zip(trials, afters, strict=True):
        pair = verdicts[trial.before], verdicts[after]
        wrongs = [*_text(trial, after), *_read(trial, pair, accepted, printed)]
        found += [Violation(trial, after, what) for what in wrongs]
    return found


def _altered(trials: Sequence[Trial], afters: Sequence[str], verdicts: dict[str, Verdict]) -> list[str]:
    found: dict[str, None] = {}
    for trial, after in zip(trials, afters, strict=True):
        left, came = _changed(trial, verdicts[trial.before], verdicts[after])
        found.update(dict.fromkeys([*left, *came, *trial.intent.fragments()]))
    return list(found)


def _changed(trial: Trial, before: Verdict, after: Verdict) -> tuple[list[str], list[str]]:
    """The scripts that were changed, before and after; equal ones aside."""
    if isinstance(trial.intent, Reordered) or not before.ok or not after.ok:
        return [], []
    at = trial.intent.at
    grown = len(after.instructions) - len(before.instructions)
    old, new = before.instructions[at : at + 1 + max(-grown, 0)], after.instructions[at : at + 1 + max(grown, 0)]
    left, came = ([text for each in side if (text := script_of(each)) is not None] for side in (old, new))
    return ([], []) if left == came else (left, came)


def _text(trial: Trial, after: str) -> Iterator[str]:
    """Bytes, comments, line endings, the inverse."""
    before, edits = trial.before, trial.edits
    if edits.apply(before) != after:
        yield "applied, the edits make another text"
    if edits.invert(before).apply(after) != before:
        yield "the inverse does not restore the text"
    if after == before:
        yield "nothing changed"
    removed = "".join(before[edit.start : edit.end] for edit in edits)
    yield from trial.intent.allowed(removed, "".join(edit.text for edit in edits))
    if before.startswith(BOM) != after.startswith(BOM) or before.count(BOM) != after.count(BOM):
        yield "the byte-order mark moved"
    if before and before.endswith("\n") != after.endswith("\n"):
        yield "the end of the file changed"
    old, new = before.count("\n"), after.count("\n")
    if old and old == before.count("\r\n") and new != after.count("\r\n"):
        yield "a line lost its carriage return"
    if after.count("\r") - after.count("\r\n") > before.count("\r") - before.count("\r\n"):
        yield "a carriage return stands within a line"
    lost = comment_lines(before.encode("utf-8", "surrogateescape"))
    lost.subtract(comment_lines(after.encode("utf-8", "surrogateescape")))
    changed = {text: count for text, count in lost.items() if count}
    if isinstance(trial.intent, Reordered) and trial.intent.gone is not None:
        changed = {text: count for text, count in changed.items() if count < 0 or text not in removed}
    if changed:
        yield f"comments lost or made: {changed}"


def _read(
    trial: Trial, pair: tuple[Verdict, Verdict], accepted: dict[str, Acceptance], printed: dict[str, str]
) -> Iterator[str]:
    """What BuildKit and the shells say."""
    before, after = pair
    if not before.ok:
        return
    if not after.ok:
        yield f"BuildKit's parser refuses it: {after.error}"
        return
    if before.stages_ok and not after.stages_ok:
        yield f"BuildKit refuses it: {after.stages_error}"
    if before.escape != after.escape:
        yield "the escape character changed"
    yield from trial.intent.pairs(before.instructions, after.instructions)
    yield from trial.intent.scripts(before.instructions, after.instructions, printed.get)
    if isinstance(trial.intent, Reordered):
        yield from _strayed(trial, trial.intent, spliced(trial), pair)
        return
    left, came = _changed(trial, before, after)
    for shell in ("bash", "dash"):
        taken = all(getattr(accepted[each], shell) for each in left)
        if taken and not all(getattr(accepted[each], shell) for each in came):
            yield f"{shell} refuses the script"


def _strayed(trial: Trial, intent: Reordered, after_text: str, pair: tuple[Verdict, Verdict]) -> Iterator[str]:
    """Instructions that have other comments right above them than they had."""
    before, after = (verdict.instructions for verdict in pair)
    if len(after) != len(intent.order):
        return
    for place, new in zip(intent.order, after, strict=True):
        # The comments above the first instruction are the file's as much as its own.
        if place and comments_above(trial.before, before[place].start) != comments_above(after_text, new.start):
            yield f"line {new.start} has other comments above it"


def comments_above(text: str, line: int) -> list[str]:
    """The comment lines right above 1-based `line`."""
    lines = text.removeprefix("\ufeff").split("\n")  # a byte order mark is no part of the first comment
    first = line - 1
    while first and lines[first - 1].lstrip(" \t").startswith("#") and not _DIRECTIVE(lines[first - 1]):
        first -= 1
    return [each.strip(" \t\r") for each in lines[first : line - 1]]
