"""Bytes as a person reads them: MB are 10^6 bytes, and an interval is never shown smaller than it is."""

from __future__ import annotations

_UNITS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))


def size(count: int) -> str:
    """A number of bytes that is known: "3.9 MB", "812 bytes"."""
    unit, name = _unit(count)
    if unit == 1:
        return f"{count} byte{'' if count == 1 else 's'}"
    return f"{_digits(count, unit, 0.5)} {name}"


def measured(count: int) -> str:
    """A number of bytes that was measured, to three digits: "1.02 GB", "163 MB", "-16.3 kB", "812 bytes"."""
    if count < 0:
        return f"-{measured(-count)}"
    if count < 1000:
        return size(count)
    for unit, name in reversed(_UNITS):
        for decimals in (2, 1, 0):
            digits = (count * 10**decimals + unit // 2) // unit
            if digits < 1000:
                return f"{digits / 10**decimals:.{decimals}f} {name}"
    return f"{(count + _UNITS[0][0] // 2) // _UNITS[0][0]:,} {_UNITS[0][1]}"


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


def expected(low: int, high: int) -> str:
    """An interval of predicted bytes; one without a width rests on one sample: "about 158 MB"."""
    told = interval(low, high)
    return f"about {told}" if low == high > 0 else told


def _unit(count: int) -> tuple[int, str]:
    return next(((unit, name) for unit, name in _UNITS if count >= unit), (1, "bytes"))


def _digits(count: int, unit: int, up: float) -> str:
    """The count in units, with one decimal below 10; `up` is what rounds: 0 down, 0.5 to the nearest, 1 up."""
    if unit == 1:
        return str(count)
    if count < 10 * unit:
        tenths = (count * 10 + int(up * unit)) // unit
        return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"
    return str((count + int(up * unit)) // unit)
