"""Bad input: a clear message with file and line, the right exit code, the other files done, nothing half-written."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke, Program

GOOD = b"FROM a\nRUN make needless\n"
DONE = b"FROM a\nRUN make\n"


def errors(stderr: str) -> list[str]:
    return [line.removeprefix("error: ") for line in stderr.split("\n") if line.startswith("error: ")]


REFUSED = {
    "nul": (b"FROM a\nRUN x\0y\n", "bad.Dockerfile:2: holds a NUL byte"),
    "utf-16-little": ("\ufeffFROM a\n".encode("utf-16-le"), "bad.Dockerfile:1: is UTF-16 or UTF-32 text"),
    "utf-16-big": ("\ufeffFROM a\n".encode("utf-16-be"), "bad.Dockerfile:1: is UTF-16 or UTF-32 text"),
    "utf-16-unmarked": ("FROM a\n".encode("utf-16-le"), "bad.Dockerfile:1: is UTF-16 or UTF-32 text"),
    "bare-carriage-returns": (b"RUNN a\rRUN needless\r", "bad.Dockerfile:1: unknown instruction: RUNN"),
    "empty": (b"", "bad.Dockerfile:1: file with no instructions"),
    "only-comments": (b"# one\n\n# two\n", "bad.Dockerfile:3: file with no instructions"),
    "unterminated-heredoc": (b"FROM a\nRUN <<EOF\nmake\n", "bad.Dockerfile:2: unterminated heredoc"),
    "unknown-instruction": (b"FROM a\nRUNN make\n", "bad.Dockerfile:2: unknown instruction: RUNN"),
    "template": (
        b"FROM {{ .Image }}\n{{ if .X }}\nRUN a\n{{ end }}\n",
        "bad.Dockerfile:2: unknown instruction: {{",
    ),
    "binary": (bytes(range(256)), "bad.Dockerfile:1: holds a NUL byte"),
    "only-one-line-too-long": (b"x" * 70_000, "bad.Dockerfile:1: dockerfile line greater than max"),
    "line-too-long": (b"FROM a\nRUN " + b"x" * 70_000 + b"\n", "bad.Dockerfile:2: dockerfile line greater than max"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_text(invoke: Invoke, name: str) -> None:
    data, message = REFUSED[name]
    Path("1.Dockerfile").write_bytes(GOOD)
    Path("bad.Dockerfile").write_bytes(data)
    Path("z.Dockerfile").write_bytes(GOOD)
    result = invoke("rewrite", "-w", ".")
    (told,) = errors(result.stderr)
    assert told.startswith(message)
    assert result.exit_code == 2
    assert Path("bad.Dockerfile").read_bytes() == data
    assert Path("1.Dockerfile").read_bytes() == Path("z.Dockerfile").read_bytes() == DONE


def test_an_error_shows_the_line(invoke: Invoke) -> None:
    Path("Dockerfile").write_bytes(b"FROM a\n  RUNN make\n")
    assert invoke("rewrite").stderr.split("\n")[1:3] == ["    2 |   RUNN make", "      |   ^^^^"]


TAKEN = {
    "not-utf-8": (b"FROM a\n# caf\xe9\nRUN make needless \xff\n", b"FROM a\n# caf\xe9\nRUN make \xff\n"),
    "bare-carriage-return-in-a-line": (b"FROM a\nRUN x\ry needless\n", b"FROM a\nRUN x\ry\n"),
    "fragment": (b"RUN make needless\n", b"RUN make\n"),
    "template-in-arguments": (b"FROM {{ x }}\nRUN needless\n", b"FROM {{ x }}\nRUN\n"),
}


@pytest.mark.parametrize("name", ["not-utf-8", "bare-carriage-return-in-a-line", "fragment"])
def test_strange_text_that_is_taken(invoke: Invoke, name: str) -> None:
    before, after = TAKEN[name]
    Path("Dockerfile").write_bytes(before)
    result = invoke("rewrite", "-w", ".")
    assert (result.exit_code, errors(result.stderr)) == (0, [])
    assert Path("Dockerfile").read_bytes() == after


def test_bytes_that_are_not_utf_8_are_warned_of(invoke: Invoke) -> None:
    Path("Dockerfile").write_bytes(TAKEN["not-utf-8"][0])
    assert "warning: Dockerfile:2: bytes that are not UTF-8 (and 1 more lines)" in invoke("rewrite").stderr


@pytest.mark.slow
def test_100_000_lines(program: Program, tmp_path: Path) -> None:
    before = b"FROM a\n" + b"RUN make all \\\n  && make install\n" * 49_999 + b"RUN make needless\n"
    (tmp_path / "Dockerfile").write_bytes(before)
    done = program("rewrite", "-w", timeout=300)
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "Dockerfile").read_bytes() == before.replace(b" needless", b"")


@pytest.mark.slow
def test_5_mb(program: Program, tmp_path: Path) -> None:
    before = b"FROM a\n" + (b"# " + b"c" * 1_000 + b"\nRUN make\n") * 5_000 + b"RUN make needless\n"
    assert len(before) > 5_000_000
    (tmp_path / "Dockerfile").write_bytes(before)
    done = program("rewrite", timeout=300)
    assert done.returncode == 0
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    subprocess.run(["git", "apply"], input=done.stdout, cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "Dockerfile").read_bytes() == before.replace(b" needless", b"")


def test_strange_files_beside_good_ones(invoke: Invoke) -> None:
    Path("a.Dockerfile").write_bytes(GOOD)
    Path("broken.Dockerfile").symlink_to("gone")
    os.mkfifo("fifo.Dockerfile")
    Path("loop.Dockerfile").symlink_to("loop.Dockerfile")
    Path("z.Dockerfile").write_bytes(GOOD)
    result = invoke("rewrite", "-w", ".", "missing", "/dev/null")
    assert errors(result.stderr) == [
        "broken.Dockerfile: is a broken link: 'gone' does not exist",
        "fifo.Dockerfile: is a FIFO; pipe it to `slimmer rewrite -` instead, not a file",
        "loop.Dockerfile: cannot be read: Too many levels of symbolic links",
        "missing: does not exist",
        "/dev/null: is a device, not a file",
    ]
    assert result.exit_code == 2
    assert Path("a.Dockerfile").read_bytes() == Path("z.Dockerfile").read_bytes() == DONE


def test_a_folder_without_dockerfiles(invoke: Invoke) -> None:
    Path("empty").mkdir()
    Path("Dockerfile").write_bytes(GOOD)
    result = invoke("rewrite", "-w", "empty", "Dockerfile")
    (told,) = errors(result.stderr)
    assert told.startswith("empty: holds no file named Dockerfile, Containerfile,")
    assert result.exit_code == 2
    assert Path("Dockerfile").read_bytes() == DONE


def test_no_permission(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.Dockerfile", "b.Dockerfile"):
        Path(name).write_bytes(GOOD)
    real = os.open

    def refuse_a(path: str, *arguments: int) -> int:
        if path == "a.Dockerfile":
            raise PermissionError(13, "Permission denied", path)
        return real(path, *arguments)

    monkeypatch.setattr(os, "open", refuse_a)
    result = invoke("rewrite", "-w", ".")
    assert errors(result.stderr) == ["a.Dockerfile: cannot be read: no permission"]
    assert result.exit_code == 2
    assert Path("b.Dockerfile").read_bytes() == DONE


def test_a_folder_that_may_not_be_searched(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("closed").mkdir()
    for name in ("closed/Dockerfile", "b.Dockerfile", "c.Dockerfile"):
        Path(name).write_bytes(GOOD)
    Path("compose.yaml").write_text("services: {s: {build: {context: ./closed/x, dockerfile: ../../b.Dockerfile}}}")

    def refusing(real: Callable[..., object], what: str) -> Callable[..., object]:
        def call(path: object, *arguments: object, **named: object) -> object:
            if (
                isinstance(path, (str, Path))
                and "closed/" in f"{path}/"
                and (what == "scandir" or Path(path).name != "closed")
            ):
                raise PermissionError(13, "Permission denied", str(path))
            return real(path, *arguments, **named)

        return call

    for name in ("stat", "lstat", "open", "scandir"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name), name))
    result = invoke("rewrite", "-w", "closed", "closed/Dockerfile", "b.Dockerfile", "c.Dockerfile")
    assert errors(result.stderr) == [
        "closed: cannot be searched: Permission denied",
        "closed/Dockerfile: cannot be read: no permission",
    ]
    assert result.exit_code == 2
    assert Path("b.Dockerfile").read_bytes() == Path("c.Dockerfile").read_bytes() == DONE
    for command in ("harden", "bench"):
        result = invoke(command, "closed")
        assert (result.exit_code, len(errors(result.stderr))) == (2, 1), result.stderr
        assert "no permission" in result.stderr


def test_a_file_name_that_is_too_long(invoke: Invoke) -> None:
    Path("b.Dockerfile").write_bytes(GOOD)
    result = invoke("rewrite", "-w", "x" * 300, "b.Dockerfile")
    assert errors(result.stderr) == ["x" * 300 + ": cannot be read: File name too long"]
    assert result.exit_code == 2
    assert Path("b.Dockerfile").read_bytes() == DONE


def test_a_working_folder_that_is_gone(invoke: Invoke) -> None:
    here = Path.cwd()
    Path("gone").mkdir()
    os.chdir("gone")
    (here / "gone").rmdir()
    try:
        result = invoke("rewrite")
    finally:
        os.chdir(here)
    assert result.exit_code == 2
    assert errors(result.stderr) == ["the working folder cannot be used: No such file or directory"]


def test_carriage_returns_within_lines_are_warned_of(invoke: Invoke) -> None:
    for text in (b"FROM a\rRUN b\rCMD c\r", b"FROM a\r\nRUN a\rb\r\nRUN c\rd", b"FROM a\nRUN b\r\r\n"):
        Path("Dockerfile").write_bytes(text)
        line = 2 if b"\n" in text else 1
        told = invoke("rewrite").stderr
        assert told.startswith(f"warning: Dockerfile:{line}: a carriage return within the line"), text
    Path("Dockerfile").write_bytes(b"FROM a\r\nRUN b\nRUN c\r")
    assert "warning" not in invoke("rewrite").stderr


def test_a_file_that_changes_between_reading_and_writing(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    from slimmer.passes.pipeline import rewrite as real

    def meddling(*arguments: object, **named: object) -> object:
        Path("Dockerfile").write_bytes(b"FROM other\n")
        return real(*arguments, **named)  # type: ignore[arg-type]  # made from what a test gives

    Path("Dockerfile").write_bytes(GOOD)
    monkeypatch.setattr("slimmer.cli.job.rewrite", meddling)
    result = invoke("rewrite", "-w", ".")
    assert errors(result.stderr) == ["Dockerfile: not written: it was changed meanwhile; run again"]
    assert result.exit_code == 2
    assert Path("Dockerfile").read_bytes() == b"FROM other\n"
    assert [path.name for path in Path().iterdir()] == ["Dockerfile"]


def limit_files() -> None:
    """Let no file of the process grow beyond 4 KB, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk(program: Program, tmp_path: Path, environment: dict[str, str], jobs: str) -> None:
    large = GOOD + b"# comment\n" * 1000
    (tmp_path / "large.Dockerfile").write_bytes(large)
    for number in range(80):
        (tmp_path / f"{number:02}.Dockerfile").write_bytes(GOOD)
    # Python 3.11 would keep the beginning of the bytecode it could not write whole, and fail on it ever after.
    limited = {**environment, "PYTHONDONTWRITEBYTECODE": "1"}
    done = program("rewrite", "-w", "--jobs", jobs, preexec_fn=limit_files, env=limited)
    assert errors(done.stderr.decode()) == ["large.Dockerfile: not written: File too large; the file is as it was"]
    assert done.returncode == 2
    assert (tmp_path / "large.Dockerfile").read_bytes() == large
    assert {path.read_bytes() for path in tmp_path.glob("??.Dockerfile")} == {DONE}
    assert len(list(tmp_path.iterdir())) == 81


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux that is always full")
def test_a_full_disk_under_the_report(program: Program, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_bytes(GOOD)
    done = program("rewrite", "-o", "/dev/full")
    assert (done.returncode, errors(done.stderr.decode())) == (
        2,
        ["/dev/full: not written: No space left on device"],
    )
    with Path("/dev/full").open("wb") as full:
        done = program("rewrite", stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, errors(done.stderr.decode())) == (
        2,
        ["standard output: not written: No space left on device"],
    )


def test_a_reader_that_leaves(program: Program, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_bytes(GOOD)
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as stream:
        done = program("rewrite", stdout=stream, stderr=subprocess.PIPE)
    assert done.returncode == 141
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_a_bug_is_an_internal_error(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError("bug")

    Path("Dockerfile").write_bytes(GOOD)
    monkeypatch.setattr("slimmer.cli.job.rewrite", crash)
    result = invoke("rewrite", "-w", ".")
    assert result.exit_code == 4
    assert "Dockerfile: slimmer broke the law never-crash: ZeroDivisionError: bug" in result.stderr
    assert Path("Dockerfile").read_bytes() == GOOD
