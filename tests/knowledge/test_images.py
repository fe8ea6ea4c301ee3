"""Base images: only tags that exist, of the same version and suite; what each holds."""

from __future__ import annotations

import pytest

from slimmer.knowledge.images import families, image, sizes_alike, variant
from slimmer.knowledge.tags import full_name, slim_names, suite_of
from slimmer.knowledge.tiers import debian_packages, installing_program, load_bases, packages_added


@pytest.mark.parametrize(
    ("reference", "slim"),
    [
        ("python", "python:slim"),
        ("python:3.12", "python:3.12-slim"),
        ("python:3.12-bookworm", "python:3.12-slim-bookworm"),
        ("docker.io/library/python:3.7.4", "docker.io/library/python:3.7.4-slim"),
        ("public.ecr.aws/docker/library/python:3.12", "public.ecr.aws/docker/library/python:3.12-slim"),
        ("node:22-bookworm", "node:22-bookworm-slim"),
        ("node:lts", "node:lts-slim"),
        ("debian:12", "debian:12-slim"),
        ("perl:5.40-threaded", "perl:5.40-slim-threaded"),
        ("openjdk:8-jdk", "openjdk:8-jdk-slim"),
    ],
)
def test_a_slim_sibling_keeps_version_and_suite(reference: str, slim: str) -> None:
    assert variant(reference, "slim") == slim


@pytest.mark.parametrize(
    ("reference", "why"),
    [
        ("debian", "there is no debian:slim"),
        ("python:3.99", "a version nobody has seen"),
        ("python:3.12-slim", "it is slim"),
        ("python:3.12-alpine", "another distribution"),
        ("python:2.7-wheezy", "wheezy had no slim variant"),
        ("openjdk:17", "the full one is Oracle Linux, the slim one Debian"),
        ("node:10.14.0", "not known to be of the same suite"),
        ("php:8.3", "the family has none"),
        ("python:3.12@sha256:0123", "the digest decides"),
        ("registry.example/python:3.12", "somebody else's image"),
        ("localhost:5000/python", "a port is no tag"),
        ("mirror.gcr.io/library/python:3.12", "it may not hold that one"),
    ],
)
def test_no_sibling_is_invented(reference: str, why: str) -> None:
    assert variant(reference, "slim") is None, why


def test_every_slim_sibling_exists_on_the_same_suite() -> None:
    for family in ("python", "node", "ruby", "debian", "openjdk"):
        for version in ("3", "3.8", "3.9.1", "18", "20.11", "2.7", "11", "8", "bookworm", "buster-20210816"):
            slim = variant(f"{family}:{version}", "slim")
            if slim is not None:
                full, other = image(f"{family}:{version}"), image(slim)
                assert full is not None
                assert other is not None
                assert (other.is_known, other.variant, other.suite) == (True, "slim", full.suite)


def test_commands_of_full_and_slim() -> None:
    full, slim = image("python:3.12-bookworm"), image("python:3.12-slim-bookworm")
    assert full is not None
    assert slim is not None
    for command in ("curl", "wget", "git", "gcc", "make", "unzip", "xz", "ps", "gpg", "ssh", "pg_config"):
        assert (full.has(command), slim.has(command)) == (True, False), command
    for command in ("sh", "bash", "perl", "tar", "awk", "useradd", "python", "pip3", "openssl", "apt-get", "su"):
        assert slim.has(command) is True, command
    assert slim.lacks("sudo")
    assert slim.has("a-program-of-ours") is None


def test_node_slim_has_no_certificates() -> None:
    for reference, there in (("node:22-slim", False), ("python:3.12-slim", True), ("node:22", True)):
        found = image(reference)
        assert found is not None
        assert ("ca-certificates" in found.packages, found.has("update-ca-certificates")) == (there, there)


def test_users_and_entrypoints() -> None:
    node, static, alpine = image("node:22"), image("gcr.io/distroless/static-debian12:nonroot"), image("alpine:3.20")
    assert node is not None
    assert [(user.name, user.uid, user.gid) for user in node.users] == [("node", 1000, 1000)]
    assert node.entrypoint == ("docker-entrypoint.sh",)
    assert static is not None
    assert static.has("sh") is False
    assert ("nonroot", 65532) in [(user.name, user.uid) for user in static.users]
    assert alpine is not None
    assert (alpine.libc, alpine.package_manager, alpine.has("bash")) == ("musl", "apk", False)


def test_sizes_say_how_they_are_known() -> None:
    exact, other = image("python:3.12-bookworm"), image("ruby:latest")
    assert exact is not None
    assert exact.size is not None
    assert exact.size.compressed == 380_573_758
    assert not exact.size.is_estimated
    assert exact.size.source.date
    assert other is not None
    assert other.size is not None
    assert other.size.is_estimated


def test_slim_is_smaller_wherever_both_are_known() -> None:
    compared = 0
    for family in families():
        for version in ("latest", "3.12", "3.12-bookworm", "22", "22-bookworm", "bookworm", "8-jdk", "2.5", "trixie"):
            slim = variant(f"{family}:{version}", "slim")
            full, other = image(f"{family}:{version}"), image(slim) if slim else None
            if full and other and full.size and other.size:
                compared += 1
                assert other.size.compressed < full.size.compressed
                assert (other.size.unpacked or 0) <= (full.size.unpacked or 0)
    assert compared > 5


def test_unknown_images_are_not_known() -> None:
    assert image("ghcr.io/someone/app:1") is None
    unseen = image("python:3.99")
    assert unseen is not None
    assert not unseen.is_known


def test_tiers_hold_one_another() -> None:
    slim, full = packages_added("trixie", "slim"), packages_added("trixie", "full")
    assert slim < full
    assert packages_added("bullseye", "slim") == packages_added("bookworm", "slim")
    assert debian_packages("ps") == ("procps",)


def test_every_family_cites_a_source() -> None:
    table = load_bases()
    assert {entry["source"] for entry in table["family"].values()} <= set(table["sources"])


def test_names_of_siblings() -> None:
    assert slim_names("3.12-bookworm") == ("slim-3.12-bookworm", "3.12-slim-bookworm", "3.12-bookworm-slim")
    assert slim_names("3-slim") == ()
    assert full_name("slim") == "latest"
    assert full_name("3.12-slim-bookworm") == "3.12-bookworm"
    assert suite_of("12/bookworm/slim") == "bookworm"


def test_ubuntu_names_its_releases_by_version() -> None:
    for tag, suite in (("24.04", "noble"), ("jammy-20240808", "jammy"), ("latest", "")):
        found = image(f"ubuntu:{tag}")
        assert found is not None
        assert found.suite == suite


def test_a_moving_tag_has_no_size_of_years_ago() -> None:
    found = image("ubuntu")
    assert found is not None
    assert found.size is None


def test_sizes_of_other_versions() -> None:
    found = image("python:3.10-slim-bookworm")
    assert found is not None
    sizes = sizes_alike(found)
    assert sizes
    assert all(30_000_000 < each.compressed < 60_000_000 for each in sizes)


def test_a_digest_without_a_tag_is_not_the_latest_tag() -> None:
    """It may be of a slim image: what the full one has is not claimed."""
    pinned = image("python@sha256:abc")
    assert pinned is not None
    assert (pinned.tag, pinned.is_known, pinned.variant, pinned.suite, pinned.size) == ("", False, "", "", None)
    assert (pinned.has("curl"), pinned.has("python3")) == (None, True)
    alpine = image("alpine@sha256:abc")
    assert alpine is not None
    assert (alpine.variant, alpine.lacks("curl")) == ("alpine", True)


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("gcr.io/oss-fuzz-base/base-builder", "compile"),
        ("gcr.io/oss-fuzz-base/base-builder-go", "compile"),
        ("gcr.io/oss-fuzz-base/base-builders", None),
        ("gcr.io/oss-fuzz-base/base-runner", None),
        ("debian", None),
    ],
)
def test_programs_of_images_that_install(name: str, program: str | None) -> None:
    assert installing_program(name) == program
