from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from slimmer.bench.records import to_json
from slimmer.bench.results import CaseResult, Verdict
from slimmer.bench.store import Store
from slimmer.errors import InputError
from tests.bench.test_records import RESULT


def keyed(case: str, key: str, verdict: Verdict = Verdict.WORKS) -> CaseResult:
    return replace(RESULT, case=case, verdict=verdict, protocol=replace(RESULT.protocol, key=key))


def test_what_was_appended_is_found_again(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    one, two = keyed("one", "a"), keyed("two", "b")
    with Store(path) as store:
        store.append(one)
        store.append(two)
    with Store(path) as store:
        assert store.known == {"one": one, "two": two}
        assert store.measured("one", "a") == one
        assert store.measured("one", "other") is None
        assert store.measured("three", "a") is None


def test_the_last_line_of_a_case_counts(tmp_path: Path) -> None:
    with Store(tmp_path / "results") as store:
        store.append(keyed("one", "a"))
        store.append(keyed("one", "b"))
    with Store(tmp_path / "results") as store:
        assert store.measured("one", "a") is None
        assert store.measured("one", "b") == keyed("one", "b")
    assert (tmp_path / "results").read_bytes().count(b"\n") == 2


def test_what_could_not_be_measured_is_measured_again(tmp_path: Path) -> None:
    with Store(tmp_path / "results") as store:
        store.append(keyed("one", "a", Verdict.NOT_MEASURABLE))
        assert store.measured("one", "a") is None


def test_half_a_line_of_a_killed_run_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "results"
    path.write_text(to_json(keyed("one", "a"))[:-5])
    with Store(path):
        assert path.read_text() == ""
    assert not path.exists()
    whole = to_json(keyed("one", "a")) + "\n"
    path.write_text(whole + to_json(keyed("two", "b"))[:-5])
    with Store(path) as store:
        assert list(store.known) == ["one"]
        assert path.read_text() == whole
        store.append(keyed("two", "b"))
    with Store(path) as store:
        assert list(store.known) == ["one", "two"]


def test_a_file_of_anything_else_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    for text in ("milk\n", "milk", '{"version": 1}\n'):
        path.write_text(text)
        with pytest.raises(InputError, match="notes:1: not a line of results"), Store(path):
            pass
        assert path.read_text() == text


def test_a_whole_last_line_without_its_end_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "results"
    path.write_text(to_json(keyed("one", "a")))
    with Store(path) as store:
        assert list(store.known) == ["one"]
        store.append(keyed("two", "b"))
    with Store(path) as store:
        assert list(store.known) == ["one", "two"]


def test_two_runs_do_not_write_to_one_file(tmp_path: Path) -> None:
    path = tmp_path / "results"
    with Store(path), pytest.raises(InputError, match="another run"), Store(path):
        pass


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"), Store(tmp_path):
        pass


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_what_is_interrupted_leaves_no_half_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    path = tmp_path / "results"
    with Store(path) as store:
        store.append(keyed("one", "a"))
        whole = path.read_bytes()

        def fail(_: int) -> None:
            raise error

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", fail)
            with pytest.raises((KeyboardInterrupt, InputError)):
                store.append(keyed("two", "b"))
        assert path.read_bytes() == whole
        assert list(store.known) == ["one"]
        store.append(keyed("two", "b"))
    with Store(path) as store:
        assert list(store.known) == ["one", "two"]


def test_a_full_disk_leaves_no_half_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "results"
    write = os.write
    with Store(path) as store:
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:10]))
            with pytest.raises(InputError, match="No space"):
                store.append(keyed("one", "a"))
        assert path.read_bytes() == b""
