"""`slimmer docs`."""

from __future__ import annotations

from pathlib import Path

import click

from slimmer.docgen.files import generated, stale
from slimmer.docgen.page import Page, page
from slimmer.errors import UsageError
from slimmer.passes.registry import load


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when a page is stale.")
@click.option("--folder", default="docs/transforms", show_default=True, type=click.Path(path_type=Path))
@click.option("--distribution", default="slimmer", show_default=True, help="Whose transforms to document.")
@click.pass_context
def docs(ctx: click.Context, /, *, check: bool, folder: Path, distribution: str) -> None:
    """Generate the pages of the transforms from their docstrings, and the table of all."""
    wanted = generated(_pages(distribution))
    found = {file.name: file.read_text("utf-8") for file in sorted(folder.glob("*.md"))}
    wrong = stale(wanted, found)
    if check:
        for each in wrong:
            click.echo(f"{folder}/{each}; run `slimmer docs`", err=True)
        ctx.exit(1 if wrong else 0)
    folder.mkdir(parents=True, exist_ok=True)
    for name in found.keys() - wanted.keys():
        (folder / name).unlink()
    for name, text in wanted.items():
        if found.get(name) != text:
            (folder / name).write_text(text, "utf-8")
            click.echo(f"wrote {folder / name}", err=True)


def _pages(distribution: str) -> list[Page]:
    """The pages of a distribution's transforms.

    Raises:
        UsageError: it has none, or one of them lacks a heading.
    """
    registry = load()
    pages = [page(kind) for name, kind in registry.classes.items() if registry.distributions[name] == distribution]
    if not pages:
        raise UsageError(f"the distribution {distribution} has no transforms")
    for each in pages:
        if each.missing:
            raise UsageError(f"the docstring of {each.name} has no {', '.join(each.missing)}")
    return pages
