from __future__ import annotations

import pytest

from slimmer.bench.layers import base_layers
from slimmer.build import Image, ImageConfig, Instruction, Layer
from slimmer.model.stages import stage_graph
from slimmer.syntax.parser import parse
from slimmer.text.source import Source


def image(*made: bool) -> Image:
    """An image whose history has these entries, each with or without a layer."""
    layers = [Layer(f"sha256:{number}", f"sha256:{number}", 1, 2, None) for number in range(len(made))]
    history = tuple(Instruction("x", layer if is_made else None) for layer, is_made in zip(layers, made, strict=True))
    kept = tuple(each.layer for each in history if each.layer is not None)
    return Image("sha256:0", "linux/amd64", ImageConfig(), kept, history)


@pytest.mark.parametrize(
    ("text", "target", "history", "base"),
    [
        ("FROM a\nRUN x\n", None, (True, False, True), 1),
        ("FROM a\nENV A=1\nRUN x\nCMD y\n", None, (True, True, False, True, False), 2),
        ("FROM a\nWORKDIR /\nRUN x\n", None, (True, False, True), 1),
        ("FROM scratch\nCOPY x /\n", None, (True,), 0),
        ("FROM a AS one\nRUN x\nFROM one\nRUN y\n", None, (True, True, True), 1),
        ("FROM a AS one\nRUN x\nFROM b\nCOPY --from=one /x /\n", None, (True, True, True), 2),
        ("FROM a AS one\nRUN x\nFROM b\nRUN y\nRUN z\n", "one", (True, True), 1),
        ("FROM a\n", None, (True, True), 2),
        ("FROM a\nRUN x\nRUN y\n", None, (True,), 0),
    ],
)  # fmt: skip
def test_layers_before_the_files_own_are_the_base_images(
    text: str, target: str | None, history: tuple[bool, ...], base: int
) -> None:
    assert base_layers(stage_graph(parse(Source("Dockerfile", text)), target), image(*history)) == base
