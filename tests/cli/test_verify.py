"""`slimmer rewrite --verify` as a program: what it proves, and that nothing is left behind however it ends."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Self

import pytest

from slimmer.build import Builder
from tests.cli.conftest import Program

BASE = "debian:bookworm-slim"
SERVES = (
    "CMD perl -e 'use IO::Socket::INET; $s = IO::Socket::INET->new(LocalPort => {port}, Listen => 5, ReuseAddr => 1)"
)
# The request is read to its end: closing a socket with unread bytes resets the connection, and the answer may be lost.
SERVES += " or die; while ($c = $s->accept) {{ while (<$c>) {{ last if /^\\s*$/ }}"
SERVES += ' print $c "HTTP/1.0 200 OK\\r\\n\\r\\nhello"; close $c }}\'\n'
docker = [pytest.mark.docker, pytest.mark.slow, pytest.mark.xdist_group("docker")]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a file to copy; a Dockerfile comes with each test."""
    (tmp_path / "noise").write_bytes(b"noise")
    return tmp_path


@pytest.fixture
def engine(builder: Builder, environment: dict[str, str], project: Path) -> Iterator[dict[str, str]]:
    """Variables for a run with the engine; afterwards there must be no more of its things than before."""
    scratch = project / "scratch"
    scratch.mkdir()
    variables = {**environment, **builder.environment, "TMPDIR": str(scratch), "PYTHONPATH": environment["PYTHONPATH"]}
    before = _things(variables)
    yield variables
    assert _soon(lambda: _things(variables) <= before), _things(variables) - before
    assert list(scratch.iterdir()) == []
    assert _soon(lambda: not _processes(str(project))), _processes(str(project))


def _things(variables: dict[str, str]) -> set[str]:
    """Containers and images of slimmer."""
    listed = [
        ["docker", "ps", "--all", "--filter", "label=dev.slimmer.run", "--format", "container {{.ID}}"],
        ["docker", "image", "ls", "--filter", "label=dev.slimmer.run", "--format", "{{.Repository}}:{{.Tag}}"],
    ]
    told = [subprocess.run(each, env=variables, capture_output=True, check=True, text=True).stdout for each in listed]
    return set("".join(told).split("\n"))


def _processes(word: str) -> list[str]:
    """Command lines of processes that hold a word, this one's left out."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            line = each.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if word in line and each.parent.name != str(os.getpid()):
                found.append(line)
    return found


def _soon(true: Callable[[], bool], patience: float = 20) -> bool:
    end = time.monotonic() + patience
    while not (done := true()) and time.monotonic() < end:
        time.sleep(0.1)
    return done


def verify(
    project: Path, variables: dict[str, str], text: str, *options: str, timeout: float = 240
) -> subprocess.CompletedProcess[str]:
    """Prove the rewrites of a Dockerfile."""
    (project / "Dockerfile").write_text(text)
    command = [sys.executable, "-m", "slimmer", "rewrite", "--verify", "--no-ablate", *options, "Dockerfile"]
    return subprocess.run(
        command, cwd=project, env=variables, capture_output=True, text=True, timeout=timeout, check=False
    )


def a_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def smoke(project: Path, text: str) -> str:
    (project / "smoke.toml").write_text(text)
    return "--smoke=smoke.toml"


def test_without_an_engine_nothing_is_proposed(project: Path, program: Program, environment: dict[str, str]) -> None:
    (project / "Dockerfile").write_text("FROM scratch\nCOPY noise needless /\n")
    done = program("rewrite", "--verify", "Dockerfile", env={**environment, "PATH": "/nowhere"})
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"Dockerfile: not proven: nothing to build images with" in done.stderr
    assert b"docker is not installed" in done.stderr


def test_an_engine_that_does_not_answer_is_no_engine(
    project: Path, program: Program, environment: dict[str, str]
) -> None:
    (project / "Dockerfile").write_text("FROM scratch\nCOPY noise needless /\n")
    done = program("rewrite", "--verify", "-q", "Dockerfile", env={**environment, "DOCKER_HOST": "unix:///no/socket"})
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"nothing to build images with" in done.stderr


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--smoke=none.toml", "--verify"), b"none.toml: cannot be read: No such file or directory"),
        (("--smoke=Dockerfile", "--verify"), b"Dockerfile:1: not TOML"),
        (("--smoke=wrong.toml", "--verify"), b"wrong.toml:2: [smoke]: unknown key `prot`; known are command, port"),
        (("--smoke=empty.toml", "--verify"), b"empty.toml: holds no `[smoke]` table"),
        (("--build-arg=A", "--verify"), b"--build-arg A: give NAME=VALUE"),
        (("--build-timeout=9",), b"--smoke, --build-arg and --build-timeout are for --verify"),
        (("--build-timeout=0", "--verify"), b"0.0 is not in the range x>=1"),
    ],
)
def test_wrong_options_are_told(project: Path, program: Program, options: tuple[str, ...], says: bytes) -> None:
    (project / "Dockerfile").write_text("FROM scratch\nCOPY noise needless /\n")
    (project / "wrong.toml").write_text("[smoke]\nprot = 80\n")
    (project / "empty.toml").write_text("")
    done = program("rewrite", *options, "Dockerfile")
    assert (done.returncode, done.stdout) == (2, b"")
    assert says in done.stderr


class TestWithAnEngine:
    pytestmark = docker

    def test_what_works_is_proposed_and_what_breaks_is_dropped(self, project: Path, engine: dict[str, str]) -> None:
        text = f"FROM {BASE}\nRUN echo needless > /a\nRUN touch /b doubtful\nCMD test -e /doubtful && echo well\n"
        test = smoke(project, '[smoke]\nexit = 0\noutput = "well"\n')
        done = verify(project, engine, text, test, "--format=json")
        assert done.returncode == 0, done.stderr
        (told,) = json.loads(done.stdout)["files"]
        assert [each["transform"] for each in told["rewrites"]] == ["needless-word"]
        assert "doubtful-word, line 3: dropped, smoke: ends with 0: code 1" in done.stderr
        assert "works: 2 checks of the smoke test (given) passed, as before" in done.stderr

    def test_an_image_without_shell_is_built_and_no_more_is_said(self, project: Path, engine: dict[str, str]) -> None:
        (project / "needless").write_text("")
        done = verify(project, engine, "FROM scratch\nCOPY noise needless /\n")
        assert (done.returncode, "-COPY noise needless /" in done.stdout) == (0, True), done.stderr
        assert "builds: nothing was shown of what it does" in done.stderr

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("FROM slimmer-no-such-image:1.0\nRUN true needless\n", "base image slimmer-no-such-image:1.0 cannot be"),
            (f"FROM {BASE}\nRUN echo why needless >&2; exit 7\n", "not measurable: the file as it is fails: builds"),
            ("FROM scratch\nCOPY nowhere needless /\n", "\n    (built with the context .: --context names another)\n"),
        ],
    )
    def test_what_does_not_build_is_not_measurable(
        self, project: Path, engine: dict[str, str], text: str, says: str
    ) -> None:
        done = verify(project, engine, text)
        assert (done.returncode, done.stdout) == (3, ""), done.stderr
        assert says in done.stderr
        assert (project / "Dockerfile").read_text() == text

    def test_a_build_that_hangs_is_ended(self, project: Path, engine: dict[str, str]) -> None:
        done = verify(project, engine, f"FROM {BASE}\nRUN true needless && sleep 4251\n", "--build-timeout=6")
        assert (done.returncode, done.stdout) == (3, "")
        assert "the build was ended after 6 s in [2/2] RUN true needless && sleep 4251" in done.stderr
        assert _soon(lambda: not _processes("sleep 4251"))

    def test_a_smoke_test_that_nothing_answers_is_no_proof(self, project: Path, engine: dict[str, str]) -> None:
        test = smoke(project, f'[smoke]\nport = {a_port()}\ntimeout = 2\n[[smoke.request]]\npath = "/"\n')
        done = verify(project, engine, f"FROM {BASE}\nRUN true needless\nCMD sleep 4252\n", test)
        assert (done.returncode, done.stdout) == (3, "")
        assert "not measurable: the file as it is fails: GET /: ConnectionRefusedError" in done.stderr
        assert _soon(lambda: not _processes("sleep 4252"))

    def test_the_ignore_file_beside_the_dockerfile_counts(self, project: Path, engine: dict[str, str]) -> None:
        (project / "Dockerfile.dockerignore").write_text("noise\n")
        done = verify(project, engine, f"FROM {BASE}\nCOPY . /x/\nRUN true needless\nRUN test ! -e /x/noise\n")
        assert done.returncode == 0, done.stderr

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    @pytest.mark.parametrize("moment", ["RUN sleep 4253", "CMD sleep 4254", "the second build"])
    def test_a_signal_leaves_nothing(
        self, project: Path, engine: dict[str, str], moment: str, number: signal.Signals
    ) -> None:
        text = f"FROM {BASE}\nRUN true needless\n{moment if moment != 'the second build' else 'CMD true'}\n"
        test = smoke(project, "[smoke]\nexit = 0\ntimeout = 60\n")
        (project / "Dockerfile").write_text(text)
        command = [sys.executable, "-m", "slimmer", "rewrite", "--verify", "--write", test, "Dockerfile"]
        with subprocess.Popen(command, cwd=project, env=engine, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
            assert run.stderr is not None
            if moment == "the second build":
                for line in run.stderr:
                    if b"building after" in line:
                        break
            else:
                assert _soon(lambda: bool(_processes(moment.partition(" ")[2])), 120)
            run.send_signal(number)
            out, said = run.communicate(timeout=60)
        assert run.returncode == 128 + number, said
        assert out == b""
        assert b"Traceback" not in said
        assert (project / "Dockerfile").read_text() == text
        assert _soon(lambda: not _processes("sleep 425"))

    def test_what_a_killed_run_left_the_next_one_removes(self, project: Path, engine: dict[str, str]) -> None:
        test = smoke(project, "[smoke]\nexit = 0\ntimeout = 60\n")
        (project / "Dockerfile").write_text(f"FROM {BASE}\nRUN true needless\nCMD sleep 4256\n")
        before = _things(engine)
        command = [sys.executable, "-m", "slimmer", "rewrite", "--verify", test, "Dockerfile"]
        with subprocess.Popen(command, cwd=project, env=engine, stderr=subprocess.DEVNULL) as run:
            assert _soon(lambda: bool(_processes("sleep 4256")), 120)
            run.kill()
        assert len(_things(engine) - before) == 2  # an image and its container
        shutil.rmtree(engine["TMPDIR"])
        Path(engine["TMPDIR"]).mkdir()
        done = verify(project, engine, "FROM scratch\nCOPY noise /\n")
        assert done.returncode == 0, done.stderr
        assert _things(engine) == before

    def test_two_runs_at_once_do_not_answer_for_one_another(self, project: Path, engine: dict[str, str]) -> None:
        port, results = a_port(), dict[int, subprocess.CompletedProcess[str]]()

        def prove(number: int) -> None:
            folder = project / str(number)
            folder.mkdir()
            test = f'[smoke]\nport = {port}\n[[smoke.request]]\npath = "/"\nbody = "hello {number}"\n'
            text = f"FROM {BASE}\nRUN true needless\n" + SERVES.format(port=port).replace("hello", f"hello {number}")
            results[number] = verify(folder, engine, text, smoke(folder, test))

        threads = [threading.Thread(target=prove, args=(number,)) for number in (1, 2)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert {number: done.returncode for number, done in results.items()} == {1: 0, 2: 0}, results

    @pytest.mark.parametrize("moment", ["RUN sleep 4255", "CMD sleep 4255"])
    def test_an_engine_that_goes_away_is_told(self, project: Path, engine: dict[str, str], moment: str) -> None:
        with _Between(engine["DOCKER_HOST"].removeprefix("unix://"), project / "socket") as between:

            def cut() -> None:
                _soon(lambda: bool(_processes("sleep 4255")), 120)
                between.cut()

            threading.Thread(target=cut, daemon=True).start()
            through = {**engine, "DOCKER_HOST": f"unix://{project / 'socket'}"}
            test = smoke(project, "[smoke]\nexit = 0\ntimeout = 60\n")
            done = verify(project, through, f"FROM {BASE}\nRUN true needless\n{moment}\n", test)
        assert (done.returncode, done.stdout) == (3, "")
        assert "Dockerfile: not proven: the engine " in done.stderr, done.stderr
        assert "Traceback" not in done.stderr
        # What runs in an engine that is gone cannot be ended; where it comes back, the next run does so.
        assert verify(project, engine, "FROM scratch\nCOPY noise /\n").returncode == 0
        assert _soon(lambda: not _processes("sleep 4255"))


class _Between:
    """Passes on what is said to the engine, until it is cut: then there is no engine any more."""

    def __init__(self, engine: str, here: Path) -> None:
        self.engine, self.pairs = engine, list[socket.socket]()
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(str(here))
        self.listening.listen()
        self.here = here

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()

    def cut(self) -> None:
        self.here.unlink(missing_ok=True)
        for each in (self.listening, *self.pairs):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listening.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self.engine)
                self.pairs += [client, server]
                for one, other in ((client, server), (server, client)):
                    threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    @staticmethod
    def _pass(one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(1 << 16):
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)
