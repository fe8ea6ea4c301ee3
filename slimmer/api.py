"""What the author of a transform imports: this module, and nothing else of slimmer.

A transform is a class that `@transform` decorates; it reads a `View`, asks facts of it and answers with
`Rewrite.of(node, message, edits)` or `Refusal.of(node, reason)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slimmer.analysis.apk import apk_knows_no_cache
from slimmer.analysis.archives import ArchiveLeft, archives_left
from slimmer.analysis.belated import BelatedRemoval, belated_removals, removal
from slimmer.analysis.caches import CacheLeft, caches_left, read_within
from slimmer.analysis.calls import Call, calls
from slimmer.analysis.cleanup import Cleanup, cleanup
from slimmer.analysis.full_bases import FullBase, full_bases
from slimmer.analysis.go_cost import go_cost
from slimmer.analysis.go_image import GoImage, GoStays, go_image
from slimmer.analysis.node_installs import DevInstall, dev_installs
from slimmer.analysis.ownership import ChownedCopy, chowned_copies
from slimmer.analysis.packages import package_lists
from slimmer.analysis.pip import old_pip
from slimmer.analysis.recommended import RecommendedInstall, recommended_installs
from slimmer.analysis.sites import site
from slimmer.analysis.structure import mounts, scope, stages
from slimmer.analysis.versions import release_words
from slimmer.analysis.view import View, fact
from slimmer.analysis.yarn import not_classic
from slimmer.knowledge.closures import closure
from slimmer.knowledge.costs import Estimate, cost, cost_where
from slimmer.knowledge.vocabulary import Role
from slimmer.model.context import Context
from slimmer.passes.transform import Refusal, Rewrite, Safety, Transform, transform
from slimmer.syntax import nodes
from slimmer.syntax.lines import Span
from slimmer.syntax.nodes import Dockerfile, ExecForm, Instruction, Node, ShellForm, shell_forms
from slimmer.syntax.shell import Dialect, Script, ShellSyntaxError
from slimmer.syntax.verbs import (
    Answer,
    No,
    ShellSite,
    inserted_above,
    inserted_below,
    joined,
    merged,
    moved_above,
    removed,
    shell_site,
    split,
    staged,
    with_exec_form,
    with_flag,
    with_token,
    without_flag,
)
from slimmer.text.edits import Edit, EditSet

if TYPE_CHECKING:
    from slimmer.analysis.landing import Landed, Landing, NotKnown, landing

__all__ = [
    "Answer",
    "ArchiveLeft",
    "BelatedRemoval",
    "CacheLeft",
    "Call",
    "ChownedCopy",
    "Cleanup",
    "Context",
    "DevInstall",
    "Dialect",
    "Dockerfile",
    "Edit",
    "EditSet",
    "Estimate",
    "ExecForm",
    "FullBase",
    "GoImage",
    "GoStays",
    "Instruction",
    "Landed",
    "Landing",
    "No",
    "Node",
    "NotKnown",
    "RecommendedInstall",
    "Refusal",
    "Rewrite",
    "Role",
    "Safety",
    "Script",
    "ShellForm",
    "ShellSite",
    "ShellSyntaxError",
    "Span",
    "Transform",
    "View",
    "apk_knows_no_cache",
    "archives_left",
    "belated_removals",
    "caches_left",
    "calls",
    "chowned_copies",
    "cleanup",
    "closure",
    "cost",
    "cost_where",
    "dev_installs",
    "fact",
    "full_bases",
    "go_cost",
    "go_image",
    "inserted_above",
    "inserted_below",
    "joined",
    "landing",
    "merged",
    "mounts",
    "moved_above",
    "nodes",
    "not_classic",
    "old_pip",
    "package_lists",
    "read_within",
    "recommended_installs",
    "release_words",
    "removal",
    "removed",
    "scope",
    "shell_forms",
    "shell_site",
    "site",
    "split",
    "staged",
    "stages",
    "transform",
    "with_exec_form",
    "with_flag",
    "with_token",
    "without_flag",
]


def __getattr__(name: str) -> Any:
    """What takes long to import and few transforms ask for (PEP 562)."""
    if name in ("Landed", "Landing", "NotKnown", "landing"):
        from slimmer.analysis import landing as module  # noqa: PLC0415

        return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
