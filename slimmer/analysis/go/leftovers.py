"""What a Go build's stage leaves in the image beside its programs: what must be kept, and what cannot be judged."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.calls.scripts import syntax_problem
from slimmer.analysis.calls.words import brace_expanded
from slimmer.analysis.go.builds import GoBuild, copied_sources
from slimmer.analysis.go.modes import is_set_anew, made_with_modes, mode_problem
from slimmer.analysis.go.owners import Owner, last_owner, maker
from slimmer.analysis.go.verdicts import GENERATORS, verdict
from slimmer.analysis.structure import scope, stages
from slimmer.analysis.view import View
from slimmer.model.paths import absolute, is_below
from slimmer.records import dataclass
from slimmer.syntax.nodes import Add, Copy, Run, Workdir
from slimmer.syntax.shell import walk
from slimmer.syntax.shell.nodes import Redirect

_SECRET = ("/root/.ssh", "/root/.netrc", "/root/.gitconfig", "/root/.config", "/root/.docker", "/etc/ssh")
_BUILDS_OWN = (
    "/go/",
    "/root/.cache",
    "/etc/apt",
    "/etc/apk",
    "/var/lib/apt",
    "/var/cache/apk",
    "/var/cache/apt",
    "/var/cache/debconf",
    "/usr/local/go",
)
_TRUST = "/usr/local/share/ca-certificates"
_UNCERTAIN = "and where is what a build argument decides, or what only a build can tell"


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What a stage leaves beside its programs.

    Attributes:
        aliases: where a program was copied or moved to, by place, and where it was built.
        moved: places a program was moved away from.
        folders: those that were made.
        owners: who was given a path, and whether all below it; in order.
        files: what else was copied into the image, by place.
        top: the folder that the COPY of the sources fills: theirs, or one above it.
        generated: whether a generator ran in the sources' folder: it may have written what the program reads.
        zone: whether the local time zone was set.
        problem: what cannot be judged, or None.
    """

    aliases: dict[str, str]
    moved: frozenset[str]
    owners: tuple[Owner, ...]
    folders: tuple[str, ...]
    files: tuple[str, ...]
    top: str
    generated: bool
    zone: bool
    problem: str | None

    def owner(self, path: str) -> str | None:
        """Who was given a path last, as written; None where nobody was, or root."""
        return last_owner(self.owners, path)


def leftovers(view: View, builds: tuple[GoBuild, ...], sources: str) -> Leftovers:
    """What the target's stage leaves; `sources` is the folder of the module in the image."""
    stage = stages(view).target
    judge = _Judge(view, {build.output for build in builds}, sources)
    for build in builds:
        judge.owners.append(Owner(build.output, maker(build.call.step), recursive=False))
    for step in calls(view).runs:
        if step.stage is stage:
            judge.run(step)
    for instruction in stage.instructions if stage is not None else ():
        if isinstance(instruction, (Copy, Add)):
            judge.copied(instruction)
        around = scope(view, instruction)
        if isinstance(instruction, Workdir) and around.is_root is False:
            path = around.after(instruction, {}).workdir.text or "/"
            judge.owners.insert(0, Owner(path, around.user.text or "", recursive=False))
    return Leftovers(
        judge.aliases,
        frozenset(judge.moved),
        tuple(judge.owners),
        tuple(dict.fromkeys(judge.folders)),
        tuple(dict.fromkeys(judge.files)),
        judge.top,
        judge.generated,
        judge.zone,
        next(iter(judge.problems), None),
    )


class _Judge:
    """Collects, call by call."""

    def __init__(self, view: View, programs: set[str], sources: str) -> None:
        self.view, self.programs, self.sources, self.top = view, programs, sources, sources
        self.aliases: dict[str, str] = {}
        self.moved: set[str] = set()
        self.owners: list[Owner] = []
        self.folders: list[str] = []
        self.files: list[str] = []
        self.generated = self.zone = False
        self.problems: list[str] = []
        self.installed: set[str] = set()

    def run(self, step: Step) -> None:
        line = step.outer.lines[0]
        problem = syntax_problem(step)
        if problem is not None:
            self.problems.append(f"the RUN on line {line} cannot be read: {problem}")
        if step.onbuild:
            self.problems.append(f"the ONBUILD on line {line} is for images built on this one")
        self.zone = self.zone or "/etc/localtime" in step.text
        for call in calls(self.view).of(step):
            found = self.call(call)
            if found is not None:
                self.problems.append(f"the RUN on line {line} {found}")
        for place in _written(step):
            self.place(place)

    def call(self, call: Call) -> str | None:
        """Why what a call leaves cannot be judged."""
        if call.program == "mkdir":
            return self.made(call)
        if call.program in ("chmod", "chgrp"):
            return self.set(call) if is_set_anew(call) else None
        if call.program == "chown":
            return self.given(call)
        if call.program in ("touch", "tee"):
            for each in self.places(call):
                self.place(each)
        elif call.program in ("cp", "mv", "ln", "install"):
            return self.transfer(call)
        elif call.is_("go", "env") and any((each.known or "").startswith("CGO_ENABLED=1") for each in call.operands):
            return "asks for cgo with go env -w"
        elif call.program == "go" or not GENERATORS.isdisjoint((call.name, call.program)):
            self.generated = self.generated or call.program != "go" or call.subcommand in ("run", "generate")
        else:
            return verdict(call)
        return None

    def made(self, call: Call) -> str | None:
        """`mkdir`: a folder whose name a build argument decides is where COPY looks for it in some builds only."""
        made = tuple(path for path in self.places(call) if self.counts(path))
        for_programs = any(is_below(program, path) for program in self.programs for path in made)
        if any(not each.value.is_certain and "HOME" not in each.value.why for each in call.operands):
            if not for_programs:
                return f"makes a folder, {_UNCERTAIN}"
            return None
        if made and made_with_modes(call):
            return f"makes {made[0]} with modes of its own, and a copy of what is in it would make it anew"
        self.folders += made
        self.owners += (Owner(path, maker(call.step), recursive=True) for path in made)
        return None

    def set(self, call: Call) -> str | None:
        """`chmod`, `chgrp`: those of /tmp are the image's own, those of the build's folders nobody's."""
        landed = copied_sources(self.view)

        def is_folder(path: str) -> bool:
            if path in landed or path in self.programs or is_below(path, "/tmp") or is_below(path, "/go"):
                return False
            return path in self.folders or any(is_below(each, path) for each in (*landed, *self.programs))

        return mode_problem(call, self.sources, is_folder)

    def places(self, call: Call) -> Iterator[str]:
        for text in self.texts(call):
            where = absolute(text, call.workdir.text or "/go") if text else None
            if where is not None:
                yield where

    def place(self, where: str) -> None:
        """A file that is there: in the sources it is theirs, secrets and the build's settings are nobody's."""
        if is_below(where, self.sources) or where.startswith(("/dev/", "/proc/", "/tmp/", _TRUST, *_SECRET)):
            return
        if where in ("/etc/localtime", "/etc/timezone", "/etc/nsswitch.conf", "/etc/apk/repositories"):
            return
        if where.startswith(("/etc/apt/", "/etc/apk/", "/var/lib/apt", "/etc/passwd", "/etc/group")):
            return
        self.files.append(where)

    def counts(self, path: str) -> bool:
        """Whether a folder may be there for the container: what lies in GOPATH beside the sources is not."""
        return is_below(path, self.sources) or not path.startswith((*_SECRET, *_BUILDS_OWN))

    def given(self, call: Call) -> str | None:
        """`chown owner paths`: the owner is the first operand."""
        names = [operand.known if operand.value.is_certain else None for operand in call.operands]
        owner, *rest = self.texts(call) if None not in names and names else [""]
        if not owner or not rest:
            return "gives files to somebody, which or to whom is not known"
        recursive = any("R" in use.name for use in call.flags)
        for text in rest:
            path = absolute(text.removesuffix("/*") if recursive else text, call.workdir.text or "/go")
            if path == self.sources and not recursive:
                return f"gives {path} to {owner}, and what the program is copied into would be made anew"
            if path is not None:
                self.owners.append(Owner(path, owner, recursive))
        return None

    def texts(self, call: Call) -> list[str]:
        return [text for operand in call.operands for text in brace_expanded(operand.known or "") or ()]

    def transfer(self, call: Call) -> str | None:
        places = list(self.places(call))
        if len(places) < 2 or any(operand.known is None for operand in call.operands):
            return f"{'copies' if call.name == 'cp' else 'moves or links'} files whose names are not known"
        if not call.operands[-1].value.is_certain:
            return f"writes files, {_UNCERTAIN}"
        *sources, into = places
        if "/etc/localtime" in into:
            return None
        for source in sources:
            as_folder = (call.operands[-1].known or "").endswith(("/", ".")) or into in _BIN or len(sources) > 1
            where = f"{into.rstrip('/')}/{posixpath.basename(source)}" if as_folder else into
            if source in self.programs or source in self.aliases:
                self.aliases[where] = self.aliases.get(source, source)
                if call.program == "mv":
                    self.moved.add(source)
            elif is_below(where, self.sources):
                self.generated = True
            else:
                self.place(where)
        return None

    def copied(self, instruction: Copy | Add) -> None:
        """COPY and ADD: what lands outside of the sources' folder stands there to be used."""
        line, around = instruction.lines[0], scope(self.view, instruction)
        if instruction.flag("from") is not None:
            self.problems.append(f"the {instruction.name} on line {line} takes files from another image")
            return
        values = [around.expand(token.text.strip('"')) for token in instruction.arguments]
        words = [value.text for value in values]
        is_certain = bool(values) and values[-1].is_certain
        where = absolute(words[-1] or "", around.workdir.text or "/go") if is_certain and words[-1] else None
        if where is None or None in words or instruction.heredocs:
            self.problems.append(f"the {instruction.name} on line {line} puts files in a place that is not known")
        elif isinstance(instruction, Add) and any(_is_archive(word or "") for word in words[:-1]):
            self.problems.append(f"the ADD on line {line} unpacks an archive, whose files are not known")
        else:
            self.landed(instruction, where, words)

    def landed(self, instruction: Copy | Add, where: str, words: list[str | None]) -> None:
        """What an instruction copies from the context to a place."""
        flag = instruction.flag("chown")
        if flag is not None:
            if "$" in (flag.value or "$"):
                line = instruction.lines[0]
                self.problems.append(
                    f"the {instruction.name} on line {line} gives files to {flag.value}, not the same in all builds"
                )
            # All below is theirs; the folder itself only if this instruction makes it, which WORKDIR mostly did.
            self.owners.insert(0, Owner(f"{where.rstrip('/')}/", flag.value or "", recursive=True))
        if not is_below(where, self.sources):
            if is_below(self.sources, where):
                self.top = where if is_below(self.top, where) else self.top
                return
            into = (words[-1] or "").endswith("/") or len(words) > 2
            for word in words[:-1]:
                self.place(f"{where}/{posixpath.basename(word or '')}" if into and _is_file(self.view, word) else where)


_BIN = ("/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/go/bin")


def _is_archive(source: str) -> bool:
    return source.endswith((".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz")) and "://" not in source


def _is_file(view: View, source: str | None) -> bool:
    return view.context is not None and view.context.has(posixpath.normpath((source or "").lstrip("/") or "."))


def _written(step: Step) -> Iterator[str]:
    """The files that a RUN's redirections write, those with absolute names."""
    if step.script is None or not isinstance(step.instruction, Run):
        return
    for node in walk(step.script):
        if isinstance(node, Redirect) and ">" in step.text[node.operator.start : node.operator.end]:
            name = node.target.literal
            if name is not None and name.startswith("/"):
                yield name
