"""`slimmer rewrite`: its options; the run is that of `slimmer.cli.rewriting`."""

from __future__ import annotations

from typing import Any

import click

from slimmer.cli.discovery import STDIN_NAMES
from slimmer.cli.parameters import PATH, names_like
from slimmer.cli.rewriting import Options, rewrite_files
from slimmer.passes.settings import CACHES, GOALS


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
    ctx.exit(rewrite_files(paths, Options(**options)))


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
