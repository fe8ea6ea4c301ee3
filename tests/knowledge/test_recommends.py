"""Recommended packages: what is left out, and who wants it."""

from __future__ import annotations

import pytest

from slimmer.knowledge.closures import RELEASES, holds, left_out, nearest
from slimmer.knowledge.files import load
from slimmer.knowledge.recommends import (
    alike,
    behind,
    is_everywhere,
    is_harmless,
    judgement,
    of_others,
    once_recommended,
)


def test_what_is_left_out_is_what_nothing_needs() -> None:
    assert {"ca-certificates", "openssh-client", "less", "patch"} <= left_out(["git"], "bookworm")
    assert "openssh-client" not in left_out(["git", "openssh-client"], "bookworm")
    assert "less" not in left_out(["git"], "bookworm", frozenset({"less"}))
    assert left_out(["gcc"], "bookworm") == {"libc6-dev"}
    assert left_out(["jq"], "bookworm") == frozenset()
    assert left_out(["git"], "no-such-release") == frozenset()


def test_what_an_older_release_may_only_recommend_is_left_out_too() -> None:
    always, shared = frozenset({"python3-setuptools"}), frozenset({"ca-certificates"})
    packages = ["python3-pip", "build-essential", "python3-dev"]
    assert "python3-setuptools" not in left_out(packages, "jammy")
    assert "python3-setuptools" in left_out(packages, "jammy", doubted=(always, shared))
    assert "python3-setuptools" not in left_out([*packages, "python3-setuptools"], "jammy", doubted=(always, shared))
    assert "python3-setuptools" not in left_out(packages, "jammy", always, (always, shared))
    assert "ca-certificates" not in left_out(packages, "jammy", doubted=(always, shared))  # nothing recommends it
    assert "ca-certificates" in left_out([*packages, "curl"], "jammy", doubted=(always, shared))


def test_what_is_doubted_is_known() -> None:
    always, shared = once_recommended("")
    assert always - once_recommended("xenial")[0] == {"dirmngr"}
    assert once_recommended("stretch") == (always, shared)
    assert all(any(holds(name, release) for release in RELEASES) for name in always | shared)
    assert of_others("yarn") == ("nodejs", "node")
    assert of_others("git") is None


def test_what_popular_packages_leave_out_is_judged() -> None:
    """A name nobody judged keeps its package from being rewritten: these are to be rewritten."""
    for release in RELEASES:
        for package in ("git", "curl", "wget", "gcc", "build-essential", "supervisor", "libglib2.0-0"):
            for name in left_out([package], release):
                assert judgement(name) or is_harmless(name), f"{release}: {package} recommends {name}"


@pytest.mark.parametrize(
    ("package", "release", "name"),
    [
        ("git", "bookworm", "git"),
        ("git-core", "bookworm", "git"),
        ("php7.0-curl", "bookworm", "php8.2-curl"),
        ("php7.0-curl", "noble", "php8.3-curl"),
        ("libpng12-dev", "trixie", "zlib1g-dev"),
        ("oracle-java8-installer", "bookworm", None),
        ("gcc-4.8", "bookworm", "gcc"),
        ("g++-9", "noble", "g++"),
        ("gcc-9-multilib", "bookworm", "gcc-multilib"),
        ("gcc-12-aarch64-linux-gnu", "bookworm", None),
        ("gcc-arm-none-eabi", "jammy", None),
        ("g++-mingw-w64", "trixie", None),
        ("gfortran-riscv64-linux-gnu", "bookworm", None),
        ("libqt5gui5", "noble", "libqt5gui5t64"),
        ("libqt5gui5t64", "bookworm", "libqt5gui5"),
        ("libboost-regex1.67.0", "bookworm", "zlib1g"),
        ("fonts-noto", "bookworm", None),
        ("fonts-noto-cjk", "jammy", "fonts-dejavu-core"),
        ("libglfw3-dev", "bookworm", None),
        ("libgtk-4-1", "bookworm", None),
        ("libgtk-4-dev", "noble", None),
    ],
)
def test_names_of_other_releases(package: str, release: str, name: str | None) -> None:
    assert alike(package, release) == name


def test_judgements() -> None:
    certificates, pip, ssh = judgement("ca-certificates"), judgement("build-essential"), judgement("openssh-client")
    assert certificates is not None
    assert certificates.always
    assert pip is not None
    assert (pip.refused, pip.toolbox, pip.always) == (True, True, False)
    assert ssh is not None
    assert "git@" in ssh.words
    assert judgement("ghostscript") is None
    assert not is_harmless("ghostscript")
    assert is_harmless("r-doc-html")


def test_what_asks_for_what_comes_with_recommended_packages() -> None:
    assert "python3" in behind("python3").calls
    assert behind("wget").calls == ("wget",)
    assert behind("wget").scripts
    assert behind("perl").partly
    assert not behind("perl-base").scripts
    assert behind("libc6").calls == ()
    table = load("recommends.json")["behind"]
    assert {name for name in table if not behind(name).calls and not behind(name).beside} == set()
    assert behind("libxtst6").is_wanted_beside(["libnss3", "libgtk-3-0t64"])
    assert not behind("libxtst6").is_wanted_beside(["libnss3", "libgtk2.0-0"])
    assert not behind("libc6").is_wanted_beside(["libnss3", "libgtk-3-0"])


def test_what_is_installed_beside_asks_for_a_package_or_not() -> None:
    icons = judgement("librsvg2-common")
    assert icons is not None
    assert icons.is_wanted_beside(["git", "gir1.2-gtk-3.0"])
    assert all(
        icons.is_wanted_beside([name]) for name in ("libgtk-3-0t64", "libgtk-3-dev", "libgtk2.0-dev", "libgtk-4-dev")
    )
    assert not icons.is_wanted_beside(["git"])
    assert not icons.is_wanted_beside(["libgtk-3-0", "libnss3"])


def test_the_nearest_release_has_a_table() -> None:
    for suite in ("", "wheezy", "buster", "bookworm", "sid", "xenial", "focal", "resolute", "unheard-of"):
        assert holds("git", nearest(suite))


@pytest.mark.parametrize(
    ("reference", "release"),
    [
        ("ubuntu", "noble"),
        ("ubuntu:latest", "noble"),
        ("ubuntu:rolling", "noble"),
        ("ubuntu:14.04", "jammy"),
        ("ubuntu:22.10", "jammy"),
        ("ubuntu:23.10", "noble"),
        ("ubuntu:artful-20171006", "jammy"),
        ("ubuntu:plucky", "noble"),
        ("ubuntu@sha256:0123", "noble"),
        ("nvidia/cuda:12.2.0-devel-ubuntu22.04", "jammy"),
        ("someone/image:22.04", "bookworm"),
        ("", "bookworm"),
    ],
)
def test_ubuntu_is_judged_by_ubuntu(reference: str, release: str) -> None:
    assert nearest("", reference) == release
    assert nearest("bionic", reference) == "jammy"
    assert nearest("trixie", reference) == "trixie"


@pytest.mark.parametrize("release", RELEASES)
def test_what_is_everywhere_is_in_the_releases_that_are_known(release: str) -> None:
    names = load("recommends.json")["everywhere"]["names"].split()
    assert [name for name in names if not holds(name, release)] == []
    assert all(map(is_everywhere, names))
    assert not is_everywhere("python-dev")
