"""Pages in a browser: nothing overlaps, nothing sticks out, every chart is drawn, in light and in dark, and on paper.

Chromium is Debian's (`make browser`); without it these tests are skipped, but fail in CI.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from slimmer.bench.results import CaseResult
from slimmer.report.measured.rendering import render
from tests.report.measured import sample
from tests.report.measured.browser import NAMES, Browser, program

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

PAGES: dict[str, Sequence[CaseResult]] = {
    "one": (sample.flask(),),
    "every kind": (sample.flask(), sample.go(), sample.node(), sample.grown(), sample.broken(), sample.unmeasurable()),
    "hostile": (sample.hostile(), sample.flask()),
}
CHARTS = {
    "Where the bytes went", "Layers", "What the image held, and what went", "Build time",
    "Expected rebuild over the project’s history",
}  # fmt: skip
BACKGROUND = {False: bytes.fromhex("ffffff"), True: bytes.fromhex("1a2028")}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    path = program()
    if path is None:
        missing = f"none of {', '.join(NAMES)} is there; `make browser` installs Debian's"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return Browser(path, tmp_path_factory.mktemp("browser"))


def overlapping(texts: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """Pairs of texts that share more than a hair of their boxes; lines of one text are no pair."""
    found = []
    for one, other in combinations(texts, 2):
        (left, top, right, bottom), (left2, top2, right2, bottom2) = one["box"], other["box"]
        apart = one["node"] != other["node"]
        if apart and min(right, right2) - max(left, left2) > 2 and min(bottom, bottom2) - max(top, top2) > 4:
            found.append((one["text"][:60], other["text"][:60]))
    return found


@pytest.mark.parametrize(
    ("name", "width"),
    [("one", 480), ("one", 1200), ("every kind", 360), ("every kind", 768), ("hostile", 480), ("hostile", 1200)],
)
def test_nothing_overlaps_and_nothing_sticks_out(browser: Browser, name: str, width: int) -> None:
    layout = browser.layout(render(PAGES[name], "html"), width)
    assert overlapping(layout["texts"]) == []
    assert layout["width"] <= layout["room"] == width
    assert len(layout["texts"]) > 100


def test_an_overlap_would_be_seen(browser: Browser) -> None:
    page = render(PAGES["one"], "html")
    worse = page.replace("</style>", ".n { margin-left: -9em; display: block; white-space: nowrap; }</style>")
    assert worse != page
    assert overlapping(browser.layout(worse, 768)["texts"])


@pytest.mark.parametrize(("width", "dark"), [(1000, False), (1000, True), (480, False)])
def test_every_chart_is_drawn(browser: Browser, width: int, dark: bool) -> None:
    page = render(PAGES["one"], "html")
    layout = browser.layout(page, width)
    seen = browser.picture(page, width, layout["height"], dark=dark)
    assert (seen.width, seen.height) == (max(width, 500), layout["height"])
    assert {chart["title"] for chart in layout["charts"]} == CHARTS
    for chart in layout["charts"]:
        colours = sum((seen.colours(box) for box in chart["drawn"]), start=seen.colours((0, 0, 0, 0)))
        ink = colours.total() - colours[BACKGROUND[dark]]
        assert ink > 1500, f"{chart['title']}: {ink} pixels are not background"
        assert len(colours) >= 8, f"{chart['title']}: {len(colours)} colours"
    assert seen.colours().most_common(1)[0][0] == BACKGROUND[dark]


def test_light_and_dark_differ_in_every_chart(browser: Browser) -> None:
    page = render(PAGES["every kind"], "html")
    light, dark = (browser.picture(page, 800, 1200, dark=each) for each in (False, True))
    common = {colour for colour, count in light.colours().items() if count > 400}
    assert common.isdisjoint(colour for colour, count in dark.colours().items() if count > 400)


def test_the_page_on_paper_is_not_empty(browser: Browser) -> None:
    paper = browser.printed(render(PAGES["every kind"], "html"))
    pages = len(re.findall(rb"/Type\s*/Page\b", paper))
    assert 6 <= pages <= 40
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", paper, re.DOTALL)
    drawn = [len(zlib.decompress(each)) for each in streams if each[:1] == b"\x78"]
    assert sum(size > 2000 for size in drawn) >= pages  # an empty page is drawn with a few hundred bytes


def test_pictures_are_kept_where_they_are_asked_for(browser: Browser) -> None:
    """`make screenshots` sets the variable: for eyes, not for this test."""
    place = os.environ.get("SLIMMER_SCREENSHOTS")
    for name, results in PAGES.items() if place else ():
        page = render(results, "html")
        for width, dark in ((1200, False), (1200, True), (480, False)):
            height = browser.layout(page, width)["height"]
            browser.picture(page, width, min(height, 16_000), dark=dark)
            kept = Path(str(place)) / f"{name.replace(' ', '-')}-{width}-{'dark' if dark else 'light'}.png"
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes((browser.folder / "page.png").read_bytes())
