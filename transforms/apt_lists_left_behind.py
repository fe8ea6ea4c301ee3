"""Remove apt's package lists in the layer that fetched them."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.api import (
    No,
    Refusal,
    Rewrite,
    Safety,
    Transform,
    View,
    cost_where,
    package_lists,
    release_words,
    site,
    transform,
)


@transform
class AptListsLeftBehind(Transform):
    """Finds a RUN that leaves the package lists of `apt-get update` in the image.

    ## Why it costs bytes
    `apt-get update` stores the index of every package of the distribution below `/var/lib/apt/lists`: 18 to
    22 MB unpacked in Debian's images and 56 to 83 MB in Ubuntu's, in every layer that fetches them. Nothing reads
    them when the container runs, and the next `apt-get update` fetches them anew. A later `rm` does not help: the
    layer keeps them.

    ## When it is not applied
    - A later RUN installs without an `update` of its own: it needs the lists.
    - The lists lie on a cache, tmpfs or bind mount, or are removed in the same RUN: nothing is left.
    - The layer is not part of the image that is built: a builder stage is thrown away.
    - The script ends in `||`, `&` or `exec`, or cannot be read: whether the removal would run is a guess.

    ## Example
    Before:

    ```dockerfile
    FROM debian:bookworm
    RUN apt-get update && apt-get install -y curl
    ```

    After:

    ```dockerfile
    FROM debian:bookworm
    RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
    ```
    """

    name = "apt-lists-left-behind"
    safety = Safety.SAFE
    related = ("hadolint/DL3009", "trivy/DS-0017")

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """One finding a RUN that keeps the lists."""
        for left in package_lists(view):
            if not left.reaches:
                continue
            if left.blocked is not None:
                yield Refusal(left.call.place_in_file, left.blocked)
                continue
            script = site(view, left.step)
            remove = "rm -rf /var/lib/apt/lists/*"
            command = f"sudo {remove}" if "sudo" in left.call.wrappers else remove
            edits = script if isinstance(script, No) else script.with_appended(command)
            if isinstance(edits, No):
                yield Refusal(left.call.place_in_file, edits.reason)
            else:
                message = "the package lists stay in this layer: remove them in the RUN that fetched them"
                estimate = cost_where("apt-lists", release_words(left.step.stage))
                yield Rewrite(left.call.place_in_file, message, edits, estimate)
