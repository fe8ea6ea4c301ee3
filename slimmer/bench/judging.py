"""Judge what an image did: against its smoke test, against what the original did, against the files it touched."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from slimmer.bench.results import Check
from slimmer.build.comparison import Comparison
from slimmer.build.files import FileSystem, merged
from slimmer.build.probing import Answer, Seen, excerpt
from slimmer.build.smoke import Ask, Smoke

_NAMED = 8
_NUMBERS = re.compile("[0-9]+")


def judged(smoke: Smoke, seen: Seen, files: FileSystem, original: tuple[Seen, ...] = ()) -> tuple[Check, ...]:
    """What a smoke test says of an image.

    Args:
        smoke: the test.
        seen: what the image did.
        files: what it holds.
        original: what the original did, each time it was tried: an inferred test asks for the same, where the
            original itself did the same each time.
    """
    if seen.problem:
        return (Check("smoke", "run", passed=False, detail=seen.problem),)
    checks = [*_answers(smoke, seen, original), *_end(smoke, seen, original), *_health(seen, original)]
    checks.extend(Check("smoke", f"file {path}", path in files.entries) for path in smoke.files)
    return tuple(checks)


def _answers(smoke: Smoke, seen: Seen, original: tuple[Seen, ...]) -> Iterator[Check]:
    for index, ask in enumerate(smoke.asked):
        if index >= len(seen.answers) or seen.answers[index].problem:
            problem = seen.answers[index].problem if index < len(seen.answers) else "not asked: an earlier one failed"
            said = f"{problem}; it said: {excerpt(seen.output)}" if seen.output.strip() else problem
            yield Check("smoke", str(ask), passed=False, detail=said)
            continue
        answer = seen.answers[index]
        first = [each.answers[index] for each in original if index < len(each.answers)]
        yield _answered(ask, answer, first)


def _answered(ask: Ask, answer: Answer, first: list[Answer]) -> Check:
    """Statuses and bodies that nobody wrote down are the original's, where those do not change by themselves."""
    name = str(ask)
    statuses = {each.status for each in first} if ask.status is None else {ask.status}
    if len(statuses) == 1 and answer.status not in statuses:
        detail = f"status {answer.status}, not {statuses.pop()}; {excerpt(answer.body.decode('utf-8', 'replace'))}"
        return Check("smoke", name, passed=False, detail=detail)
    text = answer.body.decode("utf-8", "replace")
    if ask.body is not None and ask.body not in text:
        return Check("smoke", name, passed=False, detail=f"the answer does not hold {ask.body!r}: {excerpt(text)}")
    bodies = {each.body for each in first} if ask.body is None else set()
    if len(bodies) == 1 and len(first) > 1 and answer.body not in bodies:
        return Check("smoke", name, passed=False, detail=f"another body than the original's: {excerpt(text)}")
    if ask.status is None and len(first) > 1 and (what := _unlike(answer, first)) is not None:
        return Check("smoke", name, passed=False, detail=f"another {what} than the original's: {excerpt(text)}")
    return Check("smoke", name, passed=True, detail=f"status {answer.status}, {len(answer.body)} bytes")


def _unlike(answer: Answer, first: list[Answer]) -> str | None:
    """What differs though it never did: the type of contents, or a body but for its numbers, which are times often."""
    kinds = {each.kind for each in first}
    if len(kinds) == 1 and answer.kind not in kinds:
        return f"type of contents ({answer.kind or 'none'}, not {kinds.pop() or 'none'})"
    bodies = {_steady(each.body) for each in first}
    return "body" if len(bodies) == 1 and _steady(answer.body) not in bodies else None


def _steady(body: bytes) -> str:
    return _NUMBERS.sub("0", body.decode("utf-8", "replace"))


def _end(smoke: Smoke, seen: Seen, original: tuple[Seen, ...]) -> Iterator[Check]:
    """Exit code and output of a program that ends."""
    if smoke.port is not None:
        if seen.code is not None:
            detail = f"it ended with code {seen.code}: {excerpt(seen.output)}"
            yield Check("smoke", "stays up", passed=False, detail=detail)
        return
    expected = smoke.exit
    if smoke.inferred:
        codes = {each.code for each in original}
        if len(codes) == 1:
            was = codes.pop()
            ends = "ends" if was is not None else "runs on"
            detail = f"code {seen.code}, the original {was}: {excerpt(seen.output)}"
            yield Check("smoke", f"{ends} as the original", seen.code == was, detail)
        outputs = {each.output for each in original}
        said = seen.output
        if len(outputs) > 1 and seen.code is not None:  # how much one that runs on has said at its end is chance
            outputs, said = {_NUMBERS.sub("0", each) for each in outputs}, _NUMBERS.sub("0", said)
        if len(outputs) == 1 and len(original) > 1 and said not in outputs:
            yield Check("smoke", "output", passed=False, detail=f"another than the original's: {excerpt(seen.output)}")
        return
    if expected is not None:
        code = f"code {seen.code}" if seen.code is not None else f"it still runs after {smoke.timeout:g} s"
        yield Check("smoke", f"ends with {expected}", seen.code == expected, f"{code}: {excerpt(seen.output)}")
    if smoke.output:
        yield Check("smoke", f"says {smoke.output!r}", smoke.output in seen.output, excerpt(seen.output))


def _health(seen: Seen, original: tuple[Seen, ...]) -> Iterator[Check]:
    """A health check that was well must be well again."""
    was = {each.health for each in original}
    if was == {0}:
        yield Check("smoke", "HEALTHCHECK", seen.health == 0, f"exit code {seen.health}")


def settings_checks(comparison: Comparison) -> Iterator[Check]:
    """The configuration is the same, but for what a rewrite explains."""
    for each in comparison.settings:
        detail = f"{each.before!r} became {each.after!r}"
        detail += f" ({each.because})" if each.because else ""
        yield Check("settings", each.field, each.because is not None, detail)


def trace_check(
    touched: Collection[str], before: FileSystem, after: FileSystem, own_from: int, unmissed: Collection[str] = ()
) -> Check:
    """Every file the original touched under its smoke test is there; the base image's may go if nothing runs them.

    What the Dockerfile itself put into the image must stay, but for the data and libraries of packages: these, and
    what the base image had, are named, since an application may do without (`/etc/mime.types`).

    Args:
        touched: absolute paths that were opened or executed.
        before: the original's files.
        after: the other image's.
        own_from: the index of the first layer that the Dockerfile made, above the base image's.
        unmissed: folders that may be gone as a whole, since whoever reads them is known to do without.
    """
    missing = [path for path in sorted(touched) if path in before.entries and path not in after.entries]
    absent = tuple(f"{folder}/" for folder in unmissed if folder not in after.entries)
    vital = [path for path in missing if _vital(path, before, own_from) and not path.startswith(absent)]
    named = ", ".join((vital or missing)[:_NAMED]) + (" ..." if len(vital or missing) > _NAMED else "")
    if vital:
        return Check("trace", "files it touches", passed=False, detail=f"gone: {named}")
    there = f"{len(touched)} files touched, all there"
    detail = f"{len(touched)} files touched; gone, and done without: {named}" if missing else there
    return Check("trace", "files it touches", passed=True, detail=detail)


def _vital(path: str, before: FileSystem, own_from: int) -> bool:
    """Whether the loss of a file that was touched disproves a rewrite.

    Data and libraries of packages are not vital by themselves: `libcurl` loads whatever plugins it finds, and a
    library that a program cannot start without is missed by the smoke test.
    """
    entry = before.entries[path]
    if entry.layer < own_from or path.endswith((".pyc", "/__pycache__")):  # bytecode is made again from its source
        return False
    is_program = entry.kind == "file" and bool(entry.mode & 0o111) and ".so" not in path.rpartition("/")[2]
    return is_program or merged(path) not in before.packaged
