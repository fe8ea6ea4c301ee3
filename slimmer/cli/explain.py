"""`slimmer explain`."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from slimmer.cli.parameters import PATH, names_like
from slimmer.cli.studied import asking, studied
from slimmer.cli.terminal import put, say, style_for
from slimmer.docgen.page import markdown, page
from slimmer.passes.registry import load


def _offered(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
    """Names of transforms, and files for --why."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415  only completion needs it

    names = names_like(context, parameter, incomplete)
    return [*map(CompletionItem, names), *PATH.shell_complete(context, parameter, incomplete)]


@click.command()
@click.argument("name", metavar="NAME|FILE", type=PATH, shell_complete=_offered)
@click.option("--why", is_flag=True, help="Tell the story of a Dockerfile: facts, rewrites, refusals, reasons.")
@asking
@click.pass_context
def explain(ctx: click.Context, /, name: str, *, why: bool, colour: bool | None, **options: Any) -> None:
    """Show the page of the transform NAME, or with --why all that decided about a Dockerfile.

    The page tells what is found, why it costs bytes and when it is not applied. The story of a FILE (`-` is standard
    input) tells its stages, the base image, what each layer is thought to weigh, each rewrite and refusal with its
    reason, and what option would change a decision.
    """
    if why:
        ctx.exit(_story(name, options, colour))
    if colour is not None or any(value not in (None, ()) for value in options.values()):
        raise click.UsageError("the other options are for --why")
    known = load()
    if name not in known.names and os.path.exists(name):  # noqa: PTH110  Path.exists raises where it may not look
        raise click.UsageError(f"{name} is a file, and no transform: --why tells its story")
    text = markdown(page(known.get(name)))
    if not sys.stdout.isatty():
        click.echo(text, nl=False)
        return
    from rich.console import Console  # noqa: PLC0415  70 ms that only a terminal is worth
    from rich.markdown import Markdown  # noqa: PLC0415  as above

    Console().print(Markdown(text))


def _story(path: str, options: dict[str, Any], colour: bool | None) -> int:
    """Tell the story of each file at a path; the exit code."""
    from slimmer.report.layout import laid_out  # noqa: PLC0415  the page of a transform needs none of it
    from slimmer.report.story import story  # noqa: PLC0415  as above
    from slimmer.report.text import troubles  # noqa: PLC0415  as above

    style, talk = (style_for(stream, colour, os.environ) for stream in (sys.stdout, sys.stderr))
    code, between = 0, ""
    for each in studied(path, options):
        say(troubles(each.result, talk))
        if each.view is None or each.before is None:
            code = 2
            if each.result.error is None:
                say(f"error: {each.result.path}: there is no stage\n")
            continue
        told = story(each.result, each.view, each.before, each.settings, each.resting)
        put(between + laid_out(told, style))
        between = "\n"
    return code
