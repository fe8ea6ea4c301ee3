"""Run `python -m benchmarks.shells LIST_OR_FOLDER`: acceptance of every RUN script, by dialect and shell."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.agreement.__main__ import listed
from benchmarks.laws.shells import Acceptance, accept, version
from slimmer.errors import InputError
from slimmer.syntax.nodes import Instruction, Onbuild, Run, ShellForm
from slimmer.syntax.parser import parse
from slimmer.syntax.shell import Dialect, ShellSyntaxError, parse_shell
from slimmer.text.source import Source

SHELLS = {"bash": Dialect.BASH, "dash": Dialect.POSIX}


def main() -> int:
    """Print the counts and every disagreement; exit 1 when there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, help="a folder of Dockerfiles, or a file that lists them")
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--show", type=int, default=60, help="how many disagreements to print")
    options = parser.parse_args()
    bodies = sorted(scripts(listed(options.files)[: options.limit]))
    counts, found = compare(accept(bodies))
    for line in found[: options.show]:
        print(line)
    print(f"{len(bodies):8} different scripts; {', '.join(version(shell) for shell in SHELLS)}")
    for name, count in sorted(counts.items()):
        print(f"{count:8} {name}")
    return 1 if found else 0


def scripts(paths: list[Path]) -> set[str]:
    """Every text that a RUN hands to a shell."""
    bodies: set[str] = set()
    for path in paths:
        try:
            tree = parse(Source.decode(path.read_bytes(), path.name))
        except InputError:
            continue
        for instruction in tree.instructions:
            bodies.update(_bodies(instruction))
    return bodies


def _bodies(instruction: Instruction) -> Iterator[str]:
    if isinstance(instruction, Onbuild) and instruction.inner is not None:
        yield from _bodies(instruction.inner)
    elif isinstance(instruction, Run):
        command = instruction.command
        if isinstance(command, ShellForm) and command.shebang is None:
            yield command.text


def compare(verdicts: dict[str, Acceptance]) -> tuple[Counter[str], list[str]]:
    """Counts by shell and outcome, and a line for each disagreement."""
    counts: Counter[str] = Counter()
    found: list[str] = []
    for text, verdict in verdicts.items():
        for shell, dialect in SHELLS.items():
            real = getattr(verdict, shell)
            try:
                parse_shell(text, dialect)
                error = ""
            except ShellSyntaxError as refused:
                error = str(refused)
            if real == (not error):
                counts[f"{shell}: both {'accept' if real else 'reject'}"] += 1
                continue
            outcome = "FALSE ACCEPT" if real is False else "false reject"
            counts[f"{shell}: {outcome}"] += 1
            found.append(f"{outcome} {shell}: {text[:300]!r} {error}")
    return counts, found


if __name__ == "__main__":
    raise SystemExit(main())
