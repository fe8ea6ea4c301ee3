"""The command group; a command's module is imported when the command is called."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from slimmer import __version__
from slimmer.errors import EditError, SlimmerError

_COMMANDS = {
    "rewrite": "Rewrite Dockerfiles, or show the diff that would.",
    "transforms": "List the transforms.",
    "explain": "Show the page of a transform.",
    "facts": "Show what is known of a command or of a base image.",
    "estimate": "Predict the bytes of the image, and what each rewrite saves.",
    "bench": "Build cases before and after, run both, and measure.",
    "report": "Show what was measured of cases, from JSON lines.",
    "harden": "Find the restrictions under which an image still works.",
    "tree": "Print the syntax tree of a Dockerfile.",
    "new-transform": "Start a transform: its module and its folder of cases.",
    "docs": "Generate the pages of the transforms.",
}
"""Each command and its line in `--help`, so that `--help` imports none of them."""

_EPILOG = (
    "Exit codes: 0 done, 1 --check found something, 2 wrong usage or unreadable input, 3 a build or a proof failed, "
    "4 internal error."
)

_NO_READER = 141  # as a shell reports SIGPIPE


class Commands(click.Group):
    """Finds a command in `slimmer.cli.<name>` under its own name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, or None."""
        if cmd_name not in _COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        command: click.Command = getattr(import_module(f"slimmer.cli.{name}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error meant for a person becomes a message and its exit code."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # click would end with 1, which is what --check says
            sys.exit(_without_output(_NO_READER))
        except EditError:
            raise
        except SlimmerError as error:
            click.echo(f"{click.style('error:', fg='red', bold=True)} {error}", err=True)
            ctx.exit(error.exit_code)
        except (PermissionError, FileNotFoundError) as error:
            told = _around(error)
            if told is None:
                raise
            click.echo(f"{click.style('error:', fg='red', bold=True)} {told}", err=True)
            ctx.exit(2)


@click.group(cls=Commands, name="slimmer", epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="slimmer")
def cli() -> None:
    """Rewrites Dockerfiles so that images are smaller, with edits that leave every other byte alone."""


def main() -> NoReturn:
    """Run the command line of this process, and end it."""
    gc.disable()  # for those who come in here: see slimmer.__main__
    try:
        code = _flushed(cli.main(prog_name="slimmer", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = 130  # as a shell reports SIGINT
    except Exception as error:  # noqa: BLE001  a bug must not look like a finding, which is exit code 1
        import traceback  # noqa: PLC0415  only a bug needs it

        traceback.print_exc()
        click.echo(f"internal error: {type(error).__name__}: {error}; please report this", err=True)
        code = 4
    gc.freeze()  # the interpreter would search all of it once more before it ends
    sys.exit(code if isinstance(code, int) else 0)


def _around(error: OSError) -> str | None:
    """What is wrong around slimmer rather than in it, where that is known."""
    if isinstance(error, PermissionError) and error.filename is not None:
        return f"{error.filename}: no permission"
    try:
        Path.cwd()
    except OSError as gone:
        return f"the working folder cannot be used: {gone.strerror}"
    return None


def _flushed(code: object) -> object:
    """The exit code once all output is out, or another where it cannot get there."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _without_output(_NO_READER)
    except OSError as error:
        click.echo(f"error: standard output: not written: {error.strerror}", err=True)
        return _without_output(2)
    return code


def _without_output(code: int) -> int:
    """The exit code of a run whose output nobody takes; what is left of it must not be flushed again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return code
