"""Files that are looked at for a person, one after the other: each with what rewriting makes of it and its context."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click

from slimmer.analysis.view import View
from slimmer.cli.configuration import Configuration
from slimmer.cli.discovery import STDIN, discover
from slimmer.cli.parameters import PATH
from slimmer.cli.reading import read, read_stdin
from slimmer.cli.surroundings import Surveyor
from slimmer.errors import InputError
from slimmer.estimate.prediction import predict
from slimmer.estimate.weights import Prediction
from slimmer.passes.pipeline import rewrite
from slimmer.passes.results import FileResult
from slimmer.passes.settings import Settings, command_line
from slimmer.syntax.nodes import Dockerfile
from slimmer.syntax.parser import parse
from slimmer.text.source import Source


class Studied(NamedTuple):
    """A file, and all that was asked about it.

    Attributes:
        result: what rewriting makes of it; with an error where it cannot be read.
        settings: those that hold for it.
        view: of the text as it is; None with an error.
        before: what is predicted of the image; None with an error, or without a stage.
        after: with the rewrites made; None where there are none.
        resting: names of transforms that the settings keep from running.
    """

    result: FileResult
    settings: Settings
    view: View | None = None
    before: Prediction | None = None
    after: Prediction | None = None
    resting: frozenset[str] = frozenset()


def asking(command: Callable[..., None]) -> Callable[..., None]:
    """The options of a command that studies files."""
    for option in (
        click.option("--color/--no-color", "colour", default=None, help="By default on terminals only."),
        click.option("--unverified", is_flag=True, default=None, help="Also rewrites that only a build can prove."),
        click.option("--hint", "hints", multiple=True, metavar="KEY=VALUE", help="What no file tells."),
        click.option("--target", metavar="STAGE", help="The stage that is built; the last one by default."),
        click.option("--context", metavar="DIR", type=PATH, help="The build context."),
    ):
        command = option(command)
    return command


def studied(path: str, options: dict[str, Any]) -> Iterator[Studied]:
    """The files at a path: a Dockerfile, a folder's Dockerfiles, `-` for standard input.

    Raises:
        UsageError: an option or a configuration file is wrong.
    """
    configuration = Configuration(command_line(options), os.environ)
    plain = configuration.of(Path()).settings
    found = discover((path,), configuration.excludes)
    surveyor = Surveyor()
    for error in found.errors:
        yield Studied(FileResult(error.path, None, error=str(error)), plain)
    for file in found.files:
        yield _studied(file, configuration, surveyor)


def _studied(path: str, configuration: Configuration, surveyor: Surveyor) -> Studied:
    place = None if path == STDIN else path
    chosen = configuration.of(Path(path).parent if place else Path())
    settings, transforms = chosen.settings, chosen.transforms
    try:
        source = Source.decode(read(path).data if place else read_stdin("<stdin>"), place or "<stdin>")
    except InputError as error:
        return Studied(FileResult(place or "<stdin>", None, error=str(error)), settings)
    known = configuration.registry.names
    result = rewrite(source, settings, transforms, known, look=lambda tree: surveyor.around(tree, place, settings))
    if result.error is not None:
        return Studied(result, settings)
    view = _view(parse(source), result)
    after = predict(_view(parse(Source(result.path, result.after)), result)) if result.edits else None
    return Studied(result, settings, view, predict(view), after, known - {each.name for each in transforms})


def _view(tree: Dockerfile, result: FileResult) -> View:
    around = result.around
    return View(tree, around.target, around.context, around.uses, around.hints, around.callers)
