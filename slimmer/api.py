"""What the author of a transform imports: this module, and nothing else of slimmer.

A transform is a class that `@transform` decorates; it reads a `View`, asks facts of it and answers with
`Rewrite.of(node, message, edits)` or `Refusal.of(node, reason)`.

What every transform needs is imported here; the rest comes from its own module when a transform imports it (PEP 562),
so that a file without Go costs nothing of what reads Go.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from slimmer.analysis.view import View as View
from slimmer.analysis.view import fact as fact
from slimmer.knowledge.costs import Estimate as Estimate
from slimmer.knowledge.costs import cost as cost
from slimmer.knowledge.costs import cost_where as cost_where
from slimmer.knowledge.vocabulary import Role as Role
from slimmer.model.context import Context as Context
from slimmer.passes.transform import Refusal as Refusal
from slimmer.passes.transform import Rewrite as Rewrite
from slimmer.passes.transform import Safety as Safety
from slimmer.passes.transform import Transform as Transform
from slimmer.passes.transform import transform as transform
from slimmer.syntax import nodes as nodes
from slimmer.syntax.lines import Span as Span
from slimmer.syntax.nodes import Dockerfile as Dockerfile
from slimmer.syntax.nodes import ExecForm as ExecForm
from slimmer.syntax.nodes import Instruction as Instruction
from slimmer.syntax.nodes import Node as Node
from slimmer.syntax.nodes import ShellForm as ShellForm
from slimmer.syntax.nodes import shell_forms as shell_forms
from slimmer.syntax.shell import Dialect as Dialect
from slimmer.syntax.shell import Script as Script
from slimmer.syntax.shell import ShellSyntaxError as ShellSyntaxError
from slimmer.text.edits import Edit as Edit
from slimmer.text.edits import EditSet as EditSet

if TYPE_CHECKING:
    from slimmer.analysis.caches.apk import apk_knows_no_cache as apk_knows_no_cache
    from slimmer.analysis.caches.apk import changes_nothing_so_far as changes_nothing_so_far
    from slimmer.analysis.caches.apk import fetches_itself as fetches_itself
    from slimmer.analysis.caches.apk import fetches_none as fetches_none
    from slimmer.analysis.caches.apk import goes_on_without_index as goes_on_without_index
    from slimmer.analysis.caches.apk import is_told_to_fetch as is_told_to_fetch
    from slimmer.analysis.caches.apk import repositories_changed as repositories_changed
    from slimmer.analysis.caches.apk import tells as tells
    from slimmer.analysis.caches.apk import unknown_to_apk as unknown_to_apk
    from slimmer.analysis.caches.below import KeptBehind as KeptBehind
    from slimmer.analysis.caches.below import KeptBelow as KeptBelow
    from slimmer.analysis.caches.caches import CacheLeft as CacheLeft
    from slimmer.analysis.caches.caches import caches_left as caches_left
    from slimmer.analysis.caches.caches import fetched_for_others as fetched_for_others
    from slimmer.analysis.caches.caches import installed_behind as installed_behind
    from slimmer.analysis.caches.caches import lists_needed as lists_needed
    from slimmer.analysis.caches.caches import looked_at_within as looked_at_within
    from slimmer.analysis.caches.caches import only_fetches as only_fetches
    from slimmer.analysis.caches.caches import read_within as read_within
    from slimmer.analysis.caches.cleanup import Cleanup as Cleanup
    from slimmer.analysis.caches.cleanup import cleanup as cleanup
    from slimmer.analysis.caches.home import made_by_cache as made_by_cache
    from slimmer.analysis.caches.packages import ListsLeft as ListsLeft
    from slimmer.analysis.caches.packages import package_lists as package_lists
    from slimmer.analysis.caches.pip import given_cache as given_cache
    from slimmer.analysis.caches.pip import may_build_otherwise as may_build_otherwise
    from slimmer.analysis.caches.pip import old_pip as old_pip
    from slimmer.analysis.caches.repositories import of_usual_repositories as of_usual_repositories
    from slimmer.analysis.caches.sudo import sudo_refuses as sudo_refuses
    from slimmer.analysis.caches.yarn import not_classic as not_classic
    from slimmer.analysis.calls.calls import Call as Call
    from slimmer.analysis.calls.calls import calls as calls
    from slimmer.analysis.calls.downloads import told_to as told_to
    from slimmer.analysis.calls.sites import site as site
    from slimmer.analysis.calls.versions import release_words as release_words
    from slimmer.analysis.copies.landing import Landed as Landed
    from slimmer.analysis.copies.landing import Landing as Landing
    from slimmer.analysis.copies.landing import NotKnown as NotKnown
    from slimmer.analysis.copies.landing import landing as landing
    from slimmer.analysis.copies.ownership import ChownedCopy as ChownedCopy
    from slimmer.analysis.copies.ownership import chowned_copies as chowned_copies
    from slimmer.analysis.go.cost import go_cost as go_cost
    from slimmer.analysis.go.found import GoImage as GoImage
    from slimmer.analysis.go.found import GoStays as GoStays
    from slimmer.analysis.go.image import go_image as go_image
    from slimmer.analysis.leftovers.archives import ArchiveLeft as ArchiveLeft
    from slimmer.analysis.leftovers.archives import archives_left as archives_left
    from slimmer.analysis.leftovers.belated import BelatedRemoval as BelatedRemoval
    from slimmer.analysis.leftovers.belated import belated_removals as belated_removals
    from slimmer.analysis.leftovers.belated import removal as removal
    from slimmer.analysis.node.found import DevInstall as DevInstall
    from slimmer.analysis.node.installs import dev_installs as dev_installs
    from slimmer.analysis.runtime.recommended import RecommendedInstall as RecommendedInstall
    from slimmer.analysis.runtime.recommended import recommended_installs as recommended_installs
    from slimmer.analysis.slim.found import FullBase as FullBase
    from slimmer.analysis.slim.full_bases import full_bases as full_bases
    from slimmer.analysis.structure import mounts as mounts
    from slimmer.analysis.structure import scope as scope
    from slimmer.analysis.structure import stages as stages
    from slimmer.knowledge.closures import closure as closure
    from slimmer.syntax.verbs.answer import Answer as Answer
    from slimmer.syntax.verbs.answer import No as No
    from slimmer.syntax.verbs.answer import united as united
    from slimmer.syntax.verbs.commands import with_exec_form as with_exec_form
    from slimmer.syntax.verbs.flags import with_flag as with_flag
    from slimmer.syntax.verbs.flags import with_token as with_token
    from slimmer.syntax.verbs.flags import without_flag as without_flag
    from slimmer.syntax.verbs.items import inserted_above as inserted_above
    from slimmer.syntax.verbs.items import inserted_below as inserted_below
    from slimmer.syntax.verbs.items import moved_above as moved_above
    from slimmer.syntax.verbs.items import removed as removed
    from slimmer.syntax.verbs.joining import joined as joined
    from slimmer.syntax.verbs.runs import merged as merged
    from slimmer.syntax.verbs.runs import split as split
    from slimmer.syntax.verbs.site import ShellSite as ShellSite
    from slimmer.syntax.verbs.site import shell_site as shell_site
    from slimmer.syntax.verbs.stages import staged as staged

_PLACES: Final = {
    "analysis.caches.apk": "apk_knows_no_cache changes_nothing_so_far fetches_itself fetches_none "
    "goes_on_without_index is_told_to_fetch unknown_to_apk repositories_changed tells",
    "analysis.caches.below": "KeptBehind KeptBelow",
    "analysis.leftovers.archives": "ArchiveLeft archives_left",
    "analysis.leftovers.belated": "BelatedRemoval belated_removals removal",
    "analysis.caches.caches": "CacheLeft caches_left fetched_for_others installed_behind lists_needed looked_at_within "
    "only_fetches read_within",
    "analysis.calls.calls": "Call calls",
    "analysis.caches.cleanup": "Cleanup cleanup",
    "analysis.slim.found": "FullBase",
    "analysis.slim.full_bases": "full_bases",
    "analysis.go.cost": "go_cost",
    "analysis.go.found": "GoImage GoStays",
    "analysis.go.image": "go_image",
    "analysis.copies.landing": "Landed Landing NotKnown landing",
    "analysis.node.found": "DevInstall",
    "analysis.node.installs": "dev_installs",
    "analysis.copies.ownership": "ChownedCopy chowned_copies",
    "analysis.caches.home": "made_by_cache",
    "analysis.caches.packages": "ListsLeft package_lists",
    "analysis.caches.pip": "given_cache may_build_otherwise old_pip",
    "analysis.caches.repositories": "of_usual_repositories",
    "analysis.caches.sudo": "sudo_refuses",
    "analysis.runtime.recommended": "RecommendedInstall recommended_installs",
    "analysis.calls.downloads": "told_to",
    "analysis.calls.sites": "site",
    "analysis.structure": "mounts scope stages",
    "analysis.calls.versions": "release_words",
    "analysis.caches.yarn": "not_classic",
    "knowledge.closures": "closure",
    "syntax.verbs.answer": "Answer No united",
    "syntax.verbs.commands": "with_exec_form",
    "syntax.verbs.flags": "with_flag with_token without_flag",
    "syntax.verbs.items": "inserted_above inserted_below moved_above removed",
    "syntax.verbs.joining": "joined",
    "syntax.verbs.runs": "merged split",
    "syntax.verbs.site": "ShellSite shell_site",
    "syntax.verbs.stages": "staged",
}
"""Where the names are that only some transforms import; a test holds it against the imports above."""

_MODULES: Final = {name: f"slimmer.{place}" for place, names in _PLACES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """Import what a transform asks for."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_MODULES[name]), name)
    return found


def __dir__() -> list[str]:
    """All names, those that are not imported yet among them."""
    return sorted({*globals(), *_MODULES})
