"""`slimmer rewrite --verify`: only what builds, and behaves as before, is proposed."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from slimmer.bench.proof import Proof, Prover
from slimmer.bench.results import Effect, Size, Verdict
from slimmer.bench.trials import Bench
from slimmer.build import BuildError, Request, Workshop, find
from slimmer.build.smoke import Smoke, smoke_test
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
from slimmer.report.sizes import size
from slimmer.report.style import visible_lines
from slimmer.text.edits import EditSet
from slimmer.text.source import Source


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
        measured = {(each.transform, each.line): each.saved for each in proof.effects if each.saved}
        return replace(proof.result, rewrites=tuple(_measured(each, measured) for each in proof.result.rewrites))

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


def _measured(applied: Applied, measured: dict[tuple[str, int], Size]) -> Applied:
    saved = measured.get((applied.transform, applied.line))
    return replace(applied, measured=saved.unpacked if saved is not None else None)


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
        InputError: it cannot be read, or is not TOML.
        UsageError: it holds no smoke test, or a wrong key.
    """
    try:
        table = tomllib.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(path, f"not TOML: {error}") from error
    found = table.get("smoke")
    if not isinstance(found, dict):
        raise UsageError(f"{path}: holds no `[smoke]` table")
    return smoke_test(found, f"{path}, [smoke]")


def story(proof: Proof, retries: int) -> str:
    """What was built and seen, for a person: sizes measured, each rewrite with what it saves, what was dropped."""
    lines = []
    before, after = proof.before.size, proof.after.size
    if before is not None and after is not None:
        share = f" ({after.unpacked / before.unpacked - 1:+.0%})" if before.unpacked else ""
        unpacked = f"{size(before.unpacked)} to {size(after.unpacked)} unpacked{share}"
        lines.append(f"measured: {unpacked}, {size(before.compressed)} to {size(after.compressed)} compressed")
    lines += [f"  {_effect(effect)}" for effect in proof.effects]
    if proof.comparison is not None:
        gone = ", ".join(f"{size(group.size)} {group.kind}" for group in proof.comparison.vanished if group.size)
        lines += [f"gone: {gone}"] if gone else []
    seen = [check for check in proof.after.checks if check.kind == "smoke"]
    if proof.verdict is Verdict.WORKS:
        how = "inferred from the image" if proof.smoke is not None and proof.smoke.inferred else "given"
        lines.append(f"works: {len(seen)} checks of the smoke test ({how}) passed, as before")
    elif proof.verdict is Verdict.BUILDS:
        lines.append("builds: nothing was shown of what it does; give a smoke test with --smoke")
    lines += [f"repeated: {retries} attempts"] if retries else []
    return "".join(f"{visible_lines(line)}\n" for line in lines)


def _effect(effect: Effect) -> str:
    place = f"{effect.transform}, line {effect.line}"
    if not effect.kept:
        return f"{place}: dropped, {effect.reason}"
    if effect.saved is None:
        return f"{place}: kept"
    time = f", {effect.seconds:+.1f} s a cold build" if effect.seconds is not None else ""
    return f"{place}: {_saved(effect.saved)}{time}"


def _saved(saved: Size) -> str:
    sizes = ((saved.unpacked, "unpacked"), (saved.compressed, "compressed"))
    told = [("saves" if each >= 0 else "costs", f"{size(abs(each))} {what}") for each, what in sizes]
    (verb, first), (other, second) = told
    return f"{verb} {first}, {second}" if verb == other else f"{verb} {first}, {other} {second}"
