"""How a run ends: what went wrong becomes a message for a person and an exit code, and all output gets out."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from slimmer.errors import EditError, SlimmerError

if TYPE_CHECKING:
    from collections.abc import Callable

_NO_READER = 141  # as a shell reports SIGPIPE


def told(error: Exception) -> int | None:
    """Tell a person what went wrong; the exit code, or None where it is a bug and nothing was told."""
    if isinstance(error, BrokenPipeError):  # click would end with 1, which is what --check says
        return _without_output(_NO_READER)
    if isinstance(error, SlimmerError) and not isinstance(error, EditError):
        _tell(str(error))
        return error.exit_code
    around = _around(error) if isinstance(error, PermissionError | FileNotFoundError) else None
    if around is None:
        return None
    _tell(around)
    return 2


def ended(run: Callable[[], int]) -> int:
    """The exit code of a run once all its output is out; of a bug it is 4, for 1 is what --check says."""
    try:
        return _flushed(run())
    except KeyboardInterrupt:
        return 130  # as a shell reports SIGINT
    except Exception as error:  # noqa: BLE001  a bug must not look like a finding
        import traceback  # noqa: PLC0415  only a bug needs it

        traceback.print_exc()
        print(f"internal error: {type(error).__name__}: {error}; please report this", file=sys.stderr)  # noqa: T201  rich may be what failed
        return 4


def _tell(message: str) -> None:
    from slimmer.cli.terminal import say, style_for  # noqa: PLC0415  most runs have nothing to tell

    say(f"{style_for(sys.stderr, None, os.environ)('error:', 'bad')} {message}\n")


def _around(error: OSError) -> str | None:
    """What is wrong around slimmer rather than in it, where that is known."""
    if isinstance(error, PermissionError) and error.filename is not None:
        return f"{error.filename}: no permission"
    try:
        os.getcwd()  # noqa: PTH109  a module less for `--help`
    except OSError as gone:
        return f"the working folder cannot be used: {gone.strerror}"
    return None


def _flushed(code: int) -> int:
    """The exit code once all output is out, or another where it cannot get there."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _without_output(_NO_READER)
    except OSError as error:
        _tell(f"standard output: not written: {error.strerror}")
        return _without_output(2)
    return code


def _without_output(code: int) -> int:
    """The exit code of a run whose output nobody takes; what is left of it must not be flushed again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return code
