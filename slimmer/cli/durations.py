"""Spans of time as options take them."""

from __future__ import annotations

import math

import click

_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0}


def duration(_ctx: click.Context, _param: click.Parameter, value: str | None) -> float | None:
    """The seconds of `90`, `90s`, `20m` or `1.5h`; an option's callback.

    Raises:
        BadParameter: it is no span of time, or less than a second.
    """
    if value is None:
        return None
    unit = _UNITS.get(value[-1:])
    try:
        seconds = float(value if unit is None else value[:-1]) * (unit or 1.0)
    except ValueError:
        seconds = math.nan
    if not math.isfinite(seconds):
        raise click.BadParameter(f"{value!r} is no span of time: give seconds, or 20m, or 1.5h")
    if seconds < 1:
        raise click.BadParameter(f"{value!r} is less than one second")
    return seconds
