"""What `--verify` tells of a proof."""

from __future__ import annotations

from slimmer.bench.proof import Proof
from slimmer.bench.results import Effect, Size, Verdict
from slimmer.bench.trials import Trial
from slimmer.cli.verifying import story
from slimmer.passes.results import FileResult


def test_a_log_in_a_reason_cannot_command_the_terminal() -> None:
    log = "build: builds: does not build: RUN x\n    \x1b]0;title\x07gone"
    effects = (
        Effect("one", "safe", "a message", 3, kept=True, saved=Size(compressed=1_000_000, unpacked=-2_000_000)),
        Effect("two", "build", "a message", 4, kept=False, reason=log),
    )
    nothing = Trial("", None)
    proof = Proof(FileResult("Dockerfile", None), nothing, nothing, effects, None, Verdict.BUILDS)
    assert story(proof, retries=2).split("\n") == [
        "  one, line 3: costs 2 MB unpacked, saves 1 MB compressed",
        "  two, line 4: dropped, build: builds: does not build: RUN x",
        "    \\x1b]0;title\\x07gone",
        "builds: nothing was shown of what it does; give a smoke test with --smoke",
        "repeated: 2 attempts",
        "",
    ]
