"""Brings the engine up and down: `python -m benchmarks.engine {up,down,status,env}`."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from pathlib import Path

from benchmarks.engine import bases, daemon, environment, packages
from benchmarks.engine.errors import EngineError
from benchmarks.engine.folders import Folders, here, only_one


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    up = verbs.add_parser("up", help="start the engine where the machine has no Docker, and build base images")
    up.add_argument("--bases", default="", help="names, separated by commas: families, tags, or all")
    up.add_argument("--env-file", type=Path, help="write the variables for a shell to this file, too")
    verbs.add_parser("down", help="end the engine and all it started")
    verbs.add_parser("status", help="tell whether it runs; exit code 1 when not")
    verbs.add_parser("env", help="print the variables for a shell")
    return parser.parse_args()


def _say(text: str) -> None:
    print(f"engine: {text}", file=sys.stderr, flush=True)


def _up(folders: Folders, names: list[str], file: Path | None) -> None:
    if not daemon.answers(folders) and environment.machine_has_docker():
        _say("the machine's own Docker works: it is used, and no stand-in is built")
        return
    started = time.monotonic()
    packages.needs_root()
    with only_one(folders):
        packages.install(folders, _say)
        if daemon.start(folders):
            _emptied(folders)
    for each in [folders.root / "env", *([file] if file else [])]:
        each.write_text(environment.script(folders))
    built = bases.ensure(folders, names, _say)
    _say(f"up after {time.monotonic() - started:.0f} s; for a shell: . {folders.root / 'env'}")
    failed = [f"{each.image.name}: {each.error}" for each in built if each.error]
    if failed:
        raise EngineError("\n  ".join(["the engine is up, but not every stand-in could be built:", *failed]))


def _emptied(folders: Folders) -> None:
    """Empty the cache of earlier builds; one that stays is no reason to build nothing."""
    _say("emptying the cache of earlier builds; base images stay")
    try:
        daemon.clear(folders)
    except EngineError as error:
        _say(f"{error}; the engine goes on with it")


def _status(folders: Folders) -> int:
    if daemon.answers(folders):
        _say(f"runs in {folders.root}")
        return 0
    if environment.machine_has_docker():
        _say("the machine's own Docker works")
        return 0
    _say("does not run")
    return 1


def main() -> int:
    """Do what was asked; returns the exit code."""
    asked = _arguments()
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        folders = here()
        match asked.verb:
            case "up":
                _up(folders, [each for each in asked.bases.split(",") if each], asked.env_file)
            case "down":
                with only_one(folders):
                    daemon.stop(folders)
                _say("down")
            case "status":
                return _status(folders)
            case "env":
                print(environment.script(folders), end="")
    except EngineError as error:
        _say(str(error))
        return 3
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
