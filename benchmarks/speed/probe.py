"""One cold run by part, inside an installation: `python probe.py DOCKERFILE` prints seconds of CPU time as JSON.

The run is that of `slimmer rewrite DOCKERFILE`, from the first import to the last byte of its output, which is thrown
away. All time is charged to the part that is open: a module that imports another pays for itself only.
"""

from __future__ import annotations

import gc
import os
import sys
import time

begun = time.process_time()
parts = {"interpreter": begun, "imports of others": 0.0, "own imports": 0.0, "tables": 0.0, "work": 0.0}
charged = "work"

TABLES = {"slimmer.knowledge.files": "load", "slimmer.syntax.lalr": "load", "slimmer.knowledge.closures": "_release"}
"""Where the grammar's and the knowledge's tables are read."""


def charge(part: str) -> str:
    """Open a part; gives the one that was open, which has been charged until now."""
    global begun, charged  # nothing but this module may exist before the first import
    now = time.process_time()
    parts[charged] += now - begun
    before, begun, charged = charged, now, part
    return before


class Finder:
    """In front of Python's own finders: charges each module's finding and loading to a part."""

    def __init__(self) -> None:
        import _frozen_importlib as machinery  # noqa: PLC0415  within what is timed

        # What the interpreter itself calls for a module that is not there yet; no finder sees how long loading takes.
        self.load = getattr(machinery, "_find_and_load")  # noqa: B009  mypy knows no such name
        setattr(machinery, "_find_and_load", self)  # noqa: B010  as above

    def __call__(self, name: str, import_: object) -> object:
        """Find and load a module."""
        before = charge("own imports" if name.partition(".")[0] == "slimmer" else "imports of others")
        try:
            found = self.load(name, import_)
        finally:
            charge(before)
        if name in TABLES:
            measure(found, TABLES.pop(name))
        return found


def measure(module: object, name: str) -> None:
    """Charge the calls of a function to the tables."""
    function = getattr(module, name)

    def measured(*arguments: object) -> object:
        before = charge("tables")
        try:
            return function(*arguments)
        finally:
            charge(before)

    setattr(module, name, measured)


def main(path: str) -> None:
    """Run, and print what each part took."""
    shown = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    Finder()
    sys.argv = ["slimmer", "rewrite", path]
    try:
        gc.disable()  # as slimmer.__main__ does, which ends the process
        from slimmer.cli.main import main as run  # noqa: PLC0415  within what is timed

        run()
    except SystemExit as ended:
        if ended.code:
            raise
    charge("work")
    import json  # noqa: PLC0415  # a run has imported it by now

    os.write(shown, json.dumps(parts).encode() + b"\n")


if __name__ == "__main__":
    main(sys.argv[1])
