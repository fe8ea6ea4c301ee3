from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from slimmer.bench.cases import Case
from slimmer.bench.results import Timing
from slimmer.bench.timing import Clock, Timed
from slimmer.bench.timing import timed as timed_once
from slimmer.bench.trials import Bench
from slimmer.build import BuildResult, Cache, DoesNotBuildError, Engine, Request, Retry, Step
from slimmer.records import replace


class Workshop:
    """Remembers what it was asked to build, and what the context held then."""

    def __init__(self, fails: str = "") -> None:
        self.fails = fails
        self.asked: list[Request] = []
        self.names: list[str] = []
        self.held: list[tuple[str, str]] = []

    def build(self, request: Request, name: str, **_: object) -> BuildResult:
        self.asked.append(request)
        self.names.append(name)
        self.held.append(((request.context / "app.py").read_text(), (request.context / "package.json").read_text()))
        if self.fails and self.fails in self.held[-1][0] + request.dockerfile.decode():
            raise DoesNotBuildError("[2/2] RUN x", "exit code 1", ())
        steps = (Step("[1/1] RUN x", 1.0, cached=False, internal=False),)
        retries = (Retry("x", "reset", 1.0),) if len(self.asked) == 1 else ()
        return BuildResult(Engine("player", ()), (), steps, float(len(self.asked)), retries)


TEXTS = {"before": "FROM a\n", "after": "FROM b\n"}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    context = tmp_path / "context"
    context.mkdir()
    (context / "Dockerfile").write_text("FROM a\n")
    (context / "app.py").write_text("x = 1\n")
    (context / "package.json").write_text("{}")
    (context / "logo.png").write_bytes(b"\x89PNG")
    return Case("one", "One", context / "Dockerfile", context, source="app.py", manifest="package.json")


def bench_of(workshop: Workshop, case: Case, **bench: Any) -> Bench:
    maker: Any = workshop
    request = Request(dockerfile=b"", context=case.context, arguments=(("A", "b"),))
    return Bench(maker, request, mounts="run", **bench)


def timed(workshop: Workshop, case: Case, states: Sequence[str], repeats: int = 1, **bench: Any) -> Timed:
    return Clock(bench_of(workshop, case, **bench), case, TEXTS, states, repeats).run()


def after_builds(workshop: Workshop, most: int) -> Callable[[], bool]:
    """Time that is over when so many builds were made."""
    return lambda: len(workshop.asked) >= most


def test_variants_take_turns_and_states_follow_each_other(case: Case) -> None:
    workshop = Workshop()
    found = timed(workshop, case, ("manifest", "cold", "warm", "source"), 2)
    assert workshop.names == ["timed-before", "timed-after"] * 8
    assert [each.cache for each in workshop.asked] == [
        *[Cache.NONE] * 2, *[Cache.USE] * 6, *[Cache.NONE] * 2, *[Cache.USE] * 6,
    ]  # fmt: skip
    assert not any(each.measured for each in workshop.asked)
    assert found.timings["before"] == (
        Timing("cold", (1.0, 9.0)),
        Timing("warm", (3.0, 11.0)),
        Timing("source edit", (5.0, 13.0)),
        Timing("manifest edit", (7.0, 15.0)),
    )
    assert [each.state for each in found.timings["after"]] == ["cold", "warm", "source edit", "manifest edit"]
    assert found.retries == {"before": 1, "after": 0}
    assert found.steps["before"][0].name == "[1/1] RUN x"
    assert found.notes == ()


def test_edits_are_made_in_a_copy_one_file_at_a_time_and_never_the_same(case: Case) -> None:
    workshop = Workshop()
    timed(workshop, case, ("source", "manifest"))
    first, second, *edited = workshop.held
    assert first == second == ("x = 1\n", "{}"), "without a cold build the cache is filled first"
    (source, manifest), (other, _), (same, blanks), (_, others) = edited
    assert source.startswith("x = 1\n# edit ")
    assert other.startswith("x = 1\n# edit ")
    assert source != other
    assert manifest == "{}"
    assert same == "x = 1\n"
    assert blanks.strip() == others.strip() == "{}"
    assert blanks != others
    assert all(each.context != case.context for each in workshop.asked)
    assert not workshop.asked[0].context.exists()
    assert (case.context / "app.py").read_text() == "x = 1\n"


def test_cache_mounts_are_each_variants_own_and_empty_when_cold(case: Case) -> None:
    workshop = Workshop()
    timed(workshop, case, ("cold", "warm"), 2)
    mounts = [dict(each.arguments)["BUILDKIT_CACHE_MOUNT_NS"] for each in workshop.asked]
    assert [dict(each.arguments)["A"] for each in workshop.asked] == ["b"] * 8
    assert len(set(mounts)) == 4
    assert mounts[0] == mounts[2] != mounts[1] == mounts[3]
    assert set(mounts[:4]).isdisjoint(mounts[4:])


def test_what_was_built_cold_already_counts(case: Case) -> None:
    workshop = Workshop()
    before = BuildResult(Engine("player", ()), (), (), 40.0)
    found = timed(workshop, case, ("cold",), cold={TEXTS["before"]: before})
    assert workshop.names == ["timed-after"]
    assert found.timings["before"] == (Timing("cold", (40.0,)),)


@pytest.mark.parametrize(
    ("source", "note"),
    [
        ("", "source edit: not timed: the case names no source"),
        ("logo.png", "no harmless edit of logo.png is known"),
        ("gone.py", "gone.py is no file of the context"),
        ("link.py", "link.py is no file of the context"),
        ("Dockerfile", "the Dockerfile itself lists what is installed"),
    ],
)  # fmt: skip
def test_what_cannot_be_edited_is_noted(case: Case, source: str, note: str) -> None:
    (case.context.parent / "outside.py").write_text("")
    (case.context / "link.py").symlink_to(case.context.parent / "outside.py")
    workshop = Workshop()
    found = timed(workshop, replace(case, source=source), ("cold", "source"), 2)
    assert len(found.notes) == 1
    assert note in found.notes[0]
    assert [each.state for each in found.timings["before"]] == ["cold"]


def test_what_does_not_build_is_noted_and_the_rest_timed(case: Case) -> None:
    found = timed(Workshop("FROM b"), case, ("cold", "warm"))
    assert [each.state for each in found.timings["before"]] == ["cold", "warm"]
    assert found.timings["after"] == ()
    assert found.notes[0] == "after, cold: not timed: does not build: [2/2] RUN x: exit code 1"
    broken = timed(Workshop("# edit"), case, ("cold", "source"))
    assert [each.state for each in broken.timings["before"]] == ["cold"]
    assert len(broken.notes) == 2


@pytest.mark.parametrize(
    ("most", "whole", "left"),
    [
        (0, [], ("warm", "source", "manifest")),
        (3, [], ("warm", "source", "manifest")),
        (5, ["warm"], ("source", "manifest")),
        (7, ["warm", "source edit"], ("manifest",)),
        (8, ["warm", "source edit", "manifest edit"], ()),
        (99, ["warm", "source edit", "manifest edit"], ()),
    ],
)  # fmt: skip
def test_no_build_begins_when_time_is_over_and_no_half_of_a_state_is_told(
    case: Case, most: int, whole: list[str], left: tuple[str, ...]
) -> None:
    workshop = Workshop()
    states = ("warm", "source", "manifest")
    found = timed_once(bench_of(workshop, case), case, TEXTS, states, 1, after_builds(workshop, most))
    assert len(workshop.asked) == min(most, 8)
    assert [each.state for each in found.timings["before"]] == whole
    assert [each.state for each in found.timings["after"]] == whole
    assert found.left == left
    assert all(len(each.seconds) == 1 for told in found.timings.values() for each in told)


def test_with_an_end_the_repeats_of_a_state_follow_each_other_so_that_it_is_whole(case: Case) -> None:
    workshop = Workshop()
    found = timed_once(bench_of(workshop, case), case, TEXTS, ("warm", "source"), 2, after_builds(workshop, 9))
    assert [len(each.seconds) for each in found.timings["before"]] == [2]
    assert found.timings["before"][0].state == "warm"
    assert found.left == ("source",)
    mounts = [dict(each.arguments)["BUILDKIT_CACHE_MOUNT_NS"] for each in workshop.asked]
    assert set(mounts[:4]) == set(mounts[4:8])
    assert len(set(mounts[:4])) == 4


def test_what_cannot_be_edited_is_not_left(case: Case) -> None:
    workshop = Workshop()
    given = replace(case, manifest="")
    found = timed_once(bench_of(workshop, given), given, TEXTS, ("warm", "manifest"), 1, after_builds(workshop, 9))
    assert found.left == ()
    assert found.notes == ("manifest edit: not timed: the case names no manifest",)


def test_variants_of_the_same_text_are_timed_once(case: Case) -> None:
    workshop = Workshop()
    texts = {"before": "FROM a\n", "after": "FROM a\n", "ideal": "FROM a\n"}
    found = timed_once(bench_of(workshop, case), case, texts, ("cold", "warm"), 1)
    assert workshop.names == ["timed-before"] * 2
    assert found.timings["before"] == found.timings["after"] == found.timings["ideal"]
    assert set(found.steps) == set(texts)
    assert [each.partition(":")[0] for each in found.notes] == [
        "nothing was rewritten", "the file by hand is the original",
    ]  # fmt: skip
    two = timed_once(bench_of(workshop, case), case, {**TEXTS, "ideal": TEXTS["after"]}, ("cold",), 1)
    assert two.timings["ideal"] == two.timings["after"] != two.timings["before"]
    assert two.notes == ()
