"""What `slimmer bench` says before anything is built."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from slimmer.bench.asked import Plan
from slimmer.bench.results import CaseResult, Verdict
from slimmer.bench.store import Store
from slimmer.bench.suites import Entry
from slimmer.build import EngineLostError
from slimmer.cli.bench import Run
from slimmer.cli.configuration import Configuration
from slimmer.cli.durations import duration
from slimmer.passes.settings import command_line
from slimmer.records import replace
from tests.bench.test_records import RESULT
from tests.build.conftest import Player
from tests.cli.conftest import Invoke


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Path]:
    def made(text: str) -> Path:
        context = tmp_path / "one" / "context"
        context.mkdir(parents=True)
        (context / "Dockerfile").write_text("FROM scratch\n")
        (tmp_path / "one" / "case.toml").write_text(text)
        return tmp_path / "one"

    return made


def test_a_wrong_key_is_told_with_its_line(invoke: Invoke, make: Callable[[str], Path]) -> None:
    make('title = "x"\nsmoek = 1\n')
    result = invoke("bench", "one", "-o", "results")
    assert result.exit_code == 2
    assert "one/case.toml:2: unknown key `smoek`; did you mean `smoke`" in result.stderr
    assert not Path("results").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "no case is named"),
        (["elsewhere"], "no case"),
        (["one", "--case", "two"], "no case is called two"),
        (["one", "--states", "cold,hot"], "--states hot: there are cold, warm, source, manifest"),
        (["one", "--states", "none,cold"], "no other state"),
        (["one", "--repeats", "0"], "--repeats"),
        (["one", "--budget", "0"], "--budget': '0' is less than one second"),
        (["one", "--budget", "-20m"], "'-20m' is less than one second"),
        (["one", "--budget", "999ms"], "'999ms' is no span of time: give seconds, or 20m, or 1.5h"),
        (["one", "--budget", "soon"], "'soon' is no span of time"),
        (["one", "--budget", "nan"], "'nan' is no span of time"),
        (["one", "--budget", "1e999h"], "'1e999h' is no span of time"),
        (["one", "--budget", ""], "'' is no span of time"),
        (["one", "--budget", "m"], "'m' is no span of time"),
        (["one", "--timeout", "nan"], "--timeout': 'nan' is no span of time"),
        (["one", "--clones", "nowhere"], "--clones"),
        (["one", "--select", "no-such-transform"], "no-such-transform"),
        (["one", "-f", "pdf"], "pdf"),
        (["one", "-o", "one"], "one: cannot be written"),
    ],
)  # fmt: skip
def test_wrong_usage(invoke: Invoke, make: Callable[[str], Path], arguments: list[str], message: str) -> None:
    make("")
    result = invoke("bench", *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_no_engine(
    invoke: Invoke, make: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make("")
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    result = invoke("bench", "one", "-o", "results")
    assert result.exit_code == 3
    assert "docker is not installed" in result.stderr
    assert "buildctl is not installed" in result.stderr
    assert not Path("results").exists()


@pytest.mark.parametrize(
    ("verdicts", "missing", "at_least", "code", "said"),
    [
        ([Verdict.WORKS, Verdict.BUILDS], 0, None, 0, ""),
        ([Verdict.WORKS, Verdict.NOT_MEASURABLE], 0, None, 3, "only 1 of 2 cases could be measured, and 2 must be"),
        ([Verdict.WORKS, Verdict.NOT_MEASURABLE], 0, 1, 0, ""),
        ([Verdict.WORKS], 1, None, 3, "only 1 of 2 cases could be measured, and 2 must be"),
        ([Verdict.WORKS], 1, 1, 0, ""),
        ([Verdict.WORKS, Verdict.BROKEN], 0, 1, 3, "BROKEN: a proven result fails the test that was held back: case-1"),
        ([], 0, 14, 3, "only 0 of 0 cases"),
    ],
)  # fmt: skip
def test_the_exit_code(
    capsys: pytest.CaptureFixture[str],
    verdicts: list[Verdict],
    missing: int,
    at_least: int | None,
    code: int,
    said: str,
) -> None:
    options = {"again": False, "quiet": True, "history": None}
    run = Run(Player(""), Plan(), Configuration(command_line({}), {}), None, options)
    run.results = [replace(RESULT, case=f"case-{each}", verdict=verdict) for each, verdict in enumerate(verdicts)]
    run.missing = ["gone"] * missing
    assert run.code(at_least) == code
    assert said in capsys.readouterr().err


def test_a_bug_takes_no_other_case_along(capsys: pytest.CaptureFixture[str]) -> None:
    def crash() -> None:
        raise ZeroDivisionError("a bug")

    options = {"again": False, "quiet": True, "history": None}
    run = Run(Player(""), Plan(), Configuration(command_line({}), {}), None, options)
    entries = [Entry(name, name, crash) for name in ("one", "two")]  # type: ignore[arg-type]  # made from what a test gives
    run.all(entries)
    assert run.crashed == ["one", "two"]
    assert run.code(0) == 4
    assert "internal error: two: a bug; please report this" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("told", "seconds"), [("90", 90.0), ("90s", 90.0), ("20m", 1200.0), ("1.5h", 5400.0), ("1", 1.0)]
)
def test_spans_of_time(told: str, seconds: float) -> None:
    command, parameter = click.Command("bench"), click.Option(["--budget"])
    assert duration(click.Context(command), parameter, told) == seconds


class Later:
    """Stands in for what times a case when all are done with: one more second each."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, cases: list[str]) -> None:
        self.asked: list[str] = []
        self.now = 0.0
        self.entries = [Entry(each, each, lambda: contextlib.nullcontext((None, None))) for each in cases]  # type: ignore[arg-type]  # made from what a test gives
        monkeypatch.setattr("slimmer.cli.bench.time", SimpleNamespace(monotonic=lambda: self.now))
        monkeypatch.setattr(Run, "_finished", lambda _, __, result: self.finished(result))

    def finished(self, result: CaseResult) -> CaseResult:
        self.asked.append(result.case)
        self.now += 1.0
        return replace(result, protocol=replace(result.protocol, left=()))


def waiting(case: str) -> CaseResult:
    return replace(RESULT, case=case, protocol=replace(RESULT.protocol, left=("warm", "source edit")))


def test_what_was_left_is_timed_until_the_budget_is_used_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["one", "two", "three"]
    later, options = Later(monkeypatch, names), {"again": False, "quiet": False, "history": None}
    with Store(tmp_path / "results") as store:
        run = Run(Player(""), Plan(budget=2.0), Configuration(command_line({}), {}), store, options)
        run.results = [waiting(each) for each in names]
        for each in run.results:
            store.append(each)
        run.rest(later.entries)
        assert later.asked == ["one", "two"]
        assert [each.protocol.left for each in run.results] == [(), (), ("warm", "source edit")]
        assert "the budget is used up: 1 of 3 cases not timed further" in capsys.readouterr().err
    with Store(tmp_path / "results") as store:
        assert [store.known[each] for each in names] == run.results
        again = Run(Player(""), Plan(), Configuration(command_line({}), {}), store, options)
        again.results = [store.known[each] for each in names]
        again.rest(later.entries)
        assert later.asked == ["one", "two", "three"], "a run without a budget ends what another one left"
        assert not store.known["three"].protocol.left


def test_a_run_that_lost_its_engine_times_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    later, options = Later(monkeypatch, ["one"]), {"again": False, "quiet": True, "history": None}
    run = Run(Player(""), Plan(budget=60.0), Configuration(command_line({}), {}), None, options)
    run.results, run.broken = [waiting("one")], EngineLostError("gone")
    run.rest(later.entries)
    assert later.asked == []
