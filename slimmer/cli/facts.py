"""`slimmer facts`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import click

from slimmer.cli.terminal import put, style_for
from slimmer.knowledge.images import image
from slimmer.knowledge.programs import program
from slimmer.knowledge.questions import asked_command, asked_image
from slimmer.report import command_facts, image_facts
from slimmer.report.layout import Block, laid_out


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED, metavar="COMMAND...|IMAGE")
@click.option("-f", "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--color/--no-color", "colour", default=None, help="By default on terminals only.")
def facts(words: tuple[str, ...], form: str, *, colour: bool | None) -> None:
    """Show what is known of a command or of a base image, with the sources.

    For example `slimmer facts apt-get install`, `slimmer facts python:3.12`; a call with flags needs quotes:
    `slimmer facts "npm ci --omit=dev"`.
    """
    given = " ".join(words).split(" ")
    blocks, document = _found(given)
    if form == "json":
        put(json.dumps({"version": 1, **document()}, indent=2) + "\n")
    else:
        put(laid_out(blocks(), style_for(sys.stdout, colour, os.environ)))


def _found(words: list[str]) -> tuple[Callable[[], Iterable[Block]], Callable[[], dict[str, Any]]]:
    """What the words ask for: a program goes before an image of the same name, unless a tag or path says which."""
    name = words[0]
    is_image = len(words) == 1 and (program(name) is None or ":" in name or "@" in name or "/" in name[1:])
    if is_image and (image(name) is not None or program(name) is None):
        if ":" not in name and "/" not in name and image(name) is None:
            asked_command(words)  # says what commands and images are spelled alike
        found = asked_image(name)
        return partial(image_facts.blocks, name, found), partial(image_facts.document, name, found)
    asked = asked_command(words)
    return partial(command_facts.blocks, asked), partial(command_facts.document, asked)
