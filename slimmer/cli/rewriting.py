"""The run of `slimmer rewrite`, once its command line is read: which needs no click, and saves what that costs."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from slimmer.cli.configuration import Configuration
from slimmer.cli.discovery import STDIN, discover
from slimmer.cli.job import Job, Outcome
from slimmer.cli.progress import Progress
from slimmer.cli.reading import read_stdin
from slimmer.cli.stopping import cleanly
from slimmer.cli.terminal import put, say, style_for
from slimmer.errors import InputError, UsageError
from slimmer.passes.results import FileResult
from slimmer.passes.settings import command_line
from slimmer.records import dataclass
from slimmer.report.style import Style
from slimmer.report.summary import Tally, exit_code, sentence
from slimmer.text.source import encode

if TYPE_CHECKING:
    from slimmer.cli.verifying import Verification

FEW = 64
"""Up to this many files one process is faster than starting others."""
_MUCH = 100_000
"""Objects, of about 10 MB, that one file may leave before those that nobody needs are searched for."""

Put = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Options:
    """What a command line asks of a run; the defaults are those of a command line without options.

    Attributes:
        unverified: None leaves it to the configuration, as None and the empty tuple do with what it may say, too.
        form: the report: `diff`, `text` or `json`; None for a diff, or with `write` for none.
        build_timeout: seconds; None for the default of builds.
        jobs: processes; None for one of each processor.
        colour: None leaves it to the environment and the terminal.
    """

    write: bool = False
    check: bool = False
    unverified: bool | None = None
    verify: bool = False
    smoke: str | None = None
    build_args: tuple[str, ...] = ()
    build_timeout: float | None = None
    ablate: bool = True
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    context: str | None = None
    target: str | None = None
    hints: tuple[str, ...] = ()
    caches: str | None = None
    goal: str | None = None
    form: str | None = None
    output: str | None = None
    stdin_filename: str | None = None
    exit_zero: bool = False
    jobs: int | None = None
    quiet: bool = False
    verbose: bool = False
    colour: bool | None = None


def rewrite_files(paths: tuple[str, ...], options: Options) -> int:
    """Rewrite files, report, and give the exit code.

    Raises:
        UsageError: the options, the configuration or the paths are wrong: nothing was begun then.
    """
    job, files, errors = _prepare(paths, options)
    _refuse_output_in_place(options.output, files)
    if not gc.isenabled():  # the modules stay; from here on there may be files, or a file, enough to make garbage
        gc.freeze()
        gc.enable()
        if len(files) == 1:  # as a rule it makes less than this, and 40 searches by default
            gc.set_threshold(_MUCH)
    with (
        cleanly(needed=job.write or bool(options.output) or options.verify),
        _output(options.output) as write_out,
    ):
        total = _run(job, files, errors, options.jobs, write_out)
        if job.format == "text":
            found = total.rewrites or total.offered or total.advice or (job.verbose and total.refusals)
            write_out("\n" * bool(found) + _summary(total, job, None if options.output else sys.stdout))
    if job.format != "text" and not options.quiet:
        say(_summary(total, job, sys.stderr))
    code = exit_code(total, check=options.check)
    return 0 if code == 1 and options.exit_zero else code


def _refuse_output_in_place(output: str | None, files: tuple[str, ...]) -> None:
    """Keep a report from taking the place of a file it is about."""
    if output is None or not os.path.lexists(output):
        return
    place = os.path.realpath(output)
    if any(os.path.realpath(file) == place for file in files):
        raise UsageError(f"--output {output} is one of the files: --write rewrites them, a report goes elsewhere")


def _prepare(paths: tuple[str, ...], options: Options) -> tuple[Job, tuple[str, ...], tuple[InputError, ...]]:
    """The job of the run, its files, and what was wrong with the paths.

    Raises:
        UsageError: the options or the configuration of the working folder are wrong: nothing is begun then.
    """
    keys = ("select", "ignore", "unverified", "target", "caches", "goal", "context", "hints")
    configuration = Configuration(command_line({key: getattr(options, key) for key in keys}), os.environ)
    configuration.of(Path())
    found = discover(paths or (".",), configuration.excludes)
    stdin_name = options.stdin_filename
    to_terminal = style_for(sys.stdout, options.colour, os.environ)
    job = Job(
        configuration,
        format=options.form or ("diff" if options.output or not options.write else None),
        write=options.write,
        quiet=options.quiet,
        verbose=options.verbose,
        stdin=read_stdin(stdin_name or "<stdin>") if STDIN in found.files else None,
        stdin_name=stdin_name,
        verification=_verification(options),
        output_style=Style(colour=bool(options.colour)) if options.output else to_terminal,
        talk_style=style_for(sys.stderr, options.colour, os.environ),
    )
    return job, found.files, found.errors


def _verification(options: Options) -> Verification | None:
    if not options.verify:
        return None
    from slimmer.cli.verifying import Verification  # noqa: PLC0415  what builds is imported by those who build

    patience = {"timeout": options.build_timeout} if options.build_timeout else {}
    return Verification(options.smoke, options.build_args, options.ablate, quiet=options.quiet, **patience)


@contextlib.contextmanager
def _output(path: str | None) -> Iterator[Put]:
    """Where the report goes, as a function that takes text."""
    if path is None:
        yield put
        return
    from slimmer.cli.writing import whole_file  # noqa: PLC0415  only -o needs it

    with whole_file(path) as stream:
        yield lambda text: stream.write(encode(text))


def _summary(total: Tally, job: Job, stream: TextIO | None) -> str:
    """The sentence at the end: one line, but on a terminal lines that fit it."""
    told = sentence(total, write=job.write, verbose=job.verbose)
    if stream is None or not stream.isatty():
        return told
    from slimmer.report.layout import wrapped  # noqa: PLC0415  only a terminal needs it

    width = style_for(stream, None, os.environ).width
    return "".join(f"{line}\n" for line in wrapped(told.removesuffix("\n"), width))


def _run(job: Job, files: tuple[str, ...], errors: tuple[InputError, ...], jobs: int | None, write_out: Put) -> Tally:
    """Do all files, write what they report, and count."""
    progress = Progress(len(files), shown=not job.quiet and len(files) > FEW)
    total = Tally()
    head, separator, tail = _frame(job.format)
    write_out(head)
    between = ""
    failed = (job.outcome(FileResult(error.path, None, error=str(error)), files=0) for error in errors)
    for outcome in chain(failed, _outcomes(job, files, jobs)):
        progress.done += outcome.tally.files
        progress.show()
        total = total.plus(outcome.tally)
        if outcome.talk or outcome.output:
            progress.clear()
        if outcome.talk:
            say(outcome.talk)
        if outcome.output:
            write_out(between + outcome.output)
            between = separator
    progress.clear()
    write_out(tail)
    return total


def _frame(form: str | None) -> tuple[str, str, str]:
    """What a report of many files begins with, has between them and ends with."""
    if form != "json":
        return "", "\n" if form == "text" else "", ""
    from slimmer.report import json  # noqa: PLC0415  only this format needs it

    return json.HEAD, json.SEPARATOR, json.TAIL


def _outcomes(job: Job, files: tuple[str, ...], jobs: int | None) -> Iterable[Outcome]:
    if len(files) > FEW and jobs != 1 and job.verification is None:
        from slimmer.cli import workers  # noqa: PLC0415  a small run need not import multiprocessing

        processes = jobs or workers.processes()
        if processes > 1:
            return workers.ordered(job.run, job.died, files, processes)
    return map(job.run, files)
