import json
import math
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.speed import child, generated, installed
from benchmarks.speed.__main__ import main
from benchmarks.speed.figures import Series, exponent, interleaved, table
from benchmarks.speed.processes import Child, MeasureError, cpu_of, peak_of
from slimmer.syntax.parser import parse
from slimmer.text.source import Source


def test_a_series_is_told_by_its_median_and_its_range() -> None:
    series = Series((2.0, 9.0, 1.0))

    assert (series.median, series.low, series.high) == (2.0, 1.0, 9.0)
    assert series.spread == 4.0
    assert series.rate(10) == 5.0


def test_a_series_without_time_has_no_end_of_speed() -> None:
    assert Series((0.0, 0.0)).rate(10) == math.inf
    assert Series((0.0, 0.0)).spread == 0.0
    assert Series((1.0,)).ratio(Series((0.0,))) == math.inf


def test_a_ratio_compares_repeats_pair_by_pair() -> None:
    disturbed, other = Series((10.0, 200.0, 10.0)), Series((5.0, 100.0, 5.0))

    assert disturbed.ratio(other) == 2.0


def test_tasks_take_turns_and_the_first_round_does_not_count() -> None:
    turns: list[str] = []

    def task(name: str) -> Callable[[], float]:
        def run() -> float:
            turns.append(name)
            return float(len(turns))

        return run

    found = interleaved({"a": task("a"), "b": task("b")}, 2)

    assert turns == ["a", "b"] * 3
    assert found == {"a": Series((3.0, 5.0)), "b": Series((4.0, 6.0))}


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_exponent_of_a_power_law_is_found(power: float) -> None:
    assert exponent((size, 3 * size**power) for size in (10, 100, 1000)) == pytest.approx(power)


def test_a_table_has_columns() -> None:
    assert table(("what", "ms"), [("a", "1"), ("long name", "200")]) == "what        ms\na            1\nlong name  200"


@pytest.mark.parametrize("kind", generated.KINDS)
def test_a_generated_file_is_one_a_builder_reads_and_as_long_as_asked(kind: str) -> None:
    text = generated.KINDS[kind](1000)

    assert parse(Source("Dockerfile", text)).problems == ()
    assert 900 <= text.count("\n") <= 1010


@pytest.mark.parametrize("name", ["dockerfile-layer", "with-shell", "whole-pipeline", "dockerfile-parse"])
def test_a_task_does_every_file_and_counts_what_it_cannot_read(name: str) -> None:
    task = child.TASKS[name]()
    seen: list[bytes] = []

    def watched(data: bytes) -> None:
        seen.append(data)
        if data == b"bad":
            raise ValueError
        task(data)

    done = child.run(watched, [b"FROM a\nRUN b\n", b"bad", b"FROM c\n"])

    assert seen == [b"FROM a\nRUN b\n", b"bad", b"FROM c\n"]
    assert (done["files"], done["failed"]) == (3, 1)
    assert done["cpu"] >= 0


def test_a_child_answers_as_often_as_it_is_asked(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_bytes(b"FROM a\n")
    (tmp_path / "list").write_text(f"{tmp_path / 'Dockerfile'}\n")

    with Child(Path(sys.executable), "dockerfile-layer", tmp_path / "list") as running:
        assert running.run() >= 0
        assert running.run() >= 0
        assert (running.files, running.failed) == (1, 0)


def test_a_child_that_cannot_start_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "list").write_text(f"{tmp_path / 'absent'}\n")

    with pytest.raises(MeasureError), Child(Path(sys.executable), "dockerfile-layer", tmp_path / "list"):
        raise AssertionError("it started")


def test_a_command_is_charged_its_own_time_and_its_childrens() -> None:
    burn = "import time\nwhile time.process_time() < 0.2: pass"
    nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}], check=True)"

    assert cpu_of([sys.executable, "-c", nested]) >= 0.2


def test_a_command_that_fails_is_an_error() -> None:
    with pytest.raises(MeasureError, match="ended with 3"):
        cpu_of([sys.executable, "-c", "raise SystemExit(3)"])


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_peak_is_that_of_the_process_not_of_its_end(tmp_path: Path) -> None:
    held = "import time; data = bytearray(60_000_000); time.sleep(0.5); del data; time.sleep(0.3)"

    peak = peak_of([sys.executable, "-c", held], tmp_path, every=0.02)

    assert peak.parent >= 60
    assert peak.total >= 60
    assert peak.workers == ()


def test_one_command_prints_its_protocol_and_writes_its_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.Dockerfile").write_bytes(b"FROM a\nRUN apt-get update && apt-get install -y b\n")
    written = tmp_path / "figures.json"
    arguments = [str(tmp_path / "files"), "--only", "throughput", "--repeats", "1", "--json", str(written)]

    assert main(arguments) == 0

    shown = capsys.readouterr().out
    assert "python: CPython" in shown
    assert "files: 1 of 1 in files, 50 bytes" in shown
    assert "whole-pipeline" in shown
    document = json.loads(written.read_text())
    assert set(document) == {"protocol", "throughput"}
    assert document["throughput"]["with-shell"]["failed"] == 0


def test_a_folder_without_files_cannot_be_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "no files" in capsys.readouterr().err


def test_a_cold_run_is_told_by_part(tmp_path: Path) -> None:
    found = installed.parts(Path(sys.executable).parent, tmp_path, 1)

    assert list(found) == list(installed.DOCKERFILES)
    for parts in found.values():
        assert list(parts) == ["interpreter", "imports of others", "own imports", "tables", "work"]
        assert all(series.median > 0 for series in parts.values())


def test_a_cold_run_that_fails_is_no_measurement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "DOCKERFILES", {"no Dockerfile": "FORM a\n"})

    with pytest.raises(MeasureError, match="the probe failed"):
        installed.parts(Path(sys.executable).parent, tmp_path, 1)
