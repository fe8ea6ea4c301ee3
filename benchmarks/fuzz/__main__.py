"""Run `python -m benchmarks.fuzz --seconds N --seed S [--corpus LIST_OR_FOLDER]`."""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.fuzz.mutate import Mutator
from benchmarks.fuzz.session import Session
from benchmarks.fuzz.starts import seeds
from slimmer.passes import registry
from slimmer.passes.settings import Settings
from tests.oracle.oracle import Oracle, OracleError


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz, print what was done and found; 0 when nothing was, 1 when something was, 2 when it could not run."""
    options = _parser().parse_args(arguments)
    rng = random.Random(options.seed)
    try:
        starts = seeds(options.corpus, options.limit, rng)
        with Oracle(fallback=False) as oracle:
            transforms = () if options.no_rewrite else registry.load().choose(Settings())
            session = Session(oracle, transforms, Mutator(starts, rng), options.shells, options.output, _say)
            session.run(options.seconds, options.inputs)
            version = oracle.version()
    except (OSError, OracleError) as error:
        print(f"fuzz: {error}", file=sys.stderr)
        return 2
    names = ", ".join(each.name for each in transforms) or "no transforms"
    print(f"seed {options.seed}, {len(starts)} seeds, BuildKit {version}, {names}")
    for what, count in session.counts.items():
        print(f"{count:9} {what}")
    for (check, signature), count in session.found.most_common():
        print(f"{count:9} FOUND by {check}: {signature}")
    print(f"{len(session.found):9} different findings")
    return 1 if session.found else 0


def _say(text: str) -> None:
    print(text, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    add = parser.add_argument
    add("--seconds", type=float, default=60.0, help="how long (default: 60)")
    add("--seed", type=int, default=0, help="of everything random (default: 0)")
    add("--inputs", type=int, help="stop after so many inputs")
    add("--corpus", type=Path, help="a folder of Dockerfiles, or a file that lists them, to start from as well")
    add("--limit", type=int, default=1000, help="files of the corpus, chosen at random (default: 1000)")
    add("--shells", type=int, default=4, help="ask bash and dash every so many batches; 0: never (default: 4)")
    add("--no-rewrite", action="store_true", help="parsing and verbs only, without the transforms")
    add("-o", "--output", type=Path, help="the folder findings are written to")
    return parser


if __name__ == "__main__":
    sys.exit(main())
