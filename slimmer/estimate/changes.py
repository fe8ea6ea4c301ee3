"""Files that a RUN stores once more because their owner or mode changes."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis.calls.calls import Call
from slimmer.analysis.calls.flow import Reach
from slimmer.analysis.copies.landing import landing
from slimmer.analysis.view import View
from slimmer.estimate.weights import Part
from slimmer.knowledge.vocabulary import Effect
from slimmer.model.paths import absolute, is_below

CHANGES = frozenset((Effect.CHANGES_OWNER, Effect.CHANGES_MODE))


def stored_again(view: View, call: Call, before: tuple[Call, ...]) -> Iterator[Part | str]:
    """What a call of chown or chmod adds; nothing for files that the same RUN makes.

    Args:
        view: the file.
        call: the call.
        before: those before it in the same RUN.
    """
    for operand in call.operands[1:]:
        path = absolute(operand.known, call.workdir.text) if operand.known else None
        if path is not None and _is_made(path, before):
            continue
        known = _sizes(view, call, path) if path is not None else None
        if known is None:
            yield f"the files that `{call.program}` changes and that are stored once more"
        elif known:
            total = sum(known)
            many = f"{len(known)} files" if len(known) > 1 else path or "a file"
            yield Part(f"{many} once more, changed by {call.program}", 0 if call.reach is Reach.MAYBE else total, total)


def _is_made(path: str, before: tuple[Call, ...]) -> bool:
    """Whether an earlier call names the path, or a folder above it: what lies there is of this layer, as a rule."""
    named = (absolute(each.known, call.workdir.text) for call in before for each in call.arguments if each.known)
    return any(each is not None and each != "/" and is_below(path, each) for each in named)


def _sizes(view: View, call: Call, path: str) -> list[int] | None:
    """The sizes of the context's files at or below a path of the image; None where not all is known that lies there."""
    if view.context is None or "*" in path or "?" in path:
        return None
    files = landing(view).files(call.step.stage)
    sizes = [view.context.size(source) for place, source in files.items() if place == path or is_below(place, path)]
    return [each for each in sizes if each is not None] if sizes and None not in sizes else None
