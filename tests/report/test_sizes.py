"""Bytes for a person: outward rounding, one unit where that reads well."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slimmer.report.sizes import bounds, expected, interval, size


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (1_540, "1.5 kB"),
        (9_960_000, "10 MB"),
        (76_800_000, "77 MB"),
        (1_117_000_000, "1.1 GB"),
    ],
)
def test_sizes(count: int, shown: str) -> None:
    assert size(count) == shown


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (25_000_000, 30_000_000, "25 to 30 MB"),
        (18_452_334, 21_962_313, "18 to 22 MB"),
        (19_859_939, 20_168_409, "19 to 21 MB"),
        (27_000_000, 27_000_000, "27 MB"),
        (2_000_000, 2_050_000, "2 to 2.1 MB"),
        (0, 116_900_000, "up to 117 MB"),
        (0, 0, "nothing"),
        (900_000, 20_000_000, "900 kB to 20 MB"),
        (12, 3_000_000, "12 bytes to 3 MB"),
        (5, 5, "5 bytes"),
        (1, 1, "1 byte"),
        (300_041, 300_041, "300 kB"),
        (300_041, 300_042, "300 to 301 kB"),
        (900_000_000, 1_100_000_000, "900 MB to 1.1 GB"),
    ],
)
def test_intervals(low: int, high: int, shown: str) -> None:
    assert interval(low, high) == shown


UNITS = {"GB": 10**9, "MB": 10**6, "kB": 10**3, "bytes": 1, "byte": 1}


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (264_900_000, None, "at least 264 MB"),
        (0, None, "not known"),
        (1, None, "at least 1 bytes"),
        (5, 6_000, "5 bytes to 6 kB"),
    ],
)
def test_intervals_without_an_upper_bound(low: int, high: int | None, shown: str) -> None:
    assert bounds(low, high) == shown


@given(st.integers(1, 10**11), st.integers(1, 10**11))
def test_an_interval_is_never_shown_smaller_than_it_is(low: int, more: int) -> None:
    shown = interval(low, low + more)
    found = re.fullmatch(r"(?:(?P<low>[\d.]+)(?: (?P<lows>\w+))? to )?(?P<high>[\d.]+) (?P<highs>\w+)", shown)
    assert found is not None, shown
    high = float(found["high"]) * UNITS[found["highs"]]
    assert high * 1.000_001 >= low + more
    if found["low"]:
        assert float(found["low"]) * UNITS[found["lows"] or found["highs"]] <= low * 1.000_001


def test_a_prediction_without_a_width_is_not_told_as_if_it_were_known() -> None:
    assert expected(157_900_000, 157_900_000) == "about 158 MB"
    assert expected(1, 157_900_000) == interval(1, 157_900_000)
    assert expected(0, 0) == "nothing"
