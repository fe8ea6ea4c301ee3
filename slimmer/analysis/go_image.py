"""An image that ships Go's toolchain although it runs a program that needs none of it: what a lean one must hold."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from slimmer.analysis.calls import calls
from slimmer.analysis.final_stage import carried, last_user
from slimmer.analysis.go_builds import GoBuild, go_builds
from slimmer.analysis.go_copies import Copies
from slimmer.analysis.go_entry import GoEntry, go_entry
from slimmer.analysis.go_kept import Kept, kept
from slimmer.analysis.go_landing import go_landed
from slimmer.analysis.go_leftovers import Leftovers, leftovers
from slimmer.analysis.go_modules import GoProgram
from slimmer.analysis.go_programs import cgo_reason, needs_of
from slimmer.analysis.structure import scope, scopes, stages
from slimmer.analysis.users import users
from slimmer.analysis.view import View, fact
from slimmer.model.images import ImageReference
from slimmer.model.mounts import is_below
from slimmer.model.stages import Stage
from slimmer.syntax.nodes import Add, Copy, Env, From, Instruction, Onbuild, Run, User
from slimmer.syntax.verbs import Piece

_VERSION = re.compile(r"1\.(\d+)")
_FIRST_WITH_MODULES, _FIRST_WITH_FILES_FIRST = 11, 16
_STANDARD_PATH = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
_SHARED = ("/", "/go", "/go/src", "/root", "/usr", "/usr/local", "/home", "/opt", "/var", "/srv", "/etc", "/tmp")  # noqa: S108
_BUILD_ONLY = re.compile(
    r"GO(111MODULE|PROXY|PRIVATE|NOPROXY|NOSUMDB|NOSUMCHECK|SUMDB|INSECURE|FLAGS|BIN|PATH|ROOT|CACHE|MODCACHE|OS|ARCH"
    r"|ARM|AMD64|EXPERIMENT|TOOLCHAIN|TMPDIR|WORK|VCS|VERSION)|CGO_\w+|CC|CXX|PKG_CONFIG\w*|PATH|DEBIAN_FRONTEND|GIT_\w+"
)
STAGE = "build"


@dataclass(frozen=True, slots=True, eq=False)
class GoImage:
    """A stage on a golang image.

    Attributes:
        from_: its FROM.
        problem: why it must stay as it is, or None; the rest counts only then.
        base: what stands behind the new FROM.
        last: the last instruction of the build.
        builds: the calls that write the programs.
        pieces: what the new stage begins with.
        entry: what the container starts.
        words: what it must be given instead, None where it need not.
        moved: whether the instruction that starts it is one of `pieces`.
        user: the last USER where it stands behind the build and must be written otherwise, with the new text.
        whole: why the sources' folder is kept as it is; "" where it is not.
    """

    from_: From
    problem: str | None
    base: str = "scratch"
    last: Instruction | None = None
    builds: tuple[GoBuild, ...] = ()
    pieces: tuple[Piece, ...] = ()
    entry: GoEntry | None = None
    words: tuple[str, ...] | None = None
    moved: bool = False
    user: tuple[User, str] | None = None
    whole: str = ""


@fact
def go_image(view: View) -> GoImage | None:
    """The target, when it stands on an official golang image."""
    target = stages(view).target
    if target is None or target.from_ is None or target.image is None or not _is_golang(target.image):
        return None
    found = _stage_problem(view, target, target.image.version) or _Plan(view, target, target.from_).image()
    return found if isinstance(found, GoImage) else GoImage(target.from_, found)


def _is_golang(image: ImageReference) -> bool:
    return image.name == "golang" or f"{image.registry}/{image.repository}".endswith("/library/golang")


def _stage_problem(view: View, stage: Stage, version: str) -> str | None:
    """Why nothing can be said of the stage, whatever it builds."""
    found = _VERSION.match(version)
    if len(stages(view).stages) > 1:
        return "the file has stages already, and the last one is on a golang image"
    if any(isinstance(each, Onbuild) for each in stage.instructions) or "onbuild" in version:
        return "ONBUILD: other images are built on this one"
    if any(word in version for word in ("windows", "nanoserver")):
        return "it is a Windows image"
    if found is not None and int(found[1]) < _FIRST_WITH_MODULES:
        return f"golang {found[0]} is older than modules: which packages it would build is not known"
    platform = stage.from_.flag("platform") if stage.from_ is not None else None
    if platform is not None and (not platform.value or "$" in platform.value or "windows" in platform.value):
        return "--platform is not the same in all builds, or Windows"
    return None


@dataclass(frozen=True)
class _Plan:
    """Works out the lean image of one stage."""

    view: View
    stage: Stage
    from_: From

    @cached_property
    def entry(self) -> GoEntry:
        return go_entry(self.view)

    @cached_property
    def builds(self) -> tuple[GoBuild, ...]:
        return go_builds(self.view)

    @cached_property
    def programs(self) -> tuple[GoProgram, ...]:
        return tuple(build.program for build in self.builds if build.program is not None)

    @cached_property
    def folder(self) -> str:
        """Where a container starts; that of the base image where the file does not say."""
        return scopes(self.view).behind(self.stage).workdir.text or "/go"

    def image(self) -> GoImage | str:
        """The image, or why there is none."""
        if self.entry.problem is not None:
            return self.entry.problem
        if self.view.context is None:
            return "go.mod and the sources are not known: pass --context"
        if not self.builds:
            return "no RUN builds a program with go build or go install whose place is known"
        sources = next((build.module_folder for build in self.builds if build.module_folder), "")
        if not sources:
            return "no go.mod of the build context lies where the program is built"
        left = leftovers(self.view, self.builds, sources)
        program = self.started(left)
        if program is None:
            return f"no go build writes {self.entry.words[0]}, which the container runs"
        problem = self.tools() or self.programs_problem() or left.problem
        return problem if problem is not None else self.planned(sources, left, program)

    def started(self, left: Leftovers) -> str | None:
        """Where the program lies that the container runs."""
        word = self.entry.words[0]
        written = {*(build.output for build in self.builds if build.program is not None), *left.aliases}
        if "/" in word:
            place = posixpath.normpath(posixpath.join(self.folder, word))
            return place if place in written else None
        places = (f"{folder}/{word}" for folder in (*self.path(), "/go/bin", *_STANDARD_PATH))
        return next((place for place in places if place in written), None)

    def path(self) -> Iterator[str]:
        """The folders that the file puts into PATH."""
        for instruction in self.stage.instructions:
            for pair in instruction.pairs if isinstance(instruction, Env) else ():
                if pair.key.text == "PATH" and pair.value is not None:
                    parts = pair.value.text.strip("\"'").split(":")
                    yield from (part.rstrip("/") for part in parts if part.startswith("/"))

    def tools(self) -> str | None:
        """A program that is fetched and that no RUN calls: it may be there for the container."""
        for build in self.builds:
            name = posixpath.basename(build.output)
            if build.program is None and not any(call.name == name for call in calls(self.view).named(name)):
                return f"the RUN on line {build.call.line} installs {name}, which may be used in the container"
        return None

    def programs_problem(self) -> str | None:
        """Why the programs cannot do without cgo, or without what else the image holds."""
        for build in self.builds:
            if build.program is None:
                continue
            reason = build.problem or build.program.problem
            if reason is None and not build.without_cgo:
                reason = cgo_reason(build.program)
            if reason is None and not build.without_cgo and build.call.command is None:
                reason = "the go build is inside quotes: CGO_ENABLED=0 cannot be put in exactly"
            if reason is not None:
                return reason
        return needs_of(self.programs, self.tags).problem

    @property
    def tags(self) -> frozenset[str]:
        return frozenset(tag for program in self.programs for tag in program.tags)

    def planned(self, sources: str, left: Leftovers, program: str) -> GoImage | str:
        """The image, when all is known of the programs."""
        needs = needs_of(self.programs, self.tags)
        files = kept(needs, go_landed(self.view), sources, self.folder)
        if files.whole is None and left.generated and (needs.unknown or needs.opened):
            files = Kept((sources,), "what the build generates may be read")
        if files.whole is not None and sources in _SHARED:
            return f"{files.whole}, and the sources lie in {sources}, beside much else"
        last = [each for each in self.stage.instructions if isinstance(each, Run | Copy | Add)][-1]
        named, above, behind = self.user(last)
        owner = left.owner(self.folder)
        if owner is not None and not any(is_below(path, self.folder) for path in (*files.paths, program)):
            return f"{self.folder} is given to {owner}, and nothing is copied there"
        words = self.words(program)
        moved = self.entry.step is not None and self.stage.instructions.index(
            self.entry.step.instruction
        ) < self.stage.instructions.index(last)
        texts = {}
        if words is not None and moved and self.entry.step is not None:
            texts[id(self.entry.step.instruction)] = in_exec_form(self.entry.step.instruction, words)
        told = carried(self.view, last, self.build_only(), texts, above)
        copies = self.copies(left, needs, files, list_of_users=named or needs.home)
        problem = told.problem or copies.problem()
        if problem is not None:
            return problem
        flag = self.from_.flag("platform")
        base = f"{flag.text} scratch" if flag is not None else "scratch"
        pieces = (*told.head, *copies.lines(), *told.tail)
        return GoImage(
            self.from_, None, base, last, self.builds, pieces, self.entry, words, moved, behind, files.whole or ""
        )
