"""`slimmer explain`."""

from __future__ import annotations

import sys

import click

from slimmer.docgen.page import markdown, page
from slimmer.passes.registry import load


@click.command()
@click.argument("name")
def explain(name: str) -> None:
    """Show the page of the transform NAME: what it finds, why it costs bytes, when it is not applied."""
    text = markdown(page(load().get(name)))
    if not sys.stdout.isatty():
        click.echo(text, nl=False)
        return
    from rich.console import Console  # noqa: PLC0415  70 ms that only a terminal is worth
    from rich.markdown import Markdown  # noqa: PLC0415

    Console().print(Markdown(text))
