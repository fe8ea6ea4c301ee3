"""How far a long run is, on standard error."""

from __future__ import annotations

import sys
import time

_CLEAR = "\r\x1b[K"
_EVERY_ON_TERMINAL = 0.1
_EVERY_IN_LOG = 5.0


class Progress:
    """A line that is overwritten on a terminal, or a line every five seconds in a log.

    Args:
        total: files of the run.
        shown: whether to show anything.
    """

    def __init__(self, total: int, *, shown: bool) -> None:
        self.total, self.shown = total, shown
        self.done = 0
        self.on_terminal = shown and sys.stderr.isatty()
        self.every = _EVERY_ON_TERMINAL if self.on_terminal else _EVERY_IN_LOG
        self.last = time.monotonic()
        self.drawn = False

    def show(self) -> None:
        """Say how many are done, if the last time is long enough ago."""
        now = time.monotonic()
        if self.shown and now - self.last >= self.every:
            self.last = now
            line = f"{self.done} of {self.total} files"
            sys.stderr.write(f"{_CLEAR}{line}" if self.on_terminal else f"{line}\n")
            sys.stderr.flush()
            self.drawn = self.on_terminal

    def clear(self) -> None:
        """Make room for other output."""
        if self.drawn:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
            self.drawn = False
