"""What `--verify` tells of a proof."""

from __future__ import annotations

from slimmer.bench.proof import Proof
from slimmer.bench.results import Check, Effect, Size, Verdict
from slimmer.bench.trials import Trial
from slimmer.build.comparison import Comparison, Group
from slimmer.build.result import BuildResult, Engine, Image, ImageConfig, Layer
from slimmer.build.smoke import Smoke
from slimmer.cli.verifying import story
from slimmer.passes.results import FileResult
from slimmer.records import replace


def test_a_log_in_a_reason_cannot_command_the_terminal() -> None:
    log = "build: builds: does not build: RUN x\n    \x1b]0;title\x07gone"
    effects = (
        Effect(
            "one",
            "safe",
            "a message",
            3,
            kept=True,
            saved=Size(compressed=1_000_000, unpacked=-2_000_000),
            seconds=-0.75,
        ),
        Effect("two", "build", "a message", 4, kept=False, reason=log),
    )
    nothing = Trial("", None)
    proof = Proof(
        FileResult("Dockerfile", None), nothing, replace(nothing, text="FROM x\n"), effects, None, Verdict.BUILDS
    )
    assert story(proof, retries=2).split("\n") == [
        "  one, line 3: costs 2.00 MB unpacked, saves 1.00 MB compressed, cold build 0.8 s faster",
        "  two, line 4: dropped, build: builds: does not build: RUN x",
        "    \\x1b]0;title\\x07gone",
        "builds: nothing was shown of what it does; give a smoke test with --smoke",
        "repeated: 2 attempts",
        "",
    ]


def test_what_went_is_told_by_kind_and_what_passed_by_name() -> None:
    result, nothing = FileResult("Dockerfile", None), Trial("", None)
    kinds = ("toolchain", "unknown", "documentation", "translations", "programs", "shared libraries", "package cache")
    vanished = tuple(Group(kind, 1, 1_000_000 * (len(kinds) - at), ()) for at, kind in enumerate(kinds))
    comparison = Comparison((), (*vanished, Group("empty", 3, 0, ())), (), (), {}, nothing.files, nothing.files)
    checks = tuple(Check("smoke", name, passed=True) for name in ("GET /", "GET /b", "GET /", "GET /b", "HEALTHCHECK"))
    proof = Proof(
        result,
        nothing,
        replace(nothing, text="FROM x\n", checks=checks),
        (),
        comparison,
        Verdict.WORKS,
        "",
        Smoke(port=80),
    )
    told = (
        "7.00 MB toolchain",
        "6.00 MB other files",
        "5.00 MB documentation",
        "4.00 MB translations",
        "3.00 MB programs",
    )
    assert story(proof, retries=0).split("\n") == [
        f"gone: {', '.join(told)}, 3.00 MB of 2 more kinds",
        "works: 5 checks of the smoke test (given) passed, as before: GET / 2 times, GET /b 2 times, HEALTHCHECK",
        "",
    ]
    few = replace(proof, comparison=replace(comparison, vanished=vanished[1:2]))
    assert story(few, retries=0).startswith("gone: 6.00 MB other files\n")


def test_a_file_that_stays_as_it_is_and_one_that_cannot_be_measured_show_no_saving() -> None:
    layers = (Layer("sha256:1", "sha256:2", 2_000_000, 5_000_000, "RUN x"),)
    image = Image("sha256:3", "linux/amd64", ImageConfig(), layers, ())
    built = BuildResult(engine=Engine("docker", ()), images=(image,), steps=(), seconds=1.0)
    trial = Trial("FROM x\n", built)
    proof = Proof(FileResult("Dockerfile", None), trial, trial, (), None, Verdict.WORKS, "", Smoke(port=80))
    assert story(proof, retries=0).split("\n") == [
        "measured: 5.00 MB unpacked, 2.00 MB compressed",
        "no rewrite is left to prove: the file stays as it is",
        "",
    ]
    assert story(replace(proof, verdict=Verdict.NOT_MEASURABLE), retries=1) == "repeated: 1 attempt\n"
