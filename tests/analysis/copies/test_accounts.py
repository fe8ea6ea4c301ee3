"""The users and groups of a stage by number."""

from __future__ import annotations

import pytest

from slimmer.analysis.copies.accounts import numbers
from slimmer.analysis.view import View
from slimmer.syntax.parser import parse
from slimmer.text.source import Source


def numeric(run: str, owner: str) -> str | None:
    return numbers(View(parse(Source("Dockerfile", f"FROM debian:12\nRUN {run}\n")))).numeric(owner)


@pytest.mark.parametrize(
    ("run", "owner", "numbers"),
    [
        ("useradd -u 1001 app", "app", "1001:1001"),
        ("useradd --uid=1001 -m -s /bin/sh app", "app", "1001:1001"),
        ("useradd -u1001 app", "app", "1001:1001"),
        ("groupadd -g 20 web && useradd -u 1001 -g web app", "app", "1001:20"),
        ("groupadd -g 20 web && useradd -u 1001 -g 33 app", "app:web", "1001:20"),
        ("addgroup -g 30 -S web && adduser -S -D -u 31 -G web app", "app", "31:30"),
        ("adduser --disabled-password --gecos '' --uid 5000 app", "app:app", "5000:5000"),
        ("adduser --system --uid 101 app", "app", None),
        ("useradd app", "app", None),
        ("useradd -r app", "app", None),
        ("useradd -u 7 -N app", "app", None),
        ("useradd -u $ID app", "app", None),
        ("[ -n x ] || useradd -u 1001 app", "app", None),
        ("true", "nobody", "65534:65534"),
        ("true", "root", "0:0"),
        ("true", "1000:1000", "1000:1000"),
        ("true", "1000", None),
        ("useradd -u 1001 app", "1001", "1001:1001"),
        ("true", "app:1000", None),
        ("useradd -u 1001 app", "app:staff", None),
    ],
)
def test_numbers(run: str, owner: str, numbers: str | None) -> None:
    assert numeric(run, owner) == numbers
