"""What a check finds, and how an exception becomes a finding."""

from __future__ import annotations

import re
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from types import FrameType
from typing import Final, NamedTuple, NoReturn

PATIENCE: Final = 5.0
"""Seconds of CPU time a check may take on one input."""

_VARYING = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\d+")


class Finding(NamedTuple):
    """A law that does not hold for an input.

    Attributes:
        check: which one found it.
        signature: equal for findings that have, in all likelihood, one cause.
        detail: for a person.
    """

    check: str
    signature: str
    detail: str


class TooSlowError(BaseException):
    """An input took longer than `PATIENCE`; no handler for ordinary errors may swallow it."""


def finding(check: str, what: str, detail: object = "") -> Finding:
    """A finding; the parts of `what` that differ from input to input leave the signature."""
    return Finding(check, _VARYING.sub("_", what)[:160], f"{what} {detail}".strip()[:2000])


def attempt(check: str, run: Callable[[], Finding | None]) -> Finding | None:
    """What `run` finds; an exception is a finding, and so is impatience."""
    try:
        with _patience():
            return run()
    except TooSlowError:
        return Finding(check, "too slow", f"more than {PATIENCE} s of CPU time")
    except Exception as error:  # noqa: BLE001  # any exception is what is looked for
        what = f"{type(error).__name__} in {_place(error)}"
        return finding(check, what, f"{error}\n{traceback.format_exc(limit=-6)}")


def _place(error: Exception) -> str:
    """The innermost function of slimmer's own that the exception passed."""
    every = traceback.extract_tb(error.__traceback__)
    frames = [frame for frame in every if "slimmer" in PurePath(frame.filename).parts]
    if isinstance(error, RecursionError) or not frames:
        return "deep nesting" if frames else "the check"
    return f"{PurePath(frames[-1].filename).name}:{frames[-1].name}"


@contextmanager
def _patience() -> Iterator[None]:
    previous = signal.signal(signal.SIGVTALRM, _interrupt)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, previous)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise TooSlowError
