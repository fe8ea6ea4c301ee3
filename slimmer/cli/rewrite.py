"""`slimmer rewrite`."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from slimmer.cli.configuration import Configuration
from slimmer.cli.discovery import STDIN, STDIN_NAMES, discover
from slimmer.cli.job import Job, Outcome
from slimmer.cli.progress import Progress
from slimmer.cli.reading import read_stdin
from slimmer.cli.stopping import cleanly
from slimmer.cli.terminal import PATH, names_like, put, say, style_for
from slimmer.errors import InputError
from slimmer.passes.results import FileResult
from slimmer.passes.settings import CACHES, GOALS, command_line
from slimmer.report.style import Style
from slimmer.report.summary import Tally, exit_code, sentence
from slimmer.text.source import encode

FEW = 64
"""Up to this many files one process is faster than starting others."""
_MUCH = 100_000
"""Objects, of about 10 MB, that one file may leave before those that nobody needs are searched for."""

if TYPE_CHECKING:
    from slimmer.cli.verifying import Verification

Put = Callable[[str], object]


def _names(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Names given by commas, by repeating the option, or both."""
    return tuple(name.strip(" ") for value in values for name in value.split(",") if name.strip(" "))


@click.command(epilog="With -w, `-` prints the rewritten text, for editors and pipes.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...", type=PATH)
@click.option("-w", "--write", is_flag=True, help="Change the files in place.")
@click.option("--check", is_flag=True, help="Exit with 1 if anything would change.")
@click.option("--unverified", is_flag=True, default=None, help="Also make rewrites that only a build can prove.")
@click.option("--verify", is_flag=True, help="Build before and after, and keep what builds and behaves as before.")
@click.option(
    "--smoke", metavar="FILE", type=PATH, help="With --verify: a file whose [smoke] table says what the image must do."
)
@click.option("--build-arg", "build_args", multiple=True, metavar="NAME=VALUE", help="With --verify: of every build.")
@click.option(
    "--build-timeout",
    type=click.FloatRange(min=1),
    metavar="SECONDS",
    help="With --verify: end a build that takes longer; 1800 by default.",
)
@click.option("--ablate/--no-ablate", default=True, help="With --verify: measure each rewrite alone (a build each).")
@click.option(
    "--select",
    multiple=True,
    metavar="NAME,...",
    callback=_names,
    shell_complete=names_like,
    help="Only these transforms.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="NAME,...",
    callback=_names,
    shell_complete=names_like,
    help="All transforms but these.",
)
@click.option("--context", metavar="DIR", type=PATH, help="The build context of all files of the run.")
@click.option("--target", metavar="STAGE", help="The stage that is built; the last one by default.")
@click.option("--hint", "hints", multiple=True, metavar="KEY=VALUE", help="What no file tells, as runtime-needs=curl.")
@click.option("--caches", type=click.Choice(CACHES), help="Clean package managers' caches, or mount them.")
@click.option("--goal", type=click.Choice(GOALS), help="What rewrites are for.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(("diff", "text", "json")),
    help="The report; diff by default, none with -w.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Where the report goes; standard output by default.",
)
@click.option("--stdin-filename", metavar="PATH", help="The name of what `-` reads, for messages and configuration.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 although --check found something.")
@click.option(
    "-j",
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Processes; by default as many as there are processors, at most 8.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say what was found, what was left alone, and why.")
@click.option("--color/--no-color", "colour", default=None, help="By default on terminals only.")
@click.pass_context
def rewrite(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Rewrite Dockerfiles, or show the diff that would.

    PATHS are files and folders, `-` is standard input, the working folder is the default. In folders these are
    found: Dockerfile, Containerfile, Dockerfile.*, *.Dockerfile and *.dockerfile, but nothing that git ignores.
    Nothing is written without -w.
    """
    _refuse_contradictions(paths, options)
    job, files, errors = _prepare(paths, options)
    _refuse_output_in_place(options["output"], files)
    quiet = bool(options["quiet"])
    if not gc.isenabled():  # the modules stay; from here on there may be files, or a file, enough to make garbage
        gc.freeze()
        gc.enable()
        if len(files) == 1:  # as a rule it makes less than this, and 40 searches by default
            gc.set_threshold(_MUCH)
    with (
        cleanly(needed=job.write or bool(options["output"]) or bool(options["verify"])),
        _output(options["output"]) as write_out,
    ):
        total = _run(job, files, errors, options["jobs"], write_out)
        if job.format == "text":
            found = total.rewrites or total.offered or total.advice or (job.verbose and total.refusals)
            write_out("\n" * bool(found) + _summary(total, job, None if options["output"] else sys.stdout))
    if job.format != "text" and not quiet:
        say(_summary(total, job, sys.stderr))
    code = exit_code(total, check=bool(options["check"]))
    ctx.exit(0 if code == 1 and options["exit_zero"] else code)


def _refuse_contradictions(paths: tuple[str, ...], options: dict[str, Any]) -> None:
    if options["write"] and options["check"]:
        raise click.UsageError("--write and --check contradict each other: --check writes nothing")
    if options["quiet"] and options["verbose"]:
        raise click.UsageError("--quiet and --verbose contradict each other")
    given = [name for name in ("smoke", "build_args", "build_timeout") if options[name]]
    if given and not options["verify"]:
        raise click.UsageError("--smoke, --build-arg and --build-timeout are for --verify")
    if options["verify"] and options["unverified"]:
        raise click.UsageError("--verify and --unverified contradict each other")
    from_stdin = not STDIN_NAMES.isdisjoint(paths)
    if options["stdin_filename"] and not from_stdin:
        raise click.UsageError("--stdin-filename needs `-` among the paths")
    if options["write"] and from_stdin and options["form"] and not options["output"]:
        raise click.UsageError("--write prints the text of `-`: a report besides needs --output")


def _refuse_output_in_place(output: str | None, files: tuple[str, ...]) -> None:
    """Keep a report from taking the place of a file it is about."""
    if output is None or not os.path.lexists(output):
        return
    place = os.path.realpath(output)
    if any(os.path.realpath(file) == place for file in files):
        raise click.UsageError(f"--output {output} is one of the files: --write rewrites them, a report goes elsewhere")


def _prepare(paths: tuple[str, ...], options: dict[str, Any]) -> tuple[Job, tuple[str, ...], tuple[InputError, ...]]:
    """The job of the run, its files, and what was wrong with the paths.

    Raises:
        UsageError: the options or the configuration of the working folder are wrong: nothing is begun then.
    """
    keys = ("select", "ignore", "unverified", "target", "caches", "goal", "context", "hints")
    configuration = Configuration(command_line({key: options[key] for key in keys}), os.environ)
    configuration.of(Path())
    found = discover(paths or (".",), configuration.excludes)
    stdin_name = options["stdin_filename"]
    to_terminal = style_for(sys.stdout, options["colour"], os.environ)
    job = Job(
        configuration,
        format=options["form"] or ("diff" if options["output"] or not options["write"] else None),
        write=options["write"],
        quiet=options["quiet"],
        verbose=options["verbose"],
        stdin=read_stdin(stdin_name or "<stdin>") if STDIN in found.files else None,
        stdin_name=stdin_name,
        verification=_verification(options),
        output_style=Style(colour=bool(options["colour"])) if options["output"] else to_terminal,
        talk_style=style_for(sys.stderr, options["colour"], os.environ),
    )
    return job, found.files, found.errors


def _verification(options: dict[str, Any]) -> Verification | None:
    if not options["verify"]:
        return None
    from slimmer.cli.verifying import Verification  # noqa: PLC0415  what builds is imported by those who build

    patience = {"timeout": options["build_timeout"]} if options["build_timeout"] else {}
    return Verification(options["smoke"], options["build_args"], options["ablate"], quiet=options["quiet"], **patience)


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
