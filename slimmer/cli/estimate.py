"""`slimmer estimate`."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import click

from slimmer.cli.parameters import PATH
from slimmer.cli.studied import asking, studied
from slimmer.cli.terminal import put, say, style_for
from slimmer.report import estimate as report
from slimmer.report.text import troubles


@click.command()
@click.argument("path", default=".", type=PATH)
@asking
@click.option("-f", "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.pass_context
def estimate(ctx: click.Context, /, path: str, form: str, *, colour: bool | None, **options: Any) -> None:
    """Predict the bytes of the image, layer by layer, and what each rewrite saves.

    PATH is a Dockerfile, a folder of Dockerfiles, or `-` for standard input. Nothing is built: intervals rest on
    measurements of like things, whose sources are named. What nobody measured is said not to be known.
    """
    style, talk = (style_for(stream, colour, os.environ) for stream in (sys.stdout, sys.stderr))
    found = list(studied(path, options))
    for each in found:
        say(troubles(each.result, talk))
        if each.before is None and each.result.error is None:
            say(f"error: {each.result.path}: there is no stage\n")
    if form == "json":
        documents = [report.document(each.result, each.before, each.after) for each in found]
        put(json.dumps({"version": 1, "files": documents}, indent=2) + "\n")
    else:
        tables = [report.render(each.result, each.before, each.after, style) for each in found if each.before]
        put("\n".join(tables))
    ctx.exit(0 if all(each.before for each in found) else 2)
