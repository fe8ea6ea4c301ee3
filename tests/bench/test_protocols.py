from __future__ import annotations

import pytest

from slimmer.bench.protocols import base_images, machine, same_image


@pytest.mark.parametrize(
    ("text", "target", "bases"),
    [
        ("FROM a:1\nRUN x\n", None, ["a:1"]),
        ("FROM scratch\nCOPY x /\n", None, []),
        ("ARG V=3\nFROM a:$V AS one\nFROM one\nRUN x\n", None, ["a:3"]),
        ("FROM a AS one\nFROM b\nCOPY --from=one /x /\nCOPY --from=c:2 /y /\n", None, ["a", "b", "c:2"]),
        ("FROM a AS one\nFROM b\nCOPY --from=0 /x /\n", None, ["a", "b"]),
        ("FROM a AS one\nFROM b AS two\n", "one", ["a"]),
        ("FROM a AS one\nFROM b\nRUN x\n", None, ["b"]),
    ],
)  # fmt: skip
def test_the_images_that_are_built_on(text: str, target: str | None, bases: list[str]) -> None:
    assert list(base_images(text, target)) == bases


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("golang:1.19", "docker.io/library/golang:1.19", True), ("golang", "golang:latest", True),
        ("golang:1.19", "golang:1.20", False), ("me/x:1", "docker.io/me/x:1", True),
        ("golang:1", "example.com/golang:1", False),
        ("a@sha256:1", "a@sha256:1", True), ("a@sha256:1", "a@sha256:2", False),
    ],
)  # fmt: skip
def test_one_image_has_several_names(one: str, other: str, *, same: bool) -> None:
    assert same_image(one, other) is same


def test_the_machine_is_told() -> None:
    told = machine()
    assert "processor" in told
    assert "GB of memory" in told
