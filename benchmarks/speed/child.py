"""A process that does one task again and again, run by any Python: `child.py TASK LIST`.

It reads all files before it begins, then answers each line of standard input with one run of the task: a JSON
object with `cpu` (seconds this process used for the run), `files` and `failed`. It imports only what its task
needs, so that it runs in environments where slimmer is not installed; the garbage collector is left as it is.
"""

# ruff: noqa: PLC0415  what is measured is imported within what is timed
from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

Task = Callable[[bytes], object]


def dockerfile_layer() -> Task:
    """The tree of the file, its scripts left as text."""
    from slimmer.syntax.parser import parse
    from slimmer.text.source import Source

    return lambda data: parse(Source.decode(data, "Dockerfile"))


def with_shell() -> Task:
    """The tree of the file and of every script in it, as bash reads it."""
    from slimmer.syntax.nodes import shell_forms
    from slimmer.syntax.parser import parse
    from slimmer.text.source import Source

    def task(data: bytes) -> None:
        for instruction in parse(Source.decode(data, "Dockerfile")).instructions:
            for form in shell_forms(instruction):
                form.script()

    return task


def whole_pipeline() -> Task:
    """What `slimmer rewrite` does between reading and printing: parse, facts, transforms, rounds, guards, diff."""
    from slimmer.passes import registry
    from slimmer.passes.pipeline import rewrite
    from slimmer.passes.settings import Settings
    from slimmer.report import diff
    from slimmer.report.style import PLAIN
    from slimmer.text.source import Source

    settings, known = Settings(), registry.load()
    transforms = known.choose(settings)

    def task(data: bytes) -> None:
        diff.render(rewrite(Source.decode(data, "Dockerfile"), settings, transforms, known.names), PLAIN)

    return task


def dockerfile_parse() -> Task:
    """dockerfile-parse: its list of instructions."""
    import io

    from dockerfile_parse import DockerfileParser

    return lambda data: DockerfileParser(fileobj=io.BytesIO(data)).structure


def dockerfile() -> Task:
    """The PyPI module `dockerfile`: BuildKit's parser, compiled, behind a Python interface."""
    import dockerfile as module

    parse: Any = module.parse_string
    return lambda data: parse(data.decode("utf-8", "replace"))


def tree_sitter() -> Task:
    """tree-sitter with its grammar for Dockerfiles: compiled; scripts are text to it."""
    from importlib import import_module

    module: Any = import_module("tree_sitter")  # only the environment of the other tools has it
    grammar: Any = import_module("tree_sitter_dockerfile")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser = module.Parser(module.Language(grammar.language()))
    return lambda data: parser.parse(data).root_node


TASKS: dict[str, Callable[[], Task]] = {
    "dockerfile-layer": dockerfile_layer,
    "with-shell": with_shell,
    "whole-pipeline": whole_pipeline,
    "dockerfile-parse": dockerfile_parse,
    "dockerfile": dockerfile,
    "tree-sitter": tree_sitter,
}


def run(task: Task, contents: list[bytes]) -> dict[str, float]:
    """Do the task for every file once."""
    failed = 0
    begun = time.process_time()
    for data in contents:
        try:
            task(data)
        except Exception:  # noqa: BLE001  # a parser that cannot read a file is not stopped by it
            failed += 1
    return {"cpu": time.process_time() - begun, "files": len(contents), "failed": failed}


def main(arguments: list[str]) -> None:
    """Serve runs of the task until standard input ends."""
    name, listed = arguments
    contents = [Path(line).read_bytes() for line in Path(listed).read_text("utf-8").split("\n") if line]
    task = TASKS[name]()
    print("ready", flush=True)
    for _ in sys.stdin:
        print(json.dumps(run(task, contents)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
