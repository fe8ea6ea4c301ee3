"""What is found of a call that installs a JavaScript project."""

from __future__ import annotations

from slimmer.analysis.calls.calls import Call, Step
from slimmer.knowledge.costs import Estimate
from slimmer.records import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class DevInstall:
    """A call that installs development dependencies that are in the image that is built.

    Attributes:
        step: its RUN.
        call: the call.
        refused: why they must stay, or may have to; None where they can be left out.
        names: how many package.json lists.
        flag: what leaves them out of the call; "" where they must be there first.
        prune: the command that removes them again once nothing needs them; "" where `flag` does, or where the last
            of `steps` has it.
        steps: the RUNs from the call's own to the last that needs them.
        apart: whether the removal may be a RUN of its own: the stage's layers are not in the image.
        estimate: what the image loses.
        unmissed: folders in the image of packages that go, and that what stays loads only where they are there.
    """

    step: Step
    call: Call
    refused: str | None = None
    names: int = 0
    flag: str = ""
    prune: str = ""
    steps: tuple[Step, ...] = ()
    apart: bool = False
    estimate: Estimate | None = None
    unmissed: tuple[str, ...] = ()
