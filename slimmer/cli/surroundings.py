"""What is around each Dockerfile of a run: the context and the target, as told, or as the project bears them out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from slimmer.cli.contexts import Contexts
from slimmer.cli.own_folder import judge
from slimmer.model.callers import Callers
from slimmer.model.project import Project, top_of
from slimmer.model.stages import stage_graph
from slimmer.model.surroundings import Surroundings
from slimmer.model.uses import Use
from slimmer.passes.settings import Settings
from slimmer.records import dataclass
from slimmer.syntax.nodes import Dockerfile
from slimmer.text.rare import rare

_FOR_DEVELOPMENT = rare(r"(?:^|[-_.])(?:dev|develop|development|debug|test|tests|testing|ci|lint|local)(?:[-_.]|$)")


@dataclass(frozen=True, slots=True)
class _Found:
    """The folder of the context, None where it is not known, and a note on how it was found or why it was not."""

    folder: Path | None
    note: str = ""


class Surveyor:
    """Finds out what is around a Dockerfile; folders and files that serve several are read once."""

    def __init__(self) -> None:
        self._project, self._contexts = Project(), Contexts()

    def __reduce__(self) -> tuple[type[Surveyor], tuple[()]]:
        return Surveyor, ()  # another process finds out for itself

    def around(self, tree: Dockerfile, path: str | None, settings: Settings) -> Surroundings:
        """What is around one Dockerfile.

        Args:
            tree: the file.
            path: where it is, or would be; None where that is not known.
            settings: what was told; that goes before all that is found.
        """
        dockerfile = Path(os.path.abspath(path)) if path is not None else None  # noqa: PTH100  links stay
        builds = self._project.builds(dockerfile) if dockerfile is not None else None
        uses = builds.uses if builds is not None else ()
        notes = list(builds.problems) if builds is not None else []
        found = _Found(settings.context)
        if settings.context is None and dockerfile is not None:
            found = _context(tree, dockerfile, uses)
        target, note = settings.target, ""
        if target is None:
            target, note = _target(tree, uses)
        return Surroundings(
            self._contexts.of(found.folder, dockerfile) if found.folder is not None else None,
            _shown(found.folder) if found.folder is not None else None,
            target,
            uses,
            settings.hints,
            Callers(dockerfile) if dockerfile is not None else None,
            tuple(each for each in (*notes, found.note, note) if each),
        )


def _context(tree: Dockerfile, dockerfile: Path, uses: Sequence[Use]) -> _Found:
    """The context that those who build the file name, else the file's folder where that is borne out."""
    if any(use.context is None for use in uses):
        title = next(use.title for use in uses if use.context is None)
        return _Found(None, f"the build context is not known: {title} computes it; --context tells it")
    folders = {use.context for use in uses if use.context is not None}
    if len(folders) > 1:
        titles = " and ".join(use.title for use in uses[:2])
        return _Found(None, f"the build context is not known: {titles} have different ones; --context tells it")
    for folder in folders:
        if os.path.isdir(folder):  # noqa: PTH112  Path's raises where a folder may not be searched
            return _Found(folder, f"the build context is {_shown(folder)} ({uses[0].title})")
        return _Found(None, f"the build context is not known: {_shown(folder)} of {uses[0].title} is no folder")
    own = dockerfile.parent
    verdict = judge(tree, own, top_of(own))
    if verdict.is_context:
        return _Found(own, f"the build context is {_shown(own)}, where all is that is copied")
    if not verdict.why:
        return _Found(None)
    return _Found(None, f"the build context is not taken to be {_shown(own)}: {verdict.why}; --context tells it")


def _target(tree: Dockerfile, uses: Sequence[Use]) -> tuple[str | None, str]:
    """The stage that those who build the file agree on, None for the last one, and a note."""
    stages = stage_graph(tree).stages if uses else ()
    if not stages or any("target" in use.unclear for use in uses):
        return None, ""
    for_development = [use for use in uses if use.target is not None and _FOR_DEVELOPMENT().search(use.target.lower())]
    others = [use for use in uses if use not in for_development]
    if not others and not _FOR_DEVELOPMENT().search(stages[-1].name or ""):
        use = for_development[0]
        return None, f"{use.title} builds the stage {use.target}, by its name for development: the last stage counts"
    deciding = others or for_development
    targets = {use.target for use in deciding}
    if len(targets) > 1:
        named = " and ".join(str(target or "the last one") for target in sorted(targets, key=str))
        return None, f"the stages {named} are built ({deciding[0].file.name}): the last stage counts; --target tells"
    target = deciding[0].target
    if target is None:
        return None, ""
    if stage_graph(tree, target).target is None:
        return None, f"{deciding[0].title} builds the stage {target}, which is not there: the last stage counts"
    return target, f"the stage that counts is {target} ({deciding[0].title})"


def _shown(folder: Path) -> str:
    """A folder as a person writes it: relative where it lies in the working folder."""
    try:
        return str(folder.relative_to(Path.cwd())) if folder.is_absolute() else str(folder)
    except (OSError, ValueError):
        return str(folder)
