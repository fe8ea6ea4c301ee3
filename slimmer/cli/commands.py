"""The command group; a command's module is imported when the command is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from slimmer import __version__
from slimmer.cli.ending import told

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


class Commands(click.Group):
    """Finds a command in `slimmer.cli.<name>` under its own name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """The commands in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        """The command of that name, or None."""
        if cmd_name not in _COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        command: click.Command = getattr(import_module(f"slimmer.cli.{name}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  click's signature
        """Write the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error meant for a person becomes a message and its exit code."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            code = told(error)
            if code is None:
                raise
            ctx.exit(code)


@click.group(cls=Commands, name="slimmer", epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="slimmer")
def cli() -> None:
    """Rewrites Dockerfiles so that images are smaller, with edits that leave every other byte alone."""


def run() -> int:
    """Run the command line of this process; the exit code."""
    try:
        code = cli.main(prog_name="slimmer", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130  # as a shell reports SIGINT
    return code if isinstance(code, int) else 0
