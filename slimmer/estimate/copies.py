"""What COPY and ADD bring: files of the build context by their sizes, those of a stage where they come from it."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis.copies.landing import Landed, Landing, landing
from slimmer.analysis.copies.placements import Placement
from slimmer.analysis.view import View
from slimmer.estimate.weights import Layer, Part
from slimmer.model.context import Context
from slimmer.model.stages import Stage
from slimmer.syntax.nodes import Add, Copy


def copied_layer(view: View, stage: Stage, instruction: Copy | Add) -> Layer:
    """What an instruction adds."""
    written = sum(len(each.content) for each in instruction.heredocs)
    parts = [Part("text in the Dockerfile", 0, written)] if written else []
    unknown: list[str] = []
    files: dict[str, int] = {}
    landed = landing(view)
    for placement in landed.placed(stage, instruction):
        if placement.why == "it is written in the Dockerfile":
            continue
        is_pattern = placement.keeps is not None and instruction.flag("exclude") is None
        if placement.origin is not None and is_pattern:
            continue  # that it is not known which files they are is said by another placement
        missing = _unless_known(view.context, landed, placement, files)
        unknown += [missing] if missing else []
    if files:
        many = f"{len(files)} files" if len(files) > 1 else next(iter(files))
        total = sum(files.values())
        parts.append(Part(f"{many} of the build context", total, total))
    elif view.context is not None and not parts and not unknown:
        parts.append(Part("nothing the build context holds", 0, 0))
    return Layer(stage, instruction, tuple(parts), tuple(dict.fromkeys(unknown)))


def _unless_known(context: Context | None, landed: Landing, placement: Placement, files: dict[str, int]) -> str:
    """Note the sizes of what is copied, or say why they are not known."""
    if placement.why:
        return _about(placement)
    if placement.origin is not None:
        found = landed.at(placement.origin, placement.source)
        if not isinstance(found, Landed) or found.doubt or context is None:
            return f"{placement.source} of the stage {placement.origin.title}"
        return _note(context, found.source, files)
    if context is None:
        return "what the build context holds (--context)"
    if placement.folder is None or placement.source in context.listing.files:
        return _note(context, placement.source, files)
    missing = [_note(context, name, files) for name in _below(context, placement)]
    missing += context.problems[:1]
    return next((each for each in missing if each), "")


def _below(context: Context, placement: Placement) -> Iterator[str]:
    """The files of a folder that are copied; links are copied as they are, and weigh nothing."""
    skip = len(placement.source) + 1 if placement.source else 0
    for name in context.below(placement.source):
        if name in context.listing.files and (placement.keeps is None or placement.keeps(name[skip:])):
            yield name


def _note(context: Context, name: str, files: dict[str, int]) -> str:
    size = context.size(name)
    if size is None:
        return f"the size of {name}"
    files[name] = size
    return ""


def _about(placement: Placement) -> str:
    why = placement.why
    if why == "the build context is not known":
        return "what the build context holds (--context)"
    if why == "it is downloaded":
        words = placement.instruction.sources
        return f"what {words[0].text} downloads" if len(words) == 1 else "what is downloaded"
    return f"what is copied: {why}"
