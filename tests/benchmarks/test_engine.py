"""The engine for bare machines: what can be said without one, and that a second one comes up and goes."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.engine import apt, daemon, machine
from benchmarks.engine.catalogue import chosen, images, normal
from benchmarks.engine.environment import script, variables
from benchmarks.engine.errors import EngineError
from benchmarks.engine.files import RECIPES, SOURCES
from benchmarks.engine.folders import Folders, here, only_one
from benchmarks.engine.running import cgroup, processes
from slimmer.build import EngineLostError, Request, build, find


def test_every_image_has_its_recipe_its_files_and_its_base() -> None:
    seen: set[str] = set()
    for image in images():
        assert image.dockerfile.exists()
        assert not image.files or image.files in SOURCES
        assert not image.on or image.on in seen, f"{image.name} comes before its base"
        assert len(set(image.tags)) == len(image.tags)
        names = {each for each in image.tags if "{full}" not in each}
        assert not names & seen, f"two images are called {names & seen}"
        seen |= names
        first = re.search(r"^FROM (\S+)", image.dockerfile.read_text(), re.MULTILINE)
        assert first
        assert first[1] == (image.on or "scratch")
        begins_at_nothing = re.findall(r"^FROM (\S+)", image.dockerfile.read_text(), re.MULTILINE)[-1] == "scratch"
        assert image.root == begins_at_nothing


def test_what_is_asked_for_comes_with_what_it_is_built_on() -> None:
    assert [each.name for each in chosen(["python:3.12-slim"])] == [
        "debian:bookworm",
        "debian:bookworm-slim",
        "python:3.12-slim",
    ]
    assert {each.family for each in chosen(["node"])} == {"debian", "buildpack-deps", "node"}
    assert chosen(["nginx"])[-2].tags == ("nginx:bookworm", "nginx:stable", "nginx:stable-bookworm", "nginx:latest")
    assert [each.name for each in chosen(["nginx"])] == [each.name for each in chosen(["nginx:latest", "nginx:alpine"])]
    assert chosen(["all"]) == images()
    assert chosen([]) == ()
    with pytest.raises(EngineError, match="no stand-in for cobol"):
        chosen(["cobol"])


def test_tags_as_docker_completes_them() -> None:
    assert normal("nginx") == "nginx:latest"
    assert normal("localhost:5000/x") == "localhost:5000/x:latest"
    assert normal("a/b:1") == "a/b:1"


def test_no_recipe_holds_an_address() -> None:
    for each in RECIPES.rglob("*"):
        if each.is_file():
            assert b"://" not in each.read_bytes(), each


def test_settings_of_the_machine_are_quoted() -> None:
    settings = machine.Machine({"A": 'x "y" $z \\'}, {"etc/x": b"1"})
    assert settings.lines() == 'ENV A="x \\"y\\" \\$z \\\\"\n'


def test_folder_is_the_environments() -> None:
    assert here({"SLIMMER_ENGINE_DIR": "/x/y"}).root == Path("/x/y")
    assert here({"XDG_CACHE_HOME": "/cache"}).root == Path("/cache/slimmer-engine")
    with pytest.raises(EngineError, match="SLIMMER_ENGINE_DIR"):
        here({"SLIMMER_ENGINE_DIR": "/" + "x" * 90})


def test_script_can_be_read_by_a_shell(tmp_path: Path) -> None:
    folders = Folders(tmp_path / "it's $HOME")
    told = f'{script(folders)}\nprintf \'%s|%s\' "$DOCKER_HOST" "$PATH"'
    shell = subprocess.run(["sh", "-c", told], env={"PATH": "/bin"}, capture_output=True, check=True)
    host, path = shell.stdout.decode().split("|")
    assert host == variables(folders)["DOCKER_HOST"] == f"unix://{tmp_path}/it's $HOME/engine.sock"
    assert path.startswith(f"{tmp_path}/it's $HOME/prefix/usr/sbin:")
    assert path.endswith(":/bin")


def test_two_runs_at_once_wait_for_one_another(tmp_path: Path) -> None:
    folders = Folders(tmp_path)
    with only_one(folders), pytest.raises(EngineError, match="held by another run"), only_one(folders, patience=0.3):
        pass
    with only_one(folders, patience=0.3):
        pass


def test_stale_files_are_cleared_and_strangers_left_alone(tmp_path: Path) -> None:
    folders = Folders(tmp_path)
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        folders.pid.write_text(f"{stranger.pid}\n")
        folders.socket.touch()
        daemon.stop(folders)
        assert stranger.poll() is None
        assert not folders.pid.exists()
        assert not folders.socket.exists()
    finally:
        stranger.kill()
        stranger.wait()


def test_engine_that_cannot_start_says_why(tmp_path: Path) -> None:
    folders = Folders(tmp_path)
    program = folders.prefix / "usr/sbin/dockerd"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\necho 'failed to start: no cgroups'\nexit 7\n")
    program.chmod(0o755)
    with pytest.raises(EngineError, match=r"exit code 7:\n\s+failed to start: no cgroups"):
        daemon.start(folders)


def test_suite_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    if shutil.which("apt-get") is None or not apt.KEYRING.exists():
        pytest.skip("not a Debian system: the engine is made of Debian's packages")
    empty = tmp_path / "archive"
    empty.mkdir()
    with pytest.raises(EngineError, match="fetching the list of nosuch"):
        apt.PrivateApt(tmp_path / "apt", "nosuch", f"file://{empty}").update()


@pytest.fixture
def second() -> Iterator[Folders]:
    """Another engine beside the one that is used, of the same programs."""
    first = here()
    if not daemon.answers(first):
        if os.environ.get("CI") == "true":
            pytest.fail("CI must have an engine (make engine-up)")
        pytest.skip("the machine's own Docker, or none, is in use: it is not to be killed")
    folders = Folders(Path(f"/tmp/slimmer-second-{os.getpid()}"))
    try:
        try:
            shutil.copytree(first.prefix, folders.prefix, symlinks=True, copy_function=os.link)
        except (OSError, shutil.Error):  # another file system
            shutil.rmtree(folders.prefix, ignore_errors=True)
            shutil.copytree(first.prefix, folders.prefix, symlinks=True)
        yield folders
    finally:
        daemon.stop(folders)
        shutil.rmtree(folders.root, ignore_errors=True)


@pytest.mark.docker
@pytest.mark.xdist_group("docker")
def test_engine_comes_up_dies_and_goes(second: Folders, tmp_path: Path) -> None:
    assert daemon.start(second)
    assert daemon.answers(second)
    number = int(second.pid.read_text())
    assert not daemon.start(second)
    assert int(second.pid.read_text()) == number, "an engine that runs is left as it is"

    docker = second.prefix / "usr/bin/docker"
    environments = {each: {**os.environ, **variables(each)} for each in (here(), second)}
    image = subprocess.run(
        [docker, "save", "debian:bookworm-slim"], env=environments[here()], capture_output=True, check=True
    )
    subprocess.run([docker, "load"], input=image.stdout, env=environments[second], capture_output=True, check=True)

    def kill_it_during_the_step() -> None:
        while not any("sleep\x004343" in _line(each) for each in processes(second)):
            time.sleep(0.05)
        os.kill(number, signal.SIGKILL)

    threading.Thread(target=kill_it_during_the_step, daemon=True).start()
    builder = find(environments[second])
    request = Request(dockerfile=b"FROM debian:bookworm-slim\nRUN sleep 4343\n", context=tmp_path, timeout=60)
    with pytest.raises(EngineLostError):
        build(builder, request)

    assert daemon.start(second)
    assert int(second.pid.read_text()) != number

    def cache() -> list[str]:
        command: list[str | Path] = [docker, "system", "df", "--format", "{{.Type}} {{.TotalCount}}"]
        told = subprocess.run(command, env=environments[second], capture_output=True, check=True).stdout.decode()
        return [line for line in told.splitlines() if line.startswith(("Build Cache", "Images"))]

    build(builder, Request(dockerfile=b"FROM debian:bookworm-slim\nRUN echo x >/x\n", context=tmp_path, timeout=60))
    assert "Build Cache 0" not in cache()
    daemon.clear(second)
    assert cache() == ["Images 1", "Build Cache 0"], "base images stay"
    daemon.stop(second)
    assert list(processes(second)) == []
    assert cgroup(second) not in Path("/proc/self/mountinfo").read_text()
    assert str(second.root) not in Path("/proc/self/mountinfo").read_text()
    assert daemon.answers(here()), "the other engine goes on"


def _line(number: int) -> str:
    try:
        return Path(f"/proc/{number}/cmdline").read_text()
    except OSError:
        return ""
