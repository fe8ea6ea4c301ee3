"""Hints: what is one, and which contradict each other."""

from __future__ import annotations

import pytest

from slimmer.model.hints import NO_HINTS, HintError, Hints, hints_of, told


def test_all_keys() -> None:
    assert hints_of(
        told(
            [
                "runtime-needs=curl, git",
                "runtime-needs=tzdata,curl",
                "base-has=bash",
                "base-lacks=wget",
                "base-is=registry.example:5000/debian:bookworm-slim",
                "port=80,443",
                "entry=bin/my server.js",
                "platform=linux/arm/v7",
            ]
        )
    ) == Hints(
        ("curl", "git", "tzdata"), ("bash",), ("wget",), "registry.example:5000/debian:bookworm-slim", (80, 443),
        "bin/my server.js", "linux/arm/v7",
    )  # fmt: skip
    assert hints_of(told([])) == NO_HINTS


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        (["curl"], "`curl` is no hint: KEY=VALUE is"),
        (["runtime-need=curl"], "`runtime-need` is no hint; hints are runtime-needs, "),
        (["=x"], "`` is no hint; hints are "),
        (["runtime-needs="], "`runtime-needs=`: the value must be a name"),
        (["runtime-needs=a,,b"], "`runtime-needs=`: the value must be a name"),
        (["runtime-needs=-rf"], "`runtime-needs=-rf`: the value must be a name"),
        (["runtime-needs=a b"], "`runtime-needs=a b`: the value must be a name"),
        (["port=0"], "`port=0`: the value must be a number from 1 to 65535"),
        (["port=65536"], "`port=65536`: "),
        (["port=http"], "`port=http`: "),
        (["port=٣"], "`port=٣`: "),
        (["port=" + "9" * 5000], "`port=9"),
        (["platform=arm"], "`platform=arm`: the value must be such as linux/arm64"),
        (["entry="], "`entry=`: "),
        (["entry=a\nb"], "`entry=a\nb`: "),
        (["entry=../x"], "`entry=../x`: the value must be a path in the image or the context"),
        (["base-is=Foo:bar"], "`base-is=Foo:bar`: the value must be an image, such as debian:bookworm-slim"),
        (["base-is="], "`base-is=`: the value must be an image"),
        (
            ["platform=linux/amd64", "platform=linux/arm64"],
            "`platform` contradicts itself: linux/amd64 and linux/arm64",
        ),
        (["entry=a", "entry=b"], "`entry` contradicts itself: a and b"),
    ],
)
def test_what_is_no_hint(pairs: list[str], message: str) -> None:
    with pytest.raises(HintError) as caught:
        told(pairs)
    assert str(caught.value).startswith(message)


def test_the_same_twice_is_no_contradiction() -> None:
    assert hints_of(told(["entry=a", "entry=a", "port=80", "port=80"])) == Hints(entry="a", ports=(80,))


def test_a_base_has_not_what_it_lacks() -> None:
    with pytest.raises(HintError, match="`base-has` and `base-lacks` contradict each other: curl, wget"):
        hints_of(told(["base-has=curl,wget,git", "base-lacks=wget,curl"]))


def test_scratch_has_nothing() -> None:
    with pytest.raises(HintError, match="`base-is=scratch` contradicts `base-has`: curl"):
        hints_of(told(["base-is=scratch", "base-has=curl"]))
    assert hints_of(told(["base-is=scratch", "base-lacks=curl"])).base_is == "scratch"


@pytest.mark.parametrize(
    "image", ["scratch", "python:3.12-slim", "Registry.example/a/b:v1", "localhost:5000/x", "debian@sha256:" + "0" * 64]
)
def test_images_a_base_may_be(image: str) -> None:
    assert hints_of(told([f"base-is={image}"])).base_is == image
