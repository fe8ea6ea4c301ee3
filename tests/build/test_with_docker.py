"""Builds with a real engine: what is measured, how failures are told apart, and that nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

import docker
import pytest

from slimmer.build import (
    Archive,
    BaseNotFoundError,
    BuildCancelledError,
    Builder,
    BuildTimeoutError,
    Cache,
    Conditions,
    DiskFullError,
    DoesNotBuildError,
    Patience,
    Request,
    Retry,
    RunError,
    Secret,
    Watch,
    Workshop,
    build,
)
from slimmer.build.buildx import Buildx

pytestmark = [pytest.mark.docker, pytest.mark.xdist_group("docker")]

BASE = "debian:bookworm-slim"


def request(text: str, context: Path, **options: object) -> Request:
    return Request(dockerfile=text.encode(), context=context, **options)  # type: ignore[arg-type]  # made from what a test gives


def running(word: str) -> list[str]:
    """Command lines of processes that hold a word, this one's left out."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = each.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if word in line and each.parent.name != str(os.getpid()):
            found.append(line)
    return found


def none_left(word: str, patience: float = 10) -> bool:
    end = time.monotonic() + patience
    while running(word) and time.monotonic() < end:
        time.sleep(0.1)
    return not running(word)


def test_every_byte_of_a_layer_is_counted(builder: Builder, context: Path, tmp_path: Path) -> None:
    kept = tmp_path / "image.tar"
    result = build(builder, request("FROM scratch\nCOPY noise /\nENV A=b\nUSER 7\n", context, archive=kept))
    (layer,) = result.image.layers
    # One header of 512 bytes, the content in whole blocks of 512, and two empty blocks at the end (POSIX ustar).
    assert layer.unpacked == 512 + 20 * 512 + 1024
    assert 10_000 < layer.compressed < 10_700
    assert layer.instruction == "COPY noise / # buildkit"
    assert [(each.text, each.layer) for each in result.image.history][1:] == [("ENV A=b", None), ("USER 7", None)]
    assert result.image.config.user == "7"
    assert "A=b" in result.image.config.env
    with Archive(kept) as archive:
        assert archive.images() == result.images
        with archive.open(layer) as stream:
            assert (context / "noise").read_bytes() in stream.read()


def test_instructions_get_their_own_bytes_and_seconds(builder: Builder, context: Path) -> None:
    text = f"FROM {BASE}\nRUN sleep 1 && head -c 3000000 /dev/zero > /zeros\nRUN rm /zeros\n"
    fresh = build(builder, request(text, context, cache=Cache.NONE))
    made = {each.text: each.layer for each in fresh.image.history if each.layer}
    wrote = next(layer for text, layer in made.items() if "zeros" in text and "head" in text)
    assert 3_000_000 < wrote.unpacked < 3_020_000
    assert wrote.compressed < 30_000
    step = next(each for each in fresh.steps if "sleep 1" in each.name)
    assert 1.0 <= step.seconds < fresh.seconds
    assert fresh.image.unpacked == sum(each.unpacked for each in fresh.image.layers)
    assert not step.cached

    again = build(builder, request(text, context))
    assert next(each for each in again.steps if "sleep 1" in each.name).cached
    assert [each.diff_id for each in again.image.layers] == [each.diff_id for each in fresh.image.layers]


def test_arguments_target_and_secret_reach_the_build(builder: Builder, context: Path, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("hush-4711")
    text = (
        f"FROM {BASE} AS first\nARG WORD\nRUN --mount=type=secret,id=token "
        'echo "$WORD $(cat /run/secrets/token | wc -c)" > /told\n'
        "FROM first AS second\nRUN exit 1\n"
    )
    kept = tmp_path / "image.tar"
    asked = request(
        text,
        context,
        target="first",
        arguments=(("WORD", "a b=c"),),
        secrets=(Secret("token", file=tmp_path / "token"),),
        archive=kept,
    )
    result = build(builder, asked)
    with Archive(kept) as archive:
        (image,) = archive.images()
        with archive.open(image.layers[-1]) as stream:
            content = stream.read()
    assert b"a b=c 9\n" in content
    assert b"hush-4711" not in kept.read_bytes()
    assert result.image.layers[-1].instruction is not None


def test_ignore_file_of_the_dockerfile_counts(builder: Builder, context: Path) -> None:
    with pytest.raises(DoesNotBuildError, match="not found"):
        build(builder, request("FROM scratch\nCOPY noise /\n", context, ignore=b"noise\n"))


def test_failures_are_told_apart(builder: Builder, context: Path) -> None:
    with pytest.raises(BaseNotFoundError) as missing:
        build(builder, request("FROM slimmer-no-such-image:1.0\nRUN true\n", context))
    assert missing.value.image == "slimmer-no-such-image:1.0"
    assert missing.value.exit_code == 3

    with pytest.raises(DoesNotBuildError) as broken:
        build(builder, request(f"FROM {BASE}\nRUN echo seen; echo why >&2; exit 7\n", context))
    assert sorted(broken.value.log) == ["seen", "why"]  # two streams: nobody promises their order
    assert broken.value.step.endswith("RUN echo seen; echo why >&2; exit 7")
    assert not broken.value.flaky

    with pytest.raises(DoesNotBuildError, match="unknown instruction: RUNN"):
        build(builder, request("FROM scratch\nRUNN x\n", context))
    with pytest.raises(DoesNotBuildError, match="nosuch"):
        build(builder, request("FROM scratch AS a\nCOPY noise /\n", context, target="nosuch"))


def test_a_failure_that_looks_like_the_network_is_tried_again(builder: Builder, context: Path) -> None:
    text = f"FROM {BASE}\nRUN echo 'curl: (28) Operation timed out after 10000 milliseconds'; exit 28\n"
    waited: list[Retry] = []
    with pytest.raises(DoesNotBuildError) as broken:
        build(builder, request(text, context), patience=Patience(3, 0.1, 2), watch=Watch(retried=waited.append))
    assert broken.value.flaky
    assert broken.value.attempts == 3
    assert [each.waited for each in waited] == [0.1, 0.2]


def test_cancelled_build_leaves_nothing(builder: Builder, context: Path, tmp_path: Path) -> None:
    watch, seen = Watch(), threading.Event()

    def wait_for_the_step() -> None:
        while not running("sleep 4242"):
            time.sleep(0.05)
        seen.set()
        watch.cancel.set()

    threading.Thread(target=wait_for_the_step, daemon=True).start()
    kept = tmp_path / "image.tar"
    with pytest.raises(BuildCancelledError):
        build(builder, request(f"FROM {BASE}\nRUN sleep 4242\n", context, archive=kept), watch=watch)
    assert seen.is_set()
    assert none_left("sleep 4242")
    assert not running(str(context)), "the client went on"
    assert not kept.exists()


def test_ctrl_c_leaves_nothing(builder: Builder, context: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nfrom slimmer.build import Request, build, find\n"
        f"text = b'FROM {BASE}\\nRUN sleep 4243\\n'\n"
        "build(find(), Request(dockerfile=text, context=Path(sys.argv[1])))\n"
    )
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    environment = {**builder.environment, "TMPDIR": str(scratch)}
    process = subprocess.Popen([sys.executable, script, context], env=environment, stderr=subprocess.PIPE)
    end = time.monotonic() + 60
    while not [each for each in running("sleep 4243") if "script.py" not in each]:
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert b"KeyboardInterrupt" in said
    assert none_left("sleep 4243")
    assert list(scratch.iterdir()) == []


def test_build_that_hangs_is_ended(builder: Builder, context: Path) -> None:
    with pytest.raises(BuildTimeoutError) as late:
        build(builder, request(f"FROM {BASE}\nRUN sleep 4244\n", context, timeout=4))
    assert late.value.step.endswith("RUN sleep 4244")
    assert none_left("sleep 4244")


def test_no_build_begins_on_a_full_disk(
    builder: Builder, context: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    assert isinstance(builder, Buildx)
    # Not slimmer's own for once: the cache that the other tests use would be cleared to make room.
    others = replace(builder, engine=replace(builder.engine, own=False))
    with pytest.raises(DiskFullError, match="make room"):
        build(others, request("FROM scratch\nCOPY noise /\n", context), watch=Watch(least_free=10**15))
    assert list(scratch.iterdir()) == []


def test_images_run_under_limits_and_are_gone_afterwards(builder: Builder, context: Path) -> None:
    text = f"FROM {BASE}\nENV WHO=me\nCMD echo $WHO $(id -u); echo no >&2; touch /x || exit 5\n"
    with Workshop(builder) as workshop:
        result = workshop.build(request(text, context), "test")
        assert result.tag
        assert not [name for name, _ in result.image.config.labels if name.startswith("dev.slimmer.")]
        with workshop.run(result.tag, Conditions(user="65532", read_only=True, env=(("WHO", "you"),))) as container:
            state = container.wait(30)
            out, err = container.output()
        assert (state.running, state.code) == (False, 5)
        assert out == b"you 65532\n"
        assert err.startswith(b"no\n")

        greedy = ("sh", "-c", "a=x; while :; do a=$a$a; done")
        with workshop.run(result.tag, Conditions(command=greedy, memory=50_000_000)) as container:
            assert container.wait(60).out_of_memory
        with workshop.run(result.tag, Conditions(command=("sleep", "4245"))) as container:
            assert container.wait(0.3).running
            assert container.memory() > 0
            assert container.execute(("cat", "/etc/debian_version"))[0] == 0
            assert container.execute(("ls", "/nowhere"))[0] == 2
        with pytest.raises(RunError, match="nosuch"), workshop.run(result.tag, Conditions(command=("nosuch",))):
            pass
        mark = workshop.owner.mark
    assert none_left("sleep 4245")
    listed = subprocess.run(["docker", "image", "ls"], env=dict(builder.environment), capture_output=True, check=True)
    assert mark.encode() not in listed.stdout
    label = f"label=dev.slimmer.run={workshop.owner.labels['dev.slimmer.run']}"
    listed = subprocess.run(
        ["docker", "ps", "--all", "--quiet", "--filter", label],
        env=dict(builder.environment),
        capture_output=True,
        check=True,
    )
    assert listed.stdout == b""


def test_what_another_run_removes_meanwhile_is_no_error(
    builder: Builder, context: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: docker.APIClient, name: str) -> None:
        raise docker.errors.NotFound(f"No such image: {name}")

    with Workshop(builder) as workshop:
        workshop.build(request("FROM scratch\nCOPY noise /\n", context), "test")
        monkeypatch.setattr(docker.APIClient, "inspect_image", gone)
        monkeypatch.setattr(docker.APIClient, "inspect_container", gone)
        assert workshop.clear_orphans() == 0
