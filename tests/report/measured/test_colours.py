"""The page's colours: read by everybody, in light and in dark.

Contrast is that of WCAG 2.2 (success criterion 1.4.3). Colour vision is simulated as G. M. Machado, M. M. Oliveira and
L. A. F. Fernandes did (A Physiologically-based Model for Simulation of Color Vision Deficiency, 2009; severity 1), and
distances are those of CIELAB (1976), of which about 2 can be seen side by side.
"""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import combinations

import pytest

CSS = (files("slimmer.report.measured") / "templates" / "page.css").read_text("utf-8")
Colour = tuple[float, float, float]
_VISION = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}
_TO_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = (0.9505, 1.0, 1.089)


def theme(dark: bool) -> dict[str, Colour]:
    """The variables of a theme, as linear red, green and blue."""
    light, rest = CSS.split("@media (prefers-color-scheme: dark)", 1)
    found = re.findall(r"--([\w-]+): #([0-9a-f]{6})", light)
    if dark:
        found += re.findall(r"--([\w-]+): #([0-9a-f]{6})", rest.split("@media", 1)[0])
    return {name: linear(value) for name, value in found}


def linear(value: str) -> Colour:
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
        for each in (int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))
    )
    return red, green, blue


def times(matrix: tuple[Colour, Colour, Colour], colour: Colour) -> Colour:
    red, green, blue = (min(max(sum(a * b for a, b in zip(row, colour, strict=True)), 0.0), 1.1) for row in matrix)
    return red, green, blue


def lab(colour: Colour) -> Colour:
    x, y, z = (
        share ** (1 / 3) if share > 0.008856 else 7.787 * share + 16 / 116
        for share in (each / white for each, white in zip(times(_TO_XYZ, colour), _WHITE, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(one: Colour, other: Colour) -> float:
    low, high = sorted(0.2126 * each[0] + 0.7152 * each[1] + 0.0722 * each[2] for each in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast(linear("000000"), linear("ffffff")) == pytest.approx(21)
    assert contrast(linear("777777"), linear("ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("ink", "page"), ("ink", "card"), ("soft", "page"), ("soft", "card"), ("faint", "page"), ("faint", "card"),
        ("good", "good-page"), ("mild", "mild-page"), ("bad", "bad-page"), ("soft", "went"),
    ],
)  # fmt: skip
def test_text_can_be_read(dark: bool, text: str, page: str) -> None:
    colours = theme(dark)
    assert contrast(colours[text], colours[page]) >= 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("bar", ["before", "after", "ideal", "saved", "grown", "other", "bound"])
def test_bars_stand_out_from_the_page(dark: bool, bar: str) -> None:
    colours = theme(dark)
    assert contrast(colours[bar], colours["card"]) >= 2.8


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("vision", _VISION)
def test_bars_are_told_apart_by_everybody(dark: bool, vision: str) -> None:
    colours = {name: theme(dark)[name] for name in ("before", "after", "ideal", "saved", "grown")}
    seen = {name: lab(times(_VISION[vision], colour)) for name, colour in colours.items()}
    for one, other in combinations(seen, 2):
        distance = sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5
        assert distance >= 15, f"{one} and {other}: {distance:.0f}"
