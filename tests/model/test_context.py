"""The build context held in memory: what it answers of files, and of those it has not."""

from __future__ import annotations

from slimmer.model.context import Context


def test_names_reading_and_sizes() -> None:
    context = Context.of({"b/é.txt": "é", "a": ""})
    assert context.names == ("a", "b/é.txt")
    assert (context.has("a"), context.has("b")) == (True, False)
    assert (context.read("b/é.txt"), context.read("b")) == ("é", None)
    assert (context.size("b/é.txt"), context.size("a"), context.size("b")) == (2, 0, None)
