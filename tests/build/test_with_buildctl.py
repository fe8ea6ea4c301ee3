"""The second engine, BuildKit without Docker: the same protocol, and the registry that holds its base images."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.engine import daemon, packages, stores
from benchmarks.engine.environment import variables
from benchmarks.engine.folders import Folders, here
from benchmarks.engine.programs import run
from benchmarks.engine.running import processes
from slimmer.build import (
    BaseNotFoundError,
    Builder,
    BuildTimeoutError,
    DoesNotBuildError,
    NoEngineError,
    Request,
    Secret,
    Workshop,
    build,
    find,
)

pytestmark = [pytest.mark.docker, pytest.mark.slow, pytest.mark.xdist_group("docker")]

BASE = "debian:bookworm-slim"


@pytest.fixture(scope="module")
def folders() -> Iterator[Folders]:
    """BuildKit of its own sources beside the engine that is used; compiled once, and kept in that one's folder."""
    first = here()
    if not daemon.answers(first):
        if os.environ.get("CI") == "true":
            pytest.fail("CI must have an engine (make engine-up)")
        pytest.skip("BuildKit is compiled only where the machine's own Docker is not in use (make engine-up)")
    second = Folders(Path(f"/tmp/slimmer-buildkit-{os.getpid()}"))
    try:
        packages.install_buildkit(second, print, keep=first.root)
        daemon.start(second)
        yield second
    finally:
        daemon.stop(second)
        shutil.rmtree(second.root, ignore_errors=True)
    assert not list(processes(second))


@pytest.fixture(scope="module")
def buildctl(folders: Folders, tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """A builder with a base image in the registry: the files of the first engine's."""
    environment = {**os.environ, **variables(here())}

    def docker(*arguments: str) -> str:
        return run([here().prefix / "usr/bin/docker", *arguments], what="docker", environment=environment).strip()

    folder = tmp_path_factory.mktemp("base")
    container = docker("create", BASE)
    docker("export", "--output", str(folder / "rootfs.tar"), container)
    docker("rm", container)
    (folder / "Dockerfile").write_text("FROM scratch\nADD rootfs.tar /\n")
    store = stores.of(folders)
    recipe = stores.Recipe(folder, folder, (BASE, "debian:12-slim"), {"dev.slimmer.test": "yes"}, {}, "")
    run(store.command(recipe), what="building the base", environment={**os.environ, **variables(folders)})
    assert store.label("debian:12-slim", "dev.slimmer.test") == "yes"
    assert store.label("debian:nosuch", "dev.slimmer.test") is None
    return find({**os.environ, **variables(folders)}, kind="buildctl")


def request(text: str, context: Path, **options: object) -> Request:
    return Request(dockerfile=text.encode(), context=context, **options)  # type: ignore[arg-type]  # made from what a test gives


def test_image_is_built_and_measured(buildctl: Builder, context: Path, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("hush")
    text = f"FROM {BASE}\nARG WORD\nRUN --mount=type=secret,id=s echo $WORD > /w && wc /run/secrets/s\nCOPY noise /\n"
    asked = request(text, context, arguments=(("WORD", "a b"),), secrets=(Secret("s", file=tmp_path / "token"),))
    result = build(buildctl, asked)
    assert result.engine.kind == "buildctl"
    assert dict(result.engine.versions)["buildkit"] == "0.31.2"
    assert result.image.layers[-1].unpacked == 512 + 20 * 512 + 1024
    assert result.image.layers[-1].instruction == "COPY noise / # buildkit"
    assert len([each for each in result.steps if not each.internal]) == 3
    again = build(buildctl, asked)
    assert [each.cached for each in again.steps if each.name.startswith("[stage") and " FROM " not in each.name] == [
        True,
        True,
    ]
    assert [each.diff_id for each in again.image.layers] == [each.diff_id for each in result.image.layers]


def test_failures_are_told_apart(buildctl: Builder, context: Path) -> None:
    with pytest.raises(BaseNotFoundError):
        build(buildctl, request("FROM slimmer-no-such-image:1.0\n", context))
    with pytest.raises(DoesNotBuildError) as broken:
        build(buildctl, request(f"FROM {BASE}\nRUN echo why; exit 7\n", context))
    assert broken.value.log == ("why",)
    with pytest.raises(BuildTimeoutError):
        build(buildctl, request(f"FROM {BASE}\nRUN sleep 4246\n", context, timeout=4))
    left = subprocess.run(["pgrep", "-f", "sleep 4246"], capture_output=True, check=False)
    assert left.stdout == b""


def test_it_runs_no_images(buildctl: Builder) -> None:
    with pytest.raises(NoEngineError, match="with Docker only"):
        Workshop(buildctl)
