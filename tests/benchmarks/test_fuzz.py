import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.fuzz import checks
from benchmarks.fuzz.__main__ import main
from benchmarks.fuzz.finding import PATIENCE, Finding, TooSlowError, attempt, finding
from benchmarks.fuzz.minimise import minimise
from benchmarks.fuzz.mutate import LIMIT, Mutator
from benchmarks.fuzz.session import Session
from benchmarks.fuzz.starts import seeds
from slimmer.passes.transform import Refusal, Rewrite, Safety, Transform, transform
from slimmer.text.edits import Edit, EditSet
from slimmer.text.source import Source
from tests.oracle.oracle import Oracle

GOOD = b"FROM debian:12\nRUN apt-get update && apt-get install -y curl\n"


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    with Oracle(fallback=False) as running:
        yield running


@transform
class Breaks(Transform):
    """Finds any file, and breaks it.

    ## Why it costs bytes
    It does not.
    """

    name = "breaks"
    safety = Safety.SAFE

    def rewrites(self, view: object) -> Iterator[Rewrite | Refusal]:
        """Nothing but an exception."""
        raise ZeroDivisionError(str(view)[:0])


def test_the_same_seed_makes_the_same_inputs() -> None:
    first, second = (Mutator([GOOD, b"FROM a\nRUN b\n"], random.Random(7)) for _ in range(2))

    made = [first.make() for _ in range(200)]

    assert made == [second.make() for _ in range(200)]
    assert len(set(made)) > 150
    assert max(map(len, made)) <= LIMIT


def test_what_showed_something_new_is_damaged_in_turn() -> None:
    mutator = Mutator([b"FROM a\n"], random.Random(1))
    mutator.prefer(b"UNMISTAKABLE\n" * 5)

    assert any(b"UNMISTAKABLE" in mutator.make() for _ in range(50))


def test_there_are_seeds_without_a_corpus_and_a_sample_of_one(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"{number}.Dockerfile").write_text(f"FROM mine:{number}\n")
    own = seeds(None, 3, random.Random(0))

    found = seeds(tmp_path, 3, random.Random(0))

    assert len(own) > 10
    assert len(found) == len(own) + 3
    assert sum(each.startswith(b"FROM mine:") for each in found) == 3


def test_a_signature_leaves_out_what_varies() -> None:
    assert finding("parse", "line 12: no 'x'").signature == finding("parse", "line 7: no 'y z'").signature
    assert finding("parse", "line 12: no 'x'").detail == "line 12: no 'x'"


def test_an_exception_is_a_finding_that_names_its_place() -> None:
    def run() -> None:
        Source.decode(b"", None).position("x")  # type: ignore[arg-type]  # wrong on purpose

    found = attempt("parse", run)

    assert found is not None
    assert found.signature.startswith("TypeError in source.py:")


def test_impatience_is_a_finding_and_no_handler_of_errors_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.fuzz.finding.PATIENCE", 0.05)

    def run() -> None:
        while True:
            try:
                sum(range(1000))
            except Exception:  # noqa: BLE001  what is raised does not matter here
                continue

    found = attempt("parse", run)

    assert PATIENCE == 5.0
    assert not issubclass(TooSlowError, Exception)
    assert found is not None
    assert found.signature == "too slow"


def test_an_input_is_made_as_short_as_it_still_breaks() -> None:
    data = b"FROM a\n" * 20 + b"RUN xx BAD yy\n" + b"COPY a b\n" * 20

    assert minimise(data, lambda each: b"BAD" in each, 10.0) == b"BAD"


def test_a_good_file_breaks_no_law(oracle: Oracle) -> None:
    session = Session(oracle, (), Mutator([GOOD], random.Random(0)))

    assert list(session.examine(GOOD, oracle.check(GOOD))) == []
    assert session.counts["verbs that gave edits"] + session.counts["verbs that said no"] > 0


def test_a_transform_that_crashes_is_found_written_down_and_counted_once(oracle: Oracle, tmp_path: Path) -> None:
    session = Session(oracle, (Breaks(),), Mutator([GOOD], random.Random(0)), 0, tmp_path / "found", lambda _text: None)

    session.batch([GOOD, GOOD])

    assert session.found == Counter({("rewrite", "breaks: crashed"): 2})
    (written,) = (tmp_path / "found").glob("*.input")
    assert 0 < len(written.read_bytes()) < len(GOOD)


def test_an_instruction_read_unlike_buildkit_is_found(oracle: Oracle) -> None:
    found = checks.parsing(Source.decode(GOOD), oracle.check(GOOD.replace(b"curl", b"wget")))

    assert found is not None
    assert found.check == "parse"
    assert found.signature.startswith("read unlike BuildKit: text")


def test_an_output_that_buildkit_refuses_is_damage(oracle: Oracle) -> None:
    edits = EditSet((Edit(0, 4, "FORM"),))

    broken = checks.damage(Source.decode(GOOD), edits, oracle.check(GOOD), oracle, accepted=True)

    assert broken is not None
    assert broken.startswith("BuildKit does not accept the output")


def test_an_output_that_a_shell_refuses_is_damage() -> None:
    source = Source.decode(GOOD)
    end = len(source.text) - 1

    assert (
        checks.shell_damage(source, EditSet((Edit(end, end, " && ("),)), ("bash",))
        == "bash refuses a script of the output"
    )
    assert checks.shell_damage(source, EditSet((Edit(end, end, " && x"),)), ("bash",)) is None


def test_a_script_that_only_the_parser_accepts_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "parse_shell", lambda _text, _dialect: None)
    counts: Counter[str] = Counter()

    found = dict(checks.wrongly_accepted(["true", "(("], counts))

    assert set(found) == {"(("}
    assert isinstance(found["(("], Finding)
    assert counts["scripts bash and slimmer judge alike"] == 1


def test_one_command_fuzzes_and_reports(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--seconds", "60", "--inputs", "64", "--seed", "3", "--no-rewrite", "--shells", "0"])

    shown = capsys.readouterr().out
    assert code == (0 if "0 different findings" in shown else 1)
    assert "64 inputs\n" in shown
    assert shown.startswith("seed 3") or code == 1
