"""Verbs for transform authors: each returns the smallest edits that do one thing exactly, or says why not.

A verb keeps the file's own style (indentation, where `&&` stands, line ending, escape character) and never
writes into a comment. Whatever it proposes it has read again first: the edited instruction must parse, and its
outline must be the old one but for the change asked for. What cannot be done exactly is answered with `No`.
"""

from slimmer.syntax.verbs.answer import Answer, No
from slimmer.syntax.verbs.commands import with_exec_form
from slimmer.syntax.verbs.flags import with_flag, with_token, without_flag
from slimmer.syntax.verbs.items import inserted_above, inserted_below, moved_above, removed
from slimmer.syntax.verbs.joining import joined
from slimmer.syntax.verbs.runs import merged, split
from slimmer.syntax.verbs.site import ShellSite, shell_site
from slimmer.syntax.verbs.stages import Moved, Piece, staged

__all__ = [
    "Answer",
    "Moved",
    "No",
    "Piece",
    "ShellSite",
    "inserted_above",
    "inserted_below",
    "joined",
    "merged",
    "moved_above",
    "removed",
    "shell_site",
    "split",
    "staged",
    "with_exec_form",
    "with_flag",
    "with_token",
    "without_flag",
]
