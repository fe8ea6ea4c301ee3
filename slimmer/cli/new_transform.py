"""`slimmer new-transform`."""

from __future__ import annotations

from pathlib import Path

import click

from slimmer.docgen.scaffold import module, module_name
from slimmer.errors import UsageError


@click.command("new-transform")
@click.argument("name")
@click.option("--root", default=".", type=click.Path(file_okay=False, path_type=Path), help="The checkout of slimmer.")
def new_transform(name: str, root: Path) -> None:
    """Start the transform NAME: its module, and an empty folder of cases.

    A name says what is found (apt-lists-left-behind), not what is done about it. The tests are red until there is a
    case in which the transform acts and one in which it must not.
    """
    file = root / "transforms" / f"{module_name(name)}.py"
    cases = root / "tests" / "transforms" / name
    if not (root / "transforms" / "__init__.py").is_file():
        raise UsageError(f"{root} is no checkout of slimmer: it has no folder transforms/")
    if file.exists() or cases.exists():
        raise UsageError(f"there is already {file if file.exists() else cases}")
    file.write_text(module(name), "utf-8")
    cases.mkdir(parents=True)
    click.echo(f"wrote {file}: what it finds, and the page")
    click.echo(f"made  {cases}/: a folder for each case, with before.Dockerfile and, where the transform acts,")
    click.echo(" " * 6 + "after.Dockerfile; write a case in which it must not act first")
    click.echo("then  its name into DEFAULT in slimmer/passes/presets.py, `slimmer docs` for the page, and `make test`")
