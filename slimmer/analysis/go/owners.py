"""Whom the paths of an image belong to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from slimmer.analysis.calls.calls import Step
from slimmer.model.paths import is_below

_ROOT = ("root", "0", "root:root", "0:0")


class Owner(NamedTuple):
    """A path that somebody was given: `chown`, or what a user made.

    Attributes:
        path: with a slash at its end where it is what lies below, and not the folder itself.
        owner: as written.
        recursive: whether all below is theirs, too.
    """

    path: str
    owner: str
    recursive: bool


def last_owner(owners: Iterable[Owner], path: str) -> str | None:
    """Who was given a path last, as written; None where nobody was, or root."""
    given = [each.owner for each in owners if each.path == path or (each.recursive and is_below(path, each.path))]
    return given[-1] if given and given[-1] not in _ROOT else None


def maker(step: Step) -> str:
    """Whom what a RUN makes belongs to."""
    return step.scope.user.text or "root" if step.scope.is_root is False else "root"
