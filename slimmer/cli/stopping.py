"""End on a signal the way Ctrl-C does: with what was begun undone."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import NoReturn


@contextlib.contextmanager
def cleanly(*, needed: bool = True) -> Iterator[None]:
    """Let SIGTERM and SIGHUP unwind the block, so that files half made are removed on the way out.

    Args:
        needed: whether there is anything to undo; else nothing is done, for the module `signal` costs a start-up.
    """
    if not needed:
        yield
        return
    import signal  # noqa: PLC0415  see above

    signals = (signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(each, _leave) for each in signals]
    try:
        yield
    finally:
        for each, handler in zip(signals, before, strict=True):
            signal.signal(each, handler)


def _leave(number: int, _frame: object) -> NoReturn:
    sys.exit(128 + number)  # as a shell reports it
