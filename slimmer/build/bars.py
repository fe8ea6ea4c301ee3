"""Show a person at a terminal how far a build is: a bar for the steps, and a line for each that runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from slimmer.build.events import Shown, Timeline

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_EVERY = 0.1
_LONGEST = 60


@contextmanager
def bars(stream: TextIO, title: str) -> Iterator[Callable[[Timeline], None]]:
    """What draws a build on a terminal, as `Watch.shown`; on anything else it draws nothing.

    Args:
        stream: standard error; the drawing is gone when the block ends.
        title: what is built.
    """
    if not stream.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415  costs start-up time, and only a person at a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415  as above

    columns = (
        TextColumn("{task.description}", markup=False),  # a command may hold what rich would take for markup
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(file=stream), transient=True) as progress:
        yield _Drawing(progress, title)


class _Drawing:
    """Keeps rich's tasks in step with a timeline."""

    def __init__(self, progress: Progress, title: str) -> None:
        self.progress = progress
        self.whole = progress.add_task(_short(title), total=None)
        self.steps: dict[str, TaskID] = {}
        self.last = 0.0

    def __call__(self, timeline: Timeline) -> None:
        now = time.monotonic()
        if now - self.last >= _EVERY:
            self.last = now
            self.draw(timeline.shown())

    def draw(self, shown: Shown) -> None:
        """Bring the lines up to date."""
        self.progress.update(self.whole, completed=shown.done, total=shown.known or None)
        lines = dict.fromkeys(shown.running, (0, 0))
        lines |= {f"  {name}": (done, total) for name, done, total in shown.moving if total}
        for gone in self.steps.keys() - lines.keys():
            self.progress.remove_task(self.steps.pop(gone))
        for name, (done, total) in lines.items():
            if name not in self.steps:
                self.steps[name] = self.progress.add_task(_short(name), total=None)
            if total:
                self.progress.update(self.steps[name], completed=done // 1_000_000, total=max(1, total // 1_000_000))


def _short(text: str) -> str:
    """One line of bounded length, without characters that move the cursor."""
    line = "".join(each if each.isprintable() else " " for each in text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 3] + "..."
