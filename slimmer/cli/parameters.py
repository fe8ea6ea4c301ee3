"""Parameters that several commands take, and what the shell completes for them."""

from __future__ import annotations

from typing import Any

import click


class _Path(click.Path):
    """A path that the shell completes; what is wrong with it the command itself says."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ARG002  click's signature
        return value


PATH = _Path()


def names_like(_context: object, _parameter: object, incomplete: str) -> list[str]:
    """What a shell offers behind a half-written name of a transform, the last one of `one,two`."""
    from slimmer.passes.presets import DEFAULT  # noqa: PLC0415  only completion needs it

    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in DEFAULT if name.startswith(last)]
