"""What a file's image is thought to weigh, layer by layer."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis.calls.calls import calls
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View
from slimmer.estimate.bases import base_layer
from slimmer.estimate.copies import copied_layer
from slimmer.estimate.packages import Installed
from slimmer.estimate.runs import run_layer
from slimmer.estimate.tables import TABLES, Tables
from slimmer.estimate.weights import Layer, Prediction
from slimmer.syntax.nodes import Add, Copy, Run


def predict(view: View, tables: Tables = TABLES) -> Prediction | None:
    """Predict the bytes of the image that is built.

    Returns:
        None where there is none: no stage, or none of the target's name.
    """
    target = stages(view).target
    return None if target is None else Prediction(target, tuple(_layers(view, tables)))


def _layers(view: View, tables: Tables) -> Iterator[Layer]:
    target = stages(view).target
    chain = stages(view).chain(target) if target is not None else ()
    first = chain[0] if chain else None
    if first is None:
        return
    if first.from_ is not None:
        yield base_layer(first, first.from_, tables)
    known = tables.image(first.base.text) if first.base.text is not None and first.image is not None else None
    installed = Installed(known, tables)
    for stage in chain:
        for instruction in stage.instructions:
            if isinstance(instruction, (Copy, Add)):
                yield copied_layer(view, stage, instruction)
            elif isinstance(instruction, Run):
                step = calls(view).step(instruction)
                if step is not None:
                    yield run_layer(view, step, installed, tables)
