"""The shell inside a Dockerfile: `parse_shell` gives a lossless, typed tree."""

from slimmer.syntax.shell.nodes import Dialect, Script, ShellSyntaxError, dialect_of, shell_program
from slimmer.syntax.shell.parser import parse_shell
from slimmer.syntax.shell.walk import children, walk

__all__ = [
    "Dialect",
    "Script",
    "ShellSyntaxError",
    "children",
    "dialect_of",
    "parse_shell",
    "shell_program",
    "walk",
]
