"""Tags of images: a table of versions and endings holds the tags that are made of both, and no others."""

from __future__ import annotations

import json
import random

import pytest

from slimmer.knowledge.tags import Tags
from slimmer.knowledge.tiers import published_families

FAMILIES = {name: json.loads(text) for name, text in published_families().items()}


def tags(family: str) -> set[str]:
    """All tags of a family, spelt out."""
    return {
        version.replace("=", "") + ending.replace("=", "")
        for versions, endings in FAMILIES[family]["tags"]
        for version in versions.split()
        for ending in endings.split()
    }


@pytest.mark.parametrize("family", ["python", "debian", "ubuntu", "node", "golang", "almalinux"])
def test_holds_the_tags_that_are_in_the_table(family: str) -> None:
    known, read = tags(family), Tags.read(FAMILIES[family])
    assert all(tag in read for tag in known)
    assert len(known) > 10
    for tag in random.Random(1).sample(sorted(known), 10):
        near = [tag[1:], tag[:-1], f"{tag}x", f"x{tag}", f"{tag}-slim", f" {tag}", f"{tag} ", f"{tag}=", f"={tag}", ""]
        assert {each for each in near if each in read} == known.intersection(near)
    assert 3 not in read
