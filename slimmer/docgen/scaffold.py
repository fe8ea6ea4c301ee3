"""The first lines of a new transform, from its name."""

from __future__ import annotations

import re

from slimmer.errors import UsageError

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

_MODULE = '''"""TODO: what is found, in one line."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.api import Refusal, Rewrite, Safety, Transform, View, transform


@transform
class {class_name}(Transform):
    """Finds a TODO that TODO.

    ## Why it costs bytes
    TODO: what ends up in the image, and how many bytes that is in a real one.

    ## When it is not applied
    TODO: each case in which it would be wrong, or nobody can tell.

    ## Example
    Before:

    ```dockerfile
    FROM debian:bookworm-slim
    ```

    After:

    ```dockerfile
    FROM debian:bookworm-slim
    ```
    """

    name = "{name}"
    # Shown, never made, until its cases show that it may be trusted.
    safety = Safety.ADVICE

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """One answer for each finding: ask facts of the view, and yield Rewrite.of or Refusal.of."""
        for _instruction in view.tree.instructions:
            yield from ()
'''


def module_name(name: str) -> str:
    """The module of a transform: its name with underscores.

    Raises:
        UsageError: the name is not kebab-case.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} is not kebab-case: small letters and digits, joined by single dashes")
    return name.replace("-", "_")


def module(name: str) -> str:
    """The text of the module."""
    words = module_name(name).split("_")
    return _MODULE.format(name=name, class_name="".join(word.capitalize() for word in words))
