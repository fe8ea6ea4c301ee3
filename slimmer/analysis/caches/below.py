"""What a layer below keeps: what a manager finds there it does not fetch again, and to remove it later only hides it.

Of an update whose lists have not changed apt fetches the signed summary at most (2.6.1, asked twice: 0.2 of 26 MB are
written anew), and apk 2.9 and later fetches nothing for an install where the index is four hours old at most.
"""

from __future__ import annotations

from slimmer.analysis.calls.calls import Step
from slimmer.analysis.view import View
from slimmer.model.stages import Stage
from slimmer.text.rare import rare

_OTHERS = rare(
    r"repositor|sources|\.list\b|/etc/apt|\.deb\b|-arch|extrepo|setup_|\.sh\b|/var/|dist-?clean|-X\b|--root"
    r"|(?:[|;&(/\"'\[][\s\\]*|\b(?:RUN|sudo)\s+|\s-\w+\s+)(?:ba)?sh\b"
)
"""What may name other places to fetch from, or take away what lies there: then all may be fetched anew.

A shell is meant where a command begins, not a package of that name.
"""
_NEAREST = 20


class KeptBelow:
    """The RUNs seen so far whose layers keep files, by stage the last one.

    Args:
        view: the file.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.last: dict[int, Step] = {}

    def add(self, step: Step) -> None:
        """Remember a RUN, which stands behind all those before."""
        self.last[step.stage.index] = step

    def line(self, step: Step) -> int | None:
        """The line of the RUN whose files a later one finds again; None where there is none, or they may be others."""
        stage: Stage | None = step.stage
        for _ in range(_NEAREST):
            if stage is None:
                return None
            found = self.last.get(stage.index)
            if found is not None:
                # What was said between is said between it and all that follow, too.
                if _OTHERS().search(self.view.text, found.outer.end, step.outer.end):
                    del self.last[stage.index]
                    return None
                return found.outer.lines[0]
            stage = stage.parent
        return None
