"""Errors that reach a person: each names the file, the line where there is one, and what to do."""

from __future__ import annotations


class SlimmerError(Exception):
    """Base of all errors slimmer reports; `str(error)` is a complete sentence for a person."""

    exit_code = 2


class UsageError(SlimmerError):
    """Wrong options or configuration (exit code 2)."""


class InputError(SlimmerError):
    """A file that cannot be read as a Dockerfile (exit code 2; other files go on).

    Args:
        path: the file as the user named it.
        message: what is wrong and what to do about it.
        line: 1-based physical line, or None when the whole file is meant.
    """

    def __init__(self, path: str, message: str, line: int | None = None) -> None:
        self.path, self.message, self.line = path, message, line
        super().__init__(path, message, line)

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.message}"


class EditError(SlimmerError, ValueError):
    """Edits that overlap or leave the text: a bug in the code that proposed them."""
