"""The build context of each Dockerfile of a run."""

from __future__ import annotations

import os
from pathlib import Path

from slimmer.errors import UsageError
from slimmer.model.context import IGNORE_FILE, Context

_KEPT = 4
"""Contexts that are remembered: the Dockerfiles of a folder follow each other, and a large context is 100 MB."""


class Contexts:
    """Remembers the contexts it gave, so that a folder is searched once for all Dockerfiles it is the context of."""

    def __init__(self) -> None:
        self._known: dict[tuple[Path, Path | None], Context] = {}

    def __reduce__(self) -> tuple[type[Contexts], tuple[()]]:
        return Contexts, ()  # what was found stays: another process finds it again

    def of(self, folder: Path, dockerfile: Path | None) -> Context:
        """The context in `folder` for one Dockerfile; standard input has none beside which an ignore file could be."""
        if dockerfile is not None and not os.path.lexists(f"{dockerfile}{IGNORE_FILE}"):
            dockerfile = None
        key = (folder, dockerfile)
        found = self._known.pop(key, None)
        if found is None:
            from slimmer.model.folder import context_of  # noqa: PLC0415  many a Dockerfile has no context that is known

            found = context_of(folder, dockerfile)
        self._known[key] = found
        while len(self._known) > _KEPT:
            del self._known[next(iter(self._known))]
        return found


def check(folder: Path, place: str) -> None:
    """Refuse what can be no build context.

    Raises:
        UsageError: it names the option, the variable or the line that asked for it.
    """
    try:
        with os.scandir(folder) as entries:
            if next(entries, None) is None:
                raise UsageError(f"{place}: the folder `{folder}` is empty: it cannot be the build context")
    except FileNotFoundError:
        raise UsageError(f"{place}: the build context `{folder}` does not exist") from None
    except NotADirectoryError:
        raise UsageError(f"{place}: the build context `{folder}` is a file, not a folder") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it holds a null character"  # Pythons differ
        raise UsageError(f"{place}: the build context `{folder}` cannot be looked into: {why}") from None
