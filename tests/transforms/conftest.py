"""BuildKit's parser, and the transforms that are installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from slimmer.passes.registry import Registry, load
from tests.oracle.oracle import Oracle
from tests.transforms.harness import Ask


@pytest.fixture(scope="session")
def ask() -> Iterator[Ask]:
    """What BuildKit makes of the bytes of a file."""
    with Oracle() as oracle:
        yield oracle.check


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The transforms that are installed."""
    return load()
