from __future__ import annotations

import pytest

from slimmer.bench.judging import judged, trace_check
from slimmer.build.files import Entry, FileSystem
from slimmer.build.probing import Answer, Seen
from slimmer.build.smoke import Ask, Smoke

NOTHING = FileSystem({}, 0, 0)


def system(*entries: Entry, packaged: frozenset[str] = frozenset()) -> FileSystem:
    return FileSystem({each.path: each for each in entries}, 0, 0, packaged=packaged)


def file(path: str, layer: int, mode: int = 0o644) -> Entry:
    return Entry(path, "file", 1, mode, 0, 0, "", "", layer)


def answered(*bodies: str, status: int = 200, kind: str = "") -> Seen:
    return Seen(answers=tuple(Answer(status, kind, body.encode()) for body in bodies))


@pytest.mark.parametrize(
    ("smoke", "seen", "passed"),
    [
        (Smoke(port=1, asks=(Ask("/", body="a"),), repeat=1), answered("bad a"), True),
        (Smoke(port=1, asks=(Ask("/", body="a"),), repeat=1), answered("b"), False),
        (Smoke(port=1, asks=(Ask("/"),), repeat=1), answered("", status=500), False),
        (Smoke(port=1, asks=(Ask("/", 404),), repeat=1), answered("", status=404), True),
        (Smoke(port=1, asks=(Ask("/"),), repeat=2), answered("only one"), False),
        (Smoke(port=1, asks=(Ask("/"),), repeat=1), Seen(problem="port 1 is in use"), False),
        (Smoke(port=1, asks=(Ask("/"),), repeat=1), Seen(answers=(Answer(200, "", b""),), code=1), False),
        (Smoke(exit=0), Seen(code=0), True),
        (Smoke(exit=0), Seen(code=1), False),
        (Smoke(exit=0), Seen(code=None), False),
        (Smoke(output="well"), Seen(code=0, output="all is well"), True),
        (Smoke(output="well"), Seen(code=0, output="ill"), False),
        (Smoke(files=("/a",)), Seen(code=0), False),
    ],
)
def test_a_written_test(smoke: Smoke, seen: Seen, passed: bool) -> None:
    assert all(each.passed for each in judged(smoke, seen, NOTHING)) is passed


INFERRED = Smoke(port=1, asks=(Ask("/", None, None),), repeat=1, inferred=True)


@pytest.mark.parametrize(
    ("original", "seen", "passed"),
    [
        ((answered("a"), answered("a")), answered("a"), True),
        ((answered("a"), answered("a")), answered("b"), False),
        ((answered("10:00"), answered("10:01")), answered("10:02"), True),
        ((answered("10:00"), answered("10:01")), answered("no clock at 10:02"), False),
        ((answered("one"), answered("two")), answered("three"), True),
        ((answered("one", kind="a/b"), answered("two", kind="a/b")), answered("three", kind="a/c"), False),
        ((answered("a", status=404), answered("a", status=404)), answered("a", status=404), True),
        ((answered("a", status=404), answered("a", status=404)), answered("a"), False),
    ],
)
def test_an_inferred_test_asks_for_what_the_original_does_each_time(
    original: tuple[Seen, ...], seen: Seen, passed: bool
) -> None:
    assert all(each.passed for each in judged(INFERRED, seen, NOTHING, original)) is passed


@pytest.mark.parametrize(
    ("outputs", "output", "code", "passed"),
    [
        (("took 1 s", "took 2 s"), "took 3 s", 0, True),
        (("took 1 s", "took 2 s"), "nothing done in 3 s", 0, False),
        (("took 1 s", "took 2 s"), "nothing done in 3 s", None, True),
        (("one", "two"), "three", 0, True),
    ],
)
def test_the_output_of_a_program_without_a_test(
    outputs: tuple[str, str], output: str, code: int | None, passed: bool
) -> None:
    original = tuple(Seen(code=code, output=each) for each in outputs)
    seen = Seen(code=code, output=output)
    assert all(each.passed for each in judged(Smoke(inferred=True), seen, NOTHING, original)) is passed


@pytest.mark.parametrize(
    ("lost", "passed"),
    [
        (file("/app/data", 3), False),
        (file("/app/x.pyc", 3), True),
        (file("/etc/mime.types", 0), True),
        (file("/usr/bin/convert", 3, 0o755), False),
        (file("/usr/lib/x86_64-linux-gnu/sasl2/plugin.so", 3, 0o755), True),
        (file("/usr/share/packaged", 3), True),
    ],
)
def test_the_loss_of_a_file_that_was_touched(lost: Entry, passed: bool) -> None:
    packaged = frozenset(("/lib/x86_64-linux-gnu/sasl2/plugin.so", "/usr/share/packaged", "/bin/convert"))
    before = system(lost, file("/kept", 3), packaged=packaged)
    found = trace_check({lost.path, "/kept", "/proc/made/at/run/time"}, before, system(file("/kept", 3)), 2)
    assert found.passed is passed
    assert lost.path in found.detail


@pytest.mark.parametrize(
    ("lost", "kept", "passed"),
    [
        ("/app/node_modules/supports-color/index.js", (), True),
        ("/app/node_modules/supports-color/index.js", ("/app/node_modules/supports-color",), False),
        ("/app/node_modules/supports-colors/index.js", (), False),
        ("/app/node_modules/express/node_modules/supports-color/index.js", (), False),
    ],
)
def test_a_folder_that_is_known_not_to_be_missed_may_go_as_a_whole(
    lost: str, kept: tuple[str, ...], passed: bool
) -> None:
    after = system(*(file(path, 3) for path in ("/kept", *kept)))
    found = trace_check({lost}, system(file(lost, 3)), after, 2, ("/app/node_modules/supports-color",))
    assert found.passed is passed
    assert lost in found.detail
