"""`slimmer transforms`."""

from __future__ import annotations

import click

from slimmer.docgen.page import page
from slimmer.passes.registry import load


@click.command()
def transforms() -> None:
    """List the transforms in the order they run: name, safety, what each finds."""
    registry = load()
    pages = [page(kind) for kind in registry.classes.values()]
    width = max((len(each.name) for each in pages), default=0)
    for each in pages:
        came_with = registry.distributions[each.name]
        origin = "" if came_with == "slimmer" else f" ({came_with})"
        click.echo(f"{each.name:<{width}}  {each.safety.value:<6}  {each.summary}{origin}")
