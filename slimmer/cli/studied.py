"""Files that are looked at for a person, one after the other: each with what rewriting makes of it and its context."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from slimmer.analysis.view import View
from slimmer.cli.configuration import Configuration
from slimmer.cli.contexts import Contexts
from slimmer.cli.discovery import STDIN, discover
from slimmer.cli.reading import read, read_stdin
from slimmer.errors import InputError
from slimmer.estimate.prediction import predict
from slimmer.estimate.weights import Prediction
from slimmer.model.context import Context
from slimmer.passes.pipeline import rewrite
from slimmer.passes.results import FileResult
from slimmer.passes.settings import Settings, command_line
from slimmer.syntax.parser import parse
from slimmer.text.source import Source


class Studied(NamedTuple):
    """A file, and all that was asked about it.

    Attributes:
        result: what rewriting makes of it; with an error where it cannot be read.
        settings: those that hold for it.
        view: of the text as it is; None with an error.
        before: what is predicted of the image; None with an error, or without the target.
        after: with the rewrites made; None where there are none.
        resting: names of transforms that the settings keep from running.
    """

    result: FileResult
    settings: Settings
    view: View | None = None
    before: Prediction | None = None
    after: Prediction | None = None
    resting: frozenset[str] = frozenset()


def studied(path: str, options: dict[str, Any]) -> Iterator[Studied]:
    """The files at a path: a Dockerfile, a folder's Dockerfiles, `-` for standard input.

    Raises:
        UsageError: an option or a configuration file is wrong.
    """
    configuration = Configuration(command_line(options), os.environ)
    plain = configuration.of(Path()).settings
    found = discover((path,), configuration.excludes)
    contexts = Contexts()
    for error in found.errors:
        yield Studied(FileResult(error.path, None, error=str(error)), plain)
    for file in found.files:
        yield _studied(file, configuration, contexts)


def _studied(path: str, configuration: Configuration, contexts: Contexts) -> Studied:
    name = "<stdin>" if path == STDIN else path
    settings, transforms = configuration.of(Path() if path == STDIN else Path(path).parent)
    try:
        source = Source.decode(read_stdin(name) if path == STDIN else read(path).data, name)
    except InputError as error:
        return Studied(FileResult(name, None, error=str(error)), settings)
    context = None
    if settings.context is not None:
        context = contexts.of(settings.context, None if path == STDIN else Path(path))
    known = configuration.registry.names
    result = rewrite(source, settings, transforms, known, context)
    if result.error is not None:
        return Studied(result, settings)
    view = View(parse(source), settings.target, context)
    after = predict(_view(result, settings, context)) if result.edits else None
    return Studied(result, settings, view, predict(view), after, known - {each.name for each in transforms})


def _view(result: FileResult, settings: Settings, context: Context | None) -> View:
    return View(parse(Source(result.path, result.after)), settings.target, context)
