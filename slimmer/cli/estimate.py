"""`slimmer estimate`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from slimmer.cli.studied import Studied, studied
from slimmer.cli.terminal import put, say, style_for
from slimmer.report import estimate as report
from slimmer.report.text import troubles


@click.command()
@click.argument("path", default=".")
@click.option("--context", metavar="DIR", type=click.Path(path_type=Path), help="The build context.")
@click.option("--target", metavar="STAGE", help="The stage that is built; the last one by default.")
@click.option("--unverified", is_flag=True, default=None, help="Also make rewrites that only a build can prove.")
@click.option("-f", "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--color/--no-color", "colour", default=None, help="By default on terminals only.")
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
            say(f"error: {each.result.path}: {no_target(each)}\n")
    if form == "json":
        documents = [report.document(each.result, each.before, each.after) for each in found]
        put(json.dumps({"version": 1, "files": documents}, indent=2) + "\n")
    else:
        tables = [report.render(each.result, each.before, each.after, style) for each in found if each.before]
        put("\n".join(tables))
    ctx.exit(0 if all(each.before for each in found) else 2)


def no_target(file: Studied) -> str:
    """Why nothing is predicted of a file that can be read."""
    return f"there is no stage `{file.settings.target}`" if file.settings.target else "there is no stage"
