"""`slimmer rewrite --verify`: only what builds, and behaves as before, is proposed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from slimmer.bench import cases
from slimmer.bench.proof import Proof, Prover
from slimmer.bench.results import Check, Effect, Size, Verdict
from slimmer.bench.trials import Bench
from slimmer.build import BuildError, Request, Workshop, find
from slimmer.build.comparison import Comparison
from slimmer.build.kinds import UNKNOWN
from slimmer.build.smoke import Smoke
from slimmer.cli.talking import talk
from slimmer.cli.terminal import say
from slimmer.errors import InputError, UsageError
from slimmer.model.folder import context_of
from slimmer.model.surroundings import Surroundings
from slimmer.passes.pipeline import rewrite
from slimmer.passes.results import Applied, FileResult
from slimmer.passes.settings import Settings
from slimmer.passes.transform import Transform
from slimmer.records import dataclass, replace
from slimmer.report.sizes import measured
from slimmer.report.style import visible_lines
from slimmer.text.edits import EditSet
from slimmer.text.source import Source

_MOST = 5
"""Kinds of files, and of checks, that are named."""
_KINDS = {UNKNOWN: "other files"}


@dataclass(frozen=True, slots=True)
class Verification:
    """How files are proven.

    Args:
        smoke: a file with a `[smoke]` table; None to infer a test from each image.
        arguments: of every build, `NAME=value`.
        ablate: whether each rewrite is measured alone.
        timeout: seconds for each build.
        quiet: show no progress.
    """

    smoke: str | None = None
    arguments: tuple[str, ...] = ()
    ablate: bool = True
    timeout: float = 1800.0
    quiet: bool = False

    def result(
        self, source: Source, settings: Settings, transforms: Sequence[Transform], around: Surroundings
    ) -> FileResult:
        """The rewrites of a file that are proven, and what was seen.

        Raises:
            UsageError: the smoke test's file is wrong.
            InputError: it cannot be read.
        """
        test = read_smoke(self.smoke) if self.smoke else None
        settings = replace(settings, unverified=True)
        guessed = around.folder is None
        around = _built_in(source, around)
        request, follow = self._request(source, around), talk(quiet=self.quiet)
        try:
            with Workshop(find()) as workshop:
                workshop.clear_orphans()
                bench = Bench(workshop, request, follow.say, follow.watching)
                prover = Prover(bench, source, settings, transforms, around, test, self.ablate)
                proof = prover.prove()
                retries = bench.retries
        except BuildError as error:
            return _unproven(rewrite(source, settings, transforms, look=lambda _: around), f"not proven: {error}")
        if not self.quiet:
            say(story(proof, retries))
        if proof.verdict is Verdict.NOT_MEASURABLE:
            hint = f"\n    (built with the context {around.folder}: --context names another)" if guessed else ""
            return _unproven(proof.result, f"not measurable: {proof.problem}{hint}")
        saved = {(each.transform, each.line): each.saved for each in proof.effects if each.saved}
        rewrites = tuple(_measured(each, saved) for each in proof.result.rewrites)
        before, after = proof.before.size, proof.after.size
        together = before.unpacked - after.unpacked if rewrites and before is not None and after is not None else None
        return replace(proof.result, rewrites=rewrites, measured=together)

    def _request(self, source: Source, around: Surroundings) -> Request:
        """What all builds of a file have in common."""
        return Request(
            dockerfile=b"",
            context=Path(around.folder or "").absolute(),
            ignore=own_ignore_file(source.path),
            target=around.target,
            arguments=pairs(self.arguments),
            timeout=self.timeout,
        )


def _built_in(source: Source, around: Surroundings) -> Surroundings:
    """The context it is built with: where nobody tells one, the file's folder, which then is evidence, too."""
    if around.folder is not None:
        return around
    path = Path(source.path)
    return replace(around, context=context_of(path.parent.absolute(), path.absolute()), folder=str(path.parent))


def own_ignore_file(path: str) -> bytes | None:
    """`<Dockerfile>.dockerignore`, which goes before the context's `.dockerignore` (Docker's "Build context")."""
    try:
        return Path(f"{path}.dockerignore").read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"{path}.dockerignore", f"cannot be read: {error.strerror}") from error


def _measured(applied: Applied, saved: dict[tuple[str, int], Size]) -> Applied:
    found = saved.get((applied.transform, applied.line))
    return replace(applied, measured=found.unpacked if found is not None else None)


def _unproven(result: FileResult, why: str) -> FileResult:
    """Nothing is proposed that was not proven."""
    return replace(result, edits=EditSet(), rewrites=(), unproven=f"{result.path}: {why}")


def pairs(arguments: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Build arguments as they are told.

    Raises:
        UsageError: one is no `NAME=VALUE`.
    """
    found = []
    for each in arguments:
        name, equals, value = each.partition("=")
        if not equals or not name:
            raise UsageError(f"--build-arg {each}: give NAME=VALUE")
        found.append((name, value))
    return tuple(found)


def read_smoke(path: str) -> Smoke:
    """The smoke test of a case file.

    Raises:
        InputError: it cannot be read.
        UsageError: it is not TOML, holds no smoke test, or a wrong key; with the line.
    """
    text, table = cases.toml(Path(path))
    if not isinstance(table.get("smoke"), dict):
        raise UsageError(f"{path}: holds no `[smoke]` table")
    found = cases.smoke_of(table, "smoke", cases.Keys(Path(path), text, ()))
    assert found is not None  # noqa: S101  for mypy: the table is there
    return found


def story(proof: Proof, retries: int) -> str:
    """What was built and seen, for a person: sizes measured, each rewrite with what it saves, what was dropped."""
    lines = []
    before, after = proof.before.size, proof.after.size
    if proof.verdict is Verdict.NOT_MEASURABLE:  # no size of it may look like a saving
        return _repeated(retries)
    as_it_was = proof.after.text == proof.before.text
    if as_it_was and before is not None:
        lines.append(f"measured: {measured(before.unpacked)} unpacked, {measured(before.compressed)} compressed")
        lines.append("no rewrite is left to prove: the file stays as it is")
    elif before is not None and after is not None:
        share = f" ({after.unpacked / before.unpacked - 1:+.0%})" if before.unpacked else ""
        unpacked = f"{measured(before.unpacked)} to {measured(after.unpacked)} unpacked{share}"
        lines.append(f"measured: {unpacked}, {measured(before.compressed)} to {measured(after.compressed)} compressed")
    lines += [f"  {_effect(effect)}" for effect in proof.effects]
    if proof.comparison is not None:
        lines += _gone(proof.comparison)
    seen = [check for check in proof.after.checks if check.kind == "smoke"]
    if proof.verdict is Verdict.WORKS and not as_it_was:
        how = "inferred from the image" if proof.smoke is not None and proof.smoke.inferred else "given"
        lines.append(f"works: {len(seen)} checks of the smoke test ({how}) passed, as before{_named(seen)}")
    elif proof.verdict is Verdict.BUILDS and not as_it_was:
        lines.append(_no_more_than_builds(proof.smoke))
    return "".join(f"{visible_lines(line)}\n" for line in lines) + _repeated(retries)


def _no_more_than_builds(smoke: Smoke | None) -> str:
    if smoke is None or not smoke.shallow:
        return "builds: nothing was shown of what it does; give a smoke test with --smoke"
    run = " ".join(smoke.command or ())
    return f"builds, and `{run}` says the same: no more was shown of what it does; give a smoke test with --smoke"


def _repeated(retries: int) -> str:
    return f"repeated: {retries} attempt{'s' if retries > 1 else ''}\n" if retries else ""


def _gone(comparison: Comparison) -> list[str]:
    """What is no longer in the image: the kinds with the most bytes, and how much all the others were."""
    groups = [each for each in comparison.vanished if each.size]
    told = [f"{measured(each.size)} {_KINDS.get(each.kind, each.kind)}" for each in groups[:_MOST]]
    rest = groups[_MOST:]
    if rest:
        told.append(f"{measured(sum(each.size for each in rest))} of {len(rest)} more kinds")
    return [f"gone: {', '.join(told)}"] if told else []


def _named(checks: Sequence[Check]) -> str:
    counted = Counter(each.name for each in checks)
    told = [f"{name}{f' {count} times' if count > 1 else ''}" for name, count in counted.items()]
    more = [f"{len(told) - _MOST} more"] if len(told) > _MOST else []
    return f": {', '.join((*told[:_MOST], *more))}" if told else ""


def _effect(effect: Effect) -> str:
    place = f"{effect.transform}, line {effect.line}"
    if not effect.kept:
        return f"{place}: dropped, {effect.reason}"
    if effect.saved is None:
        return f"{place}: kept; what it saves alone was not measured"
    return f"{place}: {_saved(effect.saved)}{_time(effect.seconds)}"


def _time(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f", cold build {abs(seconds):.1f} s {'slower' if seconds > 0 else 'faster'}"


def _saved(saved: Size) -> str:
    sizes = ((saved.unpacked, "unpacked"), (saved.compressed, "compressed"))
    told = [("saves" if each >= 0 else "costs", f"{measured(abs(each))} {what}") for each, what in sizes]
    (verb, first), (other, second) = told
    return f"{verb} {first}, {second}" if verb == other else f"{verb} {first}, {other} {second}"
