"""`slimmer tree`."""

from __future__ import annotations

import click

from slimmer.cli.discovery import STDIN_NAMES
from slimmer.cli.parameters import PATH
from slimmer.cli.reading import read, read_stdin
from slimmer.cli.terminal import put
from slimmer.syntax.dump import dump
from slimmer.syntax.parser import parse
from slimmer.text.source import Source


@click.command()
@click.argument("file", type=PATH)
@click.option("--shell", is_flag=True, help="Also print the syntax tree of each shell command.")
def tree(file: str, *, shell: bool) -> None:
    """Print the syntax tree of the Dockerfile FILE (`-` is standard input), with spans in code points."""
    from_stdin = file in STDIN_NAMES
    data = read_stdin("<stdin>") if from_stdin else read(file).data
    put(dump(parse(Source.decode(data, "<stdin>" if from_stdin else file)), with_shell=shell))
