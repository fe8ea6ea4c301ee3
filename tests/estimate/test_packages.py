"""What apt installs: the release's table, what is there already, what is not known."""

from __future__ import annotations

import pytest

from slimmer.estimate.weights import Layer
from tests.estimate.tables import MB, layer, megabytes, predicted


def approx(low: float, high: float) -> object:
    return pytest.approx((low, high))


def last(text: str) -> Layer:
    return predicted(text).layers[-1]


def test_packages_with_what_they_need_and_recommend() -> None:
    found = layer("RUN apt-get install -y curl")
    assert megabytes(found) == approx(16 * 0.97, 16 * 1.08)
    assert found.parts[0].what == "curl, and 2 packages it brings"
    assert found.parts[0].source == "the test's table, 2026-01-02"


@pytest.mark.parametrize(
    "flags", ["--no-install-recommends", "-o APT::Install-Recommends=0", "-o APT::Install-Recommends=false"]
)
def test_without_what_they_recommend(flags: str) -> None:
    assert megabytes(layer(f"RUN apt-get install -y {flags} curl")) == approx(15 * 0.97, 15 * 1.08)


def test_a_file_may_switch_recommended_packages_off() -> None:
    text = "FROM box:1\nRUN echo 'APT::Install-Recommends 0;' >/etc/apt/apt.conf.d/x\nRUN apt-get install -y curl\n"
    assert megabytes(last(text)) == approx(15 * 0.97, 16 * 1.08)


def test_what_is_there_is_not_counted_twice() -> None:
    text = "FROM box:1\nRUN apt-get install -y curl\nRUN apt-get install -y git\n"
    assert megabytes(last(text)) == approx(100 * 0.97, 100 * 1.08)


def test_slim_images_drop_documentation() -> None:
    assert megabytes(last("FROM box:slim\nRUN apt-get install -y curl\n")) == approx(16 * 0.75, 16 * 1.06)


def test_a_release_without_a_table_is_thought_to_be_like_others() -> None:
    assert megabytes(last("FROM box:old\nRUN apt-get install -y curl\n")) == approx(16 * 0.7, 32 * 1.3)


def test_an_image_nobody_knows_may_hold_all_of_it() -> None:
    assert megabytes(last("FROM who:1\nRUN apt-get install -y curl\n")) == approx(0, 32 * 1.3)


def test_unknown_packages_are_named_and_leave_no_upper_bound() -> None:
    found = layer("RUN apt-get install -y curl=7.* foo:amd64 bar/home")
    assert found.unknown == ("the packages foo, bar",)
    assert found.low == pytest.approx(16 * 0.97 * MB)
    assert found.high is None


def test_only_unknown_packages() -> None:
    found = layer("RUN apt-get install -y foo")
    assert (found.parts, found.unknown) == ((), ("the package foo",))


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        ("$TOOLS", "packages that a variable names, in `apt-get install`"),
        ("./local.deb", "the package ./local.deb"),
        ("'curl*'", "the packages curl*"),
    ],
)
def test_what_is_no_name_of_a_package(words: str, unknown: str) -> None:
    assert layer(f"RUN apt-get install -y git {words}").unknown == (unknown,)


def test_what_is_removed_in_the_same_run_may_be_gone() -> None:
    found = layer("RUN apt-get install -y curl && make && apt-get purge -y curl")
    assert found.parts[0].low == 0
    assert "some of them removed again" in found.parts[0].what


def test_what_may_not_run_may_add_nothing() -> None:
    assert layer("RUN if [ -n $X ]; then apt-get install -y curl; fi").parts[0].low == 0


def test_other_repositories_make_all_of_it_unsure() -> None:
    text = "FROM box:1\nRUN add-apt-repository ppa:x/y\nRUN apt-get install -y curl\n"
    found = last(text)
    assert found.parts[0].low == 0
    assert found.unknown == ("what packages weigh that come from other repositories (line 2)",)


def test_simulated_installs_add_nothing() -> None:
    assert layer("RUN apt-get install --dry-run curl").parts == ()


def test_lists_that_stay() -> None:
    found = layer("RUN apt-get update && apt-get install -y curl")
    assert [(part.what, part.low / MB, part.source) for part in found.parts[1:]] == [
        ("package lists", 20, "lists at home")
    ]
    assert len(layer("RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*").parts) == 1
