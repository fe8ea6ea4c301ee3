"""`slimmer facts`."""

from __future__ import annotations

import json
import os
import sys

import click

from slimmer.cli.terminal import put, style_for
from slimmer.knowledge.questions import asked_command
from slimmer.report import command_facts
from slimmer.report.layout import laid_out


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED, metavar="COMMAND...|IMAGE")
@click.option("-f", "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--color/--no-color", "colour", default=None, help="By default on terminals only.")
def facts(words: tuple[str, ...], form: str, *, colour: bool | None) -> None:
    """Show what is known of a command or of a base image, with the sources.

    For example `slimmer facts apt-get install`, `slimmer facts python:3.12`; a call with flags needs quotes:
    `slimmer facts "npm ci --omit=dev"`.
    """
    asked = asked_command(" ".join(words).split(" "))
    if form == "json":
        put(json.dumps({"version": 1, **command_facts.document(asked)}, indent=2) + "\n")
    else:
        put(laid_out(command_facts.blocks(asked), style_for(sys.stdout, colour, os.environ)))
