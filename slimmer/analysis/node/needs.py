"""Whether what runs cannot do without a project's development dependencies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from slimmer.analysis.evidence.node import NodeProject
from slimmer.analysis.javascript.reach import Reached, package_of, reached, whole_project
from slimmer.analysis.node.calls import UNKNOWN, Loads, bringing, is_harmless, loads, package_behind
from slimmer.analysis.node.commands import command_with
from slimmer.analysis.node.drivers import IN_TEXT, data_with, loaded_by_name, page_with, peer, required_by_output
from slimmer.analysis.runtime.following import Followed
from slimmer.analysis.runtime.launchers import FOLLOWED
from slimmer.analysis.runtime.sources import Sources
from slimmer.knowledge.node_tools import (
    compiles_while_it_runs,
    is_file_server,
    is_loader,
    migrates,
    packages_with,
    serves_what_was_built,
)
from slimmer.knowledge.vocabulary import Effect, Role
from slimmer.model.paths import absolute
from slimmer.records import dataclass

_INTERPRETERS = ("node", "bun", "deno")
_MANAGERS = ("npm", "yarn", "pnpm", "bun", "npx", "corepack")
_RUNNERS = ("nodemon", "pm2", "pm2-runtime", "pm2-docker", "forever")  # they run what their words or settings name
_SETTINGS = (".json", ".yml", ".yaml", ".config.js", ".config.cjs", ".config.mjs")
_BINS = re.compile(r"node_modules/\.bin\b|\bnpm bin\b")
_ALL_PACKAGES = re.compile(r"""node_modules/?(?:["'`]|\$\{)""")
_QUOTED = re.compile(r"""["']((?:@[\w.-]+/)?\w[\w.-]*)[\w./-]*["']""")


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """Asks of calls whether they need what only development dependencies bring.

    Attributes:
        project: whose dependencies.
        sources: what lies where in the image when the calls run.
        left_out: the names that would not be installed.
        brings_peers: whether the package manager installs by itself what packages need as peers.
    """

    project: NodeProject
    sources: Sources
    left_out: frozenset[str]
    brings_peers: bool = True

    def of_build(self, calls: Iterable[Followed]) -> str | None:
        """Why a build step may need them: a tool that builds may load any, whoever brings it."""
        for each in calls:
            call = each.call
            if each.script is not None:
                continue
            reason = self._tool(each) or self._named(each)
            if reason is not None:
                return reason
            found = loads(call, self.sources)
            is_package = package_behind(each, self.project) is not None
            if call.program in _INTERPRETERS and (found.files or found.packages) and not found.built:
                reason = self._files(found, exactly=True)
                if reason is not None:
                    return reason
            elif is_package or not (call.program in _MANAGERS or is_harmless(call)):
                return f"`{call.name or 'a program'}` may need them"
        return None

    def of_container(self, calls: Iterable[Followed]) -> str | None:
        """Why what a container runs needs them, or may."""
        files: list[str] = []
        packages: list[str] = []
        whole = False
        compiles = built = False
        for each in calls:
            if each.script is not None:
                continue
            reason = self._tool(each) or self._unfit(each) or self._told(each) or self._given(each)
            if reason is not None:
                return reason
            found = loads(each.call, self.sources)
            files += found.files
            packages += found.packages
            mode = each.call.variable("NODE_ENV")
            is_run = each.call.program in _INTERPRETERS and (found.files or found.built)
            compiles |= bool(is_run) and (mode is None or mode.text != "production")
            if self._loads_project(each, found):
                whole = True
                files += self._settings(each.call.name)
            built |= bool(found.built)
        loaded = Loads(tuple(files), tuple(packages))
        whole |= built
        return self._files(loaded, whole=whole, compiles=compiles) or self._unnamed(built=built)

    def _tool(self, each: Followed) -> str | None:
        """Why the program itself is one of them, or loads what settings name."""
        wrappers = each.call.wrappers if each.project is not None else ()
        behind = [(name, bringing(name, self.project)) for name in wrappers]
        for name, package in [*behind, (each.call.name, package_behind(each, self.project))]:
            if package == UNKNOWN:
                return f"which package brings {name} is not known ({each.way})"
            if package is not None and (why := self._missing(package) or self._unlisted(package)) is not None:
                return f"{each.way} runs {name}, {why}"
            if is_loader(name):
                return f"{each.way} runs {name}, which loads what settings name"
        return None

    def _named(self, each: Followed) -> str | None:
        """Why the words of a call need one: `npm rebuild node-sass`, `cp node_modules/vue/dist/vue.js public`."""
        call = each.call
        texts = [argument.known or "" for argument in call.arguments]
        inside = (found[1] for text in (*texts, call.workdir.text or "") for found in IN_TEXT.finditer(text))
        plain = texts if call.program in _MANAGERS and not call.meaning(Role.GLOBAL) else ()
        if _names_programs(call.step.text) or _names_programs(call.workdir.text or ""):
            return f"`{call.name}` names the folder of the packages' programs"
        if call.name in ("ls", "find", "grep", "du") and any(
            text.endswith(("node_modules", "node_modules/")) for text in texts
        ):
            return f"`{call.name}` looks at all packages"
        named = next((name for name in (*inside, *plain) if name in self.left_out), None)
        return f"`{call.name}` names {named}, {self._missing(named)}" if named is not None else None

    def _unfit(self, each: Followed) -> str | None:
        """Why what a program of a container loads is anybody's guess."""
        call = each.call
        effects = call.knowledge.effects if call.knowledge is not None else frozenset()
        if call.program in (*_INTERPRETERS, *_MANAGERS) or is_file_server(call.name) or is_harmless(call):
            return None
        if serves_what_was_built(call.name, _first(each)) or loads(call, self.sources).files:
            return None
        if effects & {Effect.BUILDS, Effect.TESTS}:
            return f"{each.way} runs {call.name}, which builds or tests, and may need any of them"
        is_package = package_behind(each, self.project) is not None
        if is_package or call.name in _RUNNERS or (Effect.RUNS in effects and call.name != "supervisord"):
            return None
        return f"what {call.name or 'a program'} loads is not known ({each.way})"

    def _told(self, each: Followed) -> str | None:
        """Why what a runner's own settings name is one of them: pm2's `interpreter`, nodemon's `exec`."""
        call = each.call
        for operand in call.operands if call.name in _RUNNERS else ():
            place = absolute(operand.known or "", call.workdir.text)
            path = self.sources(place) if place is not None else None
            if path is None and (operand.known or "").endswith(_SETTINGS):
                return f"what {call.name} loads is not known ({each.way}): {operand.known} is not in the build context"
            if path is not None and path.endswith(_SETTINGS):
                words = re.split(r"[\s'\"`=,:\[\]{}]+", self.project.context.read(path) or "")
                some = (name for word in words for name in (word, package_of(word) or "", word.rpartition("/")[2]))
                named = next((name for name in some if name in self.left_out or is_loader(name)), None)
                if named is not None:
                    return f"{path} names {named}, {self._missing(named) or _loader(named)}"
        return None

    def _given(self, each: Followed) -> str | None:
        """Why a package's program may run what it is given, where nothing is known of how it reads its words."""
        call = each.call
        if call.name in FOLLOWED or call.program in (*_INTERPRETERS, *_MANAGERS) or is_harmless(call):
            return None
        texts = [argument.known or "" for argument in call.arguments]
        is_built = any("dist/" in text or "build/" in text for text in texts)
        loader = next((name for name in sorted(self.left_out) if is_loader(name)), None)
        if migrates(call.name) and loader is not None and not is_built:
            return f"{each.way} runs {call.name}, which may load {loader}, {self._missing(loader)}"
        for word in (word for text in texts for word in text.split()):
            named = next((name for name in (word, *packages_with(word)) if name in self.left_out), None)
            if named is not None or word in _MANAGERS:
                why = self._missing(named) if named is not None else "which may run any script"
                return f"{each.way} gives {call.name} the word {word}, {why}"
        return None

    def _loads_project(self, each: Followed, found: Loads) -> bool:
        """Whether a program of the project finds the files it loads by itself."""
        if each.call.name in _RUNNERS:
            return True
        if found.files or each.call.program in _MANAGERS or is_file_server(each.call.name):
            return False
        is_package = package_behind(each, self.project) is not None
        return is_package or serves_what_was_built(each.call.name, _first(each))

    def _settings(self, tool: str) -> list[str]:
        """The files in which a tool of the project finds what else it loads: `next.config.mjs`, `.sequelizerc`."""
        root = self.project.manifest.folder
        prefix = f"{root}/" if root else ""
        starts = (f"{prefix}{tool}.config.", f"{prefix}.{tool}rc")
        return [name for name in self.project.context.names if name.startswith(starts)]

    def _files(self, found: Loads, *, whole: bool = False, exactly: bool = False, compiles: bool = False) -> str | None:
        """Why the JavaScript that is loaded from these on needs them."""
        context, root = self.project.context, self.project.manifest.folder
        for package in found.packages:
            if (why := self._missing(package)) is not None or (why := _loader(package)) is not None:
                return f"the command loads {package}, {why}"
        what = reached(context, root, found.files)
        if exactly and what.unknown:
            return what.unknown[0]
        if whole or what.unknown:
            if not context.is_whole:
                return f"not all of the build context was read: {context.problems[0]}"
            what = whole_project(context, root, found.files)
        compiler = next((name for name in what.modules if compiles and compiles_while_it_runs(name)), None)
        if compiler is not None:
            return f"{what.modules[compiler]} loads {compiler}, which compiles where NODE_ENV is not production"
        return self._loaded(what)

    def _loaded(self, what: Reached) -> str | None:
        for package, path in what.packages.items():
            if (why := self._missing(package)) is not None or (why := _loader(package)) is not None:
                return f"{path} requires {package}, {why}"
            if (why := self._unlisted(package)) is not None:
                return f"{path} requires {package}, {why}"
        unfit = next((why for path in what.files if (why := self._unfit_file(path)) is not None), None)
        if unfit is not None:
            return unfit
        return self._told_in_code(what)

    def _told_in_code(self, what: Reached) -> str | None:
        """Why a text of the code, or of the data it reads, names one of them."""
        data = data_with(what, self.project, self.left_out)
        if data is not None:
            return f"{data[0]}, {self._missing(data[1])}"
        command = command_with(what, self.project, self.left_out)
        if command is not None:
            path, name, package = command
            if not package:
                return f"{path} names `{name}` in quotes: what that runs may need them"
            return f"{path} names the program {name} in quotes, {self._missing(package)}"
        for text, path in what.strings.items():
            quoted = _QUOTED.findall(text) if what.spawns else []
            told = next((each for each in quoted if each in self.left_out), None)
            if told is not None:
                return f"{path} names {told} in quotes, {self._missing(told)}"
            inside = IN_TEXT.search(text)
            package = inside[1] if inside is not None else package_of(text) or ""
            if package in self.left_out:
                return f"{path} names {package} in quotes, {self._missing(package)}"
        return None

    def _unfit_file(self, path: str) -> str | None:
        """Why a file may load any of them."""
        text = self.project.context.read(path)
        if text is None:
            return f"what {path} loads is not known: {self.project.context.unread(path)}"
        if _ALL_PACKAGES.search(text):
            return f"{path} names node_modules in quotes, and may hand out or load any package"
        return None

    def _missing(self, package: str) -> str | None:
        """Why a package would not be there, as a clause that begins with "which"."""
        if package not in self.left_out:
            return None
        if package in self.project.manifest.dependencies:
            return "which npm 7 and later leave out: it is listed under devDependencies too"
        return "which is only a dev dependency"

    def _unlisted(self, package: str) -> str | None:
        """Why a package that package.json does not list may not be there."""
        manifest, lock = self.project.manifest, self.project.lock
        if package in manifest.dependencies or package in manifest.peers or package == manifest.name:
            return None
        if lock is None or lock.problem is not None:
            return "which package.json does not list: a dev dependency may bring it"
        locked = lock.packages.get(package)
        return "which only dev dependencies bring" if locked is not None and locked.development else None

    def _unnamed(self, *, built: bool) -> str | None:
        """Why one of them may be loaded although no source names it."""
        project, names = self.project, self.left_out
        found = page_with(project, names) or peer(project, names, brought=self.brings_peers)
        found = found or loaded_by_name(project, names) or (required_by_output(names) if built else None)
        return f"{found[0]}, {self._missing(found[1])}" if found is not None else None


@lru_cache(maxsize=64)
def _names_programs(text: str) -> bool:
    """Whether a script names the folder in which the packages' programs lie; asked of each call in it."""
    return _BINS.search(text) is not None


def _loader(package: str) -> str | None:
    return "which loads what settings name" if is_loader(package) else None


def _first(each: Followed) -> str:
    call = each.call
    return call.subcommand or (call.operands[0].known or "" if call.operands else "")
