"""One cold run in parts, inside an installation: `python probe.py DOCKERFILE` prints seconds of CPU time as JSON.

Each part is what the first file of a run has to wait for; a process does each of them once.
"""

# ruff: noqa: PLC0415
from __future__ import annotations

import sys
import time

begun = time.process_time()
parts: dict[str, float] = {"interpreter start": begun}


def lap(name: str) -> None:
    """Charge what was used since the last call to a part."""
    global begun  # noqa: PLW0603  # before the first import nothing but this module may exist
    now = time.process_time()
    parts[name] = now - begun
    begun = now


def main(path: str) -> None:
    """Go the way of `slimmer rewrite PATH` step by step."""
    import click  # noqa: F401

    lap("import click")
    import slimmer.cli.main
    import slimmer.cli.rewrite  # noqa: F401
    from slimmer.passes import registry
    from slimmer.passes.pipeline import rewrite
    from slimmer.passes.settings import Settings
    from slimmer.report import diff
    from slimmer.report.style import PLAIN
    from slimmer.syntax import lalr
    from slimmer.syntax.parser import parse
    from slimmer.syntax.shell import parse_shell
    from slimmer.text.source import Source

    lap("import slimmer")
    known = registry.load()
    settings = Settings()
    transforms = known.choose(settings)
    lap("find and import transforms")
    lalr.load("dockerfile")
    lalr.load("shell")
    lap("load tables")
    parse(Source("x", "FROM a\nRUN b\nCOPY c d\nENV e=f\n"))
    parse_shell("a && b")
    lap("compile expressions, first parse")
    with open(path, "rb") as file:  # noqa: PTH123  # pathlib is not imported in a cold run
        source = Source.decode(file.read(), path)
    tree = parse(source)
    lap("read and parse the file")
    del tree
    result = rewrite(source, settings, transforms, known.names)
    lap("transforms and guards (with their imports)")
    diff.render(result, PLAIN)
    lap("output")
    import json  # not before: a cold run with a diff needs it for the tables only

    print(json.dumps(parts))


if __name__ == "__main__":
    main(sys.argv[1])
