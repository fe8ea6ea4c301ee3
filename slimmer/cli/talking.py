"""How a person follows builds: lines and bars on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from slimmer.bench.asked import Talk
from slimmer.build import Watch
from slimmer.build.bars import bars
from slimmer.cli.terminal import say


def talk(*, quiet: bool, about: str = "") -> Talk:
    """What tells how far builds are; nothing when `quiet`.

    Args:
        quiet: whether nobody wants to know.
        about: what stands before each line and title, such as the name of a case.
    """
    if quiet:
        return Talk()
    before = f"{about}: " if about else ""
    return Talk(lambda text: say(f"{before}{text}\n"), lambda title: _watching(f"{before}{title}"))


@contextmanager
def _watching(title: str) -> Iterator[Watch]:
    with bars(sys.stderr, title) as shown:
        yield Watch(shown=shown)
