from __future__ import annotations

import pytest

from slimmer.model.images import ImageReference, looks_like_windows


@pytest.mark.parametrize(
    ("text", "registry", "repository", "tag", "digest", "name"),
    [
        ("debian", "", "debian", None, None, "debian"),
        ("debian:bookworm-slim", "", "debian", "bookworm-slim", None, "debian"),
        ("library/python:3", "", "library/python", "3", None, "python"),
        ("docker.io/library/node", "docker.io", "library/node", None, None, "node"),
        ("public.ecr.aws/docker/library/node:20", "public.ecr.aws", "docker/library/node", "20", None, "node"),
        ("mirror.gcr.io/library/node", "mirror.gcr.io", "library/node", None, None, "node"),
        ("public.ecr.aws/x/node", "public.ecr.aws", "x/node", None, None, "public.ecr.aws/x/node"),
        ("localhost:5000/a/b:c", "localhost:5000", "a/b", "c", None, "localhost:5000/a/b"),
        ("localhost/a", "localhost", "a", None, None, "localhost/a"),
        ("ghcr.io/x/y@sha256:00", "ghcr.io", "x/y", None, "sha256:00", "ghcr.io/x/y"),
        ("alpine:3@sha256:00", "", "alpine", "3", "sha256:00", "alpine"),
        ("bitnami/redis", "", "bitnami/redis", None, None, "bitnami/redis"),
    ],
)
def test_parts(text: str, registry: str, repository: str, tag: str | None, digest: str | None, name: str) -> None:
    image = ImageReference.parse(text)
    assert image == ImageReference(registry, repository, tag, digest)
    assert image.name == name
    assert str(image) == text


def test_a_new_tag_drops_the_digest() -> None:
    assert str(ImageReference.parse("alpine:3@sha256:00").with_tag("4")) == "alpine:4"


def test_scratch_and_windows() -> None:
    assert ImageReference.parse("scratch").is_scratch
    assert not ImageReference.parse("scratch:1").is_scratch
    assert looks_like_windows("mcr.microsoft.com/windows/nanoserver")
    assert not looks_like_windows("debian")
