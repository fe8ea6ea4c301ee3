"""What another layer keeps: what a manager finds below it does not fetch again, and to remove it later only hides it.

A manager that finds nothing fetches all of it: what is removed in front of a layer that keeps it is stored there.

Of an update whose lists have not changed apt fetches the signed summary at most (2.6.1, asked twice: 0.2 of 26 MB are
written anew), and apk 2.9 and later fetches nothing for an install where the index is four hours old at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from slimmer.analysis.calls.calls import Step
from slimmer.analysis.view import View
from slimmer.model.stages import Stage
from slimmer.text.rare import rare

_OTHERS = rare(
    r"repositor|sources|\.list\b|/etc/apt|\.deb\b|-arch|extrepo|setup_|\.sh\b|dist-?clean|-X\b|--root"
    r"|/var/(?:(?:(?:lib|cache)/)?(?:[^\w\s.-]|\w{0,5}[*?\[{$]|(?!\S))|(?:lib|cache)(?![\w/.-])"
    r"|(?:lib|cache)/(?:apt|apk)\b)"
    r"|(?:[|;&(/\"'\[][\s\\]*|\b(?:RUN|sudo)\s+|\s-\w+\s+)(?:ba)?sh\b"
)
"""What may name other places to fetch from, or take away what lies there: then all may be fetched anew.

A shell is meant where a command begins, not a package of that name; of /var what holds the lists, or may: those
folders themselves, or a pattern or a variable in their place.
"""
_ADDED = rare(
    r"(?:add-apt|apt-add)-repository\b|(?:>>|tee -a) */etc/apt/sources\.list\b|--add-architecture"
    r"|/etc/apt/sources\.list\.d/(?!debian\b|ubuntu\b)[\w.${}-]+|/etc/apt/(?:keyrings|trusted\.gpg\.d)\b[\w./${}-]*"
)
"""What names one more place for apt to fetch from: all it has found so far it finds there again."""
_EMPTIES = rare(r"\bclean\b|/var/cache|/var/\*|--installroot|--releasever")
"""What may take away what yum and its kin have found, or have them look elsewhere."""
_NEAREST = 20
"""Stages one above the other that are looked at."""
_FARTHEST = 20_000
"""Characters between two RUNs that are looked at."""


class KeptBelow:
    """The RUNs seen so far whose layers keep files, by stage the last one.

    Args:
        view: the file.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.last: dict[int, Step] = {}
        self._keep: set[int] = set()

    def add(self, step: Step) -> None:
        """Remember a RUN, which stands behind all those before."""
        self.last[step.stage.index] = step
        self._keep.add(step.stage.index)

    def is_any(self, step: Step) -> bool:
        """Whether some are kept below a RUN, which it may find again or not."""
        return any(stage.index in self._keep for stage in _chain(step.stage))

    def line(self, step: Step) -> int | None:
        """The line of the RUN whose files a later one finds again; None where there is none, or they may be others."""
        for stage in _chain(step.stage):
            found = self.last.get(stage.index)
            if found is not None:
                # What was said between is said between it and all that follow, too.
                if _names_any(_OTHERS(), self.view.text, found.outer.end, step.outer.end):
                    del self.last[stage.index]
                    return None
                return found.outer.lines[0]
        return None


class KeptBehind:
    """The RUNs whose layers keep files, asked for from the last one on: by stage the first that continues it.

    Args:
        view: the file.
        rpm: whether the files are those of yum and its kin, of which a repository that is added takes none away.
    """

    def __init__(self, view: View, *, rpm: bool = False) -> None:
        self.view = view
        self._taken_away = _EMPTIES if rpm else _OTHERS
        self._next: dict[int, Step] = {}

    def add(self, step: Step) -> None:
        """Remember a RUN, which stands before all those that were added."""
        self._next |= {stage.index: step for stage in _chain(step.stage)}

    def fetched_again(self, step: Step, *, anew: bool) -> int | None:
        """The line of a RUN in whose layer the same files would be stored if they were removed in this one.

        Args:
            step: the RUN.
            anew: whether a layer below keeps them, too. Then they would be stored a second time, whatever is added
                between: to leave a few more files where they are costs less.
        """
        first = self._next.get(step.stage.index)
        if first is None or (not anew and first.outer.end - step.outer.end > _FARTHEST):
            return None
        said = "" if anew else _ADDED().sub("", self.view.text[step.outer.end : first.outer.end])
        return None if _names_any(self._taken_away(), said, 0, len(said)) else first.outer.lines[0]


def _names_any(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether a pattern is found in a part of a text, in another line than a comment."""
    found = pattern.search(text, start, end)
    while found is not None:
        line = text.rfind("\n", start, found.start()) + 1 or start
        if not text[line : found.start()].lstrip(" \t").startswith("#"):
            return True
        behind = text.find("\n", found.start(), end)
        found = pattern.search(text, behind, end) if behind >= 0 else None
    return False


def _chain(stage: Stage) -> Iterator[Stage]:
    """The stage and those it continues."""
    return islice(_continued(stage), _NEAREST)


def _continued(stage: Stage | None) -> Iterator[Stage]:
    while stage is not None:
        yield stage
        stage = stage.parent
