"""What came of running an image under restrictions: plain values, for reports and programs."""

from __future__ import annotations

from slimmer.records import dataclass


@dataclass(frozen=True, slots=True)
class Hardened:
    """The restrictions under which an image passed its smoke test; or why it did not.

    Args:
        passed: whether it did.
        user: that it ran as.
        writable: paths that are held in memory (tmpfs), with their options behind a colon.
        capabilities: that it needs, out of none.
        command: `docker run` with all of it; empty unless it passed.
        compose: a fragment of a compose file with the same; empty unless it passed.
        reason: what stops it; empty when it passed.
        notes: what a reader must know besides.
    """

    passed: bool
    user: str = ""
    writable: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()
    command: str = ""
    compose: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()
