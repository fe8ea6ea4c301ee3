"""Work out what a lean image of a Go program must hold, and whether it can be told."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Collection, Iterator
from functools import cached_property

from slimmer.analysis.calls.calls import calls
from slimmer.analysis.copies.accounts import numbers
from slimmer.analysis.copies.landing import landing
from slimmer.analysis.effects.uses import volume_paths
from slimmer.analysis.go.asked import asked_problem
from slimmer.analysis.go.builds import GoBuild, go_builds
from slimmer.analysis.go.copies import Copies
from slimmer.analysis.go.entry import GoEntry, go_entry, use_problem
from slimmer.analysis.go.found import GoImage
from slimmer.analysis.go.kept import Kept, Places, kept
from slimmer.analysis.go.leftovers import Leftovers, leftovers
from slimmer.analysis.go.modules import GoProgram
from slimmer.analysis.go.programs import GoNeeds, cgo_reason, needs_of
from slimmer.analysis.go.siblings import lean_sibling
from slimmer.analysis.go.system import System, system_of
from slimmer.analysis.runtime.final_stage import carried, last_user
from slimmer.analysis.runtime.outside import outside
from slimmer.analysis.runtime.surface import surface
from slimmer.analysis.structure import scopes
from slimmer.analysis.view import View
from slimmer.model.paths import is_below
from slimmer.model.stages import Stage
from slimmer.records import dataclass, replace
from slimmer.syntax.nodes import Add, Copy, Env, ExecForm, From, Instruction, Run, User, Volume

_WORD = re.compile(r"\w+")
_VERSION = re.compile(r"1\.(\d+)")
_FIRST_WITH_FILES_FIRST = 16
_STANDARD_PATH = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
_SHARED = ("/", "/go", "/go/src", "/root", "/usr", "/usr/local", "/home", "/opt", "/var", "/srv", "/etc", "/tmp")
_BUILD_ONLY = re.compile(
    r"GO(111MODULE|PROXY|PRIVATE|NOPROXY|NOSUMDB|NOSUMCHECK|SUMDB|INSECURE|FLAGS|BIN|PATH|ROOT|CACHE|MODCACHE|OS|ARCH"
    r"|ARM|AMD64|EXPERIMENT|TOOLCHAIN|TMPDIR|WORK|VCS|VERSION)|CGO_\w+|CC|CXX|PKG_CONFIG\w*|PATH|DEBIAN_FRONTEND"
    r"|GIT_(SSL_\w+|TERMINAL_PROMPT|SSH\w*|ASKPASS|CONFIG\w*|HTTP_\w+|CURL_\w+|TRACE\w*|LFS_\w+|ALLOW_PROTOCOL)"
)
STAGE = "build"


def planned(view: View, stage: Stage, from_: From) -> GoImage | str:
    """The image of a stage on a golang image, or why there is none."""
    entry = go_entry(view)
    return entry if isinstance(entry, str) else _Plan(view, stage, from_, entry).image()


@dataclass(frozen=True)
class _Plan:
    """Works out the image of one stage."""

    view: View
    stage: Stage
    from_: From
    entry: GoEntry

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
        if self.view.context is None:
            return "go.mod and the sources are not known: pass --context"
        if not self.builds:
            return "no RUN builds a program with go build or go install whose place is known"
        sources = next((build.module_folder for build in self.builds if build.module_folder), "")
        if not sources:
            return "no go.mod that is whole lies where the program is built, as far as the build context tells"
        left = leftovers(self.view, self.builds, sources)
        program = self.started(left)
        if program is None:
            return f"no go build writes {self.entry.words[0]}, which the container runs"
        problem = (
            lean_sibling(self.view) or self.tools() or self.programs_problem() or left.problem or self.outside(left)
        )
        is_set = last_user(self.stage.instructions) is not None
        if problem is None and is_set and not scopes(self.view).behind(self.stage).user.is_certain:
            return "USER depends on an argument of the build"
        return problem if problem is not None else self.planned(sources, left, program)

    def outside(self, left: Leftovers) -> str | None:
        """Why what of the context was not read, or how containers are run, makes it a guess."""
        if self.view.context is not None and self.view.context.problems:
            return f"not all of the build context is known: {self.view.context.problems[0]}"
        stage, around = self.from_.stage, outside(self.view)
        name = stage.text if stage is not None else ""
        asks = around.builds(name) if name else None
        if asks is not None:
            return f"{asks} of the build context builds the stage {name}, which would no longer be what is started"
        runs = around.calls("go", "make", "sh", "bash", "/bin/sh", "/bin/bash")
        if runs is not None or around.works or around.unread:
            return runs or (*around.works, *around.unread)[0]
        programs = {*(build.output for build in self.builds), *left.aliases}
        relative = {f"./{posixpath.relpath(path, self.folder)}" for path in programs}
        named = {posixpath.basename(path) for path in programs if posixpath.dirname(path) in _STANDARD_PATH}
        started, known = surface(self.view).started, programs | relative | named
        asked = asked_problem(self.view, known, has_entrypoint=started.entrypoint is not None)
        return asked or use_problem(self.view, known)

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
            if name.startswith("protoc-gen-"):  # protoc calls it
                continue
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
        build_only = self.build_only(needs.names)
        needs = replace(needs, names=needs.names | self.told(build_only))
        land = landing(self.view)
        places = Places(left.top, sources, self.folder)
        files = kept(needs, land.files(self.stage), places, lambda path: land.would_hold(self.stage, path))
        if files.whole is None and left.generated and (needs.unknown or needs.opened):
            files = files.and_whole(sources, "what the build generates may be read")
        shared = next((path for path in files.paths if path in _SHARED), None)
        if shared is not None:
            return f"{files.whole or 'it reads what is copied'}, and the sources lie in {shared}, beside much else"
        last = [each for each in self.stage.instructions if isinstance(each, (Run, Copy, Add))][-1]
        named, above, behind = self.user(last)
        owner = left.owner(self.folder)
        owns = owner is not None and not any(is_below(path, self.folder) for path in (*files.paths, program))
        if owns and above is None:
            return f"{self.folder} is given to {owner}, and nothing is copied there"
        words = self.words(program)
        start, order = self.entry.instruction, self.stage.instructions
        moved = words is not None and order.index(start) < order.index(last)
        texts = {id(start): in_exec_form(start, words)} if words is not None and moved else {}
        told = carried(self.view, last, build_only, texts, above, owns_folder=owns)
        copies = self.copies(sources, left, needs, files, list_of_users=named or needs.home)
        copies = replace(copies, system=self.system(needs, copies))
        problem = told.problem or copies.problem()
        if problem is not None:
            return problem
        flag = self.from_.flag("platform")
        base = f"{flag.text} scratch" if flag is not None else "scratch"
        pieces = (*told.head, *copies.lines(), *told.tail)
        instead = None if moved else words
        with_cgo = tuple(each.call for each in self.builds if each.program is not None and not each.without_cgo)
        return GoImage(self.from_, base, last, with_cgo, pieces, start, instead, behind, files.whole or "")

    def told(self, build_only: frozenset[str]) -> frozenset[str]:
        """What the program is told by CMD and ENV, which may be names of files: `--config=x.yml` too."""
        started = surface(self.view).started
        cmd = started.cmd.form if started.cmd is not None else None
        words = [*self.entry.words, *(cmd.words if isinstance(cmd, ExecForm) else ())]
        env = scopes(self.view).behind(self.stage).env
        values = [value.text or "" for name, value in env.items() if name not in build_only]
        return frozenset(part for word in (*words, *values) for part in (word, word.rpartition("=")[2]) if part)

    def words(self, program: str) -> tuple[str, ...] | None:
        """What the container must be given, None where the file says it already."""
        word, *rest = self.entry.words
        found = "/" in word or posixpath.dirname(program) in _STANDARD_PATH
        if found and not self.entry.shell:
            return None
        return (word if found else program, *rest)

    def user(self, last: Instruction) -> tuple[bool, str | None, tuple[User, str] | None]:
        """Whether the list of users is needed, the USER to write, and the one to write otherwise."""
        instruction = last_user(self.stage.instructions)
        if instruction is None or instruction.value is None:
            return False, None, None
        owner = self.owner
        known = numbers(self.view).numeric(owner) or (owner if owner.replace(":", "").isdecimal() else None)
        text = known or owner
        if self.stage.instructions.index(instruction) < self.stage.instructions.index(last):
            return known is None, text, None
        return known is None, None, (instruction, text) if text != instruction.value.text else None

    @property
    def owner(self) -> str:
        """Whom the container runs as, as the file says; "" for root."""
        text = scopes(self.view).behind(self.stage).user.text or ""
        return "" if text.partition(":")[0] in ("root", "0") else text

    def build_only(self, told: Collection[str]) -> frozenset[str]:
        """The variables that only the build reads, and that no string of the sources names."""
        names = {pair.key.text for each in self.stage.instructions if isinstance(each, Env) for pair in each.pairs}
        asked = {word for text in told for word in _WORD.findall(text)}
        return frozenset(name for name in names - asked if _BUILD_ONLY.fullmatch(name))

    def system(self, needs: GoNeeds, copies: Copies) -> System:
        """What is brought of the base image's folders, those aside that hold what is copied, or are made again."""
        volumes = [each for each in self.stage.instructions if isinstance(each, Volume)]
        made = {*copies.files(), *copies.programs(), self.folder}
        there = {*made, *copies.places(), *(path for each in volumes for path in volume_paths(each))}

        def is_there(place: str) -> bool:
            return any(is_below(place, path) for path in there) or any(is_below(path, place) for path in made)

        return system_of(needs.names, self.folder, needs.services, is_there)

    def copies(self, sources: str, left: Leftovers, needs: GoNeeds, files: Kept, *, list_of_users: bool) -> Copies:
        """The COPY instructions."""
        minor = _VERSION.match(self.stage.image.version if self.stage.image is not None else "")
        zone_set = "TZ" in scopes(self.view).behind(self.stage).env
        known = numbers(self.view)
        return Copies(
            stage=self.from_.stage.text if self.from_.stage is not None else STAGE,
            builds=self.builds,
            needs=needs,
            left=left,
            kept=files,
            users=known,
            alpine=self.stage.image is not None and "alpine" in self.stage.image.version,
            old_resolver=minor is not None and int(minor[1]) < _FIRST_WITH_FILES_FIRST,
            zones=zone_set or any("tzdata" in step.text for step in calls(self.view).runs),
            sources=sources,
            user=known.numeric(self.owner) or self.owner,
            list_of_users=list_of_users,
        )


def in_exec_form(instruction: Instruction, words: tuple[str, ...]) -> str:
    """CMD or ENTRYPOINT with these words."""
    return f"{instruction.keyword.text} {json.dumps(list(words), ensure_ascii=False)}"
