"""What a call runs in turn: shell scripts that lie in the image, scripts of package.json, what `npx` names."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from slimmer.analysis.calls.arguments import Argument
from slimmer.analysis.calls.call import Call
from slimmer.analysis.calls.reading import calls_of_text, calls_of_words
from slimmer.analysis.runtime.launchers import launched
from slimmer.analysis.runtime.shebang import SHELLS, WAITS, behind_dashes, interpreter, is_shell_script
from slimmer.analysis.runtime.sources import Sources
from slimmer.knowledge.node_tools import SOURCES
from slimmer.knowledge.vocabulary import Role
from slimmer.model.context import Context
from slimmer.model.growing import updated
from slimmer.model.paths import absolute
from slimmer.model.values import Value
from slimmer.records import dataclass, field, replace
from slimmer.syntax.shell import ShellSyntaxError

if TYPE_CHECKING:
    from slimmer.analysis.evidence.node import NodeProject

_DEEPEST = 8  # scripts within each other; a script that calls itself ends here
_MOST = 400  # calls
_ARGUMENTS = "its arguments"
_FOLDERS = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
_MANAGERS = ("npm", "yarn", "pnpm", "bun")
_STARTS = frozenset(("start", "stop", "restart", "test", "build", "dev"))


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A JavaScript project and its folder in the image."""

    project: NodeProject
    folder: str


@dataclass(frozen=True, slots=True, eq=False)
class Followed:
    """A call that runs, and how it comes to.

    Attributes:
        call: what runs.
        via: what it was found in, outermost first: "docker-entrypoint.sh", "package.json's script start".
        project: the project whose programs it finds before all others: for a script of package.json.
        script: the script it is, whose own calls follow; None for a program.
        origin: what runs it, where that is no instruction: "compose.yaml: web".
    """

    call: Call
    via: tuple[str, ...] = ()
    project: Placed | None = None
    script: str | None = None
    origin: str = ""

    @property
    def way(self) -> str:
        """For a person: "CMD" or "CMD, by docker-entrypoint.sh"."""
        step = self.origin or self.call.step.instruction.name
        return f"{step}, by {' and '.join(self.via)}" if self.via else step


@dataclass(eq=False, slots=True)
class Following:
    """Follows calls into the files they run.

    Attributes:
        context: the build context, None when it is not known.
        sources: what lies where in the image.
        unknown: why not everything that runs is known.
        read: files of the context that were read as scripts, with their place in the image.
    """

    context: Context | None
    sources: Sources
    unknown: dict[str, None] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    _left: int = _MOST

    def follow(self, calls: Iterable[Call], origin: str = "") -> Iterator[Followed]:
        """The calls and all that they run."""
        for call in calls:
            yield from self._call(Followed(call, origin=origin), ())

    def project_at(self, workdir: str | None) -> Placed | None:
        """The JavaScript project whose package.json lies in a folder of the image, or in the nearest above it."""
        if self.context is None or workdir is None:
            return None
        from slimmer.analysis.evidence.node import node_project  # noqa: PLC0415  few files run a package manager

        while True:
            path = self.sources(posixpath.join(workdir, "package.json"))
            if path is not None:
                project = node_project(self.context, posixpath.dirname(path))
                return Placed(project, workdir) if project is not None else None
            if workdir in ("/", ""):
                return None
            workdir = posixpath.dirname(workdir)

    def _call(self, found: Followed, arguments: Sequence[Argument]) -> Iterator[Followed]:
        """One call and what it runs; `arguments` are those of the script it stands in."""
        call = found.call
        self._left -= 1
        if self._left < 0 or len(found.via) > _DEEPEST:
            self.unknown["it runs more than is followed"] = None
            return
        head = call.head[0].value
        if head.text is None and head.why == _ARGUMENTS:
            if arguments:
                for each in calls_of_words(call.step, arguments, call.place, call.workdir):
                    behind = replace(each, wrappers=(*call.wrappers, *each.wrappers))
                    yield from self._call(replace(found, call=behind), ())
            return
        script = self._script(found)
        yield found if script is None else replace(found, script=script.source)
        if not call.name:
            self.unknown[f"the name of a program is computed ({found.way})"] = None
        elif script is not None and script.text is None:
            for each in calls_of_words(call.step, script.arguments, call.place, call.workdir):
                yield from self._call(replace(found, call=each, via=(*found.via, script.source)), arguments)
        elif script is not None:
            yield from self._text(found, script.text or "", (*found.via, script.source), call.workdir, script.arguments)
        else:
            yield from self._named(found)

    def _named(self, found: Followed) -> Iterator[Followed]:
        """What programs run that take names of scripts or programs."""
        call = found.call
        if call.program in _MANAGERS:
            yield from self._manager(found)
        elif call.program == "npx":
            yield from self._programs(found, "npx")
        else:
            for text in launched(call, lambda path: self._read(path, call)):
                yield from self._text(found, text, (*found.via, call.name), call.workdir, ())

    def _read(self, path: str, call: Call) -> str | None:
        """The text of a file by its path from the folder a call runs in."""
        place = absolute(path, call.workdir.text)
        source = self.sources(place) if place is not None else None
        return self.context.read(source) if source is not None and self.context is not None else None

    def _programs(self, found: Followed, way: str) -> Iterator[Followed]:
        """`npx tsc`, `npm exec -- tsc` and, with a script in a word, `npx -c "tsc && node ."`."""
        call = found.call
        script = call.flag("-c", "--call")
        if script is None or script.value is None or script.value.text is None:
            yield from self._words(found, _from(call, call.operands), way)
        else:
            there = replace(found, project=found.project or self.project_at(call.workdir.text))
            yield from self._text(there, script.value.text, (*found.via, way), call.workdir, ())

    def _words(self, found: Followed, words: Sequence[Argument], way: str) -> Iterator[Followed]:
        """A program named by operands: `npx prisma@4 migrate`."""
        if not words or words[0].known is None:
            return
        scope, at, rest = words[0].known[:1], words[0].known[1:].partition("@")[0], words[1:]
        named = Argument(words[0].value.with_text(scope + at))
        for each in calls_of_words(found.call.step, (named, *rest), found.call.place, found.call.workdir):
            project = found.project or self.project_at(each.workdir.text)
            yield from self._call(replace(found, call=each, via=(*found.via, way), project=project), ())

    def _manager(self, found: Followed) -> Iterator[Followed]:
        """`npm start`, `yarn build`, `pnpm exec tsc`: an entry of package.json, or a program of node_modules."""
        call = found.call
        named = call.reading.subcommand_arguments
        word = (named[0].known or "") if named else ""
        if call.program == "bun" and is_file(word if word != "run" else _text(call.operands)):
            return
        known = call.knowledge
        is_own = bool(word) and call.program != "npm" and (known is None or not known.name)
        if word in ("exec", "dlx") or (word == "x" and call.program in ("npm", "bun")):
            yield from self._programs(found, f"{call.name} {word}")
        elif (call.program, word) == ("yarn", "node"):
            yield from self._words(found, _from(call, named), call.name)
        elif word in ("run", "run-script", "rum", "urn"):
            yield from self._entry(found, _text(call.operands))
        elif word == "t" or word in _STARTS or is_own:
            yield from self._entry(found, "test" if word == "t" else word)

    def _entry(self, found: Followed, name: str) -> Iterator[Followed]:
        """The calls of an entry of package.json's `scripts`, with those of `pre` and `post`."""
        call = found.call
        use = call.meaning(Role.ROOT) or call.meaning(Role.DIRECTORY)
        inside = use.value.text if use is not None and use.value is not None else None
        workdir = absolute(inside, call.workdir.text) if inside is not None else call.workdir.text
        placed = self.project_at(workdir)
        if placed is None or placed.project.manifest.problem is not None:
            reason = placed.project.manifest.problem if placed is not None else "package.json is not known"
            self.unknown[f"{reason}: what `{call.name} {name}` runs ({found.way})"] = None
            return
        scripts = placed.project.manifest.scripts
        if name not in scripts and call.program == "npm" and name == "start":
            scripts = {**scripts, "start": "node server.js"}  # npm's own default
        if name not in scripts:
            words = call.reading.subcommand_arguments
            if _text(words) != name and call.program in ("yarn", "bun"):
                words = call.operands  # `yarn run tsc`
            if call.program != "npm" and name and _text(words) == name:
                yield from self._words(replace(found, project=placed), _from(call, words), call.name)
            elif not call.has("--if-present"):
                self.unknown[f"package.json has no script {name or 'of an unknown name'} ({found.way})"] = None
            return
        for each in (f"pre{name}", name, f"post{name}"):
            if each in scripts:
                via = (*found.via, f"package.json's script {each}")
                yield from self._text(replace(found, project=placed), scripts[each], via, Value.of(placed.folder), ())

    def _script(self, found: Followed) -> _Script | None:
        """The shell script a call runs: by its path, by its name on PATH, or given to a shell."""
        call = found.call
        if call.name in WAITS:
            return _Script(call.name, None, behind_dashes(call))
        words = (*call.head[:1], *call.arguments)
        is_shell = call.name in (*SHELLS, ".", "source")
        if is_shell:
            if call.meaning(Role.SCRIPT) is not None or not call.operands:
                return None
            words = call.operands
        path = words[0].known
        if path is None:
            if call.name:
                self.unknown[f"which script {call.name} runs is computed ({found.way})"] = None
            return None
        place, source = self._place(path, call, is_path=is_shell or "/" in path)
        if source is None or self.context is None:
            if (is_shell or path.endswith(".sh")) and place is not None:
                self.unknown[f"{place} is not in the build context ({found.way})"] = None
            return None
        text = self.context.read(source)
        if text is None:
            self.unknown[f"{source} cannot be read ({found.way})"] = None
        runs = interpreter(text) if text is not None and not is_shell else []
        if runs:
            return _Script(source, None, [Argument(Value.of(word)) for word in (*runs, path)])
        if text is None or not (is_shell or is_shell_script(text, source)):
            return None
        self.read[source] = place or path
        return _Script(source, text, words[1:])

    def _place(self, path: str, call: Call, *, is_path: bool) -> tuple[str | None, str | None]:
        """Where a program lies in the image, and its file in the context."""
        if is_path:
            place = absolute(path, call.workdir.text)
            return place, self.sources(place) if place is not None else None
        for folder in _FOLDERS:
            source = self.sources(f"{folder}/{path}")
            if source is not None:
                return f"{folder}/{path}", source
        return None, None

    def _text(
        self,
        found: Followed,
        text: str,
        via: tuple[str, ...],
        workdir: Value,
        arguments: Sequence[Argument],
    ) -> Iterator[Followed]:
        """The calls of a script, and all that they run."""
        call = found.call
        whole = Value.unknown(_ARGUMENTS)
        given = {str(number): each.value for number, each in enumerate(arguments, 1)}
        variables = updated(call.variables, {"@": whole, "*": whole, **given})
        inner = calls_of_text(call.step, text.replace("\r\n", "\n"), call.place, variables, workdir)
        if isinstance(inner, ShellSyntaxError):
            self.unknown[f"{via[-1]} cannot be read: {inner.message}"] = None
            return
        for each in inner:
            yield from self._call(replace(found, call=each, via=via), arguments)


def is_file(word: str) -> bool:
    """Whether `bun` takes a word for a file to run, not for an entry of package.json."""
    return word.endswith(SOURCES) or word.startswith(("./", "/"))


def _from(call: Call, words: Sequence[Argument]) -> Sequence[Argument]:
    """The words of a call from the first of some of them on, flags too."""
    return call.arguments[call.arguments.index(words[0]) :] if words and words[0] in call.arguments else words


def _text(words: Sequence[Argument]) -> str:
    return (words[0].known or "") if words else ""


@dataclass(frozen=True, slots=True)
class _Script:
    """A shell script of the context, and what it is called with; its text is None where only that is run."""

    source: str
    text: str | None
    arguments: Sequence[Argument]
