"""Paths with names in them: when two are one, when they may be, and when one holds the other."""

from __future__ import annotations

from itertools import count

import pytest

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.paths import Spot

V = paths.name("V", 1)
FILE = paths.name("F", looks_like="a.tgz")
DIR = paths.name("D", looks_like="/data")
BASE = paths.base_folder(1)
FRESH = paths.fresh(1)


@pytest.mark.parametrize(
    ("folder", "text", "path"),
    [
        ("/", "x", "/x"),
        ("/a", "./b//c/", "/a/b/c"),
        ("/a", "../../b", "/b"),
        ("/a", "/b/.", "/b"),
        ("/a", f"x-{V}/..", "/a"),
        ("/a", f"x-{V}", f"/a/x-{V}"),
        ("/a", FILE, f"/a/{FILE}"),
        ("/a", f"{DIR}/x", f"{DIR}/x"),
        (BASE, "x", f"{BASE}/x"),
    ],
    ids=count(),  # names differ from process to process
)
def test_joined(folder: str, text: str, path: str) -> None:
    assert paths.joined(folder, text) == path


def test_what_begins_with_a_name_is_itself_only_in_its_folder() -> None:
    assert paths.joined("/a", f"{V}/x") == paths.joined("/a", f"{V}/x")
    assert paths.joined("/a", f"{V}/x") != paths.joined("/b", f"{V}/x")
    assert paths.joined(BASE, "..") == paths.joined(BASE, "..") != BASE


def glob(text: str) -> str:
    return paths.as_pattern(text)


@pytest.mark.parametrize(
    ("left", "right", "may"),
    [
        ("/a", "/a", True),
        ("/a", "/b", False),
        ("/tmp/x-1.tgz", f"/tmp/x-{V}.tgz", True),
        ("/tmp/y-1.tgz", f"/tmp/x-{V}.tgz", False),
        (f"/tmp/y-{V}.tgz", f"/tmp/x-{V}.tgz", False),
        (f"/tmp/x-{V}", f"/tmp/x-{V}.tgz", False),
        (f"/tmp/x-{paths.name('W')}.tgz", f"/tmp/x-{V}.tgz", True),
        (glob("/tmp/*.tgz"), f"/tmp/x-{V}.tgz", True),
        (glob("/tmp/*.tgz"), "/tmp/a/x.tgz", False),
        (glob("/tmp/?.tgz"), "/tmp/x.tgz", True),
        (glob("/tmp/?.tgz"), "/tmp/xy.tgz", False),
        (glob("/tmp/[xy].tgz"), "/tmp/x.tgz", True),
        ("/x", f"{BASE}/x", True),
        ("/tmp/x", f"{BASE}/x", False),
        (f"{BASE}/y", f"{BASE}/x", False),
        (f"{FRESH}/x", f"{BASE}/x", False),
        (f"{FRESH}/x", f"{V}/x", True),
        (f"/a/{FILE}", "/a/b/c", False),
        (f"{DIR}/x", "/anything/x", True),
    ],
    ids=count(),  # names differ from process to process
)
def test_may_be(left: str, right: str, may: bool) -> None:
    assert paths.may_be(left, right) is may
    assert paths.may_be(right, left) is may


@pytest.mark.parametrize(
    ("pattern", "path", "below", "covered"),
    [
        (glob("/tmp/*"), f"/tmp/x-{V}", False, True),
        (glob("/tmp/*"), "/tmp/.hidden", False, False),
        (glob("/tmp/*"), "/tmp", True, False),
        (glob("/tmp/*"), "/tmp/a/b", False, False),
        (glob("/tmp/*"), "/tmp/a/b", True, True),
        ("/tmp", "/tmp/a", True, True),
        ("/tmp", "/tmpx", True, False),
        (f"/tmp/x-{V}", f"/tmp/x-{V}/y", True, True),
        ("/tmp/x-1", f"/tmp/x-{V}", True, False),
        (glob("/tmp/x-*"), f"/tmp/x-{V}", True, True),
        (glob("/tmp/x-?"), f"/tmp/x-{V}", True, False),
    ],
    ids=count(),  # names differ from process to process
)
def test_covers(pattern: str, path: str, below: bool, covered: bool) -> None:
    assert paths.covers(pattern, path, below=below) is covered


def test_a_file_holds_nothing() -> None:
    assert Spot("/a").may_be_named_by("/a/b")
    assert not Spot("/a", is_file=True).may_be_named_by("/a/b")
    assert Spot("/a", is_file=True).may_be_held_by("/")
    assert not Spot(glob("/a*")).is_named_by(glob("/a*"))


def test_long_patterns_take_bounded_work() -> None:
    assert not paths.may_be(glob("/" + "*a" * 200 + "b"), V + "a" * 500 + "c")
