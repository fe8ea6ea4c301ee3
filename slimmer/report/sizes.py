"""Bytes as a person reads them: MB are 10^6 bytes, and an interval is never shown smaller than it is."""

from __future__ import annotations

_UNITS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))


def size(count: int) -> str:
    """A number of bytes that is known: "3.9 MB", "812 bytes"."""
    unit, name = _unit(count)
    if unit == 1:
        return f"{count} byte{'' if count == 1 else 's'}"
    return f"{_digits(count, unit, 0.5)} {name}"


def bounds(low: int, high: int | None) -> str:
    """An interval that may have no upper bound: "at least 264 MB", "not known"."""
    if high is not None:
        return interval(low, high)
    if low <= 0:
        return "not known"
    unit, name = _unit(low)
    return f"at least {_digits(low, unit, 0)} {name}"


def interval(low: int, high: int) -> str:
    """An interval of bytes, its ends rounded outwards: "25 to 30 MB", "up to 117 MB", "nothing"."""
    if high <= 0:
        return "nothing"
    if low == high:
        return size(low)
    unit, name = _unit(high)
    below, above = _digits(low, unit, 0), _digits(high, unit, 0.999_999)
    if low <= 0:
        return f"up to {above} {name}"
    if below == above:
        return f"{above} {name}"
    if float(below) == 0 or (_unit(low)[0] != unit and float(below) < 1):
        low_unit, low_name = _unit(low)
        return f"{_digits(low, low_unit, 0)} {low_name} to {above} {name}"
    return f"{below} to {above} {name}"


def _unit(count: int) -> tuple[int, str]:
    return next(((unit, name) for unit, name in _UNITS if count >= unit), (1, "bytes"))


def _digits(count: int, unit: int, up: float) -> str:
    """The count in units, with one decimal below 10; `up` is what rounds: 0 down, 0.5 to the nearest, 1 up."""
    if unit == 1:
        return str(count)
    if count < 10 * unit:
        tenths = int(count * 10 / unit + up)
        return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"
    return str(int(count / unit + up))
