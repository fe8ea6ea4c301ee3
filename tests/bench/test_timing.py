from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from slimmer.bench.cases import Case
from slimmer.bench.results import Timing
from slimmer.bench.timing import Clock, Timed
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


def timed(workshop: Workshop, case: Case, states: Sequence[str], repeats: int = 1, **bench: Any) -> Timed:
    maker: Any = workshop
    request = Request(dockerfile=b"", context=case.context, arguments=(("A", "b"),))
    return Clock(Bench(maker, request, mounts="run", **bench), case, TEXTS, states, repeats).run()


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
