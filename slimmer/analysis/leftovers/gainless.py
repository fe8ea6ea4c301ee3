"""Why nothing is gained, and something may be lost, when a path is removed in the RUN that made it."""

from __future__ import annotations

from collections.abc import Sequence

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.calls import Call, Step
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.calls.wording import copied, named
from slimmer.analysis.effects.deeds import Deed, acts
from slimmer.analysis.effects.named import asked
from slimmer.analysis.effects.uses import Use
from slimmer.analysis.view import View
from slimmer.knowledge.vocabulary import Effect

_WRITERS = frozenset(("echo", "printf", "touch"))
_NO_MAKERS = frozenset(("mkdir", "touch", "mv"))
"""Programs that make a path without saying that it was not there before."""


def gainless(view: View, maker: Step, of_maker: Sequence[Use], system: tuple[str, ...]) -> str | None:
    """Why a removal is left where it is although it could run at the end of the RUN that made the path.

    Args:
        view: of the file.
        maker: the RUN that made it.
        of_maker: how that RUN uses it.
        system: beginnings of paths where what nobody made may have been before.
    """
    for use in of_maker:
        call = use.call
        if use.deed is Deed.MAKES and call is not None and call.program == "mv":
            sources = named(call, copied(call))
            if not all(_is_new(view, maker, call, each, system) for each in sources):
                # Overlay file systems cannot move a folder of a lower layer and remove it in one step everywhere:
                # rename(2) gives EXDEV without redirect_dir, rmdir(2) ENOTEMPTY on some kernels (docs.kernel.org,
                # filesystems/overlayfs, "Renaming directories").
                return f"line {maker.outer.lines[0]} moves there what is older: its bytes are in an earlier layer"
    if all(_says_all_it_writes(use.call) for use in of_maker):
        return f"no more than a few bytes are written to it on line {maker.outer.lines[0]}"
    return None


def _is_new(view: View, maker: Step, move: Call, source: str, system: tuple[str, ...]) -> bool:
    """Whether the same RUN has made what it moves: by its name, or, where no system has such, by unpacking it."""
    spot = Spot(source, is_file=True)
    may_be_older = source.startswith(system) or not paths.is_exact(source)
    for _, call in asked(view, maker, spot):
        if call is move:
            return False
        unpacks = call.does(Effect.EXTRACTS) and not may_be_older
        made = (act for act in acts(call, spot) if act.deed is Deed.MAKES and (act.exact or unpacks))
        if call.program not in _NO_MAKERS and any(made):
            return True
    return False


def _says_all_it_writes(call: Call | None) -> bool:
    """Whether a call makes an empty folder or file, or writes no more than its own words."""
    if call is None or (call.program not in _WRITERS and call.program != "mkdir"):
        return False
    return not call.place.piped and all(each.known is not None for each in call.arguments)
