"""Finding an engine, what is handed to it, and the syntax directive it cannot follow."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from slimmer.build import Cache, Engine, NoEngineError, Request, Secret, find
from slimmer.build.buildctl import Buildctl
from slimmer.build.builder import Place
from slimmer.build.buildx import Buildx
from slimmer.build.syntax import without_syntax

INFO: dict[str, object] = {
    "ServerVersion": "28.1",
    "DriverStatus": [["driver-type", "io.containerd.snapshotter.v1"]],
    "DockerRootDir": "/nowhere",
    "Labels": [],
    "OSType": "linux",
    "ClientInfo": {"Plugins": [{"Name": "buildx", "Version": "v0.20.1", "Path": "/nowhere/docker-buildx"}]},
}
INSPECTED = "Name: default\nDriver: docker\n\nNodes:\nName: default\nBuildKit version: v0.21.0\n"


def fake_docker(folder: Path, info: dict[str, object], host: str = "unix:///run/x.sock") -> dict[str, str]:
    """A `docker` that answers as it is told, in an environment without any other."""
    (folder / "info").write_text(json.dumps(info))
    (folder / "inspected").write_text(INSPECTED)
    program = folder / "docker"
    show = shutil.which("cat")
    program.write_text(
        '#!/bin/sh\ncase "$1 $2" in\n'
        f"'info --format') exec {show} {folder}/info ;;\n"
        f"'buildx inspect') exec {show} {folder}/inspected ;;\n"
        f"'context inspect') echo {host} ;;\n*) exit 1 ;;\nesac\n"
    )
    program.chmod(0o755)
    return {"PATH": str(folder)}


def test_docker_with_containerds_store(tmp_path: Path) -> None:
    found = find({**fake_docker(tmp_path, INFO), "SLIMMER_BUILD_NETWORK": "host"})
    assert found.engine == Engine(
        "buildx", (("docker", "28.1"), ("buildx", "0.20.1"), ("buildkit", "0.21.0")), network="host"
    )
    assert found.environment["DOCKER_HOST"] == "unix:///run/x.sock"
    assert isinstance(found, Buildx)
    assert found.program == (str(tmp_path / "docker"), "buildx")


def test_cache_of_an_engine_that_serves_others_is_not_cleared(tmp_path: Path) -> None:
    found = find(fake_docker(tmp_path, INFO))
    assert not found.engine.own
    assert not found.make_room()
    assert find(fake_docker(tmp_path, {**INFO, "Labels": ["dev.slimmer.engine=1"]})).engine.own


def test_docker_without_it_saves_what_it_loaded(tmp_path: Path) -> None:
    found = find(fake_docker(tmp_path, {**INFO, "DriverStatus": [["Backing Filesystem", "extfs"]]}))
    assert not found.engine.exports
    place = Place(tmp_path, tmp_path / "image.tar", syntax_removed=False)
    words = found.command(Request(dockerfile=b"", context=tmp_path), place, {})
    assert "--load" in words
    assert not [each for each in words if "type=oci" in each]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"ServerErrors": ["Cannot connect to the Docker daemon at unix:///x.\nIs it running?"]}, "Cannot connect"),
        ({"ClientInfo": {"Plugins": []}}, "buildx is not installed"),
        ({"ClientInfo": {"Plugins": [{"Name": "buildx", "Version": "v0.12.1"}]}}, "0.12.1 is too old"),
        ({"OSType": "windows"}, "windows images only"),
    ],
)
def test_docker_that_cannot_build(tmp_path: Path, change: dict[str, object], told: str) -> None:
    with pytest.raises(NoEngineError, match=told) as error:
        find(fake_docker(tmp_path, {**INFO, **change}))
    assert "buildctl is not installed" in str(error.value)
    assert error.value.exit_code == 3


def test_nothing_installed(tmp_path: Path) -> None:
    with pytest.raises(NoEngineError, match="docker is not installed"):
        find({"PATH": str(tmp_path)})


REQUEST = Request(
    dockerfile=b"",
    context=Path("/context"),
    target="t",
    arguments=(("A", "b c"),),
    secrets=(Secret("s", file=Path("/s")), Secret("v", variable="V")),
    platforms=("linux/amd64", "linux/arm64"),
    cache=Cache.NONE,
    fresh=("x", "y"),
    pull=True,
    tag="name:1",
)
PLACE = Place(Path("/place"), Path("/place/image.tar"), syntax_removed=False)


def test_request_in_buildxs_words() -> None:
    builder = Buildx(Engine("buildx", (), network="host"), {}, "docker", ("buildx",))
    words = " ".join(builder.command(REQUEST, PLACE, {"l": "1"}))
    for each in (
        "--file /place/Dockerfile",
        "--target t",
        "--build-arg=A=b c",
        "--secret id=s,src=/s",
        "--secret id=v,env=V",
        "--platform linux/amd64,linux/arm64",
        "--network host",
        "--no-cache --no-cache-filter=x --no-cache-filter=y --pull",
        "--label=l=1",
        "--output=type=oci,dest=/place/image.tar",
        "--tag name:1 --load",
    ):
        assert each in words
    assert words.endswith(" /context")


def test_request_in_buildctls_words() -> None:
    builder = Buildctl(Engine("buildctl", (), network="host"), {}, "buildctl")
    words = " ".join(builder.command(REQUEST, PLACE, {"l": "1"}))
    for each in (
        "--local=context=/context --local=dockerfile=/place",
        "--opt=target=t",
        "--opt=build-arg:A=b c",
        "--opt=label:l=1",
        "--secret=id=s,src=/s",
        "--secret=id=v,env=V",
        "--opt=platform=linux/amd64,linux/arm64",
        "--opt=force-network-mode=host",
        "--allow=network.host",
        "--opt=no-cache=x,y",
        "--no-cache",
        "--opt=image-resolve-mode=pull",
        "--output=type=oci,dest=/place/image.tar,name=name:1",
    ):
        assert each in words


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"# syntax=docker/dockerfile:1\nFROM x\n", b"FROM x\n"),
        (b"#syntax = docker.io/docker/dockerfile:1.7-labs\r\nFROM x\r\n", b"FROM x\r\n"),
        (
            b"# escape=`\n# SYNTAX=docker/dockerfile\n# check=skip=all\nFROM x\n",
            b"# escape=`\n# check=skip=all\nFROM x\n",
        ),
        (b"# syntax=docker/dockerfile:1@sha256:" + b"0" * 64 + b"\nFROM x\n", b"FROM x\n"),
    ],
)
def test_dockers_own_frontend_is_the_built_in_one(before: bytes, after: bytes) -> None:
    assert without_syntax(before) == after


@pytest.mark.parametrize(
    "text",
    [
        b"FROM x\n# syntax=docker/dockerfile:1\n",
        b"# a comment\n# syntax=docker/dockerfile:1\nFROM x\n",
        b"\n# syntax=docker/dockerfile:1\nFROM x\n",
        b"# syntax=example.com/other:1\nFROM x\n",
        b"# syntax=docker/dockerfile-upstream:master\nFROM x\n",
        b"",
    ],
)
def test_everything_else_stays(text: bytes) -> None:
    assert without_syntax(text) == text


def test_environment_is_the_processs_own_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_docker(tmp_path, INFO)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find().environment["PATH"] == os.environ["PATH"] == str(tmp_path)
