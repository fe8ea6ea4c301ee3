"""Command line: `python -m benchmarks.laws FOLDER_OR_LIST --command 'CMD {file}'`."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.laws.command import Command, CommandError, Mode
from benchmarks.laws.edits import EditsError
from benchmarks.laws.measure import measure
from benchmarks.laws.report import document, examples, judges, table, version_of
from benchmarks.laws.sample import SampleError, choose
from benchmarks.laws.shells import ShellError
from tests.oracle.oracle import Oracle, OracleError

_USAGE_ERROR = 2
_EXPECTED = (CommandError, EditsError, SampleError, ShellError, OracleError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure a command; returns 0, with `--check` 1 for a broken law, 2 when nothing could be measured."""
    options = _parser().parse_args(arguments)
    try:
        return _measured(options)
    except _EXPECTED as error:
        print(f"laws: {error}", file=sys.stderr)
        return _USAGE_ERROR


def _measured(options: argparse.Namespace) -> int:
    exits = frozenset(int(code) for code in options.ok_exit.split(","))
    mode = Mode(options.mode) if options.mode else Mode.INPLACE
    command = Command(options.command, mode, options.jobs, options.batch, exits, options.timeout)
    edits_command = None
    if options.edits_json:
        edits_command = Command(options.edits_json, Mode.INPLACE, options.jobs, options.batch, exits, options.timeout)
    sample = choose(options.source, options.limit, options.seed)
    with Oracle(fallback=False) as oracle, tempfile.TemporaryDirectory(prefix="laws-") as scratch:
        versions = judges(oracle.version())
        if options.version_command:
            versions["command"] = version_of(shlex.split(options.version_command))
        measurement = measure(sample.cases, command, edits_command, oracle, Path(scratch))
    result = document(measurement, sample, command, options.edits_json, versions)
    print(table(result))
    if result["breaches"]:
        print(examples(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n")
    return int(options.check and result["counts"]["broken"] > 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.laws", description=__doc__)
    add = parser.add_argument
    add("source", type=Path, help="a folder of Dockerfiles, or a text file with one path a line")
    add("--command", required=True, help="with {file} (a run a file), {files} (batches) or {folder} (one run)")
    add("--mode", choices=[mode.value for mode in Mode], help="where the result is (default: inplace)")
    add("--edits-json", help="a command that prints the rewrites as JSON and writes nothing")
    add("--ok-exit", default="0", help="exit codes that are no failure, with commas (default: 0)")
    add("--batch", type=int, default=100, help="most files a run with {files} (default: 100)")
    add("--timeout", type=float, default=600.0, help="seconds a run may take (default: 600)")
    add("--jobs", type=int, default=1, help="processes at a time (default: 1)")
    add("--limit", type=int, help="take that many files at random")
    add("--seed", type=int, default=0, help="of the random choice (default: 0)")
    add("--version-command", help="prints the version of what is measured, for the protocol")
    add("--json", type=Path, help="write the result, its protocol and every breach there")
    add("--check", action="store_true", help="exit with 1 when a law was broken")
    return parser


if __name__ == "__main__":
    sys.exit(main())
