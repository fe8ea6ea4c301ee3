"""What a layer below keeps: what a manager finds there it does not fetch again, and to remove it later only hides it.

A manager that finds nothing fetches all of it: what is removed between two layers that keep it is stored twice.

Of an update whose lists have not changed apt fetches the signed summary at most (2.6.1, asked twice: 0.2 of 26 MB are
written anew), and apk 2.9 and later fetches nothing for an install where the index is four hours old at most.
"""

from __future__ import annotations

from slimmer.analysis.calls.calls import Step
from slimmer.analysis.structure import stages
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
_ADDED = rare(
    r"(?:add-apt|apt-add)-repository\b|(?:>>|tee -a) */etc/apt/sources\.list\b|--add-architecture"
    r"|/etc/apt/sources\.list\.d/(?!debian\b|ubuntu\b)[\w.${}-]+|/etc/apt/(?:keyrings|trusted\.gpg\.d)\b[\w./${}-]*"
)
"""What names one more place for apt to fetch from: all it has found so far it finds there again."""
_NEAREST = 20


class KeptBelow:
    """The RUNs seen so far whose layers keep files, by stage the last one.

    Args:
        view: the file.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.last: dict[int, Step] = {}
        self.all: list[Step] = []

    def add(self, step: Step) -> None:
        """Remember a RUN, which stands behind all those before."""
        self.last[step.stage.index] = step
        self.all.append(step)

    def fetched_again(self, step: Step) -> int | None:
        """The line of a RUN behind one, in whose layer the same files would be stored if they were removed in this.

        Where a layer above keeps them, too, that stores them a second time, whatever was added between: to leave
        a few more files where they are costs less.
        """
        graph, start = stages(self.view), step.outer.start
        behind = [each for each in self.all if each.outer.start > start and graph.continues(each.stage, step.stage)]
        if not behind:
            return None
        first = min(behind, key=lambda each: each.outer.start).outer
        above = any(each.outer.start < start and graph.continues(step.stage, each.stage) for each in self.all)
        said = "" if above else _ADDED().sub("", self.view.text[step.outer.end : first.end])
        return first.lines[0] if _OTHERS().search(said) is None else None

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
