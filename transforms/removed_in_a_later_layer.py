"""Remove files in the RUN that made them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from slimmer.api import (
    BelatedRemoval,
    EditSet,
    No,
    Refusal,
    Rewrite,
    Safety,
    Transform,
    View,
    belated_removals,
    removal,
    site,
    transform,
    united,
)


@transform
class RemovedInALaterLayer(Transform):
    """Finds a RUN that removes what an earlier RUN made: its bytes stay in the earlier layer.

    ## Why it costs bytes
    A layer is stored once it is made. What a later instruction removes is only hidden: the image is as large as
    before, and pulled and pushed with it.

    ## When it is not applied
    - COPY or ADD made it: nothing can be removed from their layer. Mount the file into the RUN that needs it
      (`RUN --mount=type=bind`), or make it in a build stage.
    - Something between reads it, or the RUN itself does before it removes it.
    - The removal names a pattern, which may match more than the earlier RUN made.
    - The two RUNs run as other users, in other shells, or with a mount where it lies.
    - The removal depends on something, or the earlier script ends in a way that nothing can be put behind it.
    - `mv` brought there what is older than the RUN: its bytes are in a layer below, and overlay file systems may refuse
      to move a folder of a lower layer and remove it in one RUN ("Directory not empty").
    - `echo`, `printf` or `touch` wrote it, and no more than a few bytes.
    - A comment belongs to the RUN that would be left with nothing to do.

    ## Example
    Before:

    ```dockerfile
    FROM debian:bookworm
    RUN git clone https://example.com/app.git /tmp/app && make -C /tmp/app install
    RUN rm -rf /tmp/app
    ```

    After:

    ```dockerfile
    FROM debian:bookworm
    RUN git clone https://example.com/app.git /tmp/app && make -C /tmp/app install && rm -rf /tmp/app
    ```
    """

    name = "removed-in-a-later-layer"
    safety = Safety.SAFE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """One finding an `rm`: what can move to one earlier RUN moves together, the rest in the next round."""
        for _, group in groupby(belated_removals(view), key=lambda found: id(found.call)):
            found = list(group)
            for left in found:
                if left.blocked is not None:
                    yield Refusal(left.call.place_in_file, left.blocked)
            makers = [left.maker for left in found if left.maker is not None]
            if makers:
                yield _moved(view, [left for left in found if left.maker is makers[0]])


def _moved(view: View, together: Sequence[BelatedRemoval]) -> Rewrite | Refusal:
    """Append the removal to the RUN that made the files, and take it from where it is."""
    left = together[0]
    assert left.maker is not None  # noqa: S101  the caller chose those that have one
    earlier = site(view, left.maker)
    added = earlier if isinstance(earlier, No) else earlier.with_appended(removal(together))
    taken = _taken(view, together)
    edits = united((added, taken))
    if isinstance(edits, No):
        return Refusal(left.call.place_in_file, edits.reason)
    line = left.maker.outer.lines[0]
    message = f"the layer of line {line} keeps what is removed here: remove it there"
    return Rewrite(left.call.place_in_file, message, edits)


def _taken(view: View, together: Sequence[BelatedRemoval]) -> EditSet | No:
    """Take the operands out, the whole command where none is left, the RUN where nothing is."""
    call = together[0].call
    later = site(view, together[0].step)
    if isinstance(later, No) or call.command is None:
        return later if isinstance(later, No) else No("the command is quoted")
    if len(together) < len(call.operands):
        words = [left.operand.word for left in together]
        return united(later.without(word) if word is not None else No("it is quoted") for word in words)
    return later.without_command(call.command)
