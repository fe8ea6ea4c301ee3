"""`slimmer report`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import PurePath

import click

from slimmer.bench.records import from_json
from slimmer.bench.results import CaseResult
from slimmer.cli.parameters import PATH
from slimmer.cli.terminal import put, say, style_for
from slimmer.cli.writing import whole_file
from slimmer.errors import InputError
from slimmer.report.measured.rendering import FORMATS, render
from slimmer.report.style import PLAIN, visible
from slimmer.text.source import encode

_SUFFIXES = {".md": "markdown", ".html": "html", ".htm": "html", ".json": "json", ".jsonl": "json"}


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="RESULTS.jsonl...", type=PATH)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="By default what the name of --output says, else terminal.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Where the report goes; standard output by default.",
)
@click.option("-v", "--verbose", is_flag=True, help="On a terminal: tell each rewrite, what failed, what was refused.")
@click.option("--color/--no-color", "colour", default=None, help="By default on terminals only.")
@click.pass_context
def report(
    ctx: click.Context,
    /,
    files: tuple[str, ...],
    form: str | None,
    output: str | None,
    *,
    verbose: bool,
    colour: bool | None,
) -> None:
    """Show what `slimmer bench` measured.

    Each file holds JSON lines, one a case; `-` is standard input. Of a case that is told twice the last line counts.
    """
    results, errors = read(files)
    for error in errors:
        say(f"error: {visible(str(error))}\n")
    if errors:
        say("nothing is reported: a report without some of its cases would look whole\n")
        ctx.exit(2)
    wanted = form or _SUFFIXES.get(PurePath(output or "").suffix.lower(), "terminal")
    style = PLAIN if output else style_for(sys.stdout, colour, os.environ)
    text = render(results, wanted, style, verbose=verbose)
    if output is None:
        put(text)
        return
    with whole_file(output) as stream:
        stream.write(encode(text))


def read(files: Iterable[str]) -> tuple[tuple[CaseResult, ...], tuple[InputError, ...]]:
    """The results of all files, and each line and file that cannot be read; a repeated case is said to be."""
    found: dict[str, tuple[CaseResult, str]] = {}
    errors: list[InputError] = []
    for path in files:
        try:
            lines = _lines(path)
        except InputError as error:
            errors.append(error)
            continue
        for number, line in lines:
            try:
                result = from_json(line, path, number)
            except InputError as error:
                errors.append(error)
                continue
            place = f"{path}:{number}"
            former, old = found.get(result.case, (None, ""))
            # A line that ends what a budget left of an earlier one is no other result.
            if former is not None and not (former.protocol.left and former.protocol.key == result.protocol.key):
                say(f"{visible(result.case)} is told twice: {visible(place)} counts, {visible(old)} does not\n")
            found[result.case] = (result, place)
    return tuple(result for result, _ in found.values()), tuple(errors)


def _lines(path: str) -> list[tuple[int, str]]:
    """The lines of a file that are not blank, each with its number."""
    lines = [(number, line) for number, line in enumerate(_text(path).split("\n"), 1) if line.strip(" \r\t")]
    if not lines:
        raise InputError(path, "holds no results")
    return lines


def _text(path: str) -> str:
    try:
        data = sys.stdin.buffer.read() if path == "-" else _bytes(path)
        return data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(path, f"not read: {error.strerror or error}") from error
    except ValueError as error:
        raise InputError(path, f"not read: {error}") from error


def _bytes(path: str) -> bytes:
    with open(path, "rb") as stream:  # noqa: PTH123  a Path would drop what the user wrote of it
        return stream.read()
